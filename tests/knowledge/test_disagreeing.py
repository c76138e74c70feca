"""Which pairs of sentences answer a question differently, and which only look so."""

import pytest

from knowledge.disagreeing import disagree

OTHERWISE = [
    (
        "How many good practices are in the database?",
        "The database held 1,562 good practices in June 2020.",
        "The database holds over 3,500 good practices.",
    ),
    ("How long is a webinar?", "A webinar is 90 minutes long.", "The webinar takes 60 minutes."),
    (
        "Who may use the helpdesk?",
        "Only registered users may use the helpdesk.",
        "Anyone interested in regional policy may use the helpdesk.",
    ),
    ("When is the forum?", "The forum takes place on 16 April 2026.", "The forum is on 23 April 2026."),
]
ALIKE = [
    (
        "How many good practices are there?",
        "It holds 3,500 good practices.",
        "Over 3 500 good practices are there.",
    ),
    ("How many good practices are there?", "It holds 3,500 good practices.", "It holds 258 projects."),
    ("How many projects were there in 2020?", "There were 258 projects in 2020.", "There are 262 projects."),
    ("Who may use the helpdesk?", "Anyone may use the helpdesk.", "Only authorities may host a peer review."),
    ("Who may use the helpdesk?", "Anyone may use the helpdesk.", "Everyone is welcome at the helpdesk."),
    ("When is the forum?", "The forum is on 16 April 2026.", "On 16 April 2026 the forum takes place."),
    ("How long is a peer review?", "A peer review takes two days.", "A peer review takes 2 days."),
    ("What is a peer review?", "A peer review takes two days.", "A peer review takes 3 days."),
    ("", "", ""),
    ("?!", "1 2 3", "4 5 6"),
]


@pytest.mark.parametrize(("question", "one", "other"), OTHERWISE)
def test_other_numbers_dates_and_conditions_disagree(question: str, one: str, other: str) -> None:
    assert disagree(question, one, other)
    assert disagree(question, other, one)


@pytest.mark.parametrize(("question", "one", "other"), ALIKE)
def test_the_same_in_other_words_and_other_things_do_not(question: str, one: str, other: str) -> None:
    assert not disagree(question, one, other)
    assert not disagree(question, other, one)
