"""What a model wrote, read leniently and held to the form."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.generation import Written, WrittenSentence
from knowledge.generation.schema import read_answer, read_question

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
