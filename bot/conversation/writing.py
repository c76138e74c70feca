"""What a language model does for a reply, where one is configured: questions in English, answers written."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.conversation.decision import Course
from bot.conversation.rendering import Rendering, render
from knowledge.answering import Answer, NotKnown
from knowledge.generation.author import Author, Draft
from knowledge.generation.meanwhile import Certain
from knowledge.reading_room import Consultation

DOUBTED = 0.8  # of a quotation's confidence: below it, a model that reads the passages and finds no answer is believed


@dataclass(frozen=True)
class Written:
    """What is said to a message, and how it came about."""

    course: Course
    consultation: Consultation
    record: dict[str, Any]
    """JSON values; empty where no model was asked"""


class Writing:
    """The same replies with a model and without one, only better said with it."""

    def __init__(self, author: Author | None = None) -> None:
        self._author = author

    async def render(self, text: str, history: Sequence[str]) -> Rendering:
        """A message in English; by the model, where it is not, as one that needs no talk to be understood."""
        rendering = await asyncio.to_thread(render, text, history)
        if self._author is None or rendering.language == "en":
            return rendering
        english = await self._author.in_english(text, history)
        return Rendering(rendering.language, english) if english else rendering

    async def write(
        self,
        course: Course,
        consultation: Consultation,
        *,
        text: str,
        history: Sequence[str],
        confidence: float,
        language: str,
        certain: Certain | None = None,
    ) -> Written:
        """The answer that the model wrote, so far as it is borne out; else what is said without it.

        `certain` is told of it while it is written.
        """
        quotation = consultation.outcome
        if self._author is None or course is not Course.ANSWER or not isinstance(quotation, Answer):
            return Written(course, consultation, {})
        if quotation.approved or quotation.differs:
            return Written(
                course, consultation, {}
            )  # nobody rewords what an expert said, or settles a difference
        draft = await self._author.write(text, history, consultation, language=language, certain=certain)
        if draft.finds_no_answer and confidence < DOUBTED:
            unknown = NotKnown(quotation.citations[0], quotation.probability)
            return Written(Course.NOT_KNOWN, replace(consultation, outcome=unknown), _record(draft))
        return Written(course, replace(consultation, outcome=draft.answer or quotation), _record(draft))


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
