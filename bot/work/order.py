"""One at a time in a conversation, side by side in different ones."""

import asyncio
from weakref import WeakValueDictionary


class InOrder:
    """Hands out one lock a conversation."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def within(self, conversation: str) -> asyncio.Lock:
        """The lock of this conversation; keep it for as long as it is needed."""
        lock = self._locks.get(conversation)
        if lock is None:
            lock = self._locks[conversation] = asyncio.Lock()
        return lock
