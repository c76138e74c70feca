"""Which files a person means who names paths, and which documents are gone from them."""

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.ingest_report import Problem
from knowledge.readers import READERS, collect

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


@dataclass
class Wanted:
    """What was named, looked up."""

    roots: set[str] = field(default_factory=set)  # what was named, unless it could not be looked into
    missing: list[str] = field(default_factory=list)
    folders: dict[str, list[Path]] = field(default_factory=dict)
    files: list[Path] = field(default_factory=list)  # each once
    problems: list[Problem] = field(default_factory=list)

    def fruitless(self, is_read: Mapping[str, bool]) -> list[Problem]:
        """A line for each folder that nothing came out of."""
        lines = []
        for folder, found in self.folders.items():
            if not found:
                lines.append(Problem(folder, f"it has no files that can be read ({' '.join(READERS)})"))
            elif not any(is_read[str(path)] for path in found):
                lines.append(Problem(folder, f"none of its {len(found)} files could be read"))
        return lines

    def unknown(self, gone: Collection[str]) -> list[Problem]:
        """A line for each path that is not there and never was: nothing is gone with it."""
        return [
            Problem(path, "it does not exist")
            for path in self.missing
            if not any(_is_within(source, {path}) for source in gone)
        ]


def wanted_by(paths: Iterable[str | Path]) -> Wanted:
    """Look up files and folders; what can't be looked up becomes a problem."""
    wanted = Wanted()
    for named in dict.fromkeys(map(str, paths)):
        if _ADDRESS.match(named):
            reason = "addresses are not read yet; save the page and ingest the file"
            wanted.problems.append(Problem(named, reason))
            continue
        try:
            path = Path(named).expanduser().resolve()
            is_folder = path.is_dir()
            found = collect([path], suffixes=READERS) if is_folder else [path]
        except (OSError, RuntimeError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            wanted.problems.append(Problem(named, f"it can't be looked into ({reason})"))
            continue
        wanted.roots.add(str(path))
        if is_folder:
            wanted.folders[str(path)] = found
        elif not _is_there(path):
            wanted.missing.append(str(path))
            continue
        wanted.files += found
    wanted.files = list(dict.fromkeys(wanted.files))
    wanted.missing = list(dict.fromkeys(wanted.missing))
    return wanted


def gone_from(roots: Collection[str], sources: Iterable[str], is_read: Mapping[str, bool]) -> list[str]:
    """Those sources within the roots whose file is no more, or was read and no longer has them.

    A file that is there but could not be read this time, or is not asked for any more, keeps its documents.
    """
    gone = []
    for source in sources:
        if _is_within(source, roots):
            file = next((path for path in files_of(source) if path in is_read), None)
            if is_read[file] if file else not any(_is_there(Path(path)) for path in files_of(source)):
                gone.append(source)
    return gone


def files_of(source: str) -> Iterator[str]:
    """The paths that a source may mean: a "#" in it may begin a record, or belong to the name."""
    yield source
    while "#" in source:
        source = source.rpartition("#")[0]
        yield source


def _is_within(source: str, roots: Collection[str]) -> bool:
    """Whether a source is one of these files, a record in one, or below one of these folders."""
    if any(path in roots for path in files_of(source)):
        return True
    while (above := os.path.dirname(source)) != source:  # noqa: PTH120 - pathlib is ten times slower here
        if above in roots:
            return True
        source = above
    return False


def _is_there(path: Path) -> bool:
    """Whether a file is there; one that can't be looked at is."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError):
        return True
    return True
