"""What is done with a message: a table of values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.decision import Course, answerable, cautious, decide, is_gibberish
from bot.conversation.understanding import Intent, Understood


def understood(intent: Intent, sure: float = 0.9) -> Understood:
    """This intent with that probability; the others share the rest."""
    rest = (1 - sure) / (len(Intent) - 1)
    return Understood({each: sure if each is intent else rest for each in Intent})


@pytest.mark.parametrize(
    ("intent", "evidence", "leans", "course"),
    [
        (Intent.QUESTION, 0.95, False, Course.ANSWER),
        (Intent.QUESTION, 0.95, True, Course.ANSWER),
        (Intent.QUESTION, 0.02, False, Course.NOT_KNOWN),
        (Intent.QUESTION, 0.02, True, Course.NOT_KNOWN),
        (Intent.GREETING, 0.95, False, Course.HELLO),
        (Intent.THANKS, 0.95, True, Course.WELCOME),
        (Intent.ABOUT_BOT, 0.95, False, Course.ABOUT_BOT),
        (Intent.MANIPULATION, 0.99, False, Course.DECLINE_MANIPULATION),
        (Intent.ABUSE, 0.99, True, Course.DECLINE_ABUSE),
        (Intent.PERSON, 0.99, False, Course.PERSON),
        (Intent.OUT_OF_SCOPE, 0.02, False, Course.DECLINE_SCOPE),
        (Intent.VAGUE, 0.02, False, Course.CLARIFY),
        (Intent.ADVICE, 0.02, False, Course.ADVICE),
    ],
)
def test_the_course_of_a_clear_message(intent: Intent, evidence: float, leans: bool, course: Course) -> None:
    assert decide(understood(intent), evidence, leans=leans) is course


@pytest.mark.parametrize("intent", list(Intent))
def test_without_evidence_nothing_is_answered(intent: Intent) -> None:
    for sure in (0.2, 0.5, 0.9, 0.999):
        for leans in (False, True):
            assert decide(understood(intent, sure), 0.01, leans=leans) is not Course.ANSWER


def test_of_an_unsure_follow_up_only_that_it_is_not_known_is_said() -> None:
    doubtful = understood(Intent.OUT_OF_SCOPE, 0.4)
    assert decide(doubtful, 0.02, leans=True) is Course.NOT_KNOWN
    assert decide(doubtful, 0.02, leans=False) is Course.DECLINE_SCOPE


def test_what_looks_like_a_wish_for_advice_in_another_language_is_not_answered_from_pages() -> None:
    torn = Understood({**understood(Intent.ADVICE, 0.4).probabilities, Intent.QUESTION: 0.3})
    for language, course in (("el", Course.ADVICE), ("en", Course.ANSWER)):
        assert cautious(Course.ANSWER, torn, 0.5, language=language, is_covered=True) is course
    asked = understood(Intent.QUESTION)
    assert cautious(Course.ANSWER, asked, 0.9, language="el", is_covered=True) is Course.ANSWER


def test_a_vague_message_is_asked_back_whatever_the_pages_hold() -> None:
    assert decide(understood(Intent.VAGUE, 0.6), 0.95, leans=False) is Course.CLARIFY
    assert decide(understood(Intent.VAGUE, 0.3), 0.95, leans=False) is not Course.CLARIFY


def test_what_no_page_knows_and_looks_like_nothing_is_asked_about() -> None:
    assert is_gibberish(understood(Intent.GREETING, 0.38), unknown=1.0)
    assert not is_gibberish(understood(Intent.GREETING, 0.9), unknown=1.0), "yo"
    assert not is_gibberish(understood(Intent.QUESTION, 0.38), unknown=0.8)


INTENTS, SHARES = st.sampled_from(list(Intent)), st.floats(0.06, 1)


@given(INTENTS, SHARES, st.floats(0, 1), st.booleans())
def test_every_message_has_a_course(intent: Intent, sure: float, evidence: float, leans: bool) -> None:
    assert decide(understood(intent, sure), evidence, leans=leans) in Course


@given(INTENTS, SHARES, st.floats(0, 1), st.floats(0, 1))
def test_more_evidence_never_makes_an_answer_less_probable(
    intent: Intent, sure: float, one: float, other: float
) -> None:
    weaker, stronger = sorted((one, other))
    said = understood(intent, sure)
    assert 0 <= answerable(said, weaker) <= answerable(said, stronger) <= 1


@given(st.floats(0, 1))
def test_a_question_is_answered_sooner_than_small_talk(evidence: float) -> None:
    assert answerable(understood(Intent.QUESTION), evidence) >= answerable(
        understood(Intent.THANKS), evidence
    )
