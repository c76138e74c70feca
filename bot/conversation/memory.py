"""What a conversation remembers: its last turns, and every answer with its grounds."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from typing import Protocol

from bot.conversation.talk import Talks, TalksInMemory
from bot.storage.answers import KeptAnswer, Verdict
from bot.storage.turns import Turn


class Turns(Protocol):
    """The last turns of each conversation."""

    async def add(self, conversation: str, *turns: Turn) -> None:
        """Append turns in the order of saying, all or none."""
        ...

    async def last(self, conversation: str, *, limit: int) -> list[Turn]:
        """The last turns, at most `limit`, oldest first."""
        ...


class Answers(Protocol):
    """The answers that were given."""

    async def new_id(self) -> str:
        """An id that no answer has."""
        ...

    async def keep(self, answer: KeptAnswer) -> None:
        """Store an answer under its id, which must be new."""
        ...

    async def find(self, id_: str) -> KeptAnswer | None: ...

    async def judge(self, id_: str, verdict: Verdict) -> bool:
        """Note what its member says of an answer; false where that was said already."""
        ...


class TurnsInMemory:
    """Turns that go with the process."""

    def __init__(self) -> None:
        self._turns: defaultdict[str, list[Turn]] = defaultdict(list)

    async def add(self, conversation: str, *turns: Turn) -> None:
        self._turns[conversation] += turns

    async def last(self, conversation: str, *, limit: int) -> list[Turn]:
        return self._turns[conversation][-limit:]


class AnswersInMemory:
    """Answers that go with the process."""

    def __init__(self) -> None:
        self._answers: dict[str, KeptAnswer] = {}
        self._numbers = count(1)

    async def new_id(self) -> str:
        return f"a-{next(self._numbers):06}"

    async def keep(self, answer: KeptAnswer) -> None:
        self._answers[answer.id] = answer

    async def find(self, id_: str) -> KeptAnswer | None:
        return self._answers.get(id_)

    async def judge(self, id_: str, verdict: Verdict) -> bool:
        kept = self._answers.get(id_)
        if kept is None or kept.verdict is verdict:
            return False
        self._answers[id_] = replace(kept, verdict=verdict)
        return True


@dataclass(frozen=True)
class Memory:
    """All that a conversation remembers."""

    turns: Turns
    answers: Answers
    talks: Talks


def memory_of_its_own() -> Memory:
    """A memory that goes with the process."""
    return Memory(TurnsInMemory(), AnswersInMemory(), TalksInMemory())


def is_recent(turn: Turn, *, now: datetime, within_s: float) -> bool:
    """Whether a turn still belongs to the talk."""
    return (now - turn.created_at).total_seconds() <= within_s
