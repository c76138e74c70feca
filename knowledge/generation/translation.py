"""Whether a translation has the numbers, names, addresses and denials of its English sentence.

That its other words mean the same is beyond this; the sources stay in English beside it.
"""

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

from babel import Locale
from rapidfuzz import fuzz

from knowledge.generation.denials import denies_alike
from knowledge.generation.names import addresses, names
from knowledge.generation.numbers import digits_of, is_month
from knowledge.generation.verification import is_plain
from knowledge.index.words import words

LENGTHS = (0.4, 2.5)  # of a translation, in characters, as shares of its English sentence
ALIKE = 60.0  # 0 to 100: of a name and its form in another language
_CAPITAL_NOUNS = frozenset({"de"})
_UNION = frozenset("eu ue ee es el ae ес εε".split())  # the European Union's initials in its languages
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())


class Mistranslation(StrEnum):
    """What a translation has otherwise than its English sentence."""

    FORM = "the translation is markup, empty or of another length"
    NUMBER = "the translation has other numbers"
    ADDRESS = "the translation has other addresses"
    NAME = "the translation has other names"
    DENIAL = "the translation denies or restricts otherwise"


def mistranslated(text: str, english: str, *, language: str) -> Mistranslation | None:
    """What is wrong with a translation into a language; None where nothing was found."""
    share = len(text) / max(1, len(english))
    if not is_plain(text) or not LENGTHS[0] <= share <= LENGTHS[1] or text == english:
        return Mistranslation.FORM
    if addresses(text) != addresses(english):
        return Mistranslation.ADDRESS
    if digits_of(text, language=language) != digits_of(english):
        return Mistranslation.NUMBER
    if not _same_names(text, english, language):
        return Mistranslation.NAME
    return None if denies_alike(english, text, language) else Mistranslation.DENIAL


def _same_names(text: str, english: str, language: str) -> bool:
    theirs = [_fold(word) for word in words(text)]
    ours = [_fold(word) for word in words(english)]
    if not all(_is_there(token, theirs, language) for token in _certain_names(english, "en")):
        return False
    return all(
        _is_there(token, ours, language)
        for token in _certain_names(text, language)
        if language not in _CAPITAL_NOUNS or _is_acronym(token)
    )


def _certain_names(text: str, language: str) -> list[str]:
    """The words of names, but those that a sentence's beginning alone may have given their capital."""
    found = []
    for name in names(text):
        is_at_start = text.lstrip(' "“„«(').startswith(name[0])
        for place, token in enumerate(name):
            is_first = is_at_start and place == 0 and (len(name) == 1 or language != "en")
            is_date = token.lower() in _DAYS or is_month(token, language)
            if not is_date and not (is_first and not _is_acronym(token)):
                found += [part for part in re.split(r"[-'’]", token) if part[1:] and not part[0].islower()]
    return found


def _is_acronym(token: str) -> bool:
    return len(token) > 1 and any(char.isupper() for char in token[1:])


def _is_there(token: str, known: list[str], language: str) -> bool:
    """Whether a name stands among words, inflected or translated perhaps; an acronym with all its letters."""
    folded = _fold(token)
    if folded in _UNION and not _UNION.isdisjoint(known):
        return True
    if _is_acronym(token):
        return folded in known
    least = max(3, round(0.4 * len(folded)))
    if any(
        word[:least] == folded[:least] or fuzz.ratio(word, folded) >= ALIKE
        for word in known
        if len(word) >= 3
    ):
        return True
    return any(
        (_is_form(folded, one) and any(_is_form(word, other) for word in known))
        or (_is_form(folded, other) and any(_is_form(word, one) for word in known))
        for one, other in _countries(language)
    )


def _is_form(word: str, name: str) -> bool:
    """Whether a word is a country's name, inflected perhaps."""
    return word.startswith(name[: max(4, len(name) - 2)])


@lru_cache
def _countries(language: str) -> tuple[tuple[str, str], ...]:
    """The countries' names in English and in another language, folded; of several words, the first."""
    english, other = Locale.parse("en").territories, Locale.parse(language).territories
    return tuple(
        (_fold(name).split()[0], _fold(other[code]).split()[0])
        for code, name in english.items()
        if len(code) == 2 and code.isalpha() and code in other
    )


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(char for char in decomposed if not unicodedata.combining(char))
