"""Writes answers with a language model, and shows of them only what the passages say."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Failure(StrEnum):
    """Why a model wrote nothing that can be used."""

    BUSY = "it asked to be left alone for a while"
    RESTING = "it is left alone for a while after failures"
    TIMEOUT = "it took too long"
    REFUSED = "it refused the request"
    UNREACHABLE = "it could not be reached or broke off"
    TOO_LONG = "it wrote far more than was asked for"
    MALFORMED = "it did not keep to the form"
    EMPTY = "it wrote nothing"


@dataclass(frozen=True)
class Excerpt:
    """A passage as the model is shown it; `n` is the number it is cited by."""

    n: int
    title: str
    dated: str
    """YYYY, YYYY-MM, YYYY-MM-DD or empty"""
    period: str
    text: str


@dataclass(frozen=True)
class Assignment:
    """What to write: the question with the talk before it, and all that may be said."""

    question: str
    talk: Sequence[str]
    """the member's earlier turns, oldest first"""
    excerpts: Sequence[Excerpt]
    quoted: Sequence[tuple[str, int]]
    """the sentences that are said without a model, each with its excerpt"""
    language: str = "en"
    """ISO 639-1 code of the language to write in"""


@dataclass(frozen=True)
class WrittenSentence:
    """A sentence as the model wrote it, with the numbers of the excerpts that it cites."""

    text: str
    cites: tuple[int, ...]
    english: str | None = None
    """what `text` translates, where another language was asked for"""


@dataclass(frozen=True)
class Written:
    """What the model wrote, not verified; no sentence: it found no answer in the excerpts."""

    sentences: tuple[WrittenSentence, ...]


@dataclass(frozen=True)
class NotWritten:
    """The model is of no use this time."""

    reason: Failure
    detail: str = ""
    """for the operator; holds nothing of what was asked or written"""


Heard = Callable[[Written], None]
"""is told, while a model writes, all the sentences that it has finished up to now"""


class Writer(Protocol):
    """Writes answers from excerpts. `until` is a moment of the running event loop's clock."""

    @property
    def name(self) -> str: ...

    async def write(
        self, assignment: Assignment, *, until: float, heard: Heard | None = None
    ) -> Written | NotWritten: ...

    async def in_english(self, question: str, talk: Sequence[str], *, until: float) -> str | NotWritten:
        """A question in English that can be understood without the talk before it."""
        ...
