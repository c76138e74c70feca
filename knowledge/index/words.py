"""What lexical search compares: folded, stemmed words."""

import re
import threading
import unicodedata
from functools import lru_cache

from Stemmer import Stemmer

# Function words say how a question is put, not what it is about; an unknown one is no sign of a new subject.
FUNCTION_WORDS = frozenset(
    """a an the of in on at to for from by with without and or but nor if then than so as that this these those
    is are was were be been being am do does did doing done have has had having can could will would shall
    should may might must i you he she it we they me him her us them my your his its our their mine yours
    who whom whose what which when where why how there here not no yes any some all about into over under out
    up down off again please tell give get got just also too very much many more most other such only own same
    s t d ll m re ve im ive hi hello hey dear thanks thank pls ok""".split()
)

_WORD = re.compile(r"[^\W_]+")
_local = threading.local()


def words(text: str) -> list[str]:
    """Lower-case words in order, accents folded."""
    return _WORD.findall(without_accents(without_accents(text).lower()))


def without_accents(text: str) -> str:
    """The same letters without their marks, ligatures and other compatible forms written out."""
    if text.isascii():
        return text
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def stems(text: str) -> list[str]:
    """The words' stems in order."""
    return [stem(word) for word in words(text)]


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """One folded word's stem, by the English Snowball rules (https://snowballstem.org)."""
    # A Stemmer keeps state while it works, so each thread has its own.
    stemmer = getattr(_local, "stemmer", None)
    if stemmer is None:
        stemmer = _local.stemmer = Stemmer("english")
    made: str = stemmer.stemWord(word)
    return made
