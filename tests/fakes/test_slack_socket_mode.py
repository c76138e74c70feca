"""Socket Mode of the fake, with Bolt's own client at the other end."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.echoing import Json, button, by_socket, client_of, echo_app, new_app, refusal
from tests.fakes.slack import Slack
from tests.fakes.slack.delivery import Attempt


async def test_an_app_hears_and_answers(slack: Slack) -> None:
    ana = slack.person("Ana")
    async with by_socket(slack, echo_app(slack)):
        await ana.says("Is 3 < 4 & 5 > 4?")
        assert (
            await ana.waits_to_see("You said")
            == "Ana: Is 3 < 4 & 5 > 4?\nHelpdesk: You said: Is 3 < 4 & 5 > 4?"
        )
        await slack.settled()
    assert (slack.violations, slack.notified) == ([], [])
    assert all(delivery.acknowledged for delivery in slack.courier.deliveries)


async def test_one_mention_comes_twice(slack: Slack) -> None:
    ana = slack.person("Ana")
    channel = slack.channel("general", ana)
    heard: list[Json] = []
    async with by_socket(slack, echo_app(slack, heard)):
        await ana.says("@Helpdesk who signs?", in_=channel)
        await slack.until(lambda: len(heard) >= 2)
        await slack.settled()
    twins = [event for event in heard if not event.get("bot_id")]
    assert [event["type"] for event in twins] == ["message", "app_mention"]
    assert len({event["ts"] for event in twins}) == 1
    assert twins[0]["text"] == f"<@{slack.bot.id}> who signs?"
    ids = {delivery.event_id for delivery in slack.courier.deliveries if not delivery.event.get("bot_id")}
    assert len(ids) == 2


async def test_an_app_that_mentions_itself_hears_of_it_once(slack: Slack) -> None:
    channel = slack.channel("general", slack.person("Ana"))
    await client_of(slack).chat_postMessage(channel=channel.id, text=f"Ask <@{slack.bot.id}>")
    assert len(slack.deliveries("message")) == 1
    assert slack.deliveries("app_mention") == []


async def test_an_app_is_told_of_its_own_messages_too(slack: Slack) -> None:
    ana = slack.person("Ana")
    async with by_socket(slack, new_app(slack)):
        sent = await client_of(slack).chat_postMessage(channel=ana.dm.id, text="Hello")
        await client_of(slack).chat_update(channel=ana.dm.id, ts=sent["ts"], text="Hello there")
        await slack.settled()
    posted, changed = [delivery.event for delivery in slack.deliveries("message")]
    assert (posted["bot_id"], posted["user"]) == (slack.bot.bot_id, slack.bot.id)
    assert changed["subtype"] == "message_changed"
    assert changed["message"]["text"] == "Hello there"
    assert changed["previous_message"]["text"] == "Hello"


async def test_what_is_not_acknowledged_within_three_seconds_comes_again(slack: Slack) -> None:
    frames: list[Json] = []

    def attempts() -> list[Attempt]:
        return slack.courier.deliveries[0].attempts

    address = (await client_of(slack).apps_connections_open(app_token=slack.app_token))["url"]
    async with aiohttp.ClientSession() as session, session.ws_connect(address) as ws:
        assert (await ws.receive_json())["type"] == "hello"
        await slack.person("Ana").says("Hello?")
        for wait_s in (0, 60, 300, None):
            frames.append(await ws.receive_json())
            if wait_s is not None:
                slack.clock.advance(3)
                await slack.until(lambda: len(attempts()) == len(frames))
                slack.clock.advance(wait_s)
        await ws.send_json({"envelope_id": frames[-1]["envelope_id"]})
        await slack.settled()
    assert [frame["retry_attempt"] for frame in frames] == [0, 1, 2, 3]
    assert [frame["retry_reason"] for frame in frames] == ["", "timeout", "timeout", "timeout"]
    assert len({frame["envelope_id"] for frame in frames}) == 4
    assert len({frame["payload"]["event_id"] for frame in frames}) == 1
    assert all(3 <= attempt.took_s < 4 for attempt in attempts()[:3])
    assert [attempt.acknowledged for attempt in attempts()] == [
        False,
        False,
        False,
        True,
    ]


async def test_what_happens_while_nobody_is_connected_comes_with_a_retry(slack: Slack) -> None:
    ana = slack.person("Ana")
    await ana.says("Anybody there?")
    await slack.settled()
    async with by_socket(slack, echo_app(slack)):
        slack.clock.advance(60.1)
        await ana.waits_to_see("You said: Anybody there?")
        await slack.settled()


async def test_a_slow_listener_delays_no_acknowledgement_of_events(slack: Slack) -> None:
    app = new_app(slack)

    @app.event("message")
    async def slowly() -> None:
        await asyncio.sleep(0.5)

    async with by_socket(slack, app):
        await slack.person("Ana").says("Hello")
        await slack.settled()
    assert slack.courier.deliveries[0].attempts[0].took_s < 0.4


async def test_each_envelope_goes_to_one_of_several_sockets(slack: Slack) -> None:
    ana = slack.person("Ana")
    slack.limits.enforced = False
    async with by_socket(slack, echo_app(slack)), by_socket(slack, echo_app(slack)):
        for number in range(6):
            await ana.says(f"Message {number}")
        await slack.until(lambda: ana.sees().count("You said") == 6)
        await slack.settled()
        first, second = (set(socket.envelopes) for socket in slack.sockets.sockets)
    assert first
    assert second
    assert not first & second


async def test_ten_sockets_are_enough(slack: Slack) -> None:
    client = client_of(slack)
    addresses = [(await client.apps_connections_open(app_token=slack.app_token))["url"] for _ in range(10)]
    async with aiohttp.ClientSession() as session:
        opened = [await session.ws_connect(address) for address in addresses]
        await slack.connected(10)
        slack.clock.advance(60)
        more = await refusal(client_of(slack, slack.app_token), "apps.connections.open")
        assert more["error"] == "too_many_websockets"
        assert not any(ws.closed for ws in opened)


async def test_an_address_opens_one_socket(slack: Slack) -> None:
    address = (await client_of(slack).apps_connections_open(app_token=slack.app_token))["url"]
    async with aiohttp.ClientSession() as session, session.ws_connect(address):
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await session.ws_connect(address)
    assert refused.value.status == 403


async def test_an_app_comes_back_after_a_refresh_and_after_a_cut(slack: Slack) -> None:
    ana = slack.person("Ana")
    async with by_socket(slack, echo_app(slack)):
        await slack.sockets.disconnect("refresh_requested")
        await slack.until(lambda: len(slack.calls_of("apps.connections.open")) == 2)
        await slack.connected()
        await ana.says("After the refresh")
        await ana.waits_to_see("You said: After the refresh", within_s=8)
        await slack.settled()
        slack.sockets.drop()
        await slack.connected()
        await ana.says("After the cut")
        await ana.waits_to_see("You said: After the cut", within_s=8)
        await slack.settled()


async def test_frames_that_mean_nothing_are_noted(slack: Slack) -> None:
    address = (await client_of(slack).apps_connections_open(app_token=slack.app_token))["url"]
    async with aiohttp.ClientSession() as session, session.ws_connect(address) as ws:
        await ws.receive_json()
        await ws.send_str("ready?")
        await ws.send_json({"envelope_id": "made-up"})
        await slack.person("Ana").says("Hello")
        envelope = json.loads((await ws.receive()).data)
        await ws.send_json({"envelope_id": envelope["envelope_id"], "payload": {"text": "Hi"}})
        await slack.settled()
    assert slack.violations[0].startswith("socket: a frame that acknowledges nothing")
    assert slack.violations[1].startswith("socket: acknowledged an unknown envelope")
    assert slack.violations[2].startswith("socket: a payload in the acknowledgement of events_api")


async def test_a_press_reaches_the_app_and_the_answer_replaces_the_message(slack: Slack) -> None:
    app = new_app(slack)
    pressed: list[Json] = []

    @app.action("solved")
    async def solved(ack: AsyncAck, body: Json, respond: Callable[..., Any]) -> None:
        await ack()
        pressed.append(body)
        await respond(text="Glad to hear it.", replace_original=True)

    ana = slack.person("Ana")
    row = {
        "type": "actions",
        "elements": [button("Solved", action_id="solved", value="17"), button("Not solved")],
    }
    sent = await client_of(slack).chat_postMessage(channel=ana.dm.id, text="Well?", blocks=[row])
    async with by_socket(slack, app):
        attempt = await ana.presses("Solved", on=ana.dm.messages[sent["ts"]])
        assert await ana.waits_to_see("Glad") == "Helpdesk: Glad to hear it."
    assert attempt.acknowledged
    assert pressed[0]["actions"][0]["value"] == "17"
    assert pressed[0]["message"]["ts"] == pressed[0]["container"]["message_ts"] == sent["ts"]


async def test_a_press_on_an_ephemeral_message_brings_no_message(slack: Slack) -> None:
    app = new_app(slack)
    pressed: list[Json] = []

    @app.action("share")
    async def share(ack: AsyncAck, body: Json, respond: Callable[..., Any]) -> None:
        await ack()
        pressed.append(body)
        await respond(delete_original=True)

    ana = slack.person("Ana")
    channel = slack.channel("general", ana)
    row = {"type": "actions", "elements": [button("Share", action_id="share")]}
    await client_of(slack).chat_postEphemeral(channel=channel.id, user=ana.id, text="Well?", blocks=[row])
    async with by_socket(slack, app):
        await ana.presses("Share", in_=channel)
        await slack.until(lambda: ana.sees(channel) == "")
    assert pressed[0]["container"]["is_ephemeral"]
    assert "message" not in pressed[0]
    async with aiohttp.ClientSession() as session:
        async with session.post(
            pressed[0]["response_url"], json={"text": "x", "replace_original": True}
        ) as answer:
            assert (await answer.json())["error"] == "message_not_found"


async def test_a_press_that_nobody_acknowledges_fails_after_three_seconds(slack: Slack) -> None:
    app = new_app(slack)

    @app.action("solved")
    async def solved() -> None:
        """Forget to acknowledge."""

    ana = slack.person("Ana")
    row = {"type": "actions", "elements": [button("Solved", action_id="solved")]}
    await client_of(slack).chat_postMessage(channel=ana.dm.id, text="Well?", blocks=[row])
    async with by_socket(slack, app):
        press = asyncio.create_task(ana.presses("Solved"))
        await slack.until(lambda: len(slack.courier.deliveries) == 2)
        slack.clock.advance(3)
        attempt = await press
    assert (attempt.acknowledged, attempt.reason) == (False, "timeout")


async def test_a_command_may_answer_in_its_acknowledgement(slack: Slack) -> None:
    app = new_app(slack)

    @app.command("/helpdesk")
    async def help_(ack: AsyncAck, command: Json, client: AsyncWebClient) -> None:
        await ack(f"You asked for {command['text']} in {command['channel_name']}")

    ana, ben = slack.person("Ana"), slack.person("Ben")
    channel = slack.channel("general", ana, ben)
    async with by_socket(slack, app):
        await ana.commands("/helpdesk status", in_=channel)
    assert ana.sees(channel) == "Helpdesk (only you): You asked for status in general"
    assert ben.sees(channel) == ""
    assert slack.violations == []


async def test_shortcuts_reach_the_app(slack: Slack) -> None:
    app = new_app(slack)
    used: list[Json] = []

    @app.shortcut("ask")
    async def ask(ack: AsyncAck, shortcut: Json) -> None:
        await ack()
        used.append(shortcut)

    ana = slack.person("Ana")
    message = await ana.says("Who signs?")
    async with by_socket(slack, app):
        assert (await ana.shortcut("ask")).acknowledged
        assert (await ana.shortcut("ask", on=message)).acknowledged
    assert [held["type"] for held in used] == ["shortcut", "message_action"]
    assert used[1]["message"]["text"] == "Who signs?"
