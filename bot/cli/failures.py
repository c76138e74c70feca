"""Which failures are told in one sentence, and how."""

from adapters.slack.errors import SlackUnusable
from adapters.telegram.errors import TelegramUnusable
from bot.settings import SettingsError
from bot.storage.errors import StorageError
from knowledge.errors import KnowledgeError


def sentence_for(error: Exception) -> str | None:
    """What to tell the person at the terminal; None for what nobody expected, which keeps its trace."""
    if isinstance(error, SettingsError | StorageError | KnowledgeError | SlackUnusable | TelegramUnusable):
        return str(error)
    if isinstance(error, ExceptionGroup):
        for inner in error.exceptions:
            said = sentence_for(inner)
            if said is not None:
                return said
    return None
