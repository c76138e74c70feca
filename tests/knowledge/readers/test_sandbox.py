"""A file that hangs, crashes or eats memory costs only itself."""

import asyncio
import os
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from knowledge.errors import Unreadable
from knowledge.readers import READERS, read_file
from knowledge.readers.reading import from_json, to_json
from knowledge.readers.sandbox import ReaderSandbox
from tests.knowledge.readers.making import SENTENCE, docx_bytes, pdf_bytes, pptx_bytes, with_part, write

# A worker that reads as the real one does, but obeys what a file's name asks of it.
OBEDIENT = """
import json, os, sys, time
sys.path.insert(0, sys.argv[1])
from knowledge.readers import worker
real = worker.read_file
def read_file(path):
    if "hang" in path.name: time.sleep(600)
    if "spin" in path.name:
        while True: pass
    if "crash" in path.name: os.abort()
    if "hog" in path.name: held = [bytearray(1 << 26) for _ in range(10_000)]
    if "environment" in path.name: raise worker.Unreadable(" ".join(sorted(os.environ)))
    if "files" in path.name: open(path.with_suffix(".out"), "w").write("x" * 10_000)
    if "noise" in path.name: print("noise on standard output", flush=True)
    return real(path)
worker.read_file = read_file
sys.argv = ["worker", "--memory-bytes", str(1 << 30), "--cpu-s", sys.argv[2]]
worker.main()
"""
ROOT = str(Path(__file__).parents[3])


def obedient(*, timeout_s: float = 20.0, cpu_s: int = 30) -> ReaderSandbox:
    return ReaderSandbox(timeout_s=timeout_s, command=(sys.executable, "-c", OBEDIENT, ROOT, str(cpu_s)))


async def complaint(sandbox: ReaderSandbox, path: Path) -> str:
    with pytest.raises(Unreadable) as raised:
        await sandbox.read(path)
    return str(raised.value)


async def test_every_type_reads_as_it_does_without_a_sandbox(tmp_path: Path) -> None:
    files = [
        write(
            tmp_path,
            f"---\nas_of: 2026-01\nasked:\n  - how\nperiod: 2021-2027\n---\n# T\n\n{SENTENCE}",
            name="a.md",
        ),
        write(tmp_path, f"Title\n\n{SENTENCE}", name="a.txt"),
        write(tmp_path, f"<html><body><h1>T</h1><p>{SENTENCE}</p></body></html>", name="a.html"),
        write(tmp_path, pdf_bytes([["Guide", SENTENCE]]), name="a.pdf"),
        write(tmp_path, docx_bytes(), name="a.docx"),
        write(tmp_path, pptx_bytes(), name="a.pptx"),
        write(tmp_path, "title,about\nOne,It works.\nTwo,\n", name="a.csv"),
        write(tmp_path, '[{"title": "One", "about": "It works."}]', name="a.json"),
        write(tmp_path, '{"title": "One", "about": "It works."}', name="a.jsonl"),
    ]
    assert {READERS[path.suffix] for path in files} == set(READERS.values())
    async with ReaderSandbox() as sandbox:
        for path in files:
            assert await sandbox.read(path) == read_file(path)


def test_a_reading_survives_its_way_between_processes(tmp_path: Path) -> None:
    reading = read_file(write(tmp_path, "title,about,date\nOne,It works.,2024\nTwo,,\n", name="a.csv"))
    assert from_json(to_json(reading)) == reading


async def test_an_unreadable_file_is_named_and_the_worker_stays(tmp_path: Path) -> None:
    async with ReaderSandbox() as sandbox:
        assert await complaint(sandbox, write(tmp_path, b"", name="a.pdf")) == "it is empty"
        worker = sandbox._worker
        assert (await sandbox.read(write(tmp_path, f"# T\n\n{SENTENCE}"))).documents
        assert sandbox._worker is worker


async def test_a_file_that_hangs_is_given_up_and_the_next_one_read(tmp_path: Path) -> None:
    async with obedient(timeout_s=2) as sandbox:
        page = write(tmp_path, f"# T\n\n{SENTENCE}")
        assert (
            await complaint(sandbox, write(tmp_path, SENTENCE, name="hang.md"))
            == "it took longer than 2 seconds to read"
        )
        assert (await sandbox.read(page)).documents


async def test_a_file_that_burns_processor_time_is_stopped_by_the_system(tmp_path: Path) -> None:
    async with obedient(cpu_s=1) as sandbox:
        assert "it took longer than 20 seconds" in await complaint(
            sandbox, write(tmp_path, SENTENCE, name="spin.md")
        )


async def test_a_file_that_crashes_its_reader_is_named_and_the_next_one_read(tmp_path: Path) -> None:
    async with obedient() as sandbox:
        page = write(tmp_path, f"# T\n\n{SENTENCE}")
        assert (await sandbox.read(page)).documents
        assert (
            await complaint(sandbox, write(tmp_path, SENTENCE, name="crash.md"))
            == "it makes its reader crash"
        )
        assert (await sandbox.read(page)).documents


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps the limit of memory")
async def test_a_file_that_eats_memory_is_stopped_and_the_next_one_read(tmp_path: Path) -> None:
    async with obedient() as sandbox:
        assert (
            await complaint(sandbox, write(tmp_path, SENTENCE, name="hog.md"))
            == "it needs more memory than allowed"
        )
        assert (await sandbox.read(write(tmp_path, f"# T\n\n{SENTENCE}"))).documents


async def test_a_worker_killed_from_outside_is_started_again(tmp_path: Path) -> None:
    page = write(tmp_path, f"# T\n\n{SENTENCE}")
    async with ReaderSandbox() as sandbox:
        await sandbox.read(page)
        assert sandbox._worker is not None
        os.kill(sandbox._worker.pid, 9)
        await asyncio.sleep(0.2)
        assert (await sandbox.read(page)).documents


async def test_a_cancelled_read_does_not_answer_for_the_next_file(tmp_path: Path) -> None:
    async with obedient() as sandbox:
        task = asyncio.create_task(sandbox.read(write(tmp_path, SENTENCE, name="hang.md")))
        await asyncio.sleep(1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        (document,) = (await sandbox.read(write(tmp_path, f"# Next\n\n{SENTENCE}"))).documents
        assert document.title == "Next"


async def test_many_tasks_share_one_worker(tmp_path: Path) -> None:
    pages = [write(tmp_path, f"# Page {n}\n\n{SENTENCE}", name=f"{n}.md") for n in range(20)]
    async with ReaderSandbox() as sandbox:
        readings = await asyncio.gather(*map(sandbox.read, pages))
    assert [reading.documents[0].title for reading in readings] == [f"Page {n}" for n in range(20)]


async def test_no_secret_of_ours_reaches_the_worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_TOKEN", "xoxb")
    async with obedient() as sandbox:
        assert "SLACK_TOKEN" not in await complaint(sandbox, write(tmp_path, SENTENCE, name="environment.md"))


async def test_a_reader_can_write_no_file(tmp_path: Path) -> None:
    async with obedient() as sandbox:
        await complaint(sandbox, write(tmp_path, SENTENCE, name="files.md"))
    assert not (tmp_path / "files.out").exists() or not (tmp_path / "files.out").read_bytes()


async def test_what_a_parser_prints_is_no_answer(tmp_path: Path) -> None:
    async with obedient() as sandbox:
        assert (await sandbox.read(write(tmp_path, f"# T\n\n{SENTENCE}", name="noise.md"))).documents


async def test_a_command_that_is_no_worker_gives_a_clause(tmp_path: Path) -> None:
    async with ReaderSandbox(command=(sys.executable, "-c", "print('hello')")) as sandbox:
        assert await complaint(sandbox, write(tmp_path, SENTENCE)) == "it makes its reader crash"


def peak_kb(sandbox: ReaderSandbox) -> int:
    """The most memory that the living worker has held; 0 where the system does not tell."""
    assert sandbox._worker is not None
    status = Path(f"/proc/{sandbox._worker.pid}/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)


def bombs(folder: Path) -> Iterator[Path]:
    word, slides = docx_bytes(), pptx_bytes()
    blank = b"<a>" + b" " * (200 << 20) + b"</a>"
    yield write(folder, with_part(word, "word/document.xml", blank), name="a.docx")
    yield write(folder, with_part(word, "word/document.xml", b"<a>" * 2_000_000), name="b.docx")
    deep = b"<a>" * 300_000 + b"</a>" * 300_000
    yield write(folder, with_part(slides, "ppt/slides/slide1.xml", deep), name="c.pptx")
    yield write(folder, "<div>" * 300_000, name="d.html")
    yield write(folder, "[" * 1_000_000, name="e.json")
    yield write(folder, "> " * 100_000 + "x", name="f.md")
    yield write(folder, "a" * 3_000_000 + "@", name="g.txt")
    yield write(folder, "[](" * 50_000, name="h.md")
    yield write(folder, "a.b (at) " * 50_000, name="i.txt")
    yield write(folder, "word\n" * 100_000, name="j.txt")
    yield write(folder, "---\na: &a [x,x]\n" + "b: [*a,*a]\n" * 1_000 + "---\nx", name="k.md")
    yield write(folder, "title,about\n" + '"' * 1_000_001, name="l.csv")


async def test_bombs_stay_under_half_a_gigabyte_and_twenty_seconds(tmp_path: Path) -> None:
    async with ReaderSandbox() as sandbox:
        for bomb in bombs(tmp_path):
            started = time.monotonic()
            with suppress(Unreadable):
                await sandbox.read(bomb)
            assert time.monotonic() - started < 21, bomb.name
            assert peak_kb(sandbox) < 512 * 1024, bomb.name
        assert (await sandbox.read(write(tmp_path, f"# T\n\n{SENTENCE}"))).documents
