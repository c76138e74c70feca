"""A message as the English pages and examples can be asked: in another language by its words' English renderings."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation.language import FALLBACK, languages_of_talk
from knowledge.vocabulary.abbreviations import written_out
from knowledge.vocabulary.glossary import glossary

COVERED = 0.7  # of the words of another language, from which a message is understood like an English one


@dataclass(frozen=True)
class Rendering:
    """A message and the member's turns before it."""

    language: str
    text: str
    """for searching and understanding; never said to anybody"""
    history: tuple[str, ...] = ()
    coverage: float = 1.0
    """the share of the message's words that were known, 0 to 1"""

    @property
    def is_covered(self) -> bool:
        """Whether enough of the message is known for understanding it like an English one."""
        return self.coverage >= COVERED


def render(text: str, history: Sequence[str]) -> Rendering:
    """What a message says in English, as far as the platform's vocabulary goes, with abbreviations written out."""
    languages = languages_of_talk([*history, text])
    rendered = [_render(said, language) for said, language in zip([*history, text], languages, strict=True)]
    *before, (last, coverage) = rendered
    return Rendering(languages[-1], last, tuple(earlier for earlier, _ in before), coverage)


def _render(text: str, language: str) -> tuple[str, float]:
    known = glossary(language) if language != FALLBACK else None
    if known is None:
        return written_out(text), 1.0 if language == FALLBACK else 0.0
    gloss = known.render(text)
    return written_out(gloss.text or text), gloss.coverage
