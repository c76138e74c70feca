"""Links with which somebody comes: what each says, once, however often it is tapped."""

from dataclasses import dataclass, replace

from adapters.ports import Intake
from adapters.telegram.links import Links, Purpose, Way
from bot.messages import Inbound

START = "/start"


@dataclass(frozen=True)
class Starts:
    """Reads what a link brings behind /start, https://core.telegram.org/bots/features#deep-linking."""

    links: Links
    intake: Intake

    async def read(self, inbound: Inbound, payload: str) -> Inbound:
        """The message that somebody sends who comes by a link with this payload."""
        if (code := self.links.read_code(payload)) is not None:
            return replace(inbound, text=f"/link {code}", merges=False)
        way = self.links.read(payload)
        if way is None or (said := await self._said_by(way, inbound)) is None:
            return replace(inbound, text=START, origin={**inbound.origin, "instead": "link"})
        first = replace(inbound, text=said, dedup_key=f"start:{way}:{inbound.member}", merges=False)
        kept = await self.intake.kept(first)
        if kept is None or kept.origin.get("message") == inbound.origin["message"]:
            return first
        match way.purpose:
            case Purpose.EVENT:
                return replace(inbound, text=f"{said} again", merges=False)
            case Purpose.TICKET:
                return replace(inbound, text=START, origin={**inbound.origin, "instead": "ticket-link"})
            case Purpose.GO_ON:
                return replace(inbound, text=START, origin={**inbound.origin, "instead": "link"})

    async def _said_by(self, way: Way, inbound: Inbound) -> str | None:
        """What a link says; None for one that stands under nothing that is kept, or goes on with others' words."""
        match way.purpose:
            case Purpose.GO_ON:
                asked = await self.intake.said(way.number)
                return asked.text if asked is not None and asked.member == inbound.member else None
            case Purpose.EVENT | Purpose.TICKET:
                # Else a link would work again once nobody knows any more that it was tapped.
                if way.message is None or not await self.intake.has_told(way.message):
                    return None
                return f"/event {way.number}" if way.purpose is Purpose.EVENT else f"/status {way.number}"
