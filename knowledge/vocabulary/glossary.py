"""Renders a question in English, word by word from a language's term list, as far as the list goes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from knowledge.index.words import FUNCTION_WORDS
from knowledge.vocabulary.forms import folded, spellings, stems
from knowledge.vocabulary.names import names
from knowledge.vocabulary.terms import LANGUAGES, SAYS_NOTHING, Term, core, terms

COURTESIES = frozenset({"hello", "thanks", "please"})
COMPOUNDING = frozenset("da de et fi hu nl sv".split())
"""languages that write words together"""
POSSESSIVES = frozenset({"my", "your", "our", "their"})
POSSESSIVE_LAST = frozenset("bg el mt ro".split())
"""languages that say my after the word"""
EXACT = 0.9  # how sure a form is of a word that is written alike but for accents
LONGEST = 50  # letters of a word; what is longer is none
LEAST_PART = 4  # letters of a compound's part
LEAST_END = 5  # letters after a form with a star, from which they may be a word of their own
LEAST_OPEN = 5  # letters of a form, from which an ending may follow
MOST_ENDING = 3  # letters of such an ending
JOINTS = ("", "s", "es", "n", "en", "er", "e")  # what stands between the parts of a compound

_REPEATED = re.compile(r"\b(\w+)(?: \1\b)+")
_TOKEN = re.compile(
    r"""https?://\S+|\S+@[\w.-]+|\bev-[\w-]+      # addresses, and ids of events
    | \d+(?=[^\W\d_]{1,3}\b)[^\W\d_]{1,3}         # ordinal numbers: 1er, 5ης
    | \d+(?:[.,:/-]\d+)*                          # numbers, times, dates
    | [^\W\d_]+                                   # words
    | [?!.,;:\u037e]""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Gloss:
    """What a text seems to say in English. For searching; it is no translation to show to people."""

    text: str
    coverage: float
    """the share of the words with a meaning of their own that are known, 0 to 1"""


@dataclass(frozen=True)
class _Form:
    """A form split into words; the last letter of a word may be a star."""

    words: tuple[str, ...]
    english: str

    @property
    def is_small(self) -> bool:
        """Whether it is a single function word, whose inflected forms are listed."""
        small = self.english == SAYS_NOTHING or set(self.english.lower().split()) <= FUNCTION_WORDS
        return small and len(self.words) == 1 and not self.words[0].endswith("*")


@dataclass(frozen=True)
class _Piece:
    """A stretch of a text in English, or a word as it stands."""

    english: str
    length: int
    is_known: bool

    @property
    def has_meaning(self) -> bool:
        return any(word not in FUNCTION_WORDS - COURTESIES for word in self.english.lower().split())


class Glossary:
    """The term list of one language, ready for looking up."""

    def __init__(self, language: str, terms: Sequence[Term]) -> None:
        self.language = language
        self._by_word: dict[str, list[_Form]] = {}
        self._by_stem: dict[str, list[_Form]] = {}
        self._by_beginning: dict[str, list[_Form]] = {}
        for term in terms:
            form = _Form(tuple(_words(term.form)), term.english)
            if form.words:
                self._add(form)

    def _add(self, form: _Form) -> None:
        first = form.words[0]
        if first.endswith("*"):
            for spelling in spellings(first[:-1]):
                self._by_beginning.setdefault(spelling, []).append(form)
            return
        for spelling in spellings(first):
            self._by_word.setdefault(spelling, []).append(form)
        for stem in stems(first, self.language):
            self._by_stem.setdefault(stem, []).append(form)

    def render(self, text: str) -> Gloss:
        """The English rendering of a text; numbers, names and unknown words are kept."""
        tokens = [match.group() for match in _TOKEN.finditer(text)]
        pieces: list[_Piece] = []
        position = 0
        while position < len(tokens):
            found = list(self._pieces(tokens, position))
            pieces += found
            position += sum(piece.length for piece in found)
        weighed = [piece for piece in pieces if piece.has_meaning and _is_word(piece.english)]
        known = sum(piece.is_known for piece in weighed)
        return Gloss(_joined(pieces, self.language), known / len(weighed) if weighed else 1.0)

    def familiarity(self, text: str) -> float:
        """The share of all words of a text that the list has, small ones too; for telling languages apart."""
        tokens = [token for token in _TOKEN.findall(text) if _is_word(token)]
        known = sum(len(token) <= LONGEST and self._longest([token], 0) is not None for token in tokens)
        return known / len(tokens) if tokens else 0.0

    def _pieces(self, tokens: Sequence[str], position: int) -> Iterator[_Piece]:
        token = tokens[position]
        if token[:1].isdigit():
            token = token.rstrip("".join(filter(str.isalpha, token)))
        if not _is_word(token) or len(token) > LONGEST:
            yield _Piece(token, 1, is_known=not _is_word(token))
            return
        form = self._longest(tokens, position)
        if form is not None and len(form.words) == 1 and self._leaves_a_word(form, token):
            form = None
        parts = None if form is not None else self._parts(token)
        form = form or (None if parts else self._longest(tokens, position))
        if form is not None:
            english = "" if form.english == SAYS_NOTHING else form.english
            yield _Piece(english, len(form.words), is_known=True)
        elif parts:
            yield _Piece(" ".join(parts), 1, is_known=True)
        else:
            is_name = token.isupper() or (position > 0 and token[0].isupper() and self.language != "de")
            yield _Piece(token, 1, is_known=is_name or folded(token) in _english())

    def _longest(self, tokens: Sequence[str], position: int) -> _Form | None:
        """The form that begins here: the one with most words, and of those the surest."""
        best: tuple[tuple[int, float], _Form] | None = None
        for form in self._candidates(tokens[position]):
            stretch = tokens[position : position + len(form.words)]
            if len(stretch) < len(form.words):
                continue
            sure = [self._sureness(word, token) for word, token in zip(form.words, stretch, strict=True)]
            if form.is_small and max(sure) < EXACT:
                continue  # "indienen" (to submit) is not "indien" (if)
            rank = (len(form.words), sum(sure))
            if all(sure) and (best is None or rank > best[0]):
                best = rank, form
        return best[1] if best else None

    def _candidates(self, token: str) -> Iterator[_Form]:
        """The forms whose first word may stand for this word of a text."""
        plain = folded(token)
        yield from self._by_word.get(plain, ())
        for stem in stems(token, self.language):
            yield from self._by_stem.get(stem, ())
        for length in range(2, len(plain) + 1):
            yield from self._by_beginning.get(plain[:length], ())
        for length in range(max(LEAST_OPEN, len(plain) - MOST_ENDING), len(plain)):
            yield from self._by_word.get(plain[:length], ())

    def _sureness(self, word: str, token: str) -> float:
        """How surely a word of a form stands for this word of a text, 0 to 1; 0 is not at all."""
        plain = folded(token)
        if word.endswith("*"):
            shared = [len(start) for start in spellings(word[:-1]) if plain.startswith(start)]
            return 0.3 + 0.06 * min(max(shared), 8) if shared else 0.0
        written = spellings(word)
        if plain in written:
            return 1.0 if word.casefold() == token.casefold() else EXACT
        of_word, of_token = stems(word, self.language), stems(token, self.language)
        if set(of_word) & set(of_token):
            return 0.7 if of_word[0] == of_token[0] else 0.2
        begun = (len(plain) - len(start) for start in written if plain.startswith(start))
        return 0.1 if len(folded(word)) >= LEAST_OPEN and min(begun, default=99) <= MOST_ENDING else 0.0

    def _leaves_a_word(self, form: _Form, token: str) -> bool:
        """Whether a form with a star takes the first part of a compound for all of it."""
        beginning = form.words[0]
        is_open = beginning.endswith("*") and self.language in COMPOUNDING
        return is_open and len(token) - len(beginning) + 1 >= LEAST_END

    def _parts(self, token: str) -> list[str] | None:
        """What a compound's two parts mean, as "Anmeldefrist" is registering and a deadline."""
        if self.language not in COMPOUNDING or len(token) < 2 * LEAST_PART:
            return None
        for end in range(len(token) - LEAST_PART, LEAST_PART - 1, -1):
            tail = self._part(token[end:])
            if tail is None:
                continue
            for joint in JOINTS:
                if token[:end].endswith(joint) and end - len(joint) >= LEAST_PART:
                    head = self._part(token[: end - len(joint)])
                    if head is not None:
                        return [head, tail]
        return None

    def _part(self, token: str) -> str | None:
        form = self._longest([token], 0)
        if form is None or form.english == SAYS_NOTHING or form.english in FUNCTION_WORDS:
            return None
        return None if self._leaves_a_word(form, token) else form.english


@cache
def glossary(language: str) -> Glossary | None:
    """The glossary of a language; None where there is no term list."""
    if language not in LANGUAGES:
        return None
    return Glossary(language, [*terms(language), *names(language)])


@cache
def _english() -> frozenset[str]:
    """The words of the renderings themselves, which members mix into their own language."""
    renderings = chain.from_iterable(rendering.lower().split() for rendering in core())
    return frozenset(chain(renderings, ("interreg", "europe", "learning", "let", "cooperate")))


def _words(form: str) -> list[str]:
    """A form's words, stars kept."""
    return re.findall(r"[^\W\d_]+\*?", form)


def _is_word(token: str) -> bool:
    return token[:1].isalpha() and "@" not in token and ":" not in token and not token.startswith("ev-")


def _joined(pieces: Sequence[_Piece], language: str) -> str:
    said: list[str] = []
    for english in (piece.english for piece in pieces if piece.english):
        follows = language in POSSESSIVE_LAST and english in POSSESSIVES and said
        said.insert(len(said) - 1 if follows else len(said), english)
    text = _REPEATED.sub(r"\1", " ".join(said))
    # The full stop of "5. March" is no end of a sentence.
    return re.sub(r" ([?!.,;:])(?= |$)", r"\1", re.sub(r"(\d) \.(?= \w)", r"\1", text))
