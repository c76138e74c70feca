"""Dense search through Chroma, embedded or as a server. The only file that knows chromadb."""

import shutil
from collections.abc import Iterator
from math import ceil
from pathlib import Path

import chromadb
import numpy as np
import structlog
from chromadb.api import ClientAPI
from chromadb.api.shared_system_client import SharedSystemClient
from chromadb.config import Settings
from filelock import FileLock, Timeout

from knowledge.embeddings import Vector
from knowledge.index.nearest import ExactSearch, Reach, Rows
from knowledge.index.snapshot import Snapshot

log = structlog.get_logger()

COLLECTION = "passages"
LOCK = "owner.lock"
BATCH = 2000  # rows a call; Chroma's own limit is about 5,400
MOST_OUT = 0.25  # where a search may find less than this share, to look at just that is quicker
SPARE = 1.5  # times as many are asked for as should be needed, since what is near often has one scope


class ChromaSearch:
    """Asks Chroma's HNSW index, kept in step with a snapshot."""

    name = "Chroma"

    def __init__(self, client: ClientAPI, snapshot: Snapshot, *, stamp: str) -> None:
        self._client = client
        self._snapshot = snapshot
        self._follow(stamp)

    @classmethod
    def embedded(cls, folder: Path, snapshot: Snapshot, *, stamp: str) -> "ChromaSearch":
        """Open the index in a folder that this process owns (see `Ownership`).

        `stamp` names the library's revision and the embedding model; an index with another one is brought
        into step first.
        """
        return cls(_client(folder), snapshot, stamp=stamp)

    def _follow(self, stamp: str) -> None:
        wanted = {"hnsw:space": "cosine", "hnsw:search_ef": 200, "stamp": stamp}
        model = stamp.rsplit("@", 1)[0]
        names = {collection.name for collection in self._client.list_collections()}
        if COLLECTION in names:
            collection = self._client.get_collection(COLLECTION, embedding_function=None)
            known = str((collection.metadata or {}).get("stamp", ""))
            if known == stamp:
                self._collection = collection
                return
            if known.rsplit("@", 1)[0] != model:
                self._client.delete_collection(COLLECTION)
        self._collection = self._client.get_or_create_collection(
            COLLECTION,
            # Without a stamp until it is complete: after a crash the next start brings it into step.
            metadata={**wanted, "stamp": f"{model}@draft"},
            embedding_function=None,
        )
        self._bring_into_step()
        self._collection.modify(metadata={"stamp": stamp})

    def _bring_into_step(self) -> None:
        known = {int(name) for name in self._collection.get(include=[])["ids"]}
        wanted = set(self._snapshot.ids.tolist())
        for batch in _batches(sorted(known - wanted)):
            self._collection.delete(ids=[str(number) for number in batch])
        fresh = [row for row, number in enumerate(self._snapshot.ids.tolist()) if number not in known]
        for batch in _batches(fresh):
            self._collection.add(
                ids=[str(self._snapshot.ids[row]) for row in batch],
                embeddings=self._snapshot.vectors[batch].astype(np.float32),
            )

    def rows(self, vector: Vector, *, limit: int, within: Reach | None = None) -> Rows:
        if within is None:
            return self._ask(vector, limit)
        if within.share >= MOST_OUT:
            found = self._ask(vector, ceil(limit * SPARE / within.share))
            found = found[within.mask[found]][:limit]
            if len(found) == limit:
                return found
        return ExactSearch(self._snapshot).rows(vector, limit=limit, within=within)

    def _ask(self, vector: Vector, limit: int) -> Rows:
        limit = min(limit, len(self._snapshot))
        if not limit:
            return np.zeros(0, np.int64)
        try:
            answer = self._collection.query(query_embeddings=[vector.tolist()], n_results=limit, include=[])
        except Exception as error:  # noqa: BLE001 - chromadb raises many kinds; the vectors are at hand anyway
            log.warning("vector_index_fails", reason=type(error).__name__)
            return ExactSearch(self._snapshot).rows(vector, limit=limit)
        ids = np.array([int(name) for name in answer["ids"][0]], np.int64)
        rows = np.searchsorted(self._snapshot.ids, ids)
        return rows.astype(np.int64)


def forget(folder: Path) -> None:
    """Throw away the index in a folder that this process owns.

    Its files stay where they are sound: other clients of this process share one connection to them.
    """
    try:
        client = _client(folder)
        if COLLECTION in {collection.name for collection in client.list_collections()}:
            client.delete_collection(COLLECTION)
    except Exception as error:  # noqa: BLE001 - chromadb raises a type of its own for each damage
        log.warning("vector_index_unusable", reason=type(error).__name__)
        SharedSystemClient.clear_system_cache()  # it keeps what could not be opened, too
        for item in folder.iterdir():
            if item.is_dir():
                shutil.rmtree(item, ignore_errors=True)
            elif item.name != LOCK:
                item.unlink(missing_ok=True)


def _client(folder: Path) -> ClientAPI:
    settings = Settings(anonymized_telemetry=False, is_persistent=True, persist_directory=str(folder))
    return chromadb.PersistentClient(str(folder), settings)


def _batches(items: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]


class Ownership:
    """An exclusive lock on an index folder: two processes in one Chroma folder search worse without a word."""

    def __init__(self, folder: Path) -> None:
        self._lock = FileLock(folder / LOCK)

    def take(self) -> bool:
        """Become the owner, for as long as this process lives; false when another process is."""
        Path(self._lock.lock_file).parent.mkdir(parents=True, exist_ok=True)
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            return False
        return True

    def release(self) -> None:
        self._lock.release()
