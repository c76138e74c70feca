"""Bytes and text from files, refusing what is empty, huge or not text."""

import codecs
import re
from pathlib import Path

from knowledge.errors import Unreadable

MAX_BYTES = 50 * 1024 * 1024
MAX_NAME = 90  # characters of a title taken from a file's name

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY = re.compile(rb"[\x00\x01\x03-\x08\x0e-\x1a\x1c-\x1f]")


def read_bytes(path: Path, *, limit: int = MAX_BYTES) -> bytes:
    """All of a file; Unreadable when there is nothing, too much, or no permission."""
    try:
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except FileNotFoundError:
        raise Unreadable("it does not exist") from None
    except IsADirectoryError:
        raise Unreadable("it is a folder") from None
    except PermissionError:
        raise Unreadable("there is no permission to read it") from None
    except OSError as error:
        raise Unreadable(f"it can't be opened ({error.strerror})") from error
    if len(content) > limit:
        raise Unreadable(f"it is larger than {limit // (1024 * 1024)} MB")
    if not content.strip():
        raise Unreadable("it is empty")
    return content


def read_text(path: Path) -> str:
    """All of a text file, with line ends as LF."""
    return decode(read_bytes(path)).replace("\r\n", "\n").replace("\r", "\n")


def decode(content: bytes) -> str:
    """Text from UTF-8, from Unicode that says so in its first bytes, or from Latin-1 as Windows writes it."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError as error:
                raise Unreadable("its text is damaged") from error
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if not text:
        if _BINARY.search(content):
            raise Unreadable("it is not UTF-8 or Latin-1 text")
        text = content.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise Unreadable("it is not UTF-8 or Latin-1 text")
    return text


def name_as_title(path: Path) -> str:
    """A title from a file's name: "peer-review_guide.pdf" gives "Peer review guide"."""
    words = " ".join(re.sub(r"[_\-]+", " ", path.stem).split())[:MAX_NAME]
    return words[:1].upper() + words[1:] or path.name
