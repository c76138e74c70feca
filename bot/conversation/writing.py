"""What a language model does for a reply, where one is configured: questions in English, answers written."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.conversation.language import detect
from bot.conversation.rendering import Rendering, render
from knowledge.answering import Answer, NotKnown
from knowledge.generation.author import Author, Draft
from knowledge.reading_room import Consultation

DOUBTED = 0.8  # of a quotation's confidence: below it, a model that reads the passages and finds no answer is believed


@dataclass(frozen=True)
class Written:
    """What is said to a question that the content answers, and how it came about."""

    outcome: Answer | NotKnown
    record: dict[str, Any]
    """JSON values; empty without a model"""


class Writing:
    """The same replies with a model and without one, only better said with it."""

    def __init__(self, author: Author | None = None) -> None:
        self._author = author

    async def render(self, text: str, history: Sequence[str]) -> Rendering:
        """A message in English, by the model where it is not: as one that can be understood without the talk."""
        rendering = await asyncio.to_thread(render, text, history)
        if self._author is None or rendering.language == "en":
            return rendering
        english = await self._author.in_english(text, history)
        return Rendering(rendering.language, english) if english else rendering

    async def write(
        self,
        text: str,
        history: Sequence[str],
        consultation: Consultation,
        *,
        confidence: float,
        language: str,
    ) -> Written:
        """The answer that the model wrote, so far as it is borne out; else the quotation, or that nothing is known."""
        quotation = consultation.outcome
        if self._author is None or not isinstance(quotation, Answer):
            return Written(quotation, {})
        draft = await self._author.write(text, history, consultation, language=language)
        if draft.finds_no_answer and confidence < DOUBTED:
            return Written(NotKnown(quotation.citations[0], quotation.probability), _record(draft))
        return Written(draft.answer or quotation, _record(draft))


def language_of(text: str, presumed: str) -> str:
    """The language of a text, which is presumed to be in one."""
    return detect(text, known=presumed)


def _record(draft: Draft) -> dict[str, Any]:
    """What the model wrote, and what became of it."""
    return {
        "model": draft.model,
        "shown": draft.answer is not None,
        "why_not": draft.why_not,
        "written": [
            {"text": each.text, "cites": list(each.cites), "english": each.english} for each in draft.written
        ],
        "dropped": [{"text": each.text, "why": each.why} for each in draft.dropped],
        "withheld": draft.withheld,
    }
