"""What makes two spellings of a word the same word: case, accents and inflection."""

import re
import threading
import unicodedata
from functools import lru_cache

from Stemmer import Stemmer

# Snowball's rules, where it has some for a language (https://snowballstem.org/algorithms).
_ALGORITHMS = {
    "cs": "czech", "da": "danish", "de": "german", "el": "greek", "es": "spanish", "et": "estonian",
    "fi": "finnish", "fr": "french", "ga": "irish", "hr": "serbian", "hu": "hungarian", "it": "italian",
    "lt": "lithuanian", "nl": "dutch", "pl": "polish", "pt": "portuguese", "ro": "romanian", "sv": "swedish",
}  # fmt: skip
_WITHOUT_ACCENT = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i"}
)  # Unicode takes none off these
_AS_TWO = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_VOWELS = re.compile(r"[aeiouyаеиоуъюяїі]+$")
LEAST_STEM = 4  # letters; shorter words are compared as they are

_local = threading.local()


@lru_cache(maxsize=50_000)
def folded(word: str) -> str:
    """A word in small letters without accents; the words of members are often typed without them."""
    parts = unicodedata.normalize("NFKD", word.casefold().translate(_WITHOUT_ACCENT))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


@lru_cache(maxsize=50_000)
def stems(word: str, language: str) -> tuple[str, ...]:
    """The folded stems of a word, the surer first: as it is spelled, and as it is spelled without accents."""
    small, plain = word.casefold(), folded(word)
    if len(plain) < LEAST_STEM:
        return ()
    found = (folded(_stem(small, language)), _stem(plain, language))
    return tuple(stem for stem in dict.fromkeys(found) if len(stem) >= LEAST_STEM - 1)


def spellings(word: str) -> tuple[str, ...]:
    """The folded ways to write a word: "für" is also typed "fuer"."""
    return tuple(dict.fromkeys((folded(word), folded(word.casefold().translate(_AS_TWO)))))


def _stem(word: str, language: str) -> str:
    algorithm = _ALGORITHMS.get(language)
    if algorithm is None:
        return _VOWELS.sub("", word) if len(word) > LEAST_STEM else word
    # A Stemmer keeps state while it works, so each thread has its own.
    stemmers = _local.__dict__.setdefault("stemmers", {})
    if algorithm not in stemmers:
        stemmers[algorithm] = Stemmer(algorithm)
    made: str = stemmers[algorithm].stemWord(word)
    return made
