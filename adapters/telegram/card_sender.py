"""Cards on their way to Telegram: one message a ticket, changed in place."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from telegram import Bot, LinkPreviewOptions

from adapters.telegram.calls import Calls, Malformed, Spot
from adapters.telegram.cards import card_post, told_posts
from adapters.telegram.places import Place, place_of
from bot.messages import Card
from bot.messages.sending import CardGone, NotSent

NO_MORE = ("message to edit not found", "message can't be edited", "message_id_invalid")
AS_IT_IS = "message is not modified"
Call = Callable[[Spot], Awaitable[str]]
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass
class CardPoster:
    """Lets cards stand in the experts' groups."""

    bot: Bot
    calls: Calls

    async def post(self, room: str, card: Card) -> str:
        said, keyboard = card_post(card)
        entities = [each.as_telegram() for each in said.entities]

        async def send(spot: Spot) -> str:
            posted = await self.bot.send_message(
                spot.chat,
                said.text,
                entities=entities,
                reply_markup=keyboard,
                message_thread_id=spot.thread,
                link_preview_options=NO_PREVIEW,
            )
            return str(posted.message_id)

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

    async def remark(self, room: str, message: int, text: str) -> str:
        said = told_posts(text)[0]

        async def send(spot: Spot) -> str:
            posted = await self.bot.send_message(
                spot.chat,
                said.text,
                message_thread_id=spot.thread,
                link_preview_options=NO_PREVIEW,
                reply_parameters=spot.under(message),
            )
            return str(posted.message_id)

        return await self._made(_place(room), send)

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


def _place(room: str) -> Place:
    place = place_of(room)
    assert place is not None
    return place
