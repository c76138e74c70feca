"""What was heard is kept, and then replied to while its chat shows that somebody is typing."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from telegram import Bot

from adapters.ports import Intake
from adapters.telegram.calls import try_to
from adapters.telegram.places import Place
from bot.messages import Inbound

TYPING_S = 4.5  # for which a chat shows that somebody is typing
MOST_TYPING = 10  # times that it is shown for one reply


@dataclass(frozen=True)
class Answering:
    """Hands messages in."""

    bot: Bot
    intake: Intake
    soon: Callable[[Coroutine[Any, Any, Any]], None]

    async def take(self, inbound: Inbound, place: Place) -> None:
        """Keep a message; once this returns it will be replied to. Raises what kept it from being kept."""
        number = await self.intake.accept(inbound)
        self.soon(self._answer(number, inbound, place))

    async def _answer(self, number: int, inbound: Inbound, place: Place) -> None:
        if inbound.origin.get("unasked"):  # perhaps nothing comes of it
            await self.intake.answer(number, merges=False)
            return
        typing = asyncio.create_task(self._types(place))
        try:
            await self.intake.answer(number, merges=inbound.merges)
        finally:
            typing.cancel()

    async def _types(self, place: Place) -> None:
        """Show that a reply is being made, for as long as it is."""
        for _ in range(MOST_TYPING):
            await try_to(
                self.bot.send_chat_action(place.chat, "typing", message_thread_id=place.thread), "typing"
            )
            await asyncio.sleep(TYPING_S)
