"""What can go wrong in knowledge, and what the caller can do.

KnowledgeError
├── Unreadable        this file has no readable content: say so in one line and go on with the rest
├── ModelMismatch     the index belongs to another embedding model: rebuild it or set the model back
├── NotEmbeddedYet    an ingestion is not complete: use what stood before, or finish it
└── ModelUnavailable  the embedding model can't be loaded: the message names the way out
"""


class KnowledgeError(Exception):
    """Something about the content, its index or its model is not as it should be."""


class Unreadable(KnowledgeError):
    """This file has no readable content; the message is one clause for people, without the path."""


class ModelMismatch(KnowledgeError):
    """The index was made with another embedding model."""


class NotEmbeddedYet(KnowledgeError):
    """Some passages have no vectors yet: an ingestion is running or was interrupted."""


class ModelUnavailable(KnowledgeError):
    """The embedding model can't be loaded."""
