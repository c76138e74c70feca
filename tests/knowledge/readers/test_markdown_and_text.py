"""Markdown and plain text become titled sections."""

from pathlib import Path

import pytest

from knowledge.documents import Section
from knowledge.readers import READERS
from tests.knowledge.readers.making import SENTENCE, complaint_about, document_of, text_of, write


def test_headings_become_paths_without_the_title(tmp_path: Path) -> None:
    page = f"# Services\n\n{SENTENCE}\n\n## Peer review\n\n### Cost\n\nTaking part costs nothing.\n"
    document = document_of(tmp_path, page)
    assert document.title == "Services"
    assert document.sections == (
        Section("", SENTENCE),
        Section("Peer review > Cost", "Taking part costs nothing."),
    )


def test_lists_and_tables_become_items_that_can_be_read_alone(tmp_path: Path) -> None:
    page = "# P\n\nWho comes:\n\n- **Peers** from [regions](x)\n  1. Nested\n- Experts\n\n| Country | Reviews |\n|-|-|\n| Spain | 12 |\n"
    (section,) = document_of(tmp_path, page).sections
    assert (
        section.text
        == "Who comes:\n\n- Peers from regions\n- Nested\n- Experts\n- Country: Spain; Reviews: 12"
    )


def test_links_emphasis_comments_and_pictures_leave_only_their_words(tmp_path: Path) -> None:
    page = "# P\n\nSee *the* [manual](http://x.eu/a) ![alt](b.png)<!-- hidden --> of `2024`.\n\n<!-- and this -->\n"
    assert document_of(tmp_path, page).sections[0].text == "See the manual of 2024."


def test_plain_text_finds_its_title_headings_and_bullets(tmp_path: Path) -> None:
    page = f"Peer reviews\n\n{SENTENCE}\n\nIs it for me?\n\nIt is for:\n\n  • Regions\n  • Cities\n\n1. How to apply\n\nSend the form.\n"
    document = document_of(tmp_path, page, name="a.txt")
    assert document.title == "Peer reviews"
    assert document.sections == (
        Section("", SENTENCE),
        Section("Is it for me?", "It is for:\n\n- Regions\n- Cities"),
        Section("How to apply", "Send the form."),
    )


def test_lines_broken_by_an_editor_are_joined(tmp_path: Path) -> None:
    page = (
        "Notes\n\nThe learning platform offers its peer reviews to all of the public\n"
        "authorities of Europe, and its regional part-\nners may come along to them.\n"
    )
    assert "public authorities of Europe, and its regional partners may" in text_of(
        tmp_path, page, name="a.txt"
    )


def test_a_sentence_broken_by_an_icon_is_joined(tmp_path: Path) -> None:
    page = f"Title of it\n\n{SENTENCE}\n\nFollowing a\n\nDocument\nin 2018, 70% agreed.\n"
    assert "Following a Document in 2018, 70% agreed." in text_of(tmp_path, page, name="a.txt")


def test_text_that_is_markdown_by_another_name_is_read_as_markdown(tmp_path: Path) -> None:
    document = document_of(tmp_path, f"# One\n\n{SENTENCE}\n\n## Two\n\n**Bold** it is.\n", name="a.txt")
    assert document.sections[1] == Section("Two", "Bold it is.")


def test_without_any_heading_the_file_name_is_the_title(tmp_path: Path) -> None:
    page = "- " + SENTENCE + "\n- And so on, for as long as it takes.\n"
    assert document_of(tmp_path, page, name="peer-review_guide.md").title == "Peer review guide"


@pytest.mark.parametrize(
    ("line", "as_of"),
    [
        ("Outputs (validated as of June 2020) follow.", "2020-06"),
        ("Last updated on 3 May 2024", "2024-05-03"),
        ("Published: 2023-11-02", "2023-11-02"),
        ("Updated 14/02/2022", "2022-02-14"),
        ("It happened in June 2020.", None),
        ("As of June 2999 all will be well.", None),
    ],
)
def test_a_page_is_dated_by_what_it_says_itself(tmp_path: Path, line: str, as_of: str | None) -> None:
    found = document_of(tmp_path, f"# T\n\n{SENTENCE}\n\n{line}\n").as_of
    assert (found.text if found else None) == as_of


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "it is empty"),
        (b" \n\t ", "it is empty"),
        (b"\x00\x01\x02\xff\xfe\x00", "it is not UTF-8 or Latin-1 text"),
        (b"abc\x00def", "it is not UTF-8 or Latin-1 text"),
        (b"# Only a heading\n", "it has no text that is content"),
        (b"x" * (50 * 1024 * 1024 + 1), "it is larger than 50 MB"),
    ],
)
def test_what_is_no_text_is_named(tmp_path: Path, content: bytes, complaint: str) -> None:
    assert complaint_about(write(tmp_path, content)) == complaint


def test_latin_1_and_utf_16_are_read(tmp_path: Path) -> None:
    assert "Région de Île" in text_of(tmp_path, "# A\n\nRégion de Île.".encode("latin-1"))
    assert "Région de Île" in text_of(tmp_path, "# A\n\nRégion de Île.".encode("utf-16"))


def test_invisible_characters_and_broken_words_are_mended(tmp_path: Path) -> None:
    page = "# A\n\nInter\x02regional co\u00adoperation\u200b is\u202e good\u00a0for cafe\u0301s.\x07\n"
    assert document_of(tmp_path, page).sections[0].text == "Interregional cooperation is good for cafés."


def test_an_unknown_type_names_the_known_ones(tmp_path: Path) -> None:
    complaint = complaint_about(write(tmp_path, "x", name="a.xyz"))
    assert complaint.startswith("files of type .xyz are not read; known are ")
    assert all(suffix in complaint for suffix in READERS)


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    assert complaint_about(tmp_path / "none.md") == "it does not exist"
