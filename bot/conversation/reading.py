"""Whether a message can be read at all, and how it is read."""

import re
import unicodedata

from bot.conversation.forms.checks import Misfit
from knowledge.vocabulary.lettering import wordlikeness

RANDOM = 0.55  # of words' letters in an order that is known, up to which they are no words
MAX_MESSAGE = 8000  # characters; a question is a few hundred, and longer texts are pasted by mistake


def readable(text: str) -> str:
    """A message on one line, without control characters and halves of characters: no model or database takes them."""
    kept = (" " if unicodedata.category(char) in {"Cc", "Cs"} else char for char in text)
    return " ".join("".join(kept).split())


def readable_lines(text: str) -> str:
    """The same with its lines, and at most one empty line between two of them."""
    lines = [readable(line) for line in re.split(r"\r\n|[\n\r\v\f\u0085\u2028\u2029]", text)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def unreadable(text: str) -> Misfit | None:
    """Why a message can't be taken."""
    if not any(char.isprintable() for char in text if char != " "):
        return Misfit("empty")
    return Misfit("too-long", {"limit": MAX_MESSAGE}) if len(text) > MAX_MESSAGE else None


def says_nothing(text: str) -> bool:
    """Whether a message holds no word, number or picture: punctuation alone, or keys pressed at random."""
    return all(unicodedata.category(char)[0] in "PZ" for char in text) or wordlikeness(text) <= RANDOM
