"""Whether a text fits a field. Values in, a value out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from bot.messages import Field, FieldKind

ALIKE = 85  # of 100, from which a choice counts as meant although misspelt
SHORT = 120  # characters of a short text
_EMAIL = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})*\.[A-Za-z]{2,24}")


@dataclass(frozen=True)
class Fits:
    """What a text answers."""

    answer: str | list[str] | None


@dataclass(frozen=True)
class Misfit:
    """Why a text answers nothing: the name of the sentence that says so, and its values."""

    text: str
    values: dict[str, str | float] = field(default_factory=dict)


def text_fits(asked: Field, text: str) -> Fits | Misfit:
    """A text for a field of words."""
    limit = min(asked.limit, SHORT) if asked.kind is FieldKind.SHORT_TEXT else asked.limit
    if len(text) > limit:
        return Misfit("misfit-too-long", {"limit": limit})
    if sum(char.isalnum() for char in text) < 2:
        return Misfit("misfit-text")
    return Fits(text)


def email_fits(text: str) -> Fits | Misfit:
    """The one address in a text."""
    found = emails(text)
    if len(found) == 1 and ".." not in found[0]:
        return Fits(found[0])
    return Misfit("misfit-email")


def emails(text: str) -> list[str]:
    """The e-mail addresses in a text."""
    return list(dict.fromkeys(_EMAIL.findall(text)))


def without_emails(text: str) -> str:
    """The text with its e-mail addresses taken out, as it is remembered."""
    return _EMAIL.sub("(e-mail address)", text)


def choices_named(text: str, labels: Sequence[str]) -> list[int]:
    """The places of the choices that a text names, by number or by label, misspelt ones too."""
    folded = " ".join(re.findall(r"\w+", text.casefold()))
    if re.fullmatch(r"(?:\d{1,2}(?: and | )?)+", folded):
        numbers = [int(number) - 1 for number in re.findall(r"\d+", folded)]
        return list(dict.fromkeys(numbers)) if all(0 <= n < len(labels) for n in numbers) else []
    names = [_name(label) for label in labels]
    whole = process.extract(folded, names, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=1)
    if whole:
        return [whole[0][2]]
    words = folded.split()
    return [place for place, name in enumerate(names) if _stands_in(name, words)]


def _name(label: str) -> str:
    """A label without what explains it in brackets."""
    return " ".join(re.findall(r"\w+", label.partition("(")[0].casefold()))


def _stands_in(name: str, words: Sequence[str]) -> bool:
    length = len(name.split())
    spans = (" ".join(words[start : start + length]) for start in range(len(words) - length + 1))
    return any(fuzz.ratio(name, span) >= ALIKE for span in spans)
