"""Which official language of the Union a message is in."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from threading import Lock
from typing import Any

from knowledge.vocabulary.forms import folded
from knowledge.vocabulary.glossary import glossary
from knowledge.vocabulary.terms import terms

LANGUAGES = tuple("bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv".split())
FALLBACK = "en"
LEAST_WORDS = 3
LEAST_MARGIN = 10.0  # in log likelihood, to leave the presumed language; real changes have 30 and more
CLOSE = 15.0  # in log likelihood, to the best language, where two look alike
MAX_COURTESY = 60  # characters of a message that is nothing but a greeting or thanks
MAX_TEXT = 1000  # characters; more tells nothing new

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_NO_PROSE = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|[\"“„«»][^\"“”„«»]*[\"”“«»]")
_LOANS = re.compile(
    r"\b(?:policy learning platform|policy helpdesk|interreg(?: europe)?|europe[ ,]*(?:let's )?cooperates?"
    r"|peer[ -]reviews?|match-?making|good practices?|webinars?|workshops?|newsletters?|digest|helpdesk"
    r"|online|e-?mail|feedback|smart|green)\b",
    re.IGNORECASE,
)
_GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_UKRAINIAN = re.compile("[іїєґІЇЄҐ]")  # Bulgarian has none of these letters
_COURTESIES = frozenset({"hello", "thanks", "goodbye"})
_loading = Lock()


def detect(text: str, *, known: str | None) -> str:
    """The language of a text as an ISO 639-1 code; `known`, or English, where the text says too little.

    Names weigh nothing, so a question about the Diputación de Málaga stays the English question that it is.
    """
    presumed = known if known in LANGUAGES else FALLBACK
    text = text[:MAX_TEXT]
    by_script = _by_script(text)
    if by_script is not None:
        return by_script
    prose = _NO_PROSE.sub(" ", text)
    if known is None and (by_courtesy := _by_courtesy(prose)) is not None:
        return by_courtesy
    plain = _LOANS.sub(" ", " ".join(_without_names(prose))).split()
    has_letters = known is None and len(plain) > 1 and not "".join(plain).isascii()
    if not plain or (len(_WORD.findall(prose)) < LEAST_WORDS and not has_letters):
        return presumed
    scores = _scores(" ".join(plain))
    if len(plain) < LEAST_WORDS:
        # Too little by itself: the names speak too, yet what is plain has to agree.
        by_plain, scores = scores, _scores(prose)
        scores = {
            language: score for language, score in scores.items() if by_plain[language] >= by_plain[presumed]
        }
    best = max(scores, key=scores.__getitem__)
    if scores[best] - scores[presumed] < LEAST_MARGIN:
        return presumed
    if best == FALLBACK:
        return best
    return _of_neighbours(
        " ".join(plain), [code for code in scores if scores[best] - scores[code] < CLOSE], scores
    )


def language_of_talk(messages: Iterable[str]) -> str:
    """The language of the last message of a talk, in the light of those before it."""
    return [FALLBACK, *languages_of_talk(messages)][-1]


def languages_of_talk(messages: Iterable[str]) -> list[str]:
    """The language of each message of a talk, each in the light of those before it."""
    found: list[str] = []
    for text in messages:
        found.append(detect(text, known=found[-1] if found else None))
    return found


def _of_neighbours(text: str, close: list[str], scores: dict[str, float]) -> str:
    """Of languages that look alike (Croatian and Slovenian) the one whose term list knows most of the text."""

    def known(language: str) -> tuple[float, float]:
        glossary_ = glossary(language) if len(close) > 1 else None
        return glossary_.familiarity(text) if glossary_ else 0.0, scores[language]

    return max(close, key=known)


def _by_script(text: str) -> str | None:
    """Greek, Ukrainian or Bulgarian, where most letters are of that script."""
    letters = [letter for letter in text if letter.isalpha()]
    for language, script in (("el", _GREEK), ("bg", _CYRILLIC)):
        if 2 * sum(script.match(letter) is not None for letter in letters) > len(letters):
            return "uk" if language == "bg" and _UKRAINIAN.search(text) else language
    return None


def _by_courtesy(text: str) -> str | None:
    """The language of a greeting, thanks or goodbye with at most two more words."""
    if len(text) > MAX_COURTESY:
        return None
    words = [folded(word) for word in _WORD.findall(text)]
    for length in range(len(words), max(0, len(words) - 3), -1):
        among = _courtesies().get(" ".join(words[:length]))
        if among:
            scores = _scores(text) if len(among) > 1 else {}
            return max(among, key=lambda language: scores.get(language, 0.0))
    return None


@cache
def _courtesies() -> dict[str, frozenset[str]]:
    """The languages of each greeting, thanks and goodbye."""
    found: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for term in terms(language) if language != FALLBACK else ():
            words = " ".join(folded(word) for word in _WORD.findall(term.form))
            if term.english in _COURTESIES and words not in _COURTESIES and not term.form.endswith("*"):
                found.setdefault(words, set()).add(language)
    return {words: frozenset(languages) for words, languages in found.items()}


def _without_names(text: str) -> list[str]:
    """The words but the capitalised ones inside a sentence, and what joins two of those ("Ville de Lyon")."""
    plain: list[str] = []
    if text.isupper():
        return _WORD.findall(text.lower())
    for sentence in re.split(r"[.!?;:]\s", text):
        found = _WORD.findall(sentence)
        is_name = [
            len(word) > 1 and (word.isupper() if n == 0 else word[0].isupper())
            for n, word in enumerate(found)
        ]
        for index, word in enumerate(found):
            joins = any(is_name[max(0, index - 2) : index]) and any(is_name[index + 1 : index + 3])
            if not is_name[index] and not (joins and (len(word) <= 3 or word[1] in "'’")):
                plain.append(word)
    return plain


def _scores(text: str) -> dict[str, float]:
    """The log likelihood of each language."""
    return dict(_identifier().rank(text))


def _identifier() -> Any:
    with _loading:
        return _load()


@lru_cache(maxsize=1)
def _load() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(LANGUAGES)
    return identifier
