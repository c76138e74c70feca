"""Going back, skipping, stopping and going on in a form, said in words; the commands say the same with a slash."""

from enum import StrEnum
from functools import cache

from rapidfuzz import fuzz, process

from bot.conversation.learned import said

ALIKE = 86  # of 100, from which a word counts as meant although misspelt: "skipp" is 89 like "skip"
MAX_WORDS = 5


class Move(StrEnum):
    """What can be done with a form beside answering."""

    BACK = "back"
    SKIP = "skip"
    CANCEL = "cancel"
    CONTINUE = "continue"


def move_named(text: str) -> Move | None:
    """The move that a short text names; None where it names none."""
    folded = " ".join(text.casefold().strip(" .!?,…").split())
    if not folded or len(folded.split()) > MAX_WORDS or len(folded) > 40:
        return None
    named = _named()
    if folded in named:
        return named[folded]
    if len(folded) < 4:
        return None
    swapped = next((line for line in named if line[0] == folded[0] and sorted(line) == sorted(folded)), None)
    nearest = process.extractOne(folded, list(named), scorer=fuzz.ratio, score_cutoff=ALIKE)
    found = swapped or (nearest[0] if nearest else None)
    return named[found] if found else None


@cache
def _named() -> dict[str, Move]:
    return {line.casefold(): move for move in Move for line in said(f"moves/{move.value}")}
