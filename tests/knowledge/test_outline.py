"""Headings in plain text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.documents import Section
from knowledge.outline import MAX_HEADING, outline


def test_headings_announce_what_stands_below_them() -> None:
    text = "Welcome, all.\n\nWho pays\nNobody pays.\n\nIt is free.\n\nHow long\n\nTwo days."
    assert outline(text) == (
        Section("", "Welcome, all."),
        Section("Who pays", "Nobody pays.\n\nIt is free."),
        Section("How long", "Two days."),
    )


@pytest.mark.parametrize(
    "line",
    [
        "It ends with a full stop.",
        "Does it cost anything?",
        "You need:",
        "- an item of a list",
        "(in brackets)",
        "w" * (MAX_HEADING + 1),
        " ".join(["word"] * 15),
    ],
)
def test_what_is_no_heading_stays_text(line: str) -> None:
    assert outline(f"{line}\nBody text.") == (Section("", f"{line}\nBody text."),)


def test_a_heading_with_nothing_below_is_left_out() -> None:
    assert outline("Only a heading") == ()
    assert outline("First\n\nSecond\n\nText.") == (Section("Second", "Text."),)
    assert outline("") == outline(" \n\t\n") == ()


@given(
    st.lists(st.sampled_from(["Heading", "Some text.", "- item", "", "  ", "More words here."]), max_size=30)
)
def test_all_that_is_no_heading_is_kept_in_order(lines: list[str]) -> None:
    found = outline("\n".join(lines))
    kept = [line for section in found for line in section.text.splitlines() if line.strip()]
    said = [line for line in lines if line.strip() and line != "Heading"]
    assert [line for line in kept if line != "Heading"] == said
    assert all(section.text.strip() for section in found)


@pytest.mark.parametrize("piece", ["a", "a\n", "\n", "A\n\n", " \n", "x. \n\n", ".'\"", "\x00\n"])
def test_a_million_hostile_characters_take_a_moment(piece: str) -> None:
    before = time.process_time()
    outline((piece * 10**6)[: 10**6])
    assert time.process_time() - before < 5
