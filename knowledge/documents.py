"""What the helpdesk knows: documents, the sections they are written in, and the passages they are cut into."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property


class Period(StrEnum):
    """The programme generation a page speaks about."""

    P2014 = "2014-2020"
    P2021 = "2021-2027"
    ANY = "any"


APPROVED = "approved-answer"
"""The kind of a document that is an expert's own answer, which a person has approved for others."""


class Visibility(StrEnum):
    """Who may be shown a document."""

    PUBLIC = "public"
    MEMBERS = "members"


_AS_OF = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@dataclass(frozen=True, slots=True, order=True)
class AsOf:
    """How far back facts are known to reach: a year, a month or a day, whichever is known."""

    text: str

    def __post_init__(self) -> None:
        """Refuse what is not YYYY, YYYY-MM or YYYY-MM-DD with ValueError."""
        match = _AS_OF.fullmatch(self.text)
        if match is None:
            raise ValueError(f"not a date of the form YYYY, YYYY-MM or YYYY-MM-DD: {self.text!r}")
        year, month, day = match.groups()
        date(int(year), int(month or 1), int(day or 1))

    def __str__(self) -> str:
        return self.text

    @property
    def year(self) -> int:
        return int(self.text[:4])


@dataclass(frozen=True, slots=True)
class Section:
    """A heading path ("Services > Peer review", may be empty) and the text beneath it.

    Paragraphs are divided by blank lines; a list item is a line that starts with "- ".
    """

    heading: str
    text: str


@dataclass(frozen=True)
class Document:
    """One page, file or record, cleaned of everything that is not content.

    `source` is what a later ingestion recognises it by: a path, an address, or either with "#record".
    """

    source: str
    title: str
    sections: tuple[Section, ...]
    url: str | None = None
    kind: str = "page"
    topic: str | None = None
    period: Period = Period.ANY
    as_of: AsOf | None = None
    visibility: Visibility = Visibility.PUBLIC
    asked: tuple[str, ...] = ()
    """how members put the questions that it answers; helps to find it and is never quoted"""
    expert: str | None = None
    """of an approved answer: the name under which its expert is shown; `as_of` is the day of the approval"""

    @cached_property
    def fingerprint(self) -> str:
        """Changes when anything a reader could see changes."""
        parts: list[object] = [
            self.title,
            self.url,
            self.kind,
            self.topic,
            self.period,
            self.as_of,
            self.visibility,
        ]
        for section in self.sections:
            parts += [section.heading, section.text]
        parts += self.asked
        parts += [self.expert] if self.expert else []
        return digest(*map(str, parts))


@dataclass(frozen=True)
class Passage:
    """A few whole sentences of one document, short enough to be found by their meaning.

    `lead` is the context that the sentences are read under: title and heading.
    """

    lead: str
    heading: str
    sentences: tuple[str, ...]
    ordinal: int

    @property
    def text(self) -> str:
        return " ".join(self.sentences)

    @cached_property
    def key(self) -> str:
        """Names what gets embedded; equal passages share their vectors."""
        return digest(self.lead, *self.sentences)


def digest(*parts: str) -> str:
    """A hash of several texts, 32 hexadecimal digits, that keeps apart where one ends and the next begins."""
    sha = hashlib.sha256()
    for part in parts:
        encoded = part.encode()
        sha.update(len(encoded).to_bytes(8, "big"))
        sha.update(encoded)
    return sha.hexdigest()[:32]


def plain_text(sections: Sequence[Section]) -> str:
    """All of it as a person would read it."""
    return "\n\n".join(f"{s.heading}\n\n{s.text}" if s.heading else s.text for s in sections)
