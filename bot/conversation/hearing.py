"""What a message is about: what was said before it, what the content holds on it, and what it wants."""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from bot.clock import Clock
from bot.conversation.decision import is_elsewhere, is_settled
from bot.conversation.memory import Turns, is_recent
from bot.conversation.reading import readable
from bot.conversation.rendering import Rendering
from bot.conversation.scope import scope_of
from bot.conversation.understanding import Understanding, Understood
from bot.conversation.writing import Writing
from bot.messages import Said
from bot.storage.turns import Role
from knowledge.reading_room import Consultation, ReadingRoom
from knowledge.retrieval import Found, goes_on, leans_on_history

REMEMBERED = 16  # turns, the helpdesk's among them
TALK_S = 3600.0  # after an hour of silence a talk is over


@dataclass(frozen=True)
class Heard:
    """A message with what it was found to want, and what the content holds on it."""

    text: str
    history: list[str]
    leans: bool
    """whether it can't be understood without the talk before it"""
    consultation: Consultation
    understood: Understood
    rendering: Rendering


@dataclass
class Hearing:
    """Looks messages up in the content, and finds out what they want."""

    room: ReadingRoom
    understanding: Understanding
    writing: Writing
    turns: Turns
    clock: Clock

    async def hear(self, said: Said, text: str, *, since: datetime | None) -> Heard:
        """A message, and the talk before it as far as it goes back; `since` then it began anew."""
        history = await self._history(said, since)
        rendering = await self.writing.render(text, history)
        has_left = bool(history) and await asyncio.to_thread(self._is_elsewhere, rendering)
        if has_left:
            history, rendering = [], replace(rendering, history=())
        consultation, meant = await self._consult(said, text, history, rendering)
        leans = bool(history) and leans_on_history(rendering.text)
        understood = self._understand(meant, leans=leans)
        return Heard(text, history, leans, consultation, understood, rendering)

    async def _history(self, said: Said, since: datetime | None) -> list[str]:
        """The member's own earlier turns in this talk, oldest first."""
        if said.history:
            return [readable(text) for role, text in said.history if role == Role.MEMBER]
        now = self.clock.now()
        turns = await self.turns.last(said.conversation, limit=REMEMBERED)
        return [
            turn.text
            for turn in turns
            if turn.role is Role.MEMBER
            and is_recent(turn, now=now, within_s=TALK_S)
            and (since is None or turn.created_at >= since)
        ]

    async def _consult(
        self, said: Said, text: str, history: list[str], rendering: Rendering
    ) -> tuple[Consultation, Found]:
        """What the pages say to a message, and the search that tells what it wants.

        One that is not English is looked up in its own words and in English, for pages may be in either.
        """
        consult = partial(self.room.consult, scope=scope_of(said), threshold=0.0)
        in_english = await consult(rendering.text, history=rendering.history)
        if rendering.text == text:
            return in_english, in_english.found
        in_own_words = await consult(text, history=history)
        surer = max(in_english, in_own_words, key=lambda each: each.found.probability)
        return surer, (in_english if rendering.is_covered else in_own_words).found

    def _is_elsewhere(self, rendering: Rendering) -> bool:
        """Whether a message leaves what the talk was about for something that is none of ours."""
        if not rendering.is_covered or goes_on(rendering.text):
            return False
        return is_elsewhere(self.understanding.of(self.room.embedder.question(rendering.text)))

    def _understand(self, found: Found, *, leans: bool) -> Understood:
        """What the message wants; one that leans on the talk is understood by the talk as well."""
        by_itself = self.understanding.of(found.question.vector)
        if not leans or is_settled(by_itself):
            return by_itself
        return by_itself.mixed_with(self.understanding.of(found.query.vector))
