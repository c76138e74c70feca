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
# In German alone a day's number stands before a capital: "9. Juni".
_MONTHS = frozenset(
    "januar jänner februar märz april mai juni juli august september oktober november dezember".split()
)
# Possessive, and from the first mark of a run only: a thousand full stops are not tried from each in turn.
_END = re.compile(
    r"""(?<![.!?…;])(?P<mark>[.!?…;]++)(?P<close>["'”’»)\]]*+)(?P<note>(?:\s?\[\d+\s?\])*+)\s++(?=\S)"""
)
_REACH = 200  # characters looked back at from an end; no abbreviation is longer
_WORD = re.compile(r"\w+")
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
    units: list[list[str]] = []
    for line in block.splitlines():
        folded = " ".join(line.split())
        if not folded:
            continue
        if _LIST_ITEM.match(line) or not units:
            units.append([_LIST_ITEM.sub("", folded, count=1) or folded])
        else:
            units[-1].append(folded)
    return [" ".join(lines) for lines in units]


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
    before = _before(unit, match)
    word = before[max(before.rfind(opening) for opening in " ([") + 1 :]
    if word.lower() in _ABBREVIATIONS:
        return False
    # A small letter of another alphabet is a word: "Безплатно е."
    is_initial = len(word) == 1 and word.isalpha() and (word.isupper() or word.isascii())
    is_ordinal = word.isdigit() and len(word) <= 2 and following.isalpha() and not _starts_new(unit, match)
    return not (is_initial or is_ordinal)


def _starts_new(unit: str, match: re.Match[str]) -> bool:
    """After a number of two digits or fewer ("9. Juni" against "… of 12. The …"), ask the words around it."""
    next_word = _WORD.match(unit, match.end())
    if next_word is not None and next_word[0].lower() in _MONTHS:
        return False
    before = _before(unit, match).rsplit(None, 2)
    return len(before) > 1 and before[-2].islower()


def _before(unit: str, match: re.Match[str]) -> str:
    return unit[max(0, match.start() - _REACH) : match.start()]
