"""Front matter says what a file is; a bad value is named."""

from pathlib import Path

import pytest

from knowledge.documents import AsOf, Period, Visibility
from knowledge.errors import Unreadable
from knowledge.readers.front_matter import split_front_matter
from tests.knowledge.readers.making import SENTENCE, complaint_about, document_of, write

FULL = """---
title: Who can use matchmaking   # a comment
url: https://www.interregeurope.eu/matchmaking
kind: service
topic: Green
period: 2021-2027
as_of: 2026-01-08
visibility: members
---
"""


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_every_key_reaches_the_document(tmp_path: Path, name: str) -> None:
    document = document_of(tmp_path, FULL + SENTENCE, name=name)
    assert document.title == "Who can use matchmaking"
    assert document.url == "https://www.interregeurope.eu/matchmaking"
    assert (document.kind, document.topic) == ("service", "Green")
    assert (document.period, document.visibility) == (Period.P2021, Visibility.MEMBERS)
    assert document.as_of == AsOf("2026-01-08")
    assert document.sections[0].text == SENTENCE


@pytest.mark.parametrize(
    ("said", "as_of"), [("2026", "2026"), ("2026-01", "2026-01"), ("'2026-01-08'", "2026-01-08")]
)
def test_a_date_may_be_a_year_or_a_month(tmp_path: Path, said: str, as_of: str) -> None:
    assert document_of(tmp_path, f"---\nas_of: {said}\n---\n{SENTENCE}").as_of == AsOf(as_of)


def test_null_means_nothing_was_said(tmp_path: Path) -> None:
    document = document_of(tmp_path, f"---\ntitle: T\ntopic: null\nurl:\n---\n{SENTENCE}")
    assert (document.topic, document.url, document.period) == (None, None, Period.ANY)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("period: 2007-2013", ["period", "2007-2013", "2014-2020"]),
        ("as_of: last week", ["as_of", "last week", "YYYY-MM"]),
        ("as_of: 2026-13", ["as_of", "2026-13"]),
        ("visibility: secret", ["visibility", "secret", "members"]),
        ("visiblity: members", ["visiblity", "did you mean 'visibility'"]),
        ("kind: poem", ["kind", "poem", "service"]),
        ("topic: Blue", ["topic", "Blue", "Smart"]),
        ("url: javascript:alert(1)", ["url", "javascript:alert(1)"]),
        ("title: [a, b]", ["title", "list"]),
        ("title: 'open", ["YAML"]),
        ("a: &a [x,x]\nb: &b [*a,*a]\ntitle: &c [*b,*b]", ["title", "list"]),
    ],
)
def test_a_bad_value_is_named_with_its_key(tmp_path: Path, line: str, words: list[str]) -> None:
    complaint = complaint_about(write(tmp_path, f"---\n{line}\n---\n{SENTENCE}"))
    assert all(word in complaint for word in words), complaint


def test_the_questions_of_members_reach_the_document(tmp_path: Path) -> None:
    page = f"---\ntitle: T\nasked:\n  - how much is it\n  - what does it cost\n---\n{SENTENCE}"
    assert document_of(tmp_path, page).asked == ("how much is it", "what does it cost")


def test_keys_of_other_programs_are_passed_over(tmp_path: Path) -> None:
    assert document_of(tmp_path, f"---\nlayout: post\ntags: [a]\ntitle: T\n---\n{SENTENCE}").title == "T"


def test_a_ruler_at_the_top_is_no_front_matter(tmp_path: Path) -> None:
    assert SENTENCE in document_of(tmp_path, f"---\n\n{SENTENCE}\n\n---\n\nMore of it.\n").sections[0].text


APPROVED_ANSWER = (
    "---\nkind: approved-answer\nexpert: Anna\napproved: 2025-10-06\nasked:\n  - May we?\n---\nYes."
)


def test_an_approved_answer_names_its_expert_and_the_day_of_its_approval() -> None:
    front, _ = split_front_matter(APPROVED_ANSWER)
    assert front is not None
    assert (front.kind, front.expert, str(front.as_of)) == ("approved-answer", "Anna", "2025-10-06")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("expert: Anna\n", ""),
        ("approved: 2025-10-06\n", ""),
        ("asked:\n  - May we?\n", ""),
        ("kind: approved-answer\n", "kind: page\n"),
        ("expert: Anna\n", 'expert: "Anna: [x](https://example.eu)"\n'),
        ("expert: Anna\n", f"expert: {'a' * 41}\n"),
        ("approved: 2025-10-06\n", "approved: yesterday\n"),
    ],
)
def test_a_half_approved_answer_is_refused(old: str, new: str) -> None:
    with pytest.raises(Unreadable):
        split_front_matter(APPROVED_ANSWER.replace(old, new))
