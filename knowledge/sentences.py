"""Where one sentence ends and the next begins, by small rules that need no data.

The rules hold for the languages of the European Union that are written with Latin, Greek or Cyrillic
letters. A list item is a sentence of its own.
"""

import re

# Abbreviations that a full stop follows without ending a sentence, lower case.
_ABBREVIATIONS = frozenset(
    "e.g i.e etc cf vs no nos nr art fig p pp ca approx dr mr mrs ms prof st jr sr inc ltd co corp dept est "
    "jan feb mar apr jun jul aug sep sept oct nov dec z.b d.h u.a bzw ggf usw p.ex env tel al vol ch sec".split()
)
_END = re.compile(r"""(?P<mark>[.!?…;]+)(?P<close>["'”’»)\]]*)(?P<note>(?:\s?\[\d+\s?\])*)\s+(?=\S)""")
_LIST_ITEM = re.compile(r"^\s*(?:[-–—•*▪◦]|\d{1,2}[.)])\s+")


def sentences(text: str) -> list[str]:
    """Split into sentences, white space folded; blank lines and list items always end one."""
    found: list[str] = []
    for block in re.split(r"\n\s*\n", text):
        for unit in _units(block):
            found += _split(unit)
    return found


def _units(block: str) -> list[str]:
    """Join the lines of a paragraph, but keep each list item apart."""
    units: list[str] = []
    for line in block.splitlines():
        folded = " ".join(line.split())
        if not folded:
            continue
        if _LIST_ITEM.match(line) or not units:
            units.append(_LIST_ITEM.sub("", folded, count=1) or folded)
        elif _LIST_ITEM.match(units[-1]):
            units.append(folded)
        else:
            units[-1] += " " + folded
    return units


def _split(unit: str) -> list[str]:
    pieces: list[str] = []
    start = 0
    for match in _END.finditer(unit):
        if _ends(unit, match):
            pieces.append(unit[start : match.end()].strip())
            start = match.end()
    pieces.append(unit[start:].strip())
    return [piece for piece in pieces if piece]


def _ends(unit: str, match: re.Match[str]) -> bool:
    """Tell a sentence's end from an abbreviation, an initial, a number or a clause."""
    following = unit[match.end()]
    mark = match["mark"]
    if mark == ";":
        return False
    if following.islower():
        return False
    if mark[-1] in "!?…":
        return True
    word = re.split(r"[\s(\[]", unit[: match.start()])[-1].lower()
    if word in _ABBREVIATIONS:
        return False
    is_initial = len(word) == 1 and word.isalpha()
    is_ordinal = word.isdigit() and len(word) <= 2 and following.isalpha() and not _starts_new(unit, match)
    return not (is_initial or is_ordinal)


def _starts_new(unit: str, match: re.Match[str]) -> bool:
    """After a number of two digits or fewer ("9. Juni" against "… of 12. The …"), ask the words around it."""
    before = unit[: match.start()].rsplit(None, 2)
    return len(before) > 1 and before[-2].islower()
