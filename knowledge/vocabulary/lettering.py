"""Whether a text is made of words at all: by the triples of letters that words of the Union's languages have."""

import re
from collections.abc import Iterator
from functools import cache

from knowledge.vocabulary.forms import folded
from knowledge.vocabulary.names import names
from knowledge.vocabulary.terms import LANGUAGES, core, terms

LONGEST = 50  # letters of a word; what is longer counts where there is nothing else
ABBREVIATION = 5  # letters, all capital: they are as they are
SHORT = 3  # letters of words like thx and hmm, which may be anything
LEAST = 5  # letters from which it can be told
_WORD = re.compile(r"(?<!\S)[^\w\s]*([^\W\d_]+)[^\w\s]*(?!\S)")


def wordlikeness(text: str) -> float:
    """The share, 0 to 1, of the triples of letters that words have which are known here; 1 for too few letters to tell.

    Addresses, numbers, abbreviations and the shortest words don't count. Keys pressed at random come to 0.5 at most,
    sentences of any language of the Union, about whatever, to 0.6 at least.
    """
    found = [folded(word) for word in _words(text)]
    words = [word for word in found if len(word) <= LONGEST] or [word[:LONGEST] for word in found]
    if sum(map(len, words)) < LEAST:
        return 1.0
    triples, known = [triple for word in words for triple in _triples(word)], _known()
    return sum(triple in known for triple in triples) / len(triples)


def _words(text: str) -> Iterator[str]:
    for word in _WORD.findall(text):
        is_abbreviation = word.isupper() and len(word) <= ABBREVIATION
        if len(word) > SHORT and not is_abbreviation:
            yield word


def _triples(word: str) -> Iterator[str]:
    """With a mark for where the word begins and ends: few words begin as others end."""
    marked = f"<{word}>"
    return (marked[place : place + 3] for place in range(len(marked) - 2))


@cache
def _known() -> frozenset[str]:
    said = [*core(), *(term.form for language in LANGUAGES for term in (*terms(language), *names(language)))]
    words = {folded(word) for text in said for word in re.findall(r"[^\W\d_]+", text)}
    return frozenset(triple for word in words for triple in _triples(word))
