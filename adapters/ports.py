"""What the adapter needs of the helpdesk."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from bot.messages import ChannelChoices, FormShown, Inbound, Matters, Packet, Reply, Told


class Kept(Protocol):
    """A message that came in."""

    @property
    def text(self) -> str: ...

    @property
    def member(self) -> str | None: ...

    @property
    def origin(self) -> Mapping[str, Any]: ...


class Intake(Protocol):
    """Takes what people say, for good, and has it replied to."""

    async def accept(self, inbound: Inbound) -> int:
        """Keep a message; once this returns it will be replied to. Its number."""
        ...

    async def answer(self, number: int, *, merges: bool) -> bool:
        """Reply to a message that was kept, after what follows right on it if that is part of it; whether the bot did."""
        ...

    async def amend(self, inbound: Inbound) -> bool | None:
        """Put other words into a message: True in time, False too late, None where it is not known."""
        ...

    async def withdraw(self, inbound: Inbound) -> None:
        """Take a message back, as long as there is no reply to it."""
        ...

    async def knows(self, conversation: str) -> bool:
        """Whether anything was said in a conversation."""
        ...

    async def kept(self, inbound: Inbound) -> Kept | None:
        """The message with this key, if it has come in before."""
        ...

    async def said(self, number: int) -> Kept | None:
        """What a message of the inbox said."""
        ...

    async def has_told(self, delivery: int) -> bool:
        """Whether a delivery is kept."""
        ...

    async def button(self, delivery: int, place: int, *, conversation: str) -> str | None:
        """The words of a button of a reply in this conversation, by its place."""
        ...

    async def reach(self, conversation: str, *, is_reachable: bool) -> None:
        """Note whether anything still reaches the member of a conversation."""
        ...

    async def move(self, before: str, after: str) -> None:
        """Have the conversations whose names begin so begin otherwise."""
        ...

    async def form(self, delivery: int, *, conversation: str) -> FormShown | None:
        """The form that a reply in this conversation came with."""
        ...

    async def reply(self, delivery: int, *, conversation: str) -> Reply | None:
        """The reply that was told in this conversation by a delivery."""
        ...

    async def misfits(self, conversation: str, filled: Mapping[str, str]) -> dict[str, str]:
        """What is wrong with the fields of a form, by field."""
        ...

    async def matters(self, member: str) -> Matters:
        """What a member has going on."""
        ...

    async def own_settings(self, member: str) -> FormShown:
        """The form for what a member chooses for themselves, with what is kept."""
        ...

    async def choices(self, conversation: str) -> ChannelChoices:
        """What is chosen for the channel in which a conversation is held."""
        ...

    async def has_own_choices(self, channel: str) -> bool:
        """Whether anything is chosen for just this channel."""
        ...

    async def forget_choices(self, channel: str) -> None:
        """Let what is chosen for the whole group hold in its topic again; whoever calls has looked who wants it."""
        ...

    async def choose(self, channel: str, choices: ChannelChoices, *, by: str) -> bool:
        """Let this hold in a channel; whether that changes anything. Whoever calls has looked whether `by` may."""
        ...

    async def change(
        self, channel: str, how: Callable[[ChannelChoices], ChannelChoices], *, by: str
    ) -> ChannelChoices:
        """Change what holds in a channel, whatever others change meanwhile; what holds then. `by`: as for `choose`."""
        ...


class Receipts(Protocol):
    """Notes by key, in JSON values, that outlive a process which is killed; the machine's next run has none of them."""

    def get(self, key: str) -> Mapping[str, Any] | None:
        """What was noted last under a key, if that is known."""
        ...

    def put(self, key: str, noted: Mapping[str, Any]) -> None:
        """Note something under a key, instead of what was noted there; at once."""
        ...


class ExpertDesk(Protocol):
    """Where experts work; who is one, and what they may do, is decided there."""

    def is_room(self, conversation: str) -> bool:
        """Whether a conversation is one of experts."""
        ...

    def moved(self, before: str, after: str) -> None:
        """Take note that rooms whose names begin so begin otherwise now."""
        ...

    async def hears(
        self, inbound: Inbound, *, card: str | None, is_addressed: bool, is_for_others: bool = False
    ) -> Told | None:
        """Do what a message in a room means, once; None for what is not for the desk. `card`: what it is said under."""
        ...

    async def says(self, line: str, inbound: Inbound) -> Told:
        """Do what a line says at the desk, once."""
        ...

    async def packet(self, ticket: int, *, member: str) -> Packet | str:
        """All about a ticket for an expert, or why not."""
        ...

    async def edited(self, inbound: Inbound, *, card: str) -> Told | None:
        """What to tell an expert who changes words in a card's thread."""
        ...

    async def remarked(self, room: str, message: str, *, ticket: int) -> None:
        """Take note that a message says something about a ticket: what replies to it is said under the card."""
        ...

    async def deleted(self, room: str, message: str) -> None:
        """Take note that a message is no more."""
        ...
