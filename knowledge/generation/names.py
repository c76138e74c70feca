"""The names in a text: capitalised words, acronyms, addresses."""

import re
from itertools import pairwise

from knowledge.index.words import FUNCTION_WORDS, stem, without_accents, words

ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w@])@\w+"
    r"|\b(?:[\w-]{2,}\.)+(?-i:[a-z]{2,12})\b(?:/[^\s<>]*)?",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\W\d_][\w'’]*(?:[-./&][\w'’]+)*|\d+[^\W\d_]\w*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;]\s+|[\"“„«(]\s*)$")
NEAR = 6  # words apart at most, that parts of one name may stand in the source


def addresses(text: str) -> set[str]:
    """Links, e-mail addresses and mentions, lower case, without the mark that ends a sentence."""
    return {found[0].rstrip(".,;:!?)”’'\"").lower() for found in ADDRESS.finditer(text)}


def names(text: str) -> list[tuple[str, ...]]:
    """Each name as its words, in order; those that stand side by side belong together."""
    found: list[list[str]] = []
    end = -1
    text = ADDRESS.sub(lambda match: " , " + " " * (len(match[0]) - 3), text)
    for match in _TOKEN.finditer(text):
        token = _bare(match[0])
        if not _is_name(token, at_start=bool(_SENTENCE_START.search(text[: match.start()]))):
            continue
        if found and text[end : match.start()] == " ":
            found[-1].append(token)
        else:
            found.append([token])
        end = match.end()
    return [tuple(parts) for parts in found]


def strange(text: str, source: str, *, allowed: frozenset[str] = frozenset()) -> list[str]:
    """The names in a text that its source doesn't have; `allowed` holds stems of words that may begin a sentence."""
    text, source = without_accents(text), without_accents(source)
    said = [stem(word) for word in words(source)]
    places: dict[str, list[int]] = {}
    for place, each in enumerate(said):
        places.setdefault(each, []).append(place)
    missing = sorted(addresses(text) - addresses(source))
    for name in names(text):
        parts = [stem(word) for token in name for word in words(token)]
        if any(part not in places and part not in allowed for part in parts) or not _together(parts, places):
            missing.append(" ".join(name))
    return missing


def _together(parts: list[str], places: dict[str, list[int]]) -> bool:
    """Whether neighbours in a name are near each other in the source."""
    return all(
        one not in places
        or other not in places
        or min(abs(a - b) for a in places[one] for b in places[other]) <= NEAR
        for one, other in pairwise(parts)
    )


def _bare(token: str) -> str:
    return re.sub(r"['’]s?$", "", token)


def _is_name(token: str, *, at_start: bool) -> bool:
    if token[0].isdigit() or any(char.isupper() for char in token[1:]):
        return True
    if not token[0].isupper():
        return False
    first = words(token)[:1]
    return not (at_start and first and first[0] in FUNCTION_WORDS)
