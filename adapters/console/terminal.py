"""The terminal as a chat: lines in, wrapped text with its sources out."""

import asyncio
import shutil
import sys
import textwrap
from collections.abc import AsyncIterator
from pathlib import Path

from adapters.sources import dated
from bot.messages import Citation, File, Reply
from bot.texts.visible import visible

QUIT = frozenset({"/quit", "/exit", "quit", "exit"})
MAX_WIDTH = 100


class Terminal:
    """Standard input and output, typed into by a person or fed by a pipe."""

    def __init__(self, *, prompt: str = "you> ", downloads: Path | None = None) -> None:
        """Put files that come with replies into `downloads`, or else only name them."""
        self._prompt = prompt
        self._downloads = downloads
        self.is_typed = sys.stdin.isatty() and sys.stdout.isatty()

    async def lines(self) -> AsyncIterator[str]:
        """Each message, until “quit” or the end of input; empty lines are none."""
        read = self._typed() if self.is_typed else self._piped()
        async for line in read:
            text = line.strip()
            if text.lower() in QUIT:
                return
            if text:
                yield text

    async def _typed(self) -> AsyncIterator[str]:
        from prompt_toolkit import PromptSession
        from prompt_toolkit.patch_stdout import patch_stdout

        session: PromptSession[str] = PromptSession()
        while True:
            try:
                with patch_stdout():
                    yield await session.prompt_async(self._prompt)
            except (EOFError, KeyboardInterrupt):
                return

    async def _piped(self) -> AsyncIterator[str]:
        while line := await asyncio.to_thread(_read_line):
            yield line

    def say(self, text: str) -> None:
        """Print paragraphs, wrapped to the terminal's width."""
        width = min(shutil.get_terminal_size((MAX_WIDTH, 24)).columns, MAX_WIDTH)
        for paragraph in visible(text).split("\n\n"):
            for line in paragraph.split("\n"):
                print(textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False))
            print()
        sys.stdout.flush()

    def show(self, reply: Reply) -> None:
        """Print a reply, and below it each source with title, address and date."""
        self.say(reply.text)
        for citation in reply.citations:
            print(visible(source_line(citation)))
        if reply.citations:
            print()
        for file in reply.files:
            print(f"[{_kept(file, self._downloads)}]")
        sys.stdout.flush()


def source_line(citation: Citation) -> str:
    """`[1] Title – address (as of 2026-01-08, 2021-2027)`"""
    address = f" – {citation.url}" if citation.url else ""
    return f"[{citation.n}] {citation.title}{address} ({dated(citation)})"


def _kept(file: File, folder: Path | None) -> str:
    """Where a file was put, or its name."""
    if folder is None:
        return file.name
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / Path(file.name).name
    path.write_bytes(file.content)
    return str(path)


def _read_line() -> str:
    """The next line, whatever its bytes; "" at the end."""
    return sys.stdin.buffer.readline().decode("utf-8", "replace")
