"""What an ingestion tells: how far it has come, and in the end what it did."""

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Protocol


class Phase(StrEnum):
    """What an ingestion is busy with."""

    READING = "reading"
    EMBEDDING = "embedding"


class Progress(Protocol):
    """Is told how far an ingestion has come."""

    def on_phase(self, phase: Phase, *, total: int) -> None:
        """The next phase begins, of so many files (reading) or texts (embedding)."""
        ...

    def advance(self, count: int = 1) -> None: ...


class NoProgress:
    """Nobody is watching."""

    def on_phase(self, phase: Phase, *, total: int) -> None:
        pass

    def advance(self, count: int = 1) -> None:
        pass


@dataclass(frozen=True)
class Problem:
    """Something that could not be read, and why, as a clause."""

    source: str
    reason: str

    def __str__(self) -> str:
        """One line that any terminal can show, whatever the file is called."""
        line = f"{self.source}: {self.reason}".encode("utf-8", "backslashreplace").decode()
        return "".join(letter if letter.isprintable() else f"\\x{ord(letter):02x}" for letter in line)


@dataclass
class IngestReport:
    """What an ingestion did. Passages and characters are those that were shelved, not those that are there."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    passages: int = 0
    embedded: int = 0  # passages; may be more than were shelved, when an earlier run was cut short
    chars: int = 0
    seconds: float = 0.0
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_in_vain(self) -> bool:
        """Whether nothing at all could be read, and nothing came of it."""
        return bool(self.problems) and not (self.added or self.changed or self.unchanged or self.removed)

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "seconds": round(self.seconds, 3)}
