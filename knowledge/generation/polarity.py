"""Whether two texts deny, restrict and oblige alike, by the closed classes of words that do so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.index.words import FUNCTION_WORDS, stem

_CLASSES = {
    "not": "not no never none nobody nothing neither nor without nowhere",
    "only": "only solely exclusively merely",
    "except": "except unless excluding excepting",
}
_CLASS = {word: name for name, words in _CLASSES.items() for word in words.split()}
_DUTY = frozenset(
    "must shall required requires require obliged obligatory mandatory compulsory need needs".split()
)
_DUTIES = (frozenset({"has", "to"}), frozenset({"have", "to"}))
_ALL = frozenset("all every each any always everyone everybody anyone anybody entire whole".split())
_MOST = frozenset("most majority mostly".split())
_NOW = frozenset("now currently today nowadays presently still already".split())
_STRONG = (
    _DUTY,
    _ALL,
    _MOST,
    _NOW,
    frozenset({"guaranteed", "guarantee", "guarantees", "certainly", "definitely"}),
)
_PREFIX = re.compile(r"^(?:un|in|im|ir|il|non|dis)(?=[a-z]{4})")
_TOKEN = re.compile(r"[^\W_]+|[,;:.!?()–—]")
_REACH = 6  # words that a denial is looked for beside what it denies
_SCOPE = 2  # words of content on each side that say what is denied


@dataclass(frozen=True)
class _Mark:
    """One denial or restriction, and the stems of the words of content before and after it."""

    kind: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def scope(self) -> frozenset[str]:
        return frozenset(self.before + self.after)


def disagreement(text: str, source: str) -> str | None:
    """The word by which a text denies, restricts or obliges otherwise than its source; None where they agree."""
    said, known = _tokens(text), _tokens(source)
    return _denies_otherwise(said, known) or _claims_more(said, known) or _turns_round(said, known)


def _denies_otherwise(said: Sequence[str], known: Sequence[str]) -> str | None:
    theirs = _marks(known)
    for mark in _marks(said):
        match = max(
            (other for other in theirs if other.kind == mark.kind),
            key=lambda other: len(other.scope & mark.scope),
            default=None,
        )
        if match is None or (mark.scope and not match.scope & mark.scope):
            return mark.kind
        theirs.remove(match)
    stems_said = {stem(token) for token in said}
    for mark in theirs:
        nearest = mark.after or mark.before
        kept = len(mark.scope & stems_said)
        if nearest and kept >= 0.6 * len(mark.scope) and nearest[0] in stems_said:
            return mark.kind
    return None


def _claims_more(said: Sequence[str], known: Sequence[str]) -> str | None:
    """A strong word that nothing of its kind in the source bears out."""
    theirs = frozenset(known)
    for kind in _STRONG:
        for word in sorted(kind & frozenset(said)):
            if not kind & theirs and not (kind is _DUTY and any(duty <= theirs for duty in _DUTIES)):
                return word
    return None


def _turns_round(said: Sequence[str], known: Sequence[str]) -> str | None:
    """A word that stands in the source without its denying prefix, or with one that is missing here."""
    ours, theirs = {token for token in said if token.isalpha()}, {token for token in known if token.isalpha()}
    for word in ours - theirs:
        bare = _PREFIX.sub("", word)
        if bare != word and bare in theirs:
            return word
    for word in theirs - ours:
        bare = _PREFIX.sub("", word)
        if bare != word and bare in ours and bare not in theirs:
            return bare
    return None


def _marks(tokens: Sequence[str]) -> list[_Mark]:
    found = []
    for place, token in enumerate(tokens):
        kind = _CLASS.get(token)
        if kind is not None:
            before = _content(_back_to_break(tokens[max(0, place - _REACH) : place]))
            after = _content(_to_break(tokens[place + 1 : place + 1 + _REACH]))
            found.append(_Mark(kind, tuple(before), tuple(after)))
    return found


def _back_to_break(tokens: Sequence[str]) -> list[str]:
    return _to_break(list(reversed(tokens)))


def _to_break(tokens: Sequence[str]) -> list[str]:
    kept = []
    for token in tokens:
        if not token[0].isalnum():
            break
        kept.append(token)
    return kept


def _content(tokens: Sequence[str]) -> list[str]:
    return [stem(token) for token in tokens if token not in FUNCTION_WORDS and token not in _CLASS][:_SCOPE]


def _tokens(text: str) -> list[str]:
    lowered = text.lower().replace("’", "'")
    lowered = re.sub(r"\bcannot\b", "can not", lowered)
    lowered = re.sub(r"\bwon't\b", "will not", lowered)
    lowered = re.sub(r"n't\b", " not", lowered)
    return _TOKEN.findall(lowered)
