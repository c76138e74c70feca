"""Which events are on whose topics, and which words ask for them."""

from dataclasses import replace

import pytest

from bot.conversation.interests import Interests, arranged, asks_for_own, is_on, means_own, without_own
from bot.messages import TOPICS_OF_PAGES
from tests.events.making import event

WHOLE_NAMES = (
    "Smarter Europe",
    "Greener Europe",
    "More connected Europe",
    "More social Europe",
    "Europe closer to citizens",
    "Better regional governance",
)


def test_an_event_is_on_the_topic_that_its_own_names_however_it_is_written() -> None:
    for topic, name in zip(TOPICS_OF_PAGES, WHOLE_NAMES, strict=True):
        for written in (topic, topic.upper(), name, f"Interreg: {name}!"):
            on = [each for each in TOPICS_OF_PAGES if is_on(replace(event(), topic=written), [each])]
            assert on == [topic], written


@pytest.mark.parametrize("topic", [None, "", "?", "Evergreens", "Antisocial", "Energy"])
def test_an_event_without_one_of_the_topics_is_on_none(topic: str | None) -> None:
    assert not is_on(replace(event(), topic=topic), TOPICS_OF_PAGES)
    assert not is_on(replace(event(), topic="Greener"), ["Gardening", ""])


def test_events_on_the_topics_come_first_and_keep_their_order_if_that_was_chosen() -> None:
    made = [
        replace(event(), title=str(n), topic=topic)
        for n, topic in enumerate("smart green smart green".split())
    ]
    green = Interests(frozenset({"Green"}))
    assert [each.title for each in arranged(made, green)] == ["1", "3", "0", "2"]
    assert arranged(made, replace(green, lead=False)) == made
    assert arranged(made, None) == made


@pytest.mark.parametrize(
    "text",
    [
        "events for me",
        "Events for me?",
        "which events are there for me",
        "upcoming events on my topics",
        "show me events that interest me!",
        "events about my interests",
    ],
)
def test_some_words_ask_for_the_events_on_ones_topics_alone(text: str) -> None:
    assert asks_for_own(text)
    assert means_own(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sign me up for the events for me",
        "cancel my events",
        "is the platform for me?",
        "what events are coming up?",
        "events for members",
        "events for me " * 40,
        "events " * 5000,
    ],
)
def test_other_words_do_not(text: str) -> None:
    assert not asks_for_own(text)


def test_what_else_is_asked_stays() -> None:
    assert without_own("cycling events on my topics in March").split() == "cycling events in March".split()
