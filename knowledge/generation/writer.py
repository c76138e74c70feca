"""The writer that gives orders to a model and reads what comes back."""

from collections.abc import Sequence
from typing import Protocol

from knowledge.generation import Assignment, Failure, NotWritten, Written
from knowledge.generation.prompts import Message, to_put_into_english, to_write
from knowledge.generation.schema import read_answer, read_question


class Model(Protocol):
    """A language model: text in, text out. `until` is a moment of the running event loop's clock."""

    @property
    def name(self) -> str: ...

    async def reply(self, messages: Sequence[Message], *, until: float) -> str | NotWritten: ...


class ModelWriter:
    """Writes with one model. It asks for JSON in plain text, which every model can give, and uses no tools."""

    def __init__(self, model: Model) -> None:
        self._model = model

    @property
    def name(self) -> str:
        return self._model.name

    async def write(self, assignment: Assignment, *, until: float) -> Written | NotWritten:
        text = await self._model.reply(to_write(assignment), until=until)
        if isinstance(text, NotWritten):
            return text
        return read_answer(text) or _useless(text)

    async def in_english(self, question: str, talk: Sequence[str], *, until: float) -> str | NotWritten:
        text = await self._model.reply(to_put_into_english(question, talk), until=until)
        if isinstance(text, NotWritten):
            return text
        return read_question(text) or _useless(text)


def _useless(text: str) -> NotWritten:
    return NotWritten(Failure.MALFORMED if text.strip() else Failure.EMPTY)
