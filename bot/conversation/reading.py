"""Whether a message can be read at all, and how it is read."""

import unicodedata

from bot.conversation.forms.checks import Misfit

MAX_MESSAGE = 8000  # characters; a question is a few hundred, and longer texts are pasted by mistake


def readable(text: str) -> str:
    """A message on one line, without control characters and halves of characters: no model or database takes them."""
    kept = (" " if unicodedata.category(char) in {"Cc", "Cs"} else char for char in text)
    return " ".join("".join(kept).split())


def unreadable(text: str) -> Misfit | None:
    """Why a message can't be taken."""
    if not any(char.isprintable() for char in text if char != " "):
        return Misfit("empty")
    return Misfit("too-long", {"limit": MAX_MESSAGE}) if len(text) > MAX_MESSAGE else None
