"""The real client of a provider against a server on loopback that misbehaves."""

import asyncio
import time

import pytest
from pydantic import SecretStr

from knowledge.errors import ModelUnavailable
from knowledge.generation import Failure, NotWritten
from knowledge.generation.langchain import LangChainModel
from knowledge.generation.rest import FAILURES, LONGEST_S, REST_S, Rest
from tests.fakes.language_model import FakeLanguageModel, Mode
from tests.knowledge.generation.making import TIMEOUT_S, opened, soon

HELLO = [("system", "Be brief."), ("human", "Reply with OK.")]

FAILING = {
    Mode.HANGS: Failure.TIMEOUT,
    Mode.DRIPS: Failure.TIMEOUT,
    Mode.BUSY: Failure.BUSY,
    Mode.BROKEN: Failure.UNREACHABLE,
    Mode.FORBIDDEN: Failure.REFUSED,
    Mode.HALF: Failure.UNREACHABLE,
    Mode.MALFORMED_STREAM: Failure.MALFORMED,
    Mode.WRONG_TYPE: Failure.MALFORMED,
    Mode.HUGE: Failure.TOO_LONG,
}


async def reply(model: LangChainModel, within_s: float = TIMEOUT_S) -> str | NotWritten:
    return await model.reply(HELLO, until=soon(within_s))


async def test_a_model_is_asked_without_tools_and_at_temperature_zero() -> None:
    with FakeLanguageModel() as fake:
        assert await reply(opened(fake)) == "OK"
    (order,) = fake.orders
    assert order.path == "/v1/chat/completions"
    assert order.body["stream"] is True
    assert order.body["temperature"] == 0
    assert not {"tools", "functions", "tool_choice", "response_format"} & set(order.body)
    assert order.headers["authorization"] == "Bearer key-of-test"
    assert "key-of-test" not in str(order.body)


@pytest.mark.parametrize("mode", FAILING)
async def test_whatever_goes_wrong_is_a_reason_in_time(mode: Mode) -> None:
    with FakeLanguageModel(mode) as fake:
        model = opened(fake)
        started = time.monotonic()
        outcome = await reply(model)
        assert time.monotonic() - started < TIMEOUT_S + 0.5
    assert isinstance(outcome, NotWritten)
    assert outcome.reason is FAILING[mode]
    assert "Reply with OK" not in outcome.detail


async def test_no_deadline_is_missed_wherever_it_cuts_a_stream() -> None:
    async def lateness(model: LangChainModel, within_s: float) -> float:
        until = soon(within_s)
        outcome = await model.reply(HELLO, until=until, heard=lambda text: None)
        assert outcome == NotWritten(Failure.TIMEOUT)
        return asyncio.get_running_loop().time() - until

    with FakeLanguageModel(Mode.DRIPS) as fake:
        model, others = opened(fake), asyncio.all_tasks()
        async with asyncio.timeout(20):
            late = await asyncio.gather(*(lateness(model, 0.6 + number / 70) for number in range(40)))
            assert max(late) < 1
            while asyncio.all_tasks() - others:  # noqa: ASYNC110  (nothing tells that a task has ended)
                await asyncio.sleep(0.1)


async def test_a_slow_model_is_waited_for() -> None:
    with FakeLanguageModel(Mode.SLOW) as fake:
        assert await reply(opened(fake)) == "OK"


async def test_a_model_that_was_unwell_is_asked_once_more() -> None:
    with FakeLanguageModel(Mode.UNWELL_ONCE) as fake:
        assert await reply(opened(fake)) == "OK"
        assert len(fake.orders) == 2


async def test_a_model_is_asked_twice_at_most() -> None:
    with FakeLanguageModel(Mode.BROKEN) as fake:
        await reply(opened(fake))
        assert len(fake.orders) == 2


async def test_a_wait_that_fits_is_kept_and_one_that_does_not_is_not_waited_for() -> None:
    with FakeLanguageModel(Mode.BUSY) as fake:
        fake.retry_after = "0.4"
        started = time.monotonic()
        await reply(opened(fake))
        assert 0.4 <= time.monotonic() - started < TIMEOUT_S
        assert len(fake.orders) == 2
        fake.retry_after = "30"
        model = opened(fake)
        started = time.monotonic()
        await reply(model)
        assert time.monotonic() - started < 0.5
        assert await reply(model) == NotWritten(Failure.RESTING), (
            "it asked to be left alone for half a minute"
        )
        assert len(fake.orders) == 3


@pytest.mark.parametrize("asked", ["", "soon", "Fri, 31 Dec 1999 23:59:59 GMT", "-5", "9" * 400])
async def test_a_wait_that_makes_no_sense_breaks_nothing(asked: str) -> None:
    with FakeLanguageModel(Mode.BUSY) as fake:
        fake.retry_after = asked
        outcome = await reply(opened(fake))
    assert isinstance(outcome, NotWritten)
    assert outcome.reason is Failure.BUSY


async def test_a_dead_model_is_left_alone_after_some_failures_and_tried_again_later() -> None:
    now = 0.0
    with FakeLanguageModel(Mode.FORBIDDEN) as fake:
        model = LangChainModel.named(
            "openai:any", timeout_s=1, base_url=fake.address, api_key=SecretStr("x"), rest=Rest(lambda: now)
        )
        for _ in range(FAILURES):
            await reply(model)
        assert await reply(model) == NotWritten(Failure.RESTING)
        assert len(fake.orders) == FAILURES
        now = REST_S + 1
        fake.mode = Mode.GOOD
        assert await reply(model) == "OK"


def test_one_failure_after_a_rest_begins_the_next() -> None:
    now = 0.0
    rest = Rest(lambda: now)
    for _ in range(FAILURES):
        assert rest.is_on is False
        rest.failed()
    assert rest.is_on
    now = REST_S + 1
    rest.failed()
    assert rest.is_on


def test_a_success_forgets_the_failures() -> None:
    rest = Rest(lambda: 0.0)
    for _ in range(FAILURES):
        rest.failed()
        rest.worked()
    assert rest.is_on is False


def test_no_model_is_left_alone_for_longer_than_is_sensible() -> None:
    now = 0.0
    rest = Rest(lambda: now)
    rest.failed(wanted_s=1e9)
    now = LONGEST_S + 1
    assert rest.is_on is False


async def test_nobody_there_is_told_in_time() -> None:
    with FakeLanguageModel() as fake:
        address = fake.address
    model = LangChainModel.named("openai:any", timeout_s=1, base_url=address, api_key=SecretStr("x"))
    outcome = await reply(model)
    assert isinstance(outcome, NotWritten)
    assert outcome.reason is Failure.UNREACHABLE


async def test_two_at_once_do_not_mix() -> None:
    with FakeLanguageModel(Mode.SLOW) as fake:
        model = opened(fake)
        started = time.monotonic()
        assert set(await asyncio.gather(reply(model), reply(model), reply(model))) == {"OK"}
        assert time.monotonic() - started < 1.8, "one after the other takes longer"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ollama:llama3.1", "pip install langchain-ollama"),
        ("anthropic:claude", "pip install langchain-anthropic"),
        ("nobody:model-1", "can't be opened"),
        ("openai:any", "can't be opened"),
        ("", "can't be opened"),
    ],
)
def test_a_model_that_cannot_be_opened_says_what_is_missing(
    name: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(ModelUnavailable) as failed:
        LangChainModel.named(name, timeout_s=1)
    assert said in str(failed.value)
    assert repr(name) in str(failed.value)
    assert len(str(failed.value).splitlines()) == 1


@pytest.mark.parametrize("name", ["nobody:model-1", "ollama:llama3.1"])
def test_no_error_repeats_the_key(name: str) -> None:
    with pytest.raises(ModelUnavailable) as failed:
        LangChainModel.named(name, timeout_s=1, api_key=SecretStr("hush-hush"))
    assert "hush-hush" not in str(failed.value)
