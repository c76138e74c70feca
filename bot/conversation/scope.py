"""What the pages shown in a conversation may be."""

from bot.messages import Said
from knowledge.index.search import Scope


def scope_of(said: Said) -> Scope:
    """Members' pages only for members in private, and nothing beside the topics that a conversation is kept to."""
    return Scope(members=said.is_member and not said.is_public, topics=said.topics or None)
