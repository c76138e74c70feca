"""PDF files give paragraphs without running heads and feet."""

import io
from pathlib import Path

from knowledge.readers.pdf import MAX_PAGES
from tests.knowledge.readers.making import SENTENCE, complaint_about, document_of, pdf_bytes, text_of, write

PARAGRAPH = [
    "The platform brings together peers from all regions of Europe, who tell each",
    "other how they have solved a problem, and what they would do in another way",
    "if they could begin again.",
]


def test_lines_become_paragraphs_under_their_headings(tmp_path: Path) -> None:
    content = pdf_bytes([["Matchmaking", *PARAGRAPH, "Who may come", *PARAGRAPH]], title="Services in short")
    document = document_of(tmp_path, content, name="a.pdf")
    assert document.title == "Services in short"
    assert [section.heading for section in document.sections] == ["Matchmaking", "Who may come"]
    assert document.sections[0].text == " ".join(PARAGRAPH)


def test_without_a_recorded_title_the_first_line_serves(tmp_path: Path) -> None:
    content = pdf_bytes([["Guide to matchmaking", *PARAGRAPH]], title="Microsoft Word - draft7.docx")
    assert document_of(tmp_path, content, name="a.pdf").title == "Guide to matchmaking"


def test_running_heads_and_page_numbers_go(tmp_path: Path) -> None:
    pages = [
        ["Programme manual", *PARAGRAPH, f"Step {n} of it was done in that year.", f"Page {n} of 5"]
        for n in range(1, 6)
    ]
    kept = text_of(tmp_path, pdf_bytes(pages, title="M"), name="a.pdf")
    assert "Programme manual" not in kept
    assert "of 5" not in kept
    assert "Step 3 of it was done" in kept


def test_addresses_in_a_pdf_go(tmp_path: Path) -> None:
    content = pdf_bytes([[SENTENCE, "Peers answer at a.b@host.eu within a week."]])
    kept = text_of(tmp_path, content, name="a.pdf")
    assert "host.eu" not in kept
    assert "Peers answer within a week." in kept


def test_an_encrypted_file_is_named(tmp_path: Path) -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(pdf_bytes([[SENTENCE]]))))
    writer.encrypt("secret", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    assert complaint_about(write(tmp_path, file.getvalue(), name="a.pdf")) == "it is encrypted"


def test_broken_files_are_named(tmp_path: Path) -> None:
    assert complaint_about(write(tmp_path, "no PDF", name="a.pdf")) == "it is not a valid PDF"
    assert complaint_about(write(tmp_path, b"%PDF-1.7\nbroken", name="b.pdf")) == "it is not a valid PDF"
    assert complaint_about(write(tmp_path, b"", name="c.pdf")) == "it is empty"


def test_a_file_of_pictures_is_named(tmp_path: Path) -> None:
    assert (
        complaint_about(write(tmp_path, pdf_bytes([[], []]), name="a.pdf")) == "it has no text, only pictures"
    )


def test_a_file_of_too_many_pages_is_named(tmp_path: Path) -> None:
    from pypdf import PdfWriter

    writer = PdfWriter()
    for _ in range(MAX_PAGES + 1):
        writer.add_blank_page(100, 100)
    file = io.BytesIO()
    writer.write(file)
    assert complaint_about(write(tmp_path, file.getvalue(), name="a.pdf")) == "it has more than 2,000 pages"
