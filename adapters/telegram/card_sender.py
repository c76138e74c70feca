"""Cards on their way to Telegram: one message a ticket, changed in place."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

from telegram import Bot, LinkPreviewOptions

from adapters.telegram.calls import Calls, Malformed, Spot
from adapters.telegram.cards import card_post, told_posts
from adapters.telegram.passages import ANYTHING, Passage, Passages
from adapters.telegram.places import Place, place_of
from bot.messages import Card
from bot.messages.sending import CardGone, NobodyKnows, NotSent, Remark

NO_MORE = ("message to edit not found", "message can't be edited", "message_id_invalid")
AS_IT_IS = "message is not modified"
Call = Callable[[Spot], Awaitable[str]]
REMARK = "remark"
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass
class CardPoster:
    """Lets cards stand in the experts' groups."""

    bot: Bot
    calls: Calls
    passages: Passages
    again: str
    """what a remark says that may stand there twice"""
    _begun: dict[str, Passage] = field(default_factory=dict)
    """by room: what is being shown there"""

    async def post(self, room: str, card: Card, *, mark: int) -> str:
        said, keyboard = card_post(card)
        entities = [each.as_telegram() for each in said.entities]
        passage, part = self._passage(room), _card(mark)
        passage.is_any_of({part, REMARK})

        async def send(spot: Spot) -> str:
            posting = self.bot.send_message(
                spot.chat,
                said.text,
                entities=entities,
                reply_markup=keyboard,
                message_thread_id=spot.thread,
                link_preview_options=NO_PREVIEW,
            )
            return str(await passage.through(part, posting))

        try:
            return await self.calls.make(_place(room), send)
        except Malformed:
            entities = []
            return await self._made(_place(room), send)

    async def change(self, room: str, message: int, card: Card) -> None:
        said, keyboard = card_post(card)

        async def edit(spot: Spot) -> str:
            await self.bot.edit_message_text(
                said.text,
                spot.chat,
                message,
                entities=[each.as_telegram() for each in said.entities],
                reply_markup=keyboard,
                link_preview_options=NO_PREVIEW,
            )
            return str(message)

        await self._made(_place(room), edit, is_edit=True)

    def posted(self, room: str, *, mark: int) -> str | None:
        """The message of a card that was to be posted; None where it has not left. Raises NobodyKnows."""
        passage, part = self._passage(room), _card(mark)
        if part in passage.there:
            return str(passage.there[part])
        if passage.is_first or passage.may_stand(part):  # it was begun when something else was to be shown
            raise NobodyKnows
        return None

    def begin_showing(self, room: str, *, mark: int, before: datetime | None, now: datetime) -> None:
        self._begun[room] = self.passages.begin(f"showing {mark}", before=before, now=now)

    async def remark(self, room: str, message: int, text: str, *, is_again: bool) -> Remark:
        passage = self._passage(room)
        if REMARK in passage.there:
            return Remark(str(passage.there[REMARK]), passage.is_again)
        said = told_posts(f"{self.again}\n{text}" if passage.may_stand(REMARK) else text)[0]

        async def send(spot: Spot) -> str:
            posting = self.bot.send_message(
                spot.chat,
                said.text,
                message_thread_id=spot.thread,
                link_preview_options=NO_PREVIEW,
                reply_parameters=spot.under(message),
            )
            return str(await passage.through(REMARK, posting))

        return Remark(await self._made(_place(room), send), passage.is_again)

    def _passage(self, room: str) -> Passage:
        """How far what is being shown in a room has come."""
        return self._begun.get(room) or Passage(f"showing in {room}", self.passages.receipts, left={ANYTHING})

    async def _made(self, place: Place, call: Call, *, is_edit: bool = False) -> str:
        try:
            return await self.calls.make(place, call, is_edit=is_edit)
        except Malformed as refusal:
            word = str(refusal).lower()
            if AS_IT_IS in word:
                return ""
            if any(each in word for each in NO_MORE):
                raise CardGone(str(refusal)) from refusal
            raise NotSent(str(refusal)) from refusal


def _card(mark: int) -> str:
    return f"card {mark}"


def _place(room: str) -> Place:
    place = place_of(room)
    assert place is not None
    return place
