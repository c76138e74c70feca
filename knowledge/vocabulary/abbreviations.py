"""What members abbreviate and pages write out; the table is `abbreviations.txt`."""

import re
from functools import cache
from importlib.resources import files

SHORT = 2  # letters of abbreviations that have to be written in capitals: "ma" and "js" are other words


def written_out(text: str) -> str:
    """The text with the programme's abbreviations written out, those in the plural too."""

    def full(found: re.Match[str]) -> str:
        short, plural = found[1], found[2]
        name = _names()[short.upper()]
        if len(short) <= SHORT and not short.isupper():
            return found[0]
        return f"{name[:-1]}ies" if plural and name.endswith("y") else name + plural

    return _pattern().sub(full, text)


@cache
def _names() -> dict[str, str]:
    table = files("knowledge.vocabulary").joinpath("abbreviations.txt").read_text(encoding="utf-8")
    pairs = (line.split(": ", 1) for line in table.splitlines())
    return {short.upper(): name for short, name in pairs}


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.@/-])({'|'.join(_names())})(s?)(?![\w@-]|\.\w)", re.IGNORECASE)
