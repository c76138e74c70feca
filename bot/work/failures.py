"""What can be logged of an error: its kind and place, never its words, which may quote what a member wrote."""

from traceback import extract_tb
from typing import Any


def what(error: BaseException) -> dict[str, Any]:
    """Fields of a log line."""
    frames = extract_tb(error.__traceback__)
    place = f"{frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno}" if frames else ""
    return {"error": type(error).__name__, "at": place}
