"""What questions ask for, and which sentences have it."""

import pytest

from knowledge.questions import Asks, asks, gives, is_of_the_past


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What is a peer review?", Asks.DEFINITION),
        ("what does NUTS 2 mean", Asks.DEFINITION),
        ("Who may use matchmaking?", Asks.CONDITION),
        ("can a small town apply for a peer review?", Asks.CONDITION),
        ("When is the forum?", Asks.TIME),
        ("what is the deadline for pilot actions?", Asks.TIME),
        ("How long does it take?", Asks.NUMBER),
        ("How do I submit a good practice?", None),
        ("", None),
    ],
)
def test_a_question_says_what_it_asks_for(question: str, kind: Asks | None) -> None:
    assert asks(question) is kind


def test_a_sentence_has_what_is_asked_for_or_not() -> None:
    assert gives("A peer review is a two-day exchange.", Asks.DEFINITION)
    assert not gives("Apply for a peer review online.", Asks.DEFINITION)
    assert gives("Only public authorities apply.", Asks.CONDITION)
    assert not gives("It takes two days.", Asks.CONDITION)
    assert gives("It is on 16 April 2026.", Asks.TIME)
    assert not gives("It is in Lille.", Asks.TIME)
    assert gives("It takes two days.", Asks.NUMBER)
    assert not gives("It was on 16 April 2026.", Asks.NUMBER)


@pytest.mark.parametrize(
    ("question", "past"),
    [
        ("What was the budget in 2019?", True),
        ("What was the budget of 2014-2020?", True),
        ("how was it in the previous programme", True),
        ("What is the budget?", False),
        ("What is on in 2026?", False),
        ("How many regions take part in 2021-2027?", False),
    ],
)
def test_a_question_is_of_the_past_by_its_year_or_programme(question: str, past: bool) -> None:
    assert is_of_the_past(question) is past
