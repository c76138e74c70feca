"""Reads PowerPoint presentations: a section for each slide; speakers' notes stay private."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from knowledge.readers.assembly import assemble
from knowledge.readers.blocks import Block, heading, item, paragraph, row
from knowledge.readers.files import read_bytes
from knowledge.readers.office import check_archive
from knowledge.readers.reading import Reading

MAX_DEPTH = 20  # groups within groups


def read(path: Path) -> Reading:
    """One document with the title of its own record or of its first slide."""
    from pptx import Presentation

    content = read_bytes(path)
    check_archive(content, main_part="ppt/presentation.xml", named="PowerPoint")
    presentation = Presentation(BytesIO(content))
    blocks = [block for slide in presentation.slides for block in _slide(slide)]
    title = presentation.core_properties.title
    return assemble(
        path, blocks=blocks, from_web=False, title=None if title == "PowerPoint Presentation" else title
    )


def _slide(slide: Any) -> Iterator[Block]:
    title = slide.shapes.title
    if title is not None and title.text_frame.text.strip():
        yield heading(title.text_frame.text, level=2)
    for shape in slide.shapes:
        if title is None or shape.shape_id != title.shape_id:
            yield from _shape(shape, depth=0)


def _shape(shape: Any, *, depth: int) -> Iterator[Block]:
    from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER

    footers = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
    if shape.is_placeholder and shape.placeholder_format.type in footers:
        return
    if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
        for inner in shape.shapes if depth < MAX_DEPTH else ():
            yield from _shape(inner, depth=depth + 1)
    elif shape.has_text_frame:
        lines = [line.text for line in shape.text_frame.paragraphs if line.text.strip()]
        for line in lines:
            yield item(line) if len(lines) > 1 else paragraph(line)
    elif getattr(shape, "has_table", False) and shape.has_table:
        header, *rows = [[cell.text for cell in cells.cells] for cells in shape.table.rows]
        for cells in rows:
            yield row(header, cells)
