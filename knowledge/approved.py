"""Answers that an expert gave and a person approved: one to the same question goes before what is found on pages."""

from collections.abc import Mapping

from knowledge.documents import APPROVED, Document
from knowledge.index.weighing import Evidence
from knowledge.index.words import FUNCTION_WORDS, stem, words
from knowledge.library import Shelved

SAME = 0.93  # cosine to a question it was asked, from which it is the same question
ALIKE = 0.8  # … where every word of content is one of the answer or of its questions


def approved(question: str, found: tuple[Evidence, ...], shelved: Mapping[int, Shelved]) -> Evidence | None:
    """The evidence of an approved answer to just this question."""
    for evidence in sorted(found, key=lambda each: -each.lead):
        kept = shelved.get(evidence.id)
        if kept is None or not is_approved(kept.document) or evidence.lead < ALIKE:
            continue
        if evidence.lead >= SAME or _content(question) <= _known(kept):
            return evidence
    return None


def is_approved(document: Document) -> bool:
    """Whether it is an answer of an expert whose name is known."""
    return document.kind == APPROVED and document.expert is not None


def _known(kept: Shelved) -> frozenset[str]:
    return _content(
        " ".join([kept.passage.text, kept.passage.lead, kept.document.title, *kept.document.asked])
    )


def _content(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(text) if word not in FUNCTION_WORDS)
