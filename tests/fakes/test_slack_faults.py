"""Faults on demand: what took effect, and what the caller could see of it."""

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.echoing import button, by_socket, client_of, new_app, refusal
from tests.fakes.slack import (
    Broken,
    Failing,
    HalfBody,
    LateReply,
    RateLimited,
    ResetAfter,
    ResetBefore,
    Slack,
    Slow,
)

LOST = (aiohttp.ClientError, SlackApiError)


async def test_429_on_demand_says_how_long_and_is_kept_to(slack: Slack) -> None:
    ana = slack.person("Ana")
    slack.faults.next("chat.postMessage", RateLimited(2), skip=1)
    client = client_of(slack)
    await client.chat_postMessage(channel=ana.dm.id, text="One")
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=ana.dm.id, text="Two")
    assert caught.value.response.headers["Retry-After"] == "2"
    slack.clock.advance(1)
    await client.chat_postMessage(channel=ana.dm.id, text="Two")
    assert len(slack.violations) == 1
    assert "before Retry-After was over" in slack.violations[0]
    slack.clock.advance(2)
    await client.chat_postMessage(channel=ana.dm.id, text="Three")
    assert len(slack.violations) == 1


@pytest.mark.parametrize("fault", [Broken(502), Failing("fatal_error"), ResetBefore()], ids=repr)
async def test_some_faults_leave_nothing_behind(slack: Slack, fault: Broken) -> None:
    ana = slack.person("Ana")
    slack.faults.next("chat.postMessage", fault)
    with pytest.raises(LOST):
        await client_of(slack).chat_postMessage(channel=ana.dm.id, text="Hello")
    assert ana.sees() == ""
    await client_of(slack).chat_postMessage(channel=ana.dm.id, text="Hello")
    assert ana.sees() == "Helpdesk: Hello"


@pytest.mark.parametrize("fault", [ResetAfter(), HalfBody()], ids=repr)
async def test_some_faults_lose_the_answer_only(slack: Slack, fault: ResetAfter) -> None:
    ana = slack.person("Ana")
    slack.faults.next("chat.postMessage", fault)
    with pytest.raises(LOST):
        await client_of(slack).chat_postMessage(channel=ana.dm.id, text="Hello")
    assert ana.sees() == "Helpdesk: Hello"


async def test_the_sdk_by_itself_doubles_a_message_whose_answer_was_lost(slack: Slack) -> None:
    ana = slack.person("Ana")
    slack.faults.next("chat.postMessage", ResetAfter())
    await AsyncWebClient(token=slack.bot_token, base_url=slack.api_url).chat_postMessage(
        channel=ana.dm.id, text="Hello"
    )
    assert ana.sees() == "Helpdesk: Hello\nHelpdesk: Hello"


async def test_a_slow_call_takes_effect_late_and_a_late_reply_does_not(slack: Slack) -> None:
    ana = slack.person("Ana")
    slack.limits.enforced = False
    for fault, seen in ((Slow(0.15), ""), (LateReply(0.15), "Helpdesk: Hello")):
        slack.faults.next("chat.postMessage", fault)
        call = asyncio.create_task(client_of(slack).chat_postMessage(channel=ana.dm.id, text="Hello"))
        await asyncio.sleep(0.08)
        assert ana.sees() == seen
        await client_of(slack).chat_delete(channel=ana.dm.id, ts=(await call)["ts"])


async def test_a_share_of_calls_and_chosen_calls_can_be_struck(slack: Slack) -> None:
    slack.limits.enforced = False
    ana, ben = slack.person("Ana"), slack.person("Ben")
    slack.faults.share("chat.postMessage", Failing(), 0.3)
    struck = 0
    for number in range(40):
        try:
            await client_of(slack).chat_postMessage(channel=ana.dm.id, text=str(number))
        except SlackApiError:
            struck += 1
    assert struck == len(slack.faults.struck)
    assert 5 <= struck <= 20
    slack.faults.clear()
    slack.faults.next(None, Failing(), where=lambda arguments: arguments.get("channel") == ben.dm.id)
    await client_of(slack).chat_postMessage(channel=ana.dm.id, text="Not hers")
    body = await refusal(client_of(slack), "chat.postMessage", channel=ben.dm.id, text="His")
    assert body["error"] == "internal_error"


async def test_a_response_url_serves_five_times_within_half_an_hour(slack: Slack) -> None:
    app = new_app(slack)
    urls: list[str] = []

    @app.action("more")
    async def more(ack: object, body: dict[str, str]) -> None:
        await ack()  # type: ignore[operator]
        urls.append(body["response_url"])

    ana = slack.person("Ana")
    row = {"type": "actions", "elements": [button("More", action_id="more")]}
    await client_of(slack).chat_postMessage(channel=ana.dm.id, text="Well?", blocks=[row])
    async with by_socket(slack, app):
        for _ in range(2):
            await ana.presses("More")
        await slack.until(lambda: len(urls) == 2)
    async with aiohttp.ClientSession() as session:
        statuses = []
        for number in range(6):
            async with session.post(urls[0], json={"text": f"Page {number}"}) as answer:
                statuses.append(answer.status)
        assert statuses == [200] * 5 + [404]
        assert ana.sees().count("(only you): Page") == 5
        slack.clock.advance(1801)
        async with session.post(urls[1], json={"text": "Late"}) as answer:
            assert (await answer.json())["error"] == "expired_url"
    assert slack.violations == ["response_url: used more than five times", "response_url: expired"]
