"""Member messages with what a right reply does and says: the form of an evaluation file."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


class BadMessages(Exception):
    """The evaluation file can't be used; the message says which line and why."""


@dataclass(frozen=True)
class TestMessage:
    """One message, and the reply that it should get."""

    __test__ = False  # pytest collects classes by this name

    id: str
    text: str
    kind: str
    expected_action: str
    expected_facts: tuple[str, ...] = ()
    forbidden_facts: tuple[str, ...] = ()
    accept_actions: tuple[str, ...] = ()
    source: str | None = None
    previous: str | None = None
    setup: tuple[str, ...] = ()

    @property
    def right_actions(self) -> tuple[str, ...]:
        return self.accept_actions or (self.expected_action,)

    @property
    def needs_citation(self) -> bool:
        """Whether an answer to it comes from content, and so has to name its source."""
        from_content = self.kind in {"answerable", "followup", "non_english"}
        return self.expected_action == "answer" and self.source is not None and from_content


def read_messages(path: Path) -> list[TestMessage]:
    """One message a line; raises BadMessages for a file that is none."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadMessages(f"{path} can't be read: {error}") from error
    messages = [
        _message(line, f"line {n} of {path}") for n, line in enumerate(lines, start=1) if line.strip()
    ]
    if not messages:
        raise BadMessages(f"{path} holds no messages")
    return messages


def _message(line: str, where: str) -> TestMessage:
    try:
        read = json.loads(line)
        return TestMessage(
            id=str(read["id"]),
            text=str(read["text"]),
            kind=str(read["kind"]),
            expected_action=str(read["expected_action"]),
            expected_facts=_strings(read.get("expected_facts")),
            forbidden_facts=_strings(read.get("forbidden_facts")),
            accept_actions=_strings(read.get("accept_actions")),
            source=read.get("source"),
            previous=read.get("previous"),
            setup=_strings(read.get("setup")),
        )
    except (ValueError, TypeError, AttributeError) as error:
        raise BadMessages(f"{where} is not a JSON object of the expected form") from error
    except KeyError as error:
        raise BadMessages(f"{where} has no {error}") from error


def _strings(value: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(str(item) for item in value or ())
