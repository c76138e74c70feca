"""Ingestion: files come in, change and go; nothing is done twice, and nothing stops the rest."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from knowledge.documents import AsOf, Document, Passage, Section
from knowledge.embeddings import Vectors
from knowledge.errors import ModelMismatch, ModelUnavailable
from knowledge.ingest_report import IngestReport, Phase, Problem
from knowledge.ingestion import STARTER, TEXTS_A_BATCH, Ingestion, starter_documents
from knowledge.library import Shelved
from knowledge.library_in_memory import InMemoryLibrary
from knowledge.readers.reading import Reading
from knowledge.readers.sandbox import ReaderSandbox
from knowledge.sentences import sentences
from tests.fakes.embedder import WordEmbedder
from tests.fakes.reader import DirectReader


class Desk:
    """A library with its ingestion, and a folder of pages."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.folder.mkdir()
        self.library = InMemoryLibrary()
        self.embedder = WordEmbedder()
        self.ingestion = Ingestion(library=self.library, sandbox=DirectReader(), embedder=self.embedder)

    def writes(self, name: str, *sentences: str, front: str = "") -> Path:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True, parents=True)
        text = " ".join(sentences or ("A peer review takes two days.",))
        path.write_text(f"---\ntitle: {path.stem}\n{front}---\n\n{text}\n")
        return path

    async def ingests(
        self, *paths: str | Path, as_of: str | None = None, rebuild: bool = False
    ) -> IngestReport:
        dated = AsOf(as_of) if as_of else None
        return await self.ingestion.run(paths or [self.folder], as_of=dated, rebuild=rebuild)

    async def shelves(self) -> list[Shelved]:
        return [shelved async for shelved in self.library.shelves()]

    async def texts(self) -> set[str]:
        return {shelved.passage.text for shelved in await self.shelves()}

    async def is_all_embedded(self) -> bool:
        model = self.embedder.name
        return not (await self.library.unembedded(model) or await self.library.unembedded_leads(model))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "pages")


def counts(report: IngestReport) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.unchanged, report.removed


async def test_files_and_folders_come_in_with_their_passages_embedded(desk: Desk) -> None:
    desk.writes("review.md", "A peer review takes two days.", "It is free.")
    desk.writes("deep/er/match.md", "Matchmaking is online.")
    report = await desk.ingests()
    assert counts(report) == (2, 0, 0, 0)
    assert (report.passages, report.embedded, report.problems) == (2, 2, [])
    assert report.chars == len("A peer review takes two days. It is free.") + len("Matchmaking is online.")
    assert await desk.texts() == {"A peer review takes two days. It is free.", "Matchmaking is online."}
    assert await desk.is_all_embedded()
    assert set(await desk.library.fingerprints()) == {
        str(desk.folder / "review.md"),
        str(desk.folder / "deep/er/match.md"),
    }


async def test_a_second_run_changes_nothing(desk: Desk) -> None:
    desk.writes("a.md")
    desk.writes("b.md")
    await desk.ingests()
    revision, embedded = await desk.library.revision(), desk.embedder.embedded
    assert counts(await desk.ingests()) == (0, 0, 2, 0)
    assert await desk.library.revision() == revision
    assert desk.embedder.embedded == embedded


async def test_the_way_a_path_is_written_makes_no_difference(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = desk.writes("a.md")
    await desk.ingests()
    monkeypatch.chdir(desk.folder)
    for named in (".", "a.md", f"{desk.folder}/../pages/a.md", path):
        assert counts(await desk.ingests(named)) == (0, 0, 1, 0)
    assert counts(await desk.ingests(".", "a.md", desk.folder)) == (0, 0, 1, 0)


async def test_a_changed_file_replaces_its_passages(desk: Desk) -> None:
    desk.writes("a.md", "It takes two days.")
    desk.writes("b.md", "It is free.")
    await desk.ingests()
    desk.writes("a.md", "It takes three days.")
    report = await desk.ingests()
    assert counts(report) == (0, 1, 1, 0)
    assert report.embedded == 1
    assert await desk.texts() == {"It takes three days.", "It is free."}
    assert await desk.is_all_embedded()


async def test_a_file_gone_from_an_ingested_folder_takes_its_passages_with_it(desk: Desk) -> None:
    path = desk.writes("a.md", "It takes two days.")
    desk.writes("b.md", "It is free.")
    await desk.ingests()
    path.unlink()
    assert counts(await desk.ingests()) == (0, 0, 1, 1)
    assert await desk.texts() == {"It is free."}
    assert len([key async for key, _ in desk.library.vectors(desk.embedder.name)]) == 2


async def test_a_named_file_or_folder_that_is_gone_takes_its_passages_with_it(desk: Desk) -> None:
    path = desk.writes("a.md", "One.")
    desk.writes("sub/b.md", "Two.").rename(desk.folder / "sub" / "c.md")
    await desk.ingests()
    path.unlink()
    (desk.folder / "sub" / "c.md").unlink()
    (desk.folder / "sub").rmdir()
    report = await desk.ingests(path, desk.folder / "sub")
    assert (counts(report), report.problems) == ((0, 0, 0, 2), [])
    assert not report.is_in_vain


async def test_what_was_not_named_stays(desk: Desk, tmp_path: Path) -> None:
    path = desk.writes("a.md", "One.")
    other = tmp_path / "pages2"
    other.mkdir()
    (other / "b.md").write_text("---\ntitle: b\n---\nTwo.")
    await desk.ingests(desk.folder, other)
    path.unlink()
    (other / "b.md").unlink()
    assert (await desk.ingests()).removed == 1
    assert await desk.texts() == {"Two."}


async def test_a_file_that_was_named_itself_outlives_a_run_over_its_folder(desk: Desk) -> None:
    readme = desk.writes("README.md", "A folder leaves this out.")
    desk.writes("a.md", "One.")
    await desk.ingests(readme)
    assert counts(await desk.ingests()) == (1, 0, 0, 0)
    assert len(await desk.texts()) == 2


async def test_a_path_that_never_was_is_one_line(desk: Desk) -> None:
    path = desk.folder / "never.md"
    report = await desk.ingests(path, path)
    assert list(map(str, report.problems)) == [f"{path}: it does not exist"]
    assert report.is_in_vain


async def test_a_broken_file_is_one_line_and_the_rest_goes_on(desk: Desk) -> None:
    desk.writes("a.md", "One.")
    (desk.folder / "broken.pdf").write_bytes(b"%PDF-1.7 but not really")
    (desk.folder / "empty.txt").touch()
    desk.writes("z.md", "Last.")
    report = await desk.ingests()
    assert counts(report) == (2, 0, 0, 0)
    assert [Path(problem.source).name for problem in report.problems] == ["broken.pdf", "empty.txt"]
    assert not report.is_in_vain


async def test_a_file_that_breaks_keeps_what_was_read_before_and_says_so(desk: Desk) -> None:
    path = desk.writes("a.md", "One.")
    await desk.ingests()
    path.write_bytes(b"")
    report = await desk.ingests()
    assert (report.removed, await desk.texts()) == (0, {"One."})
    assert str(report.problems[0]).endswith("it is empty; what was read from it before stays")


async def test_a_folder_without_anything_readable_says_so(desk: Desk) -> None:
    (desk.folder / "photo.jpg").write_bytes(b"\xff\xd8")
    report = await desk.ingests()
    assert report.is_in_vain
    (line,) = map(str, report.problems)
    assert line.startswith(f"{desk.folder}: it has no files that can be read (.md ")

    (desk.folder / "empty.txt").touch()
    report = await desk.ingests()
    assert report.is_in_vain
    assert str(report.problems[-1]) == f"{desk.folder}: none of its 1 files could be read"


async def test_an_address_is_one_line_with_the_way_out(desk: Desk) -> None:
    desk.writes("a.md")
    report = await desk.ingests("https://www.interregeurope.eu/help", desk.folder)
    assert counts(report) == (1, 0, 0, 0)
    assert "save the page and ingest the file" in str(report.problems[0])


def practices(path: Path, *rows: tuple[str, str, str]) -> Path:
    path.write_text("id,title,description\n" + "".join(",".join(row) + "\n" for row in rows))
    return path


async def test_records_that_vanish_from_a_file_are_removed(desk: Desk) -> None:
    one = ("1", "Repair café", "Neighbours repair things together every month.")
    two = ("2", "Bike library", "Families borrow bicycles for free.")
    path = practices(desk.folder / "good#practices.csv", one, two)
    assert counts(await desk.ingests()) == (2, 0, 0, 0)
    assert set(await desk.library.fingerprints()) == {f"{path}#1", f"{path}#2"}
    practices(path, two)
    assert counts(await desk.ingests()) == (0, 0, 1, 1)
    path.unlink()
    assert counts(await desk.ingests(path)) == (0, 0, 0, 1)


async def test_a_bad_row_is_one_line_and_the_other_rows_come_in(desk: Desk) -> None:
    good = ("1", "Repair café", "Neighbours repair things together every month.")
    path = practices(desk.folder / "practices.csv", good, ("2", "", "No title here."))
    report = await desk.ingests()
    assert report.added == 1
    assert len(report.problems) == 1
    assert report.problems[0].source == str(path)
    assert "row 3" in report.problems[0].reason


async def test_equal_content_from_two_files_stays_twice(desk: Desk) -> None:
    for name in ("one/same.md", "two/same.md"):
        desk.writes(name, "It is free.")
    assert (await desk.ingests()).added == 2
    assert len(await desk.shelves()) == 2


async def test_a_given_date_applies_to_documents_that_state_none(desk: Desk) -> None:
    desk.writes("dated.md", "One.", front="as_of: 2024-05\n")
    desk.writes("undated.md", "Two.")
    await desk.ingests(as_of="2026-01-08")
    dates = {shelved.document.title: str(shelved.document.as_of) for shelved in await desk.shelves()}
    assert dates == {"dated": "2024-05", "undated": "2026-01-08"}
    assert counts(await desk.ingests(as_of="2026-01-08")) == (0, 0, 2, 0)
    assert counts(await desk.ingests(as_of="2026-02-01")) == (0, 1, 1, 0)


async def test_another_models_library_is_refused_with_both_names_and_the_command(desk: Desk) -> None:
    desk.writes("a.md")
    await desk.ingests()
    before = await desk.library.revision()
    other = Ingestion(library=desk.library, sandbox=DirectReader(), embedder=WordEmbedder("words/8", dims=8))
    with pytest.raises(ModelMismatch, match=r"words/64.*words/8.*helpdesk ingest --rebuild"):
        await other.run([desk.folder])
    with pytest.raises(ModelMismatch):
        await other.run_starter()
    assert await desk.library.revision() == before


async def test_a_rebuild_embeds_everything_anew_and_forgets_the_other_model(
    desk: Desk, tmp_path: Path
) -> None:
    desk.writes("a.md", "One.")
    desk.writes("b.md", "Two.")
    await desk.ingests()
    other = Ingestion(library=desk.library, sandbox=DirectReader(), embedder=WordEmbedder("words/8", dims=8))
    report = await other.run([], rebuild=True)
    assert (report.embedded, report.problems) == (2, [])
    assert await desk.library.models() == {"words/8"}
    assert counts(await other.run([desk.folder])) == (0, 0, 2, 0)


async def test_a_rebuild_cuts_unchanged_documents_anew(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut_finely(document: Document) -> list[Passage]:
        found = sentences(document.sections[0].text)
        return [Passage(document.title, "", (one,), ordinal) for ordinal, one in enumerate(found)]

    desk.writes("a.md", "The first sentence.", "The second sentence.")
    await desk.ingests()
    monkeypatch.setattr("knowledge.chunking.passages", cut_finely)
    assert (await desk.ingests()).passages == 0
    assert (await desk.ingests(rebuild=True)).passages == 2
    assert await desk.is_all_embedded()


class FailingEmbedder(WordEmbedder):
    """Works for so many batches, and then not."""

    def __init__(self, batches: int) -> None:
        super().__init__()
        self.batches = batches

    def passages(self, passages: Sequence[tuple[str, Sequence[str]]]) -> list[Vectors]:
        with self._lock:
            self.batches -= 1
            if self.batches < 0:
                raise ModelUnavailable("the key has expired")
        return super().passages(passages)


async def test_a_crash_between_batches_keeps_what_was_embedded_and_the_next_run_does_the_rest(
    desk: Desk,
) -> None:
    for number in range(5 * TEXTS_A_BATCH):
        desk.writes(f"{number}.md", f"Sentence number {number}.")
    failing = FailingEmbedder(batches=2)
    with pytest.raises(ModelUnavailable, match="the key has expired"):
        await Ingestion(library=desk.library, sandbox=DirectReader(), embedder=failing).run([desk.folder])
    left = len(await desk.library.unembedded(desk.embedder.name))
    assert 3 * TEXTS_A_BATCH <= left <= 4 * TEXTS_A_BATCH, "one of two batches in flight may be lost"

    report = await desk.ingests()
    assert counts(report) == (0, 0, 5 * TEXTS_A_BATCH, 0)
    assert report.embedded == desk.embedder.embedded == left
    assert await desk.is_all_embedded()


class Watcher:
    """Writes down what it is told."""

    def __init__(self) -> None:
        self.phases: list[tuple[Phase, int]] = []
        self.done = 0

    def on_phase(self, phase: Phase, *, total: int) -> None:
        self.phases.append((phase, total))

    def advance(self, count: int = 1) -> None:
        self.done += count


async def test_progress_counts_files_and_then_texts(desk: Desk) -> None:
    for number in range(100):
        desk.writes(f"{number}.md", f"Sentence number {number}.")
    watcher = Watcher()
    await desk.ingestion.run([desk.folder], progress=watcher)
    assert watcher.phases == [(Phase.READING, 100), (Phase.EMBEDDING, 200)]
    assert watcher.done == 300


class LyingReader:
    """A reader taken over by a file it read."""

    def __init__(self, *sources: str) -> None:
        self.sources = sources

    async def read(self, path: Path) -> Reading:
        named = (source or str(path) for source in self.sources)
        return Reading(tuple(Document(source, "Title", (Section("", "A sentence."),)) for source in named))


async def test_a_reader_cannot_answer_for_another_file(desk: Desk) -> None:
    path = desk.writes("a.md")
    lying = Ingestion(library=desk.library, sandbox=LyingReader("starter:x.md"), embedder=desk.embedder)
    report = await lying.run([path])
    assert report.is_in_vain
    assert await desk.shelves() == []


async def test_a_source_that_stands_twice_in_a_file_counts_once(desk: Desk) -> None:
    path = desk.writes("a.md")
    twice = Ingestion(library=desk.library, sandbox=LyingReader("", ""), embedder=desk.embedder)
    for expected in ((1, 0, 0, 0), (0, 0, 1, 0)):
        report = await twice.run([path])
        assert counts(report) == expected
        assert "twice" in str(report.problems[0])


async def test_a_name_or_a_text_that_is_not_unicode_is_one_line(desk: Desk) -> None:
    odd = desk.folder / "caf\udce9.md"
    odd.write_text("---\ntitle: Café\n---\nOne.")
    desk.writes("a.md", "Two.")
    report = await desk.ingests()
    assert report.added == 1
    assert str(report.problems[0]).endswith("caf\\udce9.md: its name is not UTF-8")


def test_a_problem_is_one_line_that_no_terminal_obeys() -> None:
    assert str(Problem("a\x1b[31m\nb", "it is empty")) == "a\\x1b[31m\\x0ab: it is empty"


async def test_a_report_is_plain_json(desk: Desk) -> None:
    desk.writes("a.md")
    report = await desk.ingests(desk.folder, "never.md")
    values = json.loads(json.dumps(report.as_json()))
    assert values["added"] == 1
    assert values["problems"][0]["reason"] == "it does not exist"
    assert set(values) >= {"changed", "unchanged", "removed", "passages", "embedded", "chars", "seconds"}


async def test_it_works_with_the_real_sandbox(desk: Desk) -> None:
    desk.writes("a.md", "One.")
    (desk.folder / "broken.docx").write_bytes(b"PK not a zip")
    async with ReaderSandbox() as sandbox:
        ingestion = Ingestion(library=desk.library, sandbox=sandbox, embedder=desk.embedder)
        report = await ingestion.run([desk.folder])
        assert counts(report) == (1, 0, 0, 0)
        assert len(report.problems) == 1
        assert counts(await ingestion.run([desk.folder])) == (0, 0, 1, 0)


async def test_the_starter_content_comes_in_once(desk: Desk) -> None:
    report = await desk.ingestion.run_starter()
    assert report.added == len(starter_documents()) >= 100
    assert report.problems == []
    assert all(source.startswith(STARTER) for source in await desk.library.fingerprints())
    revision = await desk.library.revision()
    again = await desk.ingestion.run_starter()
    assert counts(again) == (0, 0, report.added, 0)
    assert await desk.library.revision() == revision


async def test_starter_content_that_is_gone_or_changed_in_a_new_version_follows(desk: Desk) -> None:
    await desk.ingestion.run_starter()
    first, *rest = starter_documents()
    old = Document(f"{STARTER}old.md", "Old", (Section("", "It has ended."),))
    await desk.library.replace(old, [])
    await desk.library.remove([first.source])
    await desk.library.keep_note(STARTER, "made from an older version")
    report = await desk.ingestion.run_starter()
    assert counts(report) == (1, 0, len(rest), 1)
    assert old.source not in await desk.library.fingerprints()


async def test_starter_content_and_files_leave_each_other_alone(desk: Desk) -> None:
    desk.writes("a.md", "One.")
    starter = await desk.ingestion.run_starter()
    assert counts(await desk.ingests()) == (1, 0, 0, 0)
    assert counts(await desk.ingestion.run_starter()) == (0, 0, starter.added, 0)
    assert len(await desk.library.fingerprints()) == starter.added + 1
