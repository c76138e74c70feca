"""The common shape that every reader brings its file into, and the sections made of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from knowledge.documents import Section

PATH_SEPARATOR = " > "


class Kind(Enum):
    """What a block is to its neighbours."""

    HEADING = auto()
    PARAGRAPH = auto()
    ITEM = auto()
    ROW = auto()


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item or table row, as text on one line.

    `level` counts headings from 1. `linked` says that the whole text is a link, as menus have it.
    """

    kind: Kind
    text: str
    level: int = 0
    linked: bool = False


def heading(text: str, *, level: int = 1) -> Block:
    """A heading; level 1 is the highest."""
    return Block(Kind.HEADING, text, level=level)


def paragraph(text: str, *, linked: bool = False) -> Block:
    """A paragraph."""
    return Block(Kind.PARAGRAPH, text, linked=linked)


def item(text: str, *, linked: bool = False) -> Block:
    """An entry of a list, without its bullet."""
    return Block(Kind.ITEM, text, linked=linked)


def row(header: Iterable[str], cells: Iterable[str]) -> Block:
    """A table row that can be read alone: "Country: Spain; Reviews: 12"."""
    names = [name.strip().rstrip(":") for name in header]
    values = [cell.strip() for cell in cells]
    names += [""] * (len(values) - len(names))
    said = (
        f"{name}: {value}" if name else value for name, value in zip(names, values, strict=False) if value
    )
    return Block(Kind.ROW, "; ".join(said))


def sections_of(blocks: Iterable[Block], *, title: str) -> tuple[Section, ...]:
    """Sections under their heading paths; the document's own title is left out of the paths."""
    sections: list[Section] = []
    path: list[tuple[int, str]] = []
    body: list[Block] = []

    def close() -> None:
        if body:
            named = [text for _, text in path if text.casefold() != title.casefold()]
            sections.append(Section(PATH_SEPARATOR.join(named), _rendered(body)))
            body.clear()

    for block in blocks:
        if block.kind is not Kind.HEADING:
            body.append(block)
            continue
        close()
        path = [step for step in path if step[0] < block.level]
        path.append((block.level, block.text))
    close()
    return tuple(sections)


def _rendered(body: Iterable[Block]) -> str:
    text = ""
    in_list = False
    for block in body:
        is_listed = block.kind in (Kind.ITEM, Kind.ROW)
        line = f"- {block.text}" if is_listed else block.text
        text += (("\n" if in_list and is_listed else "\n\n") if text else "") + line
        in_list = is_listed
    return text
