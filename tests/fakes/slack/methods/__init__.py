"""The methods of the Web API, one family a file; importing this registers them."""

from tests.fakes.slack.methods import apps, assistant, chat, conversations, files, people, views

__all__ = ["apps", "assistant", "chat", "conversations", "files", "people", "views"]
