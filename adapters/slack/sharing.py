"""Answers that their asker saw first: shared with everybody in the channel by a press, once."""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, replace
from typing import Any

from adapters.ports import Intake
from adapters.slack.alone import ForOne, held_in
from adapters.slack.places import Place
from adapters.slack.rendering import SHARED, posts, without_buttons
from bot.messages import Inbound
from bot.messages.sending import Outgoing
from bot.texts import Texts

Json = dict[str, Any]


@dataclass
class Sharing:
    """What becomes of a message that one person sees, once they press a button of it."""

    for_one: ForOne
    intake: Intake
    texts: Texts
    soon: Callable[[Coroutine[Any, Any, Any]], None]

    async def share(self, inbound: Inbound, body: Mapping[str, Any], delivery: int) -> None:
        """Have an answer told to everybody, and what its asker saw go away; pressed again, it changes nothing."""
        shared = replace(
            inbound,
            text="",
            dedup_key=f"share:{delivery}",
            origin={**inbound.origin, "shares": delivery},
        )
        number = await self.intake.accept(shared)
        self.soon(self._replaced(number, str(body.get("response_url") or "")))

    async def _replaced(self, number: int, response_url: str) -> None:
        if await self.intake.answer(number, merges=False) and response_url:
            await self.for_one.replace(response_url, None)

    async def pressed(
        self, place: Place, body: Mapping[str, Any], *, chosen: str, stays: Callable[[str], bool]
    ) -> None:
        """Show the message without the buttons that have done their work."""
        held = held_in(str(body["actions"][0].get("block_id")))
        if held is None or not body.get("response_url"):
            return
        reply = await self.intake.reply(held[0], conversation=place.conversation)
        if reply is None:
            return
        outgoing = Outgoing(held[0], place.conversation, reply)
        last = posts(outgoing, self.texts, alone_in=place.thread)[-1]
        kept = without_buttons(
            last.blocks, chosen, keeps=lambda value: stays(value) or value.startswith(SHARED)
        )
        await self.for_one.replace(str(body["response_url"]), replace(last, blocks=kept))
