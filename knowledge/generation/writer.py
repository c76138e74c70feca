"""The writer that gives orders to a model and reads what comes back."""

from collections.abc import Callable, Sequence
from typing import Protocol

from knowledge.generation import Assignment, Failure, Heard, NotWritten, Written
from knowledge.generation.prompts import Message, to_put_into_english, to_write
from knowledge.generation.schema import read_answer, read_begun, read_question

MOST_READS = 40  # of one text that is being written; an answer has a dozen sentences at most


class Model(Protocol):
    """A language model: text in, text out. `until` is a moment of the running event loop's clock."""

    @property
    def name(self) -> str: ...

    async def reply(
        self, messages: Sequence[Message], *, until: float, heard: Callable[[str], None] | None = None
    ) -> str | NotWritten:
        """The whole text; `heard` is told how far it has come, and from its beginning if it is written anew."""
        ...


class ModelWriter:
    """Writes with one model. It asks for JSON in plain text, which every model can give, and uses no tools."""

    def __init__(self, model: Model) -> None:
        self._model = model

    @property
    def name(self) -> str:
        return self._model.name

    async def write(
        self, assignment: Assignment, *, until: float, heard: Heard | None = None
    ) -> Written | NotWritten:
        reading = _reading(heard) if heard is not None else None
        text = await self._model.reply(to_write(assignment), until=until, heard=reading)
        if isinstance(text, NotWritten):
            return text
        return read_answer(text) or _useless(text)

    async def in_english(self, question: str, talk: Sequence[str], *, until: float) -> str | NotWritten:
        text = await self._model.reply(to_put_into_english(question, talk), until=until)
        if isinstance(text, NotWritten):
            return text
        return read_question(text) or _useless(text)


def _reading(heard: Heard) -> Callable[[str], None]:
    """What tells of each sentence as soon as it is finished."""
    closed = reads = 0

    def read(text: str) -> None:
        nonlocal closed, reads
        if (count := text.count("}")) == closed or reads == MOST_READS:
            return
        closed, reads = count, reads + 1
        if finished := read_begun(text):
            heard(Written(finished))

    return read


def _useless(text: str) -> NotWritten:
    return NotWritten(Failure.MALFORMED if text.strip() else Failure.EMPTY)
