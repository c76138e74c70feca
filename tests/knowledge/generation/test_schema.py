"""What a model wrote, read leniently and held to the form."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.generation import Written, WrittenSentence
from knowledge.generation.schema import read_answer, read_begun, read_question

ONE = Written((WrittenSentence("It takes two days.", (1,)),))


@pytest.mark.parametrize(
    "text",
    [
        '{"sentences": [{"text": "It takes two days.", "cites": [1]}]}',
        'Sure!\n```json\n{"sentences": [{"text": "It takes two days.", "cites": [1]}]}\n```\nAnything else?',
        '{"sentences": [{"text": "It takes two days. [1]", "cites": ["1"]}]}',
        '{"sentences": [{"text": "It takes\\n two days.", "cites": 1, "sure": true}], "more": {}}',
        '<think>{"sentences": []} or {?}</think>{"sentences": [{"text": "It takes two days.", "cites": ["[1]"]}]}',
        '{"sentences": []} no: {"sentences": [{"text": "It takes two days.", "cites": [1, 1]}]}',
    ],
)
def test_the_form_is_found_in_what_stands_around_it(text: str) -> None:
    assert read_answer(text) == ONE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "It takes two days.",
        "null",
        "[]",
        '{"sentences": [{"text": "It takes two d',
        '{"sentences": [{"text": "It takes two days."}]}',
        '{"sentences": [{"text": "It takes two days.", "cites": []}]}',
        '{"sentences": [{"text": 5, "cites": [1]}]}',
        '{"sentences": [{"text": "It takes two days.", "cites": ["one"]}]}',
        '{"sentences": "It takes two days."}',
        json.dumps({"sentences": [{"text": "x" * 5000, "cites": [1]}]}),
        json.dumps({"sentences": [{"text": "x", "cites": [1]}] * 50}),
        '{"question": "How long?"}',
    ],
)
def test_what_is_not_in_the_form_is_nothing(text: str) -> None:
    assert read_answer(text) is None


@pytest.mark.parametrize("text", ["{" * 100_000, '{"a":' * 100_000, "[{" * 50_000, '{"sentences": ' * 10_000])
def test_a_hostile_text_costs_no_time(text: str) -> None:
    started = time.perf_counter()
    assert read_answer(text) is None
    assert time.perf_counter() - started < 1


def test_a_question_is_read_on_one_line() -> None:
    assert read_question('{"question": "How long\\n does it take?"}') == "How long does it take?"
    assert read_question('{"question": "  "}') is None
    assert read_question('{"question": "' + "x" * 1000 + '"}') is None


@given(st.text(max_size=500))
def test_any_text_can_be_read(text: str) -> None:
    read_answer(text)
    read_question(text)


WHOLE = (
    '<think>{"sentences": [{"text": "No.", "cites": [1]}]}</think>Here:\n```json\n{"sentences": [\n'
    '{"text": "It takes {two} \\"days\\". [1]", "cites": ["1"]}, {"cites": [2, 2], "text": "It is free."},'
    ' {"text": "Eine Woche.", "english": "A week.", "cites": 3}]}\n```\n'
)


def test_of_a_text_in_the_making_only_finished_sentences_are_read() -> None:
    whole = read_answer(WHOLE)
    assert whole is not None
    begun = [read_begun(WHOLE[:end]) for end in range(len(WHOLE) + 1)]
    assert all(
        each == whole.sentences[: len(each)] or "</think>" not in WHOLE[:end]
        for end, each in enumerate(begun)
    )
    grown = [len(each) for end, each in enumerate(begun) if "</think>" in WHOLE[:end]]
    assert grown == sorted(grown)
    assert sorted(set(grown)) == [0, 1, 2, 3]
    thinking = [each for end, each in enumerate(begun) if "</think>" not in WHOLE[:end] and end > 7]
    assert set(thinking) == {()}, "what a model thinks aloud is not its answer"


@pytest.mark.parametrize(
    "text",
    [
        '{"sentences": [{"text": "It takes two days.", "cites": []}, {"text": "x", "cites": [1]}',
        '{"sentences": [{"text": 5, "cites": [1]}, ',
        '{"sentences": [5, {"text": "x", "cites": [1]}',
        '{"text": "x", "cites": [1]}',
    ],
)  # fmt: skip
def test_what_breaks_the_form_is_not_read_while_it_is_made(text: str) -> None:
    assert read_begun(text) == ()


@pytest.mark.parametrize("text", ['{"sentences": [' * 10_000, '{"sentences": [' + "{" * 100_000])
def test_a_hostile_text_costs_no_time_while_it_is_made(text: str) -> None:
    started = time.perf_counter()
    assert read_begun(text) == ()
    assert time.perf_counter() - started < 1
