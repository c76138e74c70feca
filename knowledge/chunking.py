"""Cuts documents into passages of whole sentences."""

from collections.abc import Iterator, Sequence

from knowledge.documents import Document, Passage
from knowledge.sentences import sentences

MAX_CHARS = 900  # a passage's length where a section is cut
MAX_WHOLE = 1000  # a section up to this length stays whole: it fits the model's 256 tokens with its lead
MAX_SENTENCE = 500  # a longer sentence is cut between words


def passages(document: Document) -> list[Passage]:
    """Cut a document into passages, in reading order; no passage crosses a heading."""
    cut: list[Passage] = []
    for section in document.sections:
        lead = " – ".join(part for part in (document.title, section.heading) if part)
        for group in _packed(list(_short(sentences(section.text)))):
            cut.append(Passage(lead, section.heading, tuple(group), len(cut)))
    return cut


def _short(found: Sequence[str]) -> Iterator[str]:
    for sentence in found:
        rest = sentence
        while len(rest) > MAX_SENTENCE:
            at = rest.rfind(" ", MAX_SENTENCE // 2, MAX_SENTENCE)
            at = MAX_SENTENCE if at < 0 else at
            yield rest[:at].strip()
            rest = rest[at:].strip()
        if rest:
            yield rest


def _packed(found: Sequence[str]) -> Iterator[list[str]]:
    """Fill passages evenly, so that the last one of a section is not a crumb."""
    total = sum(map(len, found)) + len(found)
    if total <= MAX_WHOLE:
        if found:
            yield list(found)
        return
    count = -(-total // MAX_CHARS)
    aim = total / count if count else 0
    group: list[str] = []
    length = 0
    for sentence in found:
        grown = length + len(sentence) + 1
        if group and (grown > MAX_CHARS or length >= aim):
            yield group
            group, length = [], 0
        group.append(sentence)
        length += len(sentence) + 1
    if group:
        yield group
