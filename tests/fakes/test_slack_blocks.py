"""Block Kit's limits on the fake: what just fits passes, one more is refused."""

import contextlib
from typing import Any

import hypothesis
import hypothesis.strategies as st
import pytest

from tests.fakes.echoing import button, client_of, form, question, refusal, section
from tests.fakes.slack import Slack
from tests.fakes.slack.blocks import check_message_blocks, check_view
from tests.fakes.slack.errors import Refused


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def select(count: int, **option: Any) -> dict[str, Any]:
    options = [{"text": plain("Choice"), "value": f"{number}", **option} for number in range(count)]
    return {"type": "static_select", "action_id": "choose", "options": options}


def home(count: int) -> dict[str, Any]:
    return {"type": "home", "blocks": [{"type": "divider"}] * count}


FITS_AND_NOT = {
    "blocks of a message": ([{"type": "divider"}] * 50, [{"type": "divider"}] * 51),
    "text of a section": ([section("x" * 3000)], [section("x" * 3001)]),
    "empty text": ([section("x")], [section("")]),
    "section without text": ([{"type": "section", "fields": [plain("x")]}], [{"type": "section"}]),
    "fields": (
        [{"type": "section", "fields": [plain("x" * 2000)] * 10}],
        [{"type": "section", "fields": [plain("x")] * 11}],
    ),
    "length of a field": (
        [{"type": "section", "fields": [plain("x" * 2000)]}],
        [{"type": "section", "fields": [plain("x" * 2001)]}],
    ),
    "header": (
        [{"type": "header", "text": plain("x" * 150)}],
        [{"type": "header", "text": plain("x" * 151)}],
    ),
    "mrkdwn in a header": (
        [{"type": "header", "text": plain("x")}],
        [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}],
    ),
    "label of a button": ([actions(button("x" * 75))], [actions(button("x" * 76))]),
    "value of a button": ([actions(button("x", value="x" * 2000))], [actions(button("x", value="x" * 2001))]),
    "address of a button": (
        [actions(button("x", url="https://example.org"))],
        [actions(button("x", url="javascript:alert(1)"))],
    ),
    "style of a button": ([actions(button("x", style="danger"))], [actions(button("x", style="loud"))]),
    "action_id": ([actions(button("x", action_id="x" * 255))], [actions(button("x", action_id="x" * 256))]),
    "action_id twice in a block": (
        [actions(button("x", action_id="a"), button("x", action_id="b"))],
        [actions(button("x", action_id="a"), button("x", action_id="a"))],
    ),
    "block_id": ([section("x", block_id="x" * 255)], [section("x", block_id="x" * 256)]),
    "block_id twice": (
        [section("x", block_id="a"), section("x", block_id="b")],
        [section("x", block_id="a"), section("x", block_id="a")],
    ),
    "elements of actions": ([actions(*[button("x")] * 25)], [actions(*[button("x")] * 26)]),
    "no elements": ([actions(button("x"))], [actions()]),
    "elements of a context": (
        [{"type": "context", "elements": [plain("x")] * 10}],
        [{"type": "context", "elements": [plain("x")] * 11}],
    ),
    "options": ([actions(select(100))], [actions(select(101))]),
    "text of an option": (
        [actions(select(1, text=plain("x" * 75)))],
        [actions(select(1, text=plain("x" * 76)))],
    ),
    "value of an option": ([actions(select(1, value="x" * 150))], [actions(select(1, value="x" * 151))]),
    "options of an overflow menu": (
        [actions({**select(5), "type": "overflow"})],
        [actions({**select(6), "type": "overflow"})],
    ),
    "checkboxes": (
        [actions({**select(10), "type": "checkboxes"})],
        [actions({**select(11), "type": "checkboxes"})],
    ),
    "markdown of one block": (
        [{"type": "markdown", "text": "x" * 12_000}],
        [{"type": "markdown", "text": "x" * 12_001}],
    ),
    "markdown of all blocks": (
        [{"type": "markdown", "text": "x" * 6_000}] * 2,
        [{"type": "markdown", "text": "x" * 6_001}] * 2,
    ),
    "unknown block": ([{"type": "divider"}], [{"type": "marquee"}]),
    "unknown field": ([{"type": "divider"}], [{"type": "divider", "colour": "red"}]),
    "unknown element": ([actions(button("x"))], [actions({"type": "slider"})]),
    "input element in actions": ([question()], [actions({"type": "plain_text_input", "action_id": "a"})]),
    "table": (
        [{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * 20] * 100}],
        [{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * 21]}],
    ),
}


@pytest.mark.parametrize(("fits", "does_not"), FITS_AND_NOT.values(), ids=FITS_AND_NOT.keys())
def test_a_limit_of_messages(fits: list[Any], does_not: list[Any]) -> None:
    check_message_blocks(fits)
    with pytest.raises(Refused) as refused:
        check_message_blocks(does_not)
    assert refused.value.error in ("invalid_blocks", "msg_blocks_too_long")


VIEWS_FIT_AND_NOT = {
    "title": (form(title="x" * 24), form(title="x" * 25)),
    "submit": (form(submit=plain("x" * 24)), form(submit=plain("x" * 25))),
    "close": (form(close=plain("x" * 24)), form(close=plain("x" * 25))),
    "private_metadata": (form(private_metadata="x" * 3000), form(private_metadata="x" * 3001)),
    "callback_id": (form(callback_id="x" * 255), form(callback_id="x" * 256)),
    "blocks": (home(100), home(101)),
    "no submit": (form(), {name: held for name, held in form().items() if name != "submit"}),
    "label of an input": (form(question("x" * 2000)), form(question("x" * 2001))),
    "placeholder": (
        form(question(placeholder=plain("x" * 150))),
        form(question(placeholder=plain("x" * 151))),
    ),
    "initial value": (form(question(initial_value="x" * 3000)), form(question(initial_value="x" * 3001))),
    "max_length": (form(question(max_length=3000)), form(question(max_length=3001))),
    "two focused": (
        form(question(focus_on_load=True)),
        form(question(focus_on_load=True), question(block_id="r", focus_on_load=True)),
    ),
    "markdown in a view": (form(section("x")), form({"type": "markdown", "text": "x"})),
    "title of a Home tab": (home(1), {**home(1), "title": plain("x")}),
}


@pytest.mark.parametrize(("fits", "does_not"), VIEWS_FIT_AND_NOT.values(), ids=VIEWS_FIT_AND_NOT.keys())
def test_a_limit_of_views(fits: Any, does_not: Any) -> None:
    check_view(fits)
    with pytest.raises(Refused) as refused:
        check_view(does_not)
    assert refused.value.error == "invalid_arguments"


@pytest.mark.parametrize(
    "nonsense", [None, 7, "x", {}, [7], [None], [[]], [{}], [{"type": 3}], [{"type": ["section"]}]]
)
def test_nonsense_is_refused_not_tripped_over(nonsense: Any) -> None:
    with pytest.raises(Refused):
        check_message_blocks(nonsense)
    with pytest.raises(Refused):
        check_view({"type": "modal", "title": plain("x"), "blocks": nonsense})
    with pytest.raises(Refused):
        check_view(nonsense)


KEYS = st.sampled_from(
    "type text elements blocks fields accessory element options block_id label title rows".split()
)
WORDS = st.sampled_from("section actions input plain_text mrkdwn button static_select table modal x".split())
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=25,
)


@hypothesis.given(JSON)
def test_any_json_is_taken_or_refused(value: Any) -> None:
    for check in (check_message_blocks, check_view):
        with contextlib.suppress(Refused):
            check(value)
    with contextlib.suppress(Refused):
        check_message_blocks([value])


async def test_a_refusal_names_the_place(slack: Slack) -> None:
    channel = slack.person("Ana").dm.id
    blocks = [section("x"), section("x" * 3001)]
    body = await refusal(client_of(slack), "chat.postMessage", channel=channel, text="x", blocks=blocks)
    assert body == {
        "ok": False,
        "error": "invalid_blocks",
        "errors": ["must be less than 3001 characters [json-pointer:/blocks/1/text/text]"],
        "response_metadata": {
            "messages": ["[ERROR] must be less than 3001 characters [json-pointer:/blocks/1/text/text]"]
        },
    }


async def test_ids_that_an_app_leaves_out_are_made_up(slack: Slack) -> None:
    channel = slack.person("Ana").dm.id
    sent = await client_of(slack).chat_postMessage(
        channel=channel, text="x", blocks=[actions(button("A"), button("B"))]
    )
    block = sent["message"]["blocks"][0]
    assert block["block_id"]
    assert len({element["action_id"] for element in block["elements"]}) == 2
