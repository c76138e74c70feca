"""Presses on buttons: a button is a command, and pressing it says the command."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from adapters.slack import own_settings
from adapters.slack.calls import Ack
from adapters.slack.here import Here
from adapters.slack.rendering import SHARED, without_buttons
from adapters.slack.sharing import Sharing

Json = dict[str, Any]

STAYS = ("/why", "/note", "/attendees", "/announce", "/export")  # buttons that may be pressed again
DOUBLE_CLICK_S = 3.0  # within which a second press is the first one's
REMEMBERED = 2000  # presses
UPDATED = 3900  # characters that an update takes


@dataclass
class Presses:
    """Takes what people press."""

    here: Here
    settle: Callable[[int, str], Coroutine[Any, Any, None]]
    """replies to what changes a member's own settings"""
    settings_wanted: Callable[[Ack, Json], Awaitable[None]]
    """opens these"""
    _last: OrderedDict[str, float] = field(default_factory=OrderedDict)

    def __post_init__(self) -> None:
        self.sharing = Sharing(self.here.sender.for_one, self.here.intake, self.here.texts, self.here.soon)

    async def pressed(self, ack: Ack, body: Json, action: Json) -> None:
        """A button is a command: pressing it says the command."""
        container, saying = body["container"], str(action.get("value", ""))
        if saying == own_settings.SAYING:
            await self.settings_wanted(ack, body)
            return
        user, team = self.here.who(body)
        is_in_view = container["type"] == "view"
        place = await self.here.direct(user) if is_in_view else self.here.place_of(body)
        stood = container["view_id"] if is_in_view else container["message_ts"]
        button = f"{place.channel}:{action['action_id']}:{user}:{stood}"
        moment = str(stood)
        if is_in_view or saying.startswith(STAYS):  # what it tells may have changed since it was pressed last
            moment = str(action["action_ts"])
            if self._is_double_click(button, float(moment)):
                await ack()
                return
        inbound = await self.here.by_press(
            place,
            user,
            team,
            text=saying,
            key=f"press:{place.channel}:{moment}:{action['action_id']}:{user}",
            trigger=body.get("trigger_id"),
            in_thread="thread_ts" in container,
        )
        number = await self.here.intake.accept(inbound)
        await ack()
        is_own = inbound.text.startswith(own_settings.SAYING)
        self.here.soon(self.settle(number, user) if is_own else self.here.intake.answer(number, merges=False))
        if inbound.text.startswith(STAYS):
            return
        chosen = str(action["text"]["text"])
        if (message := body.get("message")) is not None:
            self.here.soon(self._without_buttons(place.channel, message, chosen))
        elif container.get("is_ephemeral"):
            stays = partial(_starts, STAYS)
            self.here.soon(self.sharing.pressed(place, body, chosen=chosen, stays=stays))

    async def share_pressed(self, ack: Ack, body: Json, action: Json) -> None:
        """Let everybody see what one person has seen."""
        place, value = self.here.place_of(body), str(action.get("value", "")).removeprefix(SHARED)
        if not value.isdecimal() or place.thread is None:
            await ack()
            return
        user, team = self.here.who(body)
        in_thread = "thread_ts" in body["container"]
        inbound = await self.here.by_press(place, user, team, text="", key="", in_thread=in_thread)
        await self.sharing.share(inbound, body, int(value))
        await ack()

    async def _without_buttons(self, channel: str, message: Json, chosen: str) -> None:
        blocks = without_buttons(message.get("blocks") or [], chosen, keeps=partial(_starts, STAYS))
        await self.here.attempt(
            "chat.update",
            None,
            channel=channel,
            ts=message["ts"],
            text=message["text"][:UPDATED],
            blocks=blocks,
        )

    def _is_double_click(self, button: str, moment: float) -> bool:
        """Whether another press of a button that stays came just before this one."""
        before = self._last.get(button)
        if before is not None and 0 < moment - before < DOUBLE_CLICK_S:
            return True
        self._last[button] = moment
        self._last.move_to_end(button)
        while len(self._last) > REMEMBERED:
            self._last.popitem(last=False)
        return False


def _starts(beginnings: tuple[str, ...], value: str) -> bool:
    return value.startswith(beginnings)
