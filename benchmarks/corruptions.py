"""Sentences as a language model might write them: honest ones, and ones with a single thing wrong."""

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

INVENTED = (
    "and lunch is provided by the host city", "which the Commission praised as a model", "and applicants are paid a bonus",
    "and the result is published in every national language", "because most regions asked for it",
    "and a certificate is sent by post", "although the rules are about to be relaxed",
    "and late applications are accepted too", "and the whole event is streamed on television",
    "so that no further approval is necessary", "and private companies enjoy the same rights",
    "and a refund is granted on request", "which makes it the largest of its kind", "and dinner is served afterwards",
)  # fmt: skip
CONNECTIVES = ("However, {}", "In addition, {}", "Moreover, {}", "According to this page, {}", "Yes, {}")
JOINTS = (", and {}", "; {}", ", while {}", ". In addition, {}")
_NUMBER = re.compile(r"(?<![\w.,-])\d[\d.,]*(?<![.,])(?![\w-])")
_WORDS = "two three four five six seven eight nine ten eleven twelve".split()
_NUMBER_WORD = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b")
_NAME = re.compile(r"(?<=[a-z,] )[A-ZÀ-Þ][\w-]+(?: [A-ZÀ-Þ][\w-]+)*")
_AUXILIARY = re.compile(r"\b(?:is|are|was|were|can|may|must|will|should|does|do|has|have)\b(?! not\b| no\b)")
_DENIAL = re.compile(r"\b(?:not|never|only) |\bno (?=[a-z])")
_BOUND = re.compile(
    r"\b(?:up to|at least|more than|over|about|almost|nearly|within) (?=\d|two|three|four|five|six)"
)
_UNITS = ("hours", "days", "weeks", "months", "years", "minutes")
_UNIT = re.compile(rf"(?<=[\w-]{{1}} )(?:{'|'.join(_UNITS)})\b")


@dataclass(frozen=True)
class Page:
    """A document of the content: its passages as (lead, sentences)."""

    source: str
    passages: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def sentences(self) -> list[str]:
        return [sentence for _, sentences in self.passages for sentence in sentences]


@dataclass(frozen=True)
class Written:
    """A sentence that cites a passage of a page."""

    kind: str
    text: str
    passage: tuple[str, tuple[str, ...]]


def honest(page: Page, chance: random.Random) -> list[Written]:
    """Sentences that say what their passage says, lightly put otherwise."""
    made = []
    for passage in page.passages:
        _, sentences = passage
        for sentence in sentences:
            made += [Written(kind, text, passage) for kind, text in _rewordings(sentence, chance)]
        for one, other in pairwise(sentences):
            joint = chance.choice(JOINTS)
            merged = one.rstrip(".") + joint.format(other if joint.startswith(".") else _inner(other))
            if len(merged) <= 400:
                made.append(Written("merged", merged, passage))
    return made


def corrupted(page: Page, others: Sequence[Page], chance: random.Random) -> list[Written]:
    """Each sentence with one thing changed, by each way that it allows."""
    made = []
    for passage in page.passages:
        for sentence in passage[1]:
            for kind, corrupt in _CORRUPTIONS.items():
                text = corrupt(sentence, page, others, chance)
                if text is not None and text != sentence and text not in page.sentences:
                    made.append(Written(kind, text, passage))
    return made


def _rewordings(sentence: str, chance: random.Random) -> list[tuple[str, str]]:
    made = [("as it stands", sentence), ("connective", chance.choice(CONNECTIVES).format(_inner(sentence)))]
    halves = re.fullmatch(r"(.{25,}), (and|but) (.{25,})\.", sentence)
    if halves:
        first, joint, second = halves.groups()
        made.append(("reordered", f"{_outer(second)}, {joint} {_inner(first)}."))
    late = re.fullmatch(r"(.{30,}?) (in (?:January |June )?\d{4}|in \w+ \d{4})\.", sentence)
    early = re.fullmatch(r"(In (?:\w+ )?\d{4}),? (.{30,})\.", sentence)
    if late:
        made.append(("reordered", f"{_outer(late[2])}, {_inner(late[1])}."))
    if early:
        made.append(("reordered", f"{_outer(early[2])} {early[1][0].lower()}{early[1][1:]}."))
    digits = re.sub(r"(?<!-)" + _NUMBER_WORD.pattern, lambda found: str(_WORDS.index(found[0]) + 2), sentence)
    digits = re.sub(r"(?<=\d),(?=\d{3}\b)", " ", digits).replace(" per cent", "%").replace(" percent", "%")
    if digits != sentence:
        made.append(("number in another form", digits))
    short = re.sub(r"\b(is|are|was|were|does|do|did|has|have) not\b", r"\1n't", sentence).replace(
        "cannot", "can't"
    )
    if short != sentence:
        made.append(("contraction", short))
    return made


def _number(sentence: str, page: Page, _others: Sequence[Page], chance: random.Random) -> str | None:
    found = [*_NUMBER.finditer(sentence), *_NUMBER_WORD.finditer(sentence)]
    if not found:
        return None
    chosen = chance.choice(found)
    if chosen[0] in _WORDS:
        return _put(sentence, chosen, chance.choice([word for word in _WORDS if word != chosen[0]]))
    near = [n for text in page.sentences for n in _NUMBER.findall(text) if n not in sentence]
    if near and chance.random() < 0.5:
        return _put(sentence, chosen, chance.choice(near))
    last = next(place for place in range(len(chosen[0]) - 1, -1, -1) if chosen[0][place].isdigit())
    changed = str((int(chosen[0][last]) + chance.randint(1, 8)) % 10)
    return _put(sentence, chosen, chosen[0][:last] + changed + chosen[0][last + 1 :])


def _name(sentence: str, page: Page, others: Sequence[Page], chance: random.Random) -> str | None:
    found = list(_NAME.finditer(sentence))
    if not found:
        return None
    near = [name for text in page.sentences for name in _NAME.findall(text)]
    far = [name for text in chance.choice(others).sentences for name in _NAME.findall(text)]
    names = [name for name in (near if chance.random() < 0.5 else far) if name not in sentence]
    return _put(sentence, chance.choice(found), chance.choice(names)) if names else None


def _negation(sentence: str, _page: Page, _others: Sequence[Page], chance: random.Random) -> str | None:
    denials = list(_DENIAL.finditer(sentence))
    if denials and chance.random() < 0.7:
        return _put(sentence, chance.choice(denials), "")
    auxiliaries = list(_AUXILIARY.finditer(sentence))
    if not auxiliaries:
        return None
    chosen = chance.choice(auxiliaries)
    return _put(sentence, chosen, f"{chosen[0]} not")


def _clause(sentence: str, _page: Page, others: Sequence[Page], chance: random.Random) -> str | None:
    if chance.random() < 0.5:
        return f"{sentence.rstrip('.')}, {chance.choice(INVENTED)}."
    other = chance.choice(chance.choice(others).sentences)
    return f"{sentence.rstrip('.')}, and {_inner(other)}"


def _foreign(_sentence: str, _page: Page, others: Sequence[Page], chance: random.Random) -> str | None:
    return chance.choice(chance.choice(others).sentences)


def _bound(sentence: str, _page: Page, _others: Sequence[Page], _chance: random.Random) -> str | None:
    return _BOUND.sub("", sentence, count=1)


def _unit(sentence: str, _page: Page, _others: Sequence[Page], chance: random.Random) -> str | None:
    found = _UNIT.search(sentence)
    return (
        _put(sentence, found, chance.choice([unit for unit in _UNITS if unit != found[0]])) if found else None
    )


def _duty(sentence: str, _page: Page, _others: Sequence[Page], _chance: random.Random) -> str | None:
    return (
        None
        if re.search(r"\bmust\b|\bha(?:s|ve) to\b", sentence)
        else re.sub(r"\b(?:may|can)\b", "must", sentence, count=1)
    )


_CORRUPTIONS: Mapping[str, Callable[[str, Page, Sequence[Page], random.Random], str | None]] = {
    "number changed": _number,
    "name swapped": _name,
    "negation": _negation,
    "clause invented": _clause,
    "sentence of another page": _foreign,
    "bound dropped": _bound,
    "unit changed": _unit,
    "may made must": _duty,
}


def _put(text: str, found: re.Match[str], new: str) -> str:
    return text[: found.start()] + new + text[found.end() :]


def _inner(sentence: str) -> str:
    """As it reads inside a longer sentence; names keep their capital."""
    first, _, rest = sentence.partition(" ")
    if first in {
        "A",
        "An",
        "The",
        "In",
        "No",
        "It",
        "They",
        "This",
        "These",
        "Each",
        "Every",
        "Any",
        "Some",
        "For",
    }:
        return f"{first.lower()} {rest}"
    return sentence


def _outer(text: str) -> str:
    return text[:1].upper() + text[1:]
