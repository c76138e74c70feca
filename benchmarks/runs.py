"""Asks every system every question, with and without the pages that answer it."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from benchmarks.datasets import Dataset, Question
from benchmarks.systems import Reply, System

Watch = Callable[[str, int, int], None]
"""Told what goes on, how much of it is done, and of how much."""


class Variant(StrEnum):
    """What a question is asked of."""

    FULL = "full"
    PARAGRAPH_REMOVED = "paragraph_removed"
    SUBJECT_REMOVED = "subject_removed"
    OUT_OF_DOMAIN = "out_of_domain"


@dataclass(frozen=True)
class Line:
    """One question to one system, and what came back."""

    question: str
    system: str
    variant: Variant
    reply: Reply

    def as_json(self) -> str:
        """The form that design.md promises to whoever scores runs."""
        reply = self.reply
        row: dict[str, Any] = {
            "query_id": self.question,
            "system": self.system,
            "variant": self.variant.value,
            "ranked": [[page, round(score, 6)] for page, score in reply.ranked],
            "probability": None if reply.probability is None else round(reply.probability, 6),
            "answered": reply.answered,
            "sentences": [{"doc_id": said.doc_id, "text": said.text} for said in reply.sentences],
            "wall_ms": round(reply.wall_ms, 3),
            "cpu_ms": round(reply.cpu_ms, 3),
        }
        return json.dumps(row, ensure_ascii=False)


def run(system: System, dataset: Dataset, foreign: Sequence[str], *, watch: Watch) -> Iterator[Line]:
    """All lines of one system, a question's variants together; `foreign` are requests from another world."""
    total = len(dataset.questions) + len(foreign)
    # The first question pays for what is loaded late.
    system.ask(Question("warm-up", dataset.questions[0].text))
    for number, question in enumerate(dataset.questions):
        watch(f"asking {system.name}", number, total)
        yield Line(question.id, system.name, Variant.FULL, system.ask(question))
        relevant = dataset.relevant.get(question.id)
        if relevant:
            reply = system.ask(question, without=relevant.keys())
            yield Line(question.id, system.name, Variant.PARAGRAPH_REMOVED, reply)
            reply = system.ask(question, without=dataset.same_subject(question.id) | relevant.keys())
            yield Line(question.id, system.name, Variant.SUBJECT_REMOVED, reply)
    for number, text in enumerate(foreign, start=1):
        watch(f"asking {system.name}", len(dataset.questions) + number, total)
        question = Question(f"ood-{number}", text)
        yield Line(question.id, system.name, Variant.OUT_OF_DOMAIN, system.ask(question))
