"""Text that goes into any database and comes out as it was, also with what PostgreSQL or UTF-8 can't hold.

PostgreSQL refuses the character NUL, and no database takes half of a surrogate pair, which JSON from a chat
platform may hold. Both are rare, and written as U+001A and four hexadecimal digits.
"""

import json
import re
from typing import Any

from sqlalchemy import Dialect, Text, TypeDecorator

_UNSTORABLE = re.compile("[\x00\x1a\ud800-\udfff]")
_STORED = re.compile("\x1a([0-9a-f]{4})")


def storable(text: str) -> str:
    """The form in which a text is stored: nearly always itself."""
    return _UNSTORABLE.sub(lambda found: f"\x1a{ord(found[0]):04x}", text)


def as_given(stored: str) -> str:
    """The text that was stored."""
    return _STORED.sub(lambda found: chr(int(found[1], 16)), stored) if "\x1a" in stored else stored


class AnyText(TypeDecorator[str]):
    """A column for any text at all, of any length."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else storable(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else as_given(value)


def as_json(value: Any) -> str:
    """Compact JSON, readable in the database, in ASCII where that is the only way to write it."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    try:
        written.encode()
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":"))
    return written
