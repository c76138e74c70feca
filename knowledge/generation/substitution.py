"""Whether a sentence is its source with one name, number or modal put in the place of another."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from knowledge.generation.numbers import MONTHS, NUMBER_WORDS, UNITS
from knowledge.index.words import FUNCTION_WORDS, stem

_TOKEN = re.compile(r"\d[\d.,]*\d|[^\W_]+(?:['’-][^\W_]+)*")
_GROUPED = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))")
_MODALS = frozenset("can may must should will might could shall would".split())
_QUANTITIES = frozenset("all some most many few several any every each half".split())
_HARD = _MODALS | _QUANTITIES | frozenset(UNITS) | frozenset(MONTHS)


def substituted(text: str, source: str, others: Sequence[str] = ()) -> str | None:
    """What stands in the place of something else of its kind; None where nothing does.

    A text that has the words around from one of the `others`, too, is taken to be drawn from there.
    """
    said, known = _tokens(text), _tokens(source)
    ours, theirs = _folded(said), _folded(known)
    elsewhere = [" ".join(_folded(_tokens(other))) for other in others]
    for kind, start, end, from_, to in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        is_last = end == len(ours) and to == len(theirs)
        is_between = start > 0 and from_ > 0 and (is_last or (end < len(ours) and to < len(theirs)))
        if kind != "replace" or not is_between:
            continue
        new = [token for token in said[start:end] if _is_hard(token)]
        old = [token for token in known[from_:to] if _is_hard(token)]
        is_other = new and old and not set(_folded(new)) <= set(_folded(old))
        around = " ".join(ours[start - 1 : end + 1])
        if is_other and not any(around in other for other in elsewhere):
            return new[0]
    return None


def _tokens(text: str) -> list[str]:
    """Words and numbers, "1 000" as one."""
    found: list[str] = _TOKEN.findall(_GROUPED.sub("", text))
    return found


def _is_hard(token: str) -> bool:
    """Whether a word names, counts or binds: its neighbours say nothing about which one is meant."""
    lowered = token.lower()
    if lowered in _HARD or lowered in NUMBER_WORDS or token[0].isdigit():
        return True
    return token[0].isupper() and lowered not in FUNCTION_WORDS


def _folded(tokens: Sequence[str]) -> list[str]:
    return [
        str(NUMBER_WORDS[token.lower()])
        if token.lower() in NUMBER_WORDS
        else re.sub(r"[.,]", "", token)
        if token[0].isdigit()
        else stem(token.lower())
        for token in tokens
    ]
