"""How far a form is filled in: a value that is stored with the talk, so that a restart loses nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from bot.messages import Field, Form

KEPT = timedelta(days=1)  # how long a form waits for its member

Answer = str | list[str] | None
"""None: left empty"""


@dataclass(frozen=True)
class Filling:
    """One member's answers to one form."""

    form: str
    """its name"""
    touched_at: datetime
    about: Mapping[str, Any] = field(default_factory=dict)
    """what it is for, as JSON values"""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    asked: str | None = None
    """the field that waits for an answer; None: the summary waits for a yes"""
    misfits: int = 0
    """how many answers in a row did not fit"""
    is_aside: bool = False
    """whether the member turned to something else"""
    known: Mapping[str, Answer] = field(default_factory=dict)
    """what they answered another time: it is shown, and asked for all the same"""

    def is_over(self, now: datetime) -> bool:
        """Whether it was left for so long that it is forgotten."""
        return now - self.touched_at >= KEPT

    def at(self, asked: Field | None, *, now: datetime) -> "Filling":
        """Waiting for this field's answer, or for the yes."""
        key = asked.key if asked else None
        return replace(self, asked=key, misfits=0, is_aside=False, touched_at=now)

    def given(self, key: str) -> Answer:
        """What was answered to a field, now or another time."""
        return self.answers[key] if key in self.answers else self.known.get(key)

    def answered(self, key: str, answer: Answer) -> "Filling":
        return replace(self, answers={**self.answers, key: answer})

    def misfitting(self, *, now: datetime) -> "Filling":
        """After an answer that did not fit."""
        return replace(self, misfits=self.misfits + 1, touched_at=now)

    def aside(self) -> "Filling":
        return replace(self, is_aside=True, misfits=0)

    def as_values(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "form": self.form,
            "touched_at": self.touched_at.isoformat(),
            "about": dict(self.about),
            "answers": dict(self.answers),
            "asked": self.asked,
            "misfits": self.misfits,
            "is_aside": self.is_aside,
            "known": dict(self.known),
        }

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> "Filling":
        return cls(**{**values, "touched_at": datetime.fromisoformat(values["touched_at"])})


def next_field(form: Form, answers: Mapping[str, Answer]) -> Field | None:
    """The first field without an answer; None where all have one."""
    return next((each for each in form.fields if each.key not in answers), None)


def field_before(form: Form, asked: str | None) -> Field | None:
    """The field before the one that is asked, before the summary the last; None at the first."""
    keys = [each.key for each in form.fields]
    place = keys.index(asked) if asked in keys else len(keys)
    return form.fields[place - 1] if place > 0 else None


def field_of(form: Form, key: str | None) -> Field | None:
    """The field with this key; None: there is none, as at the summary."""
    return next((each for each in form.fields if each.key == key), None)
