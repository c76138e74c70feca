"""Which files a person means who names files and folders."""

from collections.abc import Iterable, Iterator
from pathlib import Path


def collect(paths: Iterable[Path], *, suffixes: Iterable[str] | None = None) -> list[Path]:
    """Every file once: those named, as they are, and those in folders, sorted, at any depth.

    Hidden files and README.md are left out of folders. With `suffixes` (".pdf"), folders give only these;
    a file that is named itself always comes, so that its reader can say what is wrong with it.
    """
    wanted = frozenset(suffixes) if suffixes is not None else None
    found: dict[Path, None] = {}
    for path in paths:
        if not path.is_dir():
            found.setdefault(path)
            continue
        for file in _files(path):
            if wanted is None or file.suffix.lower() in wanted:
                found.setdefault(file)
    return list(found)


def _files(folder: Path) -> Iterator[Path]:
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith(".") or entry.name.lower() == "readme.md":
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _files(entry)
        elif entry.is_file():
            yield entry
