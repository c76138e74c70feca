"""Whether a passage says what a written sentence claims: by words, numbers, names, denials and meaning, locally.

    verdicts = Verifier(RememberedTexts(embedder)).check([Claim("It takes two days.", (source,))])

It compares, and does not reason: a claim that turns subject and object round within one sentence, or that
rightly follows from what a passage says without saying it, is beyond it.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from knowledge.generation.names import addresses, strange
from knowledge.generation.numbers import NUMBER_WORDS, claimed, offered
from knowledge.generation.polarity import disagreement
from knowledge.generation.remembering import RememberedTexts
from knowledge.generation.substitution import substituted
from knowledge.index.words import FUNCTION_WORDS, stem, words

MAX_CHARS = 500  # of one sentence
MOST_SUPPORT = 3  # sentences of the passage that one written sentence may be drawn from
LEAST_COVERED = 0.75  # share of the words of content that the supporting sentences have
LEAST_COVERED_CLAUSE = 0.5  # the same, of each clause
LEAST_SIMILAR = 0.6  # cosine to the supporting sentences
# Words that join sentences or say where something stands; they claim nothing.
_JOINING = frozenset(
    map(
        stem,
        "however moreover furthermore additionally addition also besides therefore thus hence meanwhile while "
        "whereas although though because since yes overall finally similarly likewise instead according both as "
        "well then first second firstly secondly specifically example instance note that together page source".split(),
    )
)
_MARKUP = re.compile(r"[\[\]<>`*|{}\\~^]|__|\]\(|^\s*(?:#|[-–•]\s|\d+[.)]\s)")
_CLAUSE = re.compile(r"[,;:()–—]\s*|\s+(?=(?:and|but|or|because|although|while|whereas|which|who|so)\s)")


class Fault(StrEnum):
    """Why a sentence is not shown."""

    CITATION = "cites nothing that it was given"
    FORM = "markup, or not a sentence"
    ADDRESS = "an address that the passages quoted do not have"
    NAME = "a name that its passage does not have"
    NUMBER = "a number that its passage does not have"
    SUBSTITUTE = "one name, number or modal in the place of another"
    DENIAL = "denies, restricts or obliges otherwise than its passage"
    WORDS = "words that its passage does not bear out"
    MEANING = "far from its passage in meaning"


@dataclass(frozen=True)
class Source:
    """What a claim may cite: the sentences of a passage, and the title and heading that they stand under."""

    id: int
    lead: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Claim:
    """A sentence and what it cites."""

    text: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Support:
    """A sentence of a passage that bears out a claim."""

    source: int
    sentence: str


@dataclass(frozen=True)
class Verdict:
    """What bears a claim out, best first, or what is wrong with it."""

    fault: Fault | None
    support: tuple[Support, ...] = ()
    detail: str = ""


class Verifier:
    """Checks claims against their sources. Its methods block."""

    def __init__(self, embedder: RememberedTexts) -> None:
        self._embedder = embedder

    def check(self, claims: Sequence[Claim], *, addresses_allowed: Collection[str] = ()) -> list[Verdict]:
        """One verdict a claim; addresses are shown only where they are among those allowed."""
        texts = {claim.text for claim in claims}
        texts |= {sentence for claim in claims for source in claim.sources for sentence in source.sentences}
        ordered = sorted(texts)
        vectors = dict(zip(ordered, self._embedder.texts(ordered), strict=True))
        return [
            self._check(claim, vectors, addresses_allowed=frozenset(addresses_allowed)) for claim in claims
        ]

    def similarity(self, one: str, other: str) -> float:
        """Cosine of two texts, -1 to 1."""
        a, b = self._embedder.texts([one, other])
        return float(a @ b)

    def _check(
        self, claim: Claim, vectors: dict[str, NDArray[np.float32]], *, addresses_allowed: frozenset[str]
    ) -> Verdict:
        if not claim.sources:
            return Verdict(Fault.CITATION)
        if not is_plain(claim.text):
            return Verdict(Fault.FORM)
        foreign = addresses(claim.text) - addresses_allowed
        if foreign:
            return Verdict(Fault.ADDRESS, detail=min(foreign))
        support = _support(claim, vectors)
        if not support:
            return Verdict(Fault.WORDS)
        fault, detail = next(self._faults(claim, support, vectors), (None, ""))
        return Verdict(fault, support, detail)

    def _faults(
        self, claim: Claim, support: tuple[Support, ...], vectors: dict[str, NDArray[np.float32]]
    ) -> Iterator[tuple[Fault, str]]:
        """What a claim says beyond its support, with the word or figure that shows it."""
        leads = {source.id: source.lead for source in claim.sources}
        borne = " ".join(each.sentence for each in support)
        context = " . ".join([borne, *{leads[each.source]: None for each in support}])
        for name in strange(claim.text, context, allowed=_JOINING):
            yield Fault.NAME, name
        for number in sorted(claimed(claim.text) - offered(borne) - offered(context)):
            yield Fault.NUMBER, number
        others = [each.sentence for each in support[1:]]
        changed = substituted(claim.text, support[0].sentence, others)
        if changed is not None:
            yield Fault.SUBSTITUTE, changed
        word = disagreement(claim.text, borne)
        if word is not None:
            yield Fault.DENIAL, word
        covered, weakest = _coverage(claim.text, context)
        if covered < LEAST_COVERED or weakest < LEAST_COVERED_CLAUSE:
            yield Fault.WORDS, f"{covered:.2f}, weakest clause {weakest:.2f}"
        similar = self._similarity(claim.text, support, vectors)
        if similar < LEAST_SIMILAR:
            yield Fault.MEANING, f"{similar:.2f}"

    def _similarity(
        self, text: str, support: Sequence[Support], vectors: dict[str, NDArray[np.float32]]
    ) -> float:
        """To the nearest supporting sentence, or to all of them together."""
        ours = vectors[text]
        each = [vectors[one.sentence] for one in support]
        together = np.sum(each, axis=0)
        length = float(np.linalg.norm(together)) or 1.0
        return max(float(ours @ (together / length)), *(float(ours @ one) for one in each))


def is_plain(text: str) -> bool:
    """Whether a text is one line of prose without markup, control or direction marks."""
    if not text.strip() or len(text) > MAX_CHARS or _MARKUP.search(text):
        return False
    if not any(char.isalpha() for char in text):
        return False
    return not any(unicodedata.category(char) in {"Cc", "Cf", "Co", "Cs", "Cn"} for char in text)


def content(text: str) -> list[str]:
    """The stems of the words that say what a text is about; numbers are compared by themselves."""
    return [
        stem(word)
        for word in words(text)
        if word not in FUNCTION_WORDS and word not in NUMBER_WORDS and not word.isdigit()
    ]


def _support(claim: Claim, vectors: dict[str, NDArray[np.float32]]) -> tuple[Support, ...]:
    """The sentence nearest to a claim by words and meaning, and those that add what it lacks."""
    wanted = set(content(claim.text)) - _JOINING
    ours = vectors[claim.text]
    candidates = [
        (Support(source.id, sentence), wanted & set(content(sentence)), float(ours @ vectors[sentence]))
        for source in claim.sources
        for sentence in source.sentences
    ]
    if not candidates:
        return ()
    share = max(1, len(wanted))
    best = max(candidates, key=lambda each: len(each[1]) / share + each[2])
    chosen, lacking = [best[0]], wanted - best[1]
    while len(chosen) < MOST_SUPPORT and lacking:
        further = max(candidates, key=lambda each: (len(each[1] & lacking), each[2]))
        if len(further[1] & lacking) < 2 or further[0] in chosen:
            break
        chosen.append(further[0])
        lacking -= further[1]
    return tuple(chosen)


def _coverage(text: str, context: str) -> tuple[float, float]:
    """The share of a text's words of content that the context has: of all, and of its weakest clause."""
    known = set(content(context)) | _JOINING
    said = content(text)
    shares = [
        sum(word in known for word in clause) / len(clause)
        for clause in map(content, _CLAUSE.split(text))
        if len(clause) > 1
    ]
    return sum(word in known for word in said) / len(said) if said else 0.0, min(shares, default=1.0)
