"""Reads files of many types into documents without menus, addresses or other debris.

    from knowledge.readers import collect, read_file
    for path in collect([Path("pages")]):
        reading = read_file(path)

Untrusted files are read through `knowledge.readers.sandbox.ReaderSandbox`, which calls `read_file` in a
process with limits.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from knowledge.errors import Unreadable
from knowledge.readers import docx, html, markdown, pdf, pptx, records, text
from knowledge.readers.collecting import collect
from knowledge.readers.reading import Reading

__all__ = ["READERS", "Reading", "collect", "read_file"]

READERS: Mapping[str, Callable[[Path], Reading]] = {
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".txt": text.read,
    ".text": text.read,
    ".html": html.read,
    ".htm": html.read,
    ".xhtml": html.read,
    ".pdf": pdf.read,
    ".docx": docx.read,
    ".pptx": pptx.read,
    ".csv": records.read_csv,
    ".json": records.read_json,
    ".jsonl": records.read_json_lines,
}


def read_file(path: Path) -> Reading:
    """What a file says; Unreadable, with one clause for people, when it says nothing that can be read."""
    suffix = path.suffix.lower()
    reader = READERS.get(suffix)
    if reader is None:
        named = f"files of type {suffix}" if suffix else "files without a type"
        raise Unreadable(f"{named} are not read; known are {' '.join(READERS)}")
    try:
        return reader(path)
    except (Unreadable, MemoryError):
        raise
    except RecursionError as error:
        raise Unreadable("it is nested too deeply") from error
    except Exception as error:  # a parser may fail on a broken file in any way
        raise Unreadable(f"it is not a valid {suffix} file") from error
