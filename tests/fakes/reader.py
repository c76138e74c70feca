"""Reads files by the real readers, without a process of its own."""

from pathlib import Path

from knowledge.readers import read_file
from knowledge.readers.reading import Reading


class DirectReader:
    """Does what the sandbox does, for files that the test wrote itself; keeps count of them."""

    def __init__(self) -> None:
        self.paths: list[Path] = []

    async def read(self, path: Path) -> Reading:
        self.paths.append(path)
        return read_file(path)
