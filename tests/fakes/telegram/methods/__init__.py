"""The methods of the Bot API, one family a file; importing this registers them."""

from tests.fakes.telegram.methods import chats, files, messages, presses, profile, topics, updates

__all__ = ["chats", "files", "messages", "presses", "profile", "topics", "updates"]
