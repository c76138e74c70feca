"""Replies on their way to several workspaces: each goes out with the token of the workspace in its address."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from adapters.slack.calls import NOT_HERE, REVOKED, Refused
from adapters.slack.places import PLATFORM, place_of, user_of
from adapters.slack.previews import SlackPreview
from adapters.slack.sender import HalfSent, SlackSender
from adapters.slack.workspaces import Workspaces
from bot.messages import Card
from bot.messages.sending import NotSent, Outgoing, Remark

T = TypeVar("T")


@dataclass
class SlackSenders:
    """Tells replies wherever the app is installed; what goes elsewhere is parked."""

    workspaces: Workspaces

    def serves(self, conversation: str) -> bool:
        return place_of(conversation) is not None

    async def send(self, outgoing: Outgoing) -> None:
        await self._by(outgoing.conversation, lambda sender: sender.send(outgoing))

    async def was_sent(self, outgoing: Outgoing) -> bool:
        return await self._by(outgoing.conversation, lambda sender: sender.was_sent(outgoing))

    async def preview(self, conversation: str, number: int, origin: Mapping[str, Any]) -> SlackPreview | None:
        """The preview of a reply in its own workspace; None where the app is not there."""
        place = place_of(conversation)
        assert place is not None
        workspace = await self.workspaces.of(place.team)
        return await workspace.sender.preview(conversation, number, origin) if workspace else None

    async def private(self, member: str) -> str | None:
        """The direct messages with a member in their own workspace; None where the app is not there."""
        platform, _, rest = member.partition(":")
        if platform != PLATFORM or user_of(member) is None:
            return None
        workspace = await self.workspaces.of(rest.partition(":")[0])
        return None if workspace is None else await workspace.sender.private(member)

    async def post_card(self, room: str, card: Card, *, mark: int) -> str:
        return await self._by(room, lambda sender: sender.post_card(room, card, mark=mark))

    async def change_card(self, room: str, message: str, card: Card) -> None:
        await self._by(room, lambda sender: sender.change_card(room, message, card))

    async def posted_card(self, room: str, *, mark: int) -> str | None:
        return await self._by(room, lambda sender: sender.posted_card(room, mark=mark))

    def begin_showing(self, room: str, *, mark: int, before: datetime | None, now: datetime) -> None:
        """Nothing: Slack is asked."""

    async def remark(self, room: str, message: str, text: str, *, mark: int, is_again: bool) -> Remark:
        return await self._by(
            room, lambda sender: sender.remark(room, message, text, mark=mark, is_again=is_again)
        )

    async def _by(self, conversation: str, told: Callable[[SlackSender], Awaitable[T]]) -> T:
        """Have the sender of a conversation's own workspace do something. Raises NotSent where there is none."""
        place = place_of(conversation)
        assert place is not None
        workspace = await self.workspaces.of(place.team)
        if workspace is None:
            await self.workspaces.park(place.team)
            raise NotSent("not installed")
        try:
            return await told(workspace.sender)
        except (NotSent, HalfSent) as error:
            if isinstance(error.__cause__, Refused) and error.__cause__.word in REVOKED:
                await self.workspaces.lost(workspace)
            elif isinstance(error.__cause__, Refused) and error.__cause__.word == NOT_HERE:
                await self.workspaces.left(place.team)
            raise
