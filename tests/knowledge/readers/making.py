"""Builders of real files, and ways to ask for what came out of them."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from knowledge.documents import Document, plain_text
from knowledge.errors import Unreadable
from knowledge.readers import read_file

SENTENCE = "A peer review brings peers from other regions together for two days."


def write(folder: Path, content: str | bytes, *, name: str = "page.md") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def document_of(folder: Path, content: str | bytes, *, name: str = "page.md") -> Document:
    (document,) = read_file(write(folder, content, name=name)).documents
    return document


def text_of(folder: Path, content: str | bytes, *, name: str = "page.md") -> str:
    document = document_of(folder, content, name=name)
    return f"{document.title}\n\n{plain_text(document.sections)}"


def complaint_about(path: Path) -> str:
    with pytest.raises(Unreadable) as raised:
        read_file(path)
    return str(raised.value)


def pdf_bytes(pages: Sequence[Sequence[str]], *, title: str | None = None) -> bytes:
    """A PDF with the given lines on each page."""
    from fpdf import FPDF

    pdf = FPDF()
    pdf.set_font("Helvetica", size=11)
    if title:
        pdf.set_title(title)
    for lines in pages:
        pdf.add_page()
        for line in lines:
            pdf.cell(text=line, new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def docx_bytes() -> bytes:
    from docx import Document as Word

    word = Word()
    word.add_heading("Guide to peer reviews", level=1)
    word.add_paragraph(SENTENCE)
    word.add_heading("Who can apply", level=2)
    word.add_paragraph("Public authorities", style="List Bullet")
    word.add_paragraph("Managing authorities", style="List Bullet")
    table = word.add_table(rows=2, cols=3)
    for cell, text in zip(table._cells, ("Country", "Reviews", "Year", "Spain", "12", "2024"), strict=True):
        cell.text = text
    word.add_paragraph("Write to first.last@host.eu by 3 May 2024 if your region is new to peer reviews.")
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def pptx_bytes() -> bytes:
    from pptx import Presentation
    from pptx.util import Inches

    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Matchmaking"
    slide.placeholders[1].text = "Two hours online\nSelected peers and experts"
    slide.notes_slide.notes_text_frame.text = "Do not say this aloud."
    second = deck.slides.add_slide(deck.slide_layouts[5])
    second.shapes.title.text = "Figures"
    table = second.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(4), Inches(1)).table
    for position, text in enumerate(("Country", "Sessions", "Italy", "7")):
        table.cell(position // 2, position % 2).text = text
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def with_part(archive: bytes, name: str, content: bytes) -> bytes:
    """The same zip archive with one part replaced or added, tightly packed."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return packed.getvalue()
