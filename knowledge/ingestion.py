"""Brings files into the library: reads, cuts, shelves and embeds them; what has not changed is left alone.

    ingestion = Ingestion(library=library, sandbox=sandbox, embedder=embedder)
    report = await ingestion.run(["pages", "guide.pdf"], as_of=AsOf("2026-01"))

It may be killed at any moment: what was done is kept, and the next run does the rest.
"""

import asyncio
import hashlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace as but
from functools import cached_property, partial
from importlib.resources import as_file, files
from itertools import chain
from pathlib import Path
from typing import Protocol, TypeVar

from knowledge import chunking
from knowledge.documents import AsOf, Document, Passage
from knowledge.embeddings import Embedder, Vectors
from knowledge.errors import ModelMismatch, Unreadable
from knowledge.ingest_paths import files_of, gone_from, wanted_by
from knowledge.ingest_report import IngestReport, NoProgress, Phase, Problem, Progress
from knowledge.library import Library, lead_key
from knowledge.readers import collect, markdown
from knowledge.readers.reading import Reading

STARTER = "starter:"
"""How the sources of the content begin that comes with the product."""

WORKERS = 2  # an embedding run uses one core
TEXTS_A_BATCH = 64  # embedded and committed together: what a kill may cost each worker
SHELVED_TOGETHER = 256  # passages; to commit each document by itself takes longer than to read it

T = TypeVar("T")


class Reader(Protocol):
    """Reads one file, whoever wrote it."""

    async def read(self, path: Path) -> Reading:
        """The file's documents, their sources the path or "path#record"; Unreadable when it has none."""
        ...


class Ingestion:
    """Keeps the library as the files are."""

    def __init__(self, *, library: Library, sandbox: Reader, embedder: Embedder) -> None:
        self._library = library
        self._sandbox = sandbox
        self._embedder = embedder

    async def run(
        self,
        paths: Sequence[str | Path],
        *,
        as_of: AsOf | None = None,
        rebuild: bool = False,
        progress: Progress | None = None,
    ) -> IngestReport:
        """Bring in files and folders, and take out what is gone from them.

        `as_of` dates documents that state no date. `rebuild` cuts unchanged documents anew too, and embeds the
        whole library with this model in the place of any other.
        Raises ModelMismatch when the library holds another model's vectors and `rebuild` is not set.
        """
        started = time.monotonic()
        progress = progress or NoProgress()
        await self._check_model(rebuild=rebuild)
        wanted = await asyncio.to_thread(wanted_by, paths)
        known = await self._library.fingerprints()
        shelving = _Shelving(self._library, known, again=rebuild)
        report = shelving.report
        report.problems += wanted.problems
        is_read: dict[str, bool] = {}
        progress.on_phase(Phase.READING, total=len(wanted.files))
        for path in wanted.files:
            is_read[str(path)] = await self._read(path, shelving, as_of=as_of)
            progress.advance()
        await shelving.flush()
        report.problems += wanted.fruitless(is_read)
        gone = await asyncio.to_thread(gone_from, wanted.roots, known.keys() - shelving.seen, is_read)
        report.problems += wanted.unknown(gone)
        report.removed = await self._library.remove(gone)
        await self._embed(report, rebuild=rebuild, progress=progress)
        report.seconds = time.monotonic() - started
        return report

    async def run_starter(self, *, rebuild: bool = False, progress: Progress | None = None) -> IngestReport:
        """Bring in the content that comes with the product, as `run` does with files.

        Takes milliseconds when neither that content nor the code that reads it has changed since.
        """
        started = time.monotonic()
        await self._check_model(rebuild=rebuild)
        known = await self._library.fingerprints(under=STARTER)
        made_from = await asyncio.to_thread(_starter_digest)
        shelving = _Shelving(self._library, known, again=True)
        report = shelving.report
        if rebuild or await self._library.note(STARTER) != made_from:
            for document in await asyncio.to_thread(starter_documents):
                await shelving.take(document)
            await shelving.flush()
            report.removed = await self._library.remove(known.keys() - shelving.seen)
            await self._library.keep_note(STARTER, made_from)
        else:
            report.unchanged = len(known)
        await self._embed(report, rebuild=rebuild, progress=progress or NoProgress())
        report.seconds = time.monotonic() - started
        return report

    async def _check_model(self, *, rebuild: bool) -> None:
        others = await self._library.models() - {self._embedder.name}
        if others and not rebuild:
            raise ModelMismatch(
                f"The library was embedded with {' and '.join(sorted(others))}, and the model is now "
                f"{self._embedder.name}. Run: helpdesk ingest --rebuild, or set the model back."
            )

    async def _read(self, path: Path, shelving: "_Shelving", *, as_of: AsOf | None) -> bool:
        """Whether the file had anything to shelve."""
        source, problems = str(path), shelving.report.problems
        try:
            source.encode()
            reading = await self._sandbox.read(path)
        except UnicodeEncodeError:
            problems.append(Problem(source, "its name is not UTF-8"))
            return False
        except Unreadable as reason:
            stays = "; what was read from it before stays" if source in shelving.known_files else ""
            problems.append(Problem(source, f"{reason}{stays}"))
            return False
        problems += [Problem(source, reason) for reason in reading.problems]
        for document in reading.documents:
            if document.source != source and not document.source.startswith(f"{source}#"):
                problems.append(Problem(source, "its reader answered for another file"))
                return False
            await shelving.take(but(document, as_of=document.as_of or as_of))
        return bool(reading.documents)

    async def _embed(self, report: IngestReport, *, rebuild: bool, progress: Progress) -> None:
        """Embed what has no vectors of this model, each batch committed as it is done."""
        model = self._embedder.name
        # Texts of like length fill a run evenly; the long ones first, so that no worker is left with them.
        lacking = sorted(
            await self._library.unembedded(model), key=lambda p: len(p.lead) + len(p.text), reverse=True
        )
        leads = sorted(await self._library.unembedded_leads(model), key=len, reverse=True)
        batches: Iterator[Callable[[], Mapping[str, Vectors]]] = chain(
            (partial(self._passage_vectors, some) for some in _batches(lacking)),
            (partial(self._lead_vectors, some) for some in _batches(leads)),
        )

        async def work() -> None:
            for embed in batches:
                made = await asyncio.to_thread(embed)
                await self._library.keep_vectors(model, made)
                progress.advance(len(made))

        if lacking or leads:
            progress.on_phase(Phase.EMBEDDING, total=len(lacking) + len(leads))
            try:
                async with asyncio.TaskGroup() as group:
                    for _ in range(WORKERS):
                        group.create_task(work())
            except ExceptionGroup as failed:
                first = failed.exceptions[0]
                raise first from first.__cause__
        if rebuild:  # not before all is embedded: until then the old vectors serve
            await self._library.forget_vectors(except_model=model)
        report.embedded = len(lacking)

    def _passage_vectors(self, passages: Sequence[Passage]) -> dict[str, Vectors]:
        made = self._embedder.passages([(passage.lead, passage.sentences) for passage in passages])
        return {passage.key: vectors for passage, vectors in zip(passages, made, strict=True)}

    def _lead_vectors(self, leads: Sequence[str]) -> dict[str, Vectors]:
        made = self._embedder.texts(leads)
        return {lead_key(lead): vector[None, :] for lead, vector in zip(leads, made, strict=True)}


def starter_documents() -> list[Document]:
    """The content that comes with the product; Unreadable names a file that is not as it should be."""
    documents = []
    with as_file(files("knowledge") / "content") as folder:
        for path in collect([folder], suffixes=[".md"]):
            name = path.relative_to(folder).as_posix()
            try:
                reading = markdown.read(path)
            except Unreadable as reason:
                raise Unreadable(f"{name}: {reason}") from reason
            documents += [but(document, source=f"{STARTER}{name}") for document in reading.documents]
    return documents


def _starter_digest() -> str:
    """Changes when a starter document does, or the code that reads and cuts it."""
    sha = hashlib.sha256()
    with as_file(files("knowledge")) as package:
        code = [package / f"{name}.py" for name in ("documents", "sentences", "chunking")]
        for path in [*code, *collect([package / "readers", package / "content"], suffixes=[".py", ".md"])]:
            sha.update(path.relative_to(package).as_posix().encode())
            sha.update(hashlib.sha256(path.read_bytes()).digest())
    return sha.hexdigest()


class _Shelving:
    """Puts documents on the shelves, several in one transaction, and counts them."""

    def __init__(self, library: Library, known: Mapping[str, str], *, again: bool) -> None:
        self.report = IngestReport()
        self.seen: set[str] = set()
        self._library = library
        self._known = known
        self._again = again
        self._waiting: list[tuple[Document, list[Passage]]] = []

    @cached_property
    def known_files(self) -> set[str]:
        return {path for source in self._known for path in files_of(source)}

    async def take(self, document: Document) -> None:
        source = document.source
        if source in self.seen:
            self.report.problems.append(Problem(source, "it stands there twice; the first one counts"))
            return
        self.seen.add(source)
        try:
            is_same = self._known.get(source) == document.fingerprint
        except UnicodeEncodeError:
            self.report.problems.append(Problem(source, "its text is damaged"))
            return
        if is_same and not self._again:
            self.report.unchanged += 1
            return
        passages = await asyncio.to_thread(chunking.passages, document)
        if not passages:
            self.report.problems.append(Problem(source, "it has no sentences"))
            return
        if is_same:
            self.report.unchanged += 1
        elif source in self._known:
            self.report.changed += 1
        else:
            self.report.added += 1
        self.report.passages += len(passages)
        self.report.chars += sum(len(section.heading) + len(section.text) for section in document.sections)
        self._waiting.append((document, passages))
        if sum(len(cut) for _, cut in self._waiting) >= SHELVED_TOGETHER:
            await self.flush()

    async def flush(self) -> None:
        await self._library.replace_all(self._waiting)
        self._waiting = []


def _batches(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), TEXTS_A_BATCH):
        yield items[start : start + TEXTS_A_BATCH]
