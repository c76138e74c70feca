"""What another language's words make of a message, and how far they are trusted."""

import pytest

from bot.conversation.decision import Course, about_events, cautious
from bot.conversation.rendering import render
from bot.conversation.understanding import Intent, Understood


def understood(intent: Intent, sure: float) -> Understood:
    """This intent with that probability; the others share the rest."""
    rest = (1 - sure) / (len(Intent) - 1)
    return Understood({each: sure if each is intent else rest for each in Intent})


def test_english_messages_are_left_as_they_are() -> None:
    rendering = render("What does a peer review cost?", ["hi", "Where is Málaga?"])
    assert (rendering.language, rendering.text) == ("en", "What does a peer review cost?")
    assert rendering.history == ("hi", "Where is Málaga?")
    assert rendering.is_covered


def test_the_programmes_abbreviations_are_written_out_in_any_language() -> None:
    assert render("where is the JS?", ["what does my NCP do"]).text == "where is the joint secretariat?"
    assert render("wo ist das JS in Lille?", []).text == "where is joint secretariat Lille?"
    assert render("what does it do", ["who is my NCP"]).history == ("who is my national point of contact",)


def test_each_turn_of_a_talk_is_rendered_from_its_own_language() -> None:
    rendering = render("What does it cost?", ["Was ist ein Peer Review?"])
    assert rendering.language == "en"
    assert rendering.history == ("what is peer review?",)


def test_words_that_are_not_known_are_said_not_to_be_covered() -> None:
    assert not render("Wann stürzte der Zeppelin über dem Schwarzwald ab?", []).is_covered


@pytest.mark.parametrize(
    ("course", "intent", "sure", "language", "is_covered", "becomes"),
    [
        (Course.CLARIFY, Intent.VAGUE, 0.7, "en", False, Course.CLARIFY),
        (Course.CLARIFY, Intent.VAGUE, 0.7, "de", True, Course.CLARIFY),
        (Course.CLARIFY, Intent.VAGUE, 0.7, "de", False, Course.NOT_KNOWN),
        (Course.HELLO, Intent.GREETING, 0.9, "de", False, Course.HELLO),
        (Course.ANSWER, Intent.QUESTION, 0.5, "de", False, Course.ANSWER),
        (Course.DECLINE_ABUSE, Intent.ABUSE, 0.7, "en", True, Course.DECLINE_ABUSE),
        (Course.DECLINE_ABUSE, Intent.ABUSE, 0.7, "de", True, Course.NOT_KNOWN),
        (Course.DECLINE_MANIPULATION, Intent.MANIPULATION, 0.9, "de", True, Course.DECLINE_MANIPULATION),
    ],
)
def test_what_another_language_seems_to_want_counts_as_far_as_its_words_are_known(
    course: Course, intent: Intent, sure: float, language: str, is_covered: bool, becomes: Course
) -> None:
    found = cautious(course, understood(intent, sure), 0.1, language=language, is_covered=is_covered)
    assert found is becomes


def test_who_seems_to_attack_in_another_language_is_answered_where_a_page_answers() -> None:
    doubtful = understood(Intent.MANIPULATION, 0.7)
    course = cautious(Course.DECLINE_MANIPULATION, doubtful, 0.8, language="el", is_covered=True)
    assert course is Course.ANSWER


def test_events_are_wished_for_only_in_words_that_are_known() -> None:
    wish = understood(Intent.EVENTS_LIST, 0.7)
    assert about_events(wish, 0.1, is_named=False, is_covered=True) is Intent.EVENTS_LIST
    assert about_events(wish, 0.1, is_named=False, is_covered=False) is None
