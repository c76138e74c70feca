"""The fake's strictness about calls: tokens, methods, parameters, bodies of every kind."""

from typing import Any

import aiohttp
import pytest

from tests.fakes.echoing_telegram import Json, raw
from tests.fakes.telegram import Telegram


async def posted(telegram: Telegram, method: str, **how: Any) -> Json:
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{telegram.base_url}{telegram.token}/{method}", **how) as answer:
            body: Json = await answer.json()
            return body


async def test_wrong_tokens_and_unknown_methods_are_refused(telegram: Telegram) -> None:
    for token in ("nonsense", "123:short", f"{telegram.token}!"):
        assert await raw(telegram, "getMe", token=token) == {
            "ok": False,
            "error_code": 404,
            "description": "Not Found",
        }
    other = telegram.token[:-1] + "x"
    told = await raw(telegram, "getMe", token=other)
    assert (told["error_code"], told["description"]) == (401, "Unauthorized")
    assert telegram.violations == []
    assert (await raw(telegram, "getEverything"))["error_code"] == 404
    assert telegram.violations == ["getEverything: unknown method"]
    assert (await raw(telegram, "getme"))["ok"]


async def test_parameters_are_known_typed_and_there(telegram: Telegram) -> None:
    telegram.limits.enforced = False
    ana = telegram.person("Ana")
    good: Json = {"chat_id": ana.id, "text": "x"}
    assert (await raw(telegram, "sendMessage", **good, message_thread_id=None))["ok"]
    assert telegram.violations == []
    wrong: list[tuple[Json, str]] = [
        ({"colour": "red"}, "unknown parameter colour"),
        ({"disable_notification": "perhaps"}, "disable_notification is no boolean: 'perhaps'"),
        ({"message_thread_id": "x"}, "message_thread_id is no integer: 'x'"),
        ({"message_thread_id": True}, "message_thread_id is no integer: True"),
        ({"parse_mode": 1}, "parse_mode is no string: 1"),
        ({"chat_id": "ana"}, "chat_id is no chat: 'ana'"),
        ({"entities": "{}"}, "entities is no list: '{}'"),
        ({"reply_markup": "nonsense"}, "reply_markup is no object: 'nonsense'"),
        ({"text": ""}, "text is missing"),
    ]
    for more, _ in wrong:
        await raw(telegram, "sendMessage", **(good | more))
    assert telegram.violations == [f"sendMessage: {words}" for _, words in wrong]
    telegram.violations.clear()
    await raw(telegram, "sendLocation", chat_id=ana.id, latitude="north", longitude="3.1")
    assert telegram.violations == ["sendLocation: latitude is no float: 'north'"]


@pytest.mark.parametrize("how", ["json", "form", "multipart", "query"])
async def test_calls_come_as_json_forms_multipart_or_query(telegram: Telegram, how: str) -> None:
    ana = telegram.person("Ana")
    markup = '{"inline_keyboard":[[{"text":"Go","callback_data":"x"}]]}'
    sent = {"chat_id": str(ana.id), "text": "x", "disable_notification": "true", "reply_markup": markup}
    if how == "json":
        body = await posted(telegram, "sendMessage", json=sent)
    elif how == "form":
        body = await posted(telegram, "sendMessage", data=sent)
    elif how == "query":
        body = await posted(telegram, "sendMessage", params=sent)
    else:
        form = aiohttp.FormData(default_to_multipart=True)
        for name, value in sent.items():
            form.add_field(name, value)
        body = await posted(telegram, "sendMessage", data=form)
    assert body["ok"]
    assert ana.sees() == "Helpdesk: x\n[Go]"
    assert telegram.violations == []


async def test_files_come_attached(telegram: Telegram) -> None:
    ana = telegram.person("Ana")
    form = aiohttp.FormData({"chat_id": str(ana.id), "document": "attach://part"})
    form.add_field("part", b"%PDF", filename="plan.pdf")
    assert (await posted(telegram, "sendDocument", data=form))["ok"]
    assert ana.sees() == "Helpdesk: [document plan.pdf]"
    assert telegram.violations == []


@pytest.mark.parametrize(
    ("body", "content_type", "words"),
    [
        (b"{", "application/json", "can't parse JSON request"),
        (b"[1]", "application/json", "JSON request must be an Object"),
        (b"\xff\xfe", "application/json", "can't parse JSON request"),
        (b"<x/>", "text/xml", "unsupported content type"),
    ],
)
async def test_bodies_that_can_not_be_read_are_refused(
    telegram: Telegram, body: bytes, content_type: str, words: str
) -> None:
    told = await posted(telegram, "sendMessage", data=body, headers={"Content-Type": content_type})
    assert (told["error_code"], told["description"]) == (400, f"Bad Request: {words}")


async def test_calls_are_kept_as_they_went(telegram: Telegram) -> None:
    ana = telegram.person("Ana")
    await raw(telegram, "sendMessage", chat_id=ana.id, text="x")
    await raw(telegram, "sendmessage", chat_id=404, text="x")
    first, second = telegram.calls_of("sendMessage")
    assert (first.status, first.error, first.arguments) == (200, "", {"chat_id": ana.id, "text": "x"})
    assert (second.status, second.error) == (400, "Bad Request: chat not found")


@pytest.mark.parametrize(
    "arguments",
    [
        {"chat_id": {"a": 1}, "text": ["x"]},
        {"chat_id": [], "text": {}},
        {"chat_id": True, "text": "x", "reply_parameters": [], "entities": 1},
        {"chat_id": 10**40, "text": "x\x00\ud83d"},
    ],
)
async def test_nonsense_is_refused_and_breaks_nothing(telegram: Telegram, arguments: Json) -> None:
    for method in ("sendMessage", "setMyCommands", "setWebhook", "getUpdates", "answerCallbackQuery"):
        body = await raw(telegram, method, **arguments)
        assert body["ok"] or body["error_code"] == 400
