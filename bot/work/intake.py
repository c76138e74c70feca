"""What chat platforms hand in: kept, replied to, changed and taken back."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.messages import ChannelChoices, FormShown, Inbound, Matters, Reply
from bot.storage.channels import SqlChannels
from bot.storage.deliveries import SqlDeliveries
from bot.storage.inbox import Amended, Outcome, Received, SqlInbox
from bot.storage.moving import move
from bot.storage.people import SqlPeople
from bot.work import replies
from bot.work.working import Working


@dataclass
class Intake:
    """The door of durable work for chat platforms."""

    working: Working
    misfits_of: Callable[[str, Mapping[str, str]], Awaitable[dict[str, str]]]
    matters_of: Callable[[str], Awaitable[Matters]]
    own_settings_of: Callable[[str], Awaitable[FormShown]]

    async def accept(self, inbound: Inbound) -> int:
        """Keep a message; once this returns it will be replied to. Its number."""
        return await self.working.turns.accept(inbound)

    async def answer(self, number: int, *, merges: bool) -> bool:
        """Reply to a message that was kept, after what follows right on it if that is part of it; whether the bot did."""
        if merges:
            await asyncio.sleep(self.working.turns.burst.total_seconds())
        await self.working.engine.run("turn", number)
        received = await self._inbox.find(number)
        return received is not None and received.outcome == Outcome.REPLIED

    async def amend(self, inbound: Inbound) -> bool | None:
        """Put other words into a message: True in time, False too late, None where it is not known."""
        amended = await self._inbox.amend(
            inbound.platform,
            inbound.tenant,
            inbound.dedup_key,
            text=inbound.text,
            change=inbound.origin.get("change"),
        )
        return None if amended is Amended.UNKNOWN else amended is Amended.IN_TIME

    async def withdraw(self, inbound: Inbound) -> None:
        """Take a message back, as long as there is no reply to it."""
        await self._inbox.withdraw(inbound, at=self.working.clock.now())

    async def knows(self, conversation: str) -> bool:
        """Whether anything was said in a conversation."""
        return await self._inbox.knows(conversation)

    async def kept(self, inbound: Inbound) -> Received | None:
        """The message with this key, if it has come in before."""
        return await self._inbox.kept(inbound)

    async def said(self, number: int) -> Received | None:
        """What a message of the inbox said."""
        return await self._inbox.find(number)

    async def has_told(self, delivery: int) -> bool:
        """Whether a delivery is kept."""
        return await SqlDeliveries(self.working.database).find(delivery) is not None

    async def button(self, delivery: int, place: int, *, conversation: str) -> str | None:
        """The words of a button of a reply in this conversation, by its place."""
        found = await SqlDeliveries(self.working.database).find(delivery)
        if found is None or found.conversation != conversation:
            return None
        told = await self.working.delivering.told(found)
        if told is None or not 0 <= place < len(told.buttons):
            return None
        return told.buttons[place].command

    async def reach(self, conversation: str, *, is_reachable: bool) -> None:
        """Note whether anything still reaches the member of a conversation."""
        await self.working.delivering.reach(conversation, is_reachable=is_reachable)

    async def move(self, before: str, after: str) -> None:
        """Have the conversations whose names begin so begin otherwise."""
        await move(self.working.database, before, after)

    async def form(self, delivery: int, *, conversation: str) -> FormShown | None:
        """The form that a reply in this conversation came with."""
        reply = await self.reply(delivery, conversation=conversation)
        return None if reply is None else reply.form

    async def reply(self, delivery: int, *, conversation: str) -> Reply | None:
        """The reply that was told in this conversation by a delivery."""
        found = await SqlDeliveries(self.working.database).find(delivery)
        if found is None or found.conversation != conversation or found.kind != "reply":
            return None
        return replies.from_values(found.payload)

    async def misfits(self, conversation: str, filled: Mapping[str, str]) -> dict[str, str]:
        """What is wrong with the fields of a form, by field."""
        return await self.misfits_of(conversation, filled)

    async def matters(self, member: str) -> Matters:
        """What a member has going on."""
        return await self.matters_of(await SqlPeople(self.working.database).person(member))

    async def own_settings(self, member: str) -> FormShown:
        """The form for what a member chooses for themselves, with what is kept."""
        return await self.own_settings_of(await SqlPeople(self.working.database).person(member))

    async def choices(self, conversation: str) -> ChannelChoices:
        """What is chosen for the channel in which a conversation is held."""
        return await SqlChannels(self.working.database).choices_in(conversation)

    async def has_own_choices(self, channel: str) -> bool:
        """Whether anything is chosen for just this channel."""
        return await SqlChannels(self.working.database).has_own(channel)

    async def forget_choices(self, channel: str) -> None:
        """Let what is chosen for the whole group hold in its topic again; whoever calls has looked who wants it."""
        await SqlChannels(self.working.database).forget(channel)

    async def choose(self, channel: str, choices: ChannelChoices, *, by: str) -> bool:
        """Let this hold in a channel; whether that changes anything. Whoever calls has looked whether `by` may."""
        channels = SqlChannels(self.working.database)
        return await channels.choose(channel, choices, by=by, at=self.working.clock.now())

    async def change(
        self, channel: str, how: Callable[[ChannelChoices], ChannelChoices], *, by: str
    ) -> ChannelChoices:
        """Change what holds in a channel, whatever others change meanwhile; what holds then. `by`: as for `choose`."""
        channels = SqlChannels(self.working.database)
        return await channels.change(channel, how, by=by, at=self.working.clock.now())

    @property
    def _inbox(self) -> SqlInbox:
        return SqlInbox(self.working.database)
