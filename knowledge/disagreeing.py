"""Whether two sentences answer the same question differently: by a number, a date or a condition."""

import re
from dataclasses import dataclass

from knowledge.generation.numbers import NUMBER_WORDS, UNITS, claimed
from knowledge.index.words import FUNCTION_WORDS, stem, words
from knowledge.questions import Asks, asks

_COUNTED = re.compile(
    rf"(?<![\w.,-])(\d{{1,3}}(?:[ ,\u00a0\u202f]\d{{3}})+|\d+(?:\.\d+)?|(?:{'|'.join(NUMBER_WORDS)})\b)"
    r"[\s-]*(%|[^\W\d_]+(?:[ -][^\W\d_]+){0,2})?"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
ALIKE = 0.5  # of the words of the shorter sentence, that the other has too
_FOR_ALL = frozenset("anyone anybody everyone everybody".split())
_FOR_SOME = frozenset("only registered members reserved restricted must exclusively".split())
_DURATIONS = frozenset(map(stem, "second minute hour day week month year".split()))
_SUMS = frozenset(map(stem, "euro meur %".split()))
_MEASURES = frozenset(map(stem, "long often big large".split()))
_JOINING = frozenset("of in on at by for from to with and or as per is are was were had has held".split())


@dataclass(frozen=True)
class _Figure:
    """A number, and the words that say what it counts, stemmed."""

    value: str
    of: tuple[str, ...]


def disagree(question: str, one: str, other: str) -> bool:
    """Whether two sentences give other answers to a question about the same thing.

    A number has to count what the question asks about, a condition has to be on what it names, and where the
    question names a year, both have to be about that year.
    """
    subject = _content(question) - _MEASURES
    shared = subject & _content(one) & _content(other)
    years = set(_YEAR.findall(question))
    if not shared or not years <= set(_YEAR.findall(one)) & set(_YEAR.findall(other)):
        return False
    match asks(question):
        case Asks.NUMBER:
            return _count_otherwise(subject | _measured(question), one, other)
        case Asks.TIME:
            return shared == subject and _alike(one, other) and _dated_otherwise(one, other)
        case Asks.CONDITION:
            return _open_to_others(one, other)
        case _:
            return False


def _count_otherwise(subject: frozenset[str], one: str, other: str) -> bool:
    ours = [figure for figure in _figures(one) if subject & set(figure.of)]
    theirs = [figure for figure in _figures(other) if subject & set(figure.of)]
    pairs = [(a, b) for a in ours for b in theirs if a.of == b.of]
    is_shared = {figure.value for figure in _figures(one)} & {figure.value for figure in _figures(other)}
    return not is_shared and any(a.value != b.value for a, b in pairs)


def _figures(text: str) -> list[_Figure]:
    """The counted things; years, times and bare numbers count nothing."""
    found = []
    for match in _COUNTED.finditer(text.lower()):
        number, after = re.sub(r"[ ,\u00a0\u202f]", "", match[1]), match[2] or ""
        number = str(NUMBER_WORDS.get(number, number))
        counted: list[str] = []
        for word in words(after):
            if word in _JOINING or word in FUNCTION_WORDS:
                break
            counted.append(stem(UNITS.get(word, word)))
        if counted:
            is_measured = counted[0] in _DURATIONS | _SUMS
            found.append(_Figure(number, tuple(counted[: 1 if is_measured else 2])))
    return found


def _alike(one: str, other: str) -> bool:
    """Whether two sentences say much the same, dates aside."""
    ours, theirs = _content(one), _content(other)
    return len(ours & theirs) >= ALIKE * min(len(ours), len(theirs))


def _dated_otherwise(one: str, other: str) -> bool:
    ours, theirs = _days(one), _days(other)
    return bool(ours and theirs) and not ours & theirs


def _days(text: str) -> set[str]:
    """The days that a text names, or its months where it names no day."""
    dates = {quantity for quantity in claimed(text) if quantity.startswith(("date ", "month "))}
    return {quantity for quantity in dates if quantity.startswith("date ")} or dates


def _measured(question: str) -> frozenset[str]:
    """The units in which a question wants its answer."""
    asked = words(question)
    return _DURATIONS if "long" in asked else _SUMS if "much" in asked else frozenset()


def _open_to_others(one: str, other: str) -> bool:
    """Whether what one opens to everybody the other keeps for some."""
    ours, theirs = set(words(one)), set(words(other))
    return (_for_all(ours) and _for_some(theirs)) or (_for_all(theirs) and _for_some(ours))


def _for_all(said: set[str]) -> bool:
    return bool(said & _FOR_ALL) and not said & {"only", "not", "no"}


def _for_some(said: set[str]) -> bool:
    return bool(said & _FOR_SOME) and not said & _FOR_ALL


def _content(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(text) if word not in FUNCTION_WORDS and not word.isdigit())
