"""Word and PowerPoint files are read; bombs and hostile parts are refused before they are parsed."""

import io
import struct
import zipfile
from pathlib import Path

import pytest

from knowledge.documents import Section
from tests.knowledge.readers.making import (
    SENTENCE,
    complaint_about,
    document_of,
    docx_bytes,
    pptx_bytes,
    text_of,
    with_part,
    write,
)

DOCUMENT = "word/document.xml"
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><d>&c;</d>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>"""


def test_a_word_file_keeps_headings_lists_and_tables(tmp_path: Path) -> None:
    document = document_of(tmp_path, docx_bytes(), name="a.docx")
    assert document.title == "Guide to peer reviews"
    assert document.sections[0] == Section("", SENTENCE)
    assert document.sections[1].heading == "Who can apply"
    assert document.sections[1].text.startswith(
        "- Public authorities\n- Managing authorities\n- Country: Spain; Reviews: 12; Year: 2024"
    )


def test_addresses_in_a_word_file_go(tmp_path: Path) -> None:
    kept = text_of(tmp_path, docx_bytes(), name="a.docx")
    assert "host.eu" not in kept
    assert "by 3 May 2024 if your region is new to peer reviews" in kept


def test_slides_become_sections_and_notes_stay_private(tmp_path: Path) -> None:
    document = document_of(tmp_path, pptx_bytes(), name="a.pptx")
    assert document.title == "Matchmaking"
    assert document.sections == (
        Section("", "- Two hours online\n- Selected peers and experts"),
        Section("Figures", "- Country: Italy; Sessions: 7"),
    )


@pytest.mark.parametrize("name", ["a.docx", "a.pptx"])
def test_broken_files_are_named(tmp_path: Path, name: str) -> None:
    whole = docx_bytes() if name == "a.docx" else pptx_bytes()
    for content in (b"no zip", whole[: len(whole) // 2], b"PK\x03\x04" + b"\x00" * 100):
        assert "not a valid" in complaint_about(write(tmp_path, content, name=name))
    assert complaint_about(write(tmp_path, b"", name=name)) == "it is empty"


def test_another_archive_is_no_word_file(tmp_path: Path) -> None:
    assert complaint_about(write(tmp_path, pptx_bytes(), name="a.docx")) == "it is not a valid Word file"


def test_an_encrypted_file_is_named(tmp_path: Path) -> None:
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert complaint_about(write(tmp_path, content, name="a.docx")).startswith("it is encrypted")


def test_a_zip_bomb_is_refused_by_the_sizes_it_declares(tmp_path: Path) -> None:
    bomb = with_part(docx_bytes(), DOCUMENT, b"<a>" + b" " * (30 << 20) + b"</a>")
    assert len(bomb) < 200_000
    assert (
        complaint_about(write(tmp_path, bomb, name="a.docx"))
        == "it unpacks to far more than a document holds"
    )


def test_a_zip_bomb_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    size = 30 << 20
    bomb = with_part(docx_bytes(), DOCUMENT, b"<a>" + b" " * (size - 7) + b"</a>")
    lying = bomb.replace(struct.pack("<I", size), struct.pack("<I", 100))
    assert lying != bomb
    assert "it " in complaint_about(write(tmp_path, lying, name="a.docx"))


@pytest.mark.parametrize("part", [LAUGHS, OUTSIDE])
@pytest.mark.parametrize("name", [DOCUMENT, "word/styles.xml", "docProps/core.xml"])
def test_xml_entities_are_refused(tmp_path: Path, part: bytes, name: str) -> None:
    path = write(tmp_path, with_part(docx_bytes(), name, part), name="a.docx")
    assert complaint_about(path) == "it declares XML entities, which documents never need"


def test_xml_entities_in_another_encoding_are_refused(tmp_path: Path) -> None:
    part = LAUGHS.decode().replace("?>", ' encoding="utf-16"?>', 1).encode("utf-16")
    path = write(tmp_path, with_part(pptx_bytes(), "ppt/slides/slide1.xml", part), name="a.pptx")
    assert complaint_about(path) == "it declares XML entities, which documents never need"


def test_a_part_that_is_no_xml_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, with_part(docx_bytes(), DOCUMENT, b"<a><b></a>"), name="a.docx")
    assert complaint_about(path) == "it is not a valid Word file"


def test_an_archive_with_the_right_name_and_nothing_else_is_named(tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(DOCUMENT, "<a/>")
    assert complaint_about(write(tmp_path, file.getvalue(), name="a.docx")).startswith("it ")
