"""What fits a field, and which words are moves: values in, a value out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.forms.checks import Fits, Misfit, choices_named, email_fits, text_fits, without_emails
from bot.conversation.forms.filling import Filling
from bot.conversation.forms.moves import Move, move_named
from bot.conversation.prefilling import subject_named, topics_named
from bot.messages import Field, FieldKind
from tests.conversation.talking import START

LABELS = ["Local or regional authority", "Ministry or managing authority", "Company (private)"]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("ana@example.org", "ana@example.org"),
        ("It is ana.b+news@mail.example.org, thanks.", "ana.b+news@mail.example.org"),
    ],
)
def test_an_address_is_found_in_what_is_said(text: str, address: str) -> None:
    assert email_fits(text) == Fits(address)
    assert address not in without_emails(text)


@pytest.mark.parametrize(
    "text",
    ["", "ana", "ana@", "@example.org", "ana@example", "a..b@example.org", "a@b.eu c@d.eu", "@" * 5000],
)
def test_what_is_no_single_address_is_none(text: str) -> None:
    assert email_fits(text) == Misfit("misfit-email")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("1", [0]),
        ("1 and 3", [0, 2]),
        ("3, 1, 3", [2, 0]),
        ("company", [2]),
        ("Ministri or managing authority", [1]),
        ("a company", [2]),
        ("4", []),
        ("0", []),
        ("", []),
        ("none of these", []),
    ],
)
def test_choices_are_named_by_number_or_label(text: str, places: list[int]) -> None:
    assert choices_named(text, LABELS) == places


@given(st.text(max_size=300))
def test_whatever_is_said_a_choice_is_one_of_those_there_are(text: str) -> None:
    assert all(0 <= place < len(LABELS) for place in choices_named(text, LABELS))


@given(st.text(max_size=400))
def test_a_text_fits_within_its_limit_or_is_told_why_not(text: str) -> None:
    match text_fits(Field("place", FieldKind.SHORT_TEXT), text):
        case Fits(answer):
            assert answer == text
            assert len(text) <= 120
        case Misfit(name):
            assert name in {"misfit-text", "misfit-too-long"}


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("back", Move.BACK),
        ("Bakc!", Move.BACK),
        ("cancle", Move.CANCEL),
        ("skipp", Move.SKIP),
        ("contineu", Move.CONTINUE),
        ("Zurück", Move.BACK),
        ("back pain of nurses", None),
        ("Bach", None),
        ("Passau", None),
        ("stop", Move.CANCEL),
        ("stop the car traffic near schools", None),
        ("", None),
        ("x" * 9000, None),
    ],
)
def test_a_move_is_known_by_its_word_with_typing_errors(text: str, move: Move | None) -> None:
    assert move_named(text) is move


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("a matchmaking on shared bikes, how to start", "shared bikes"),
        ("please do a webinar about salt marshes with three regions", "salt marshes"),
        ("we want a peer review", None),
        ("on ?", None),
    ],
)
def test_the_subject_stands_after_on_or_about(text: str, subject: str | None) -> None:
    assert subject_named(text) == subject


def test_of_a_change_the_new_topic_is_meant() -> None:
    assert topics_named("from Smart to Social", changes=True) == ["social"]
    assert topics_named("to Social instead of Smart", changes=True) == ["social"]
    assert topics_named("Smart, Green", changes=True) == []
    assert topics_named("only green stuff") == ["green"]


def test_a_filling_is_the_same_after_it_was_stored() -> None:
    filling = Filling("digest", START, {"wish": "x"}, {"topics": ["green"], "more": None}, "email", 2, True)
    assert Filling.from_values(filling.as_values()) == filling
