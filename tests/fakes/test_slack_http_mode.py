"""The fake's HTTP way, with Bolt at the other end: signatures, retries, replays."""

import asyncio

from aiohttp import web

from tests.fakes.echoing import Json, by_http, echo_app, new_app, served
from tests.fakes.slack import Slack


async def test_an_app_hears_and_answers(slack: Slack) -> None:
    ana = slack.person("Ana")
    async with by_http(slack, echo_app(slack)) as http:
        assert await http.verify_url()
        assert await http.ssl_check() == 200
        await ana.says("Hello")
        await ana.waits_to_see("You said: Hello")
        await slack.settled()
    assert slack.violations == []


async def test_commands_and_presses_go_as_forms(slack: Slack) -> None:
    app = new_app(slack)

    @app.command("/helpdesk")
    async def help_(ack: object) -> None:
        await ack(text="Here", response_type="in_channel")  # type: ignore[operator]

    ana, ben = slack.person("Ana"), slack.person("Ben")
    channel = slack.channel("general", ana, ben)
    async with by_http(slack, app) as http:
        await ana.commands("/helpdesk", in_=channel)
        assert http.sent[0].headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert ben.sees(channel) == "Helpdesk: Here"


async def test_bolt_refuses_wrong_signatures_and_old_timestamps_but_not_a_replay(slack: Slack) -> None:
    heard: list[Json] = []
    ana = slack.person("Ana")
    async with by_http(slack, echo_app(slack, heard)) as http:
        await ana.says("Hello")
        await ana.waits_to_see("You said: Hello")
        await slack.settled()
        captured = http.sent[0]
        forged = http.sign(captured.body, secret="somebody-elses")
        stale = http.sign(captured.body, age_s=360)
        assert [(await http.post(request)).status for request in (forged, stale)] == [401, 401]
        before = len(heard)
        assert (await http.post(captured)).status == 200
        await slack.until(lambda: len(heard) == before + 1)
        await slack.until(lambda: ana.sees().count("You said: Hello") == 2)
        await slack.settled()


async def test_a_failing_app_gets_three_retries(slack: Slack) -> None:
    asked: list[tuple[str | None, str | None]] = []

    async def fail(request: web.Request) -> web.Response:
        asked.append((request.headers.get("X-Slack-Retry-Num"), request.headers.get("X-Slack-Retry-Reason")))
        return web.Response(status=500)

    async with served(fail) as url:
        slack.events_to(url)
        await slack.person("Ana").says("Hello")
        await slack.until(lambda: len(asked) == 2)
        for count, seconds in ((3, 60), (4, 300)):
            await slack.settled()
            slack.clock.advance(seconds)
            await slack.until(lambda count=count: len(asked) == count)  # type: ignore[misc]
        await slack.settled()
    assert asked == [(None, None), ("1", "http_error"), ("2", "http_error"), ("3", "http_error")]
    assert not slack.courier.deliveries[0].acknowledged


async def test_a_silent_app_times_out_and_may_decline_retries(slack: Slack) -> None:
    reasons: list[str | None] = []

    async def dawdle(request: web.Request) -> web.Response:
        reasons.append(request.headers.get("X-Slack-Retry-Reason"))
        if len(reasons) == 1:
            await asyncio.sleep(5)
        return web.Response(status=500, headers={"X-Slack-No-Retry": "1"})

    async with served(dawdle) as url:
        slack.events_to(url)
        await slack.person("Ana").says("Hello")
        await slack.until(lambda: len(reasons) == 1)
        slack.clock.advance(3)
        await slack.until(lambda: len(reasons) == 2)
        await slack.settled()
        await slack.settled()
    assert reasons == [None, "http_timeout"]
    assert slack.courier.deliveries[0].attempts[-1].final


async def test_an_app_that_is_away_is_told_later(slack: Slack) -> None:
    async def unreached(request: web.Request) -> web.Response:
        raise AssertionError("the address was closed before")

    async with served(unreached) as url:
        pass
    slack.events_to(url)
    await slack.person("Ana").says("Hello")
    await slack.settled()
    assert [attempt.reason for attempt in slack.courier.deliveries[0].attempts] == ["connection_failed"] * 2


async def test_the_same_event_may_come_again_all_at_once_or_out_of_order(slack: Slack) -> None:
    heard: list[Json] = []
    ana = slack.person("Ana")
    slack.limits.enforced = False
    async with by_http(slack, echo_app(slack, heard)):
        async with slack.courier.out_of_order():
            await ana.says("First")
            await ana.says("Second")
        await slack.until(lambda: len([event for event in heard if not event.get("bot_id")]) == 2)
        first = slack.courier.deliveries[0]
        tries = await slack.courier.redeliver(first, times=3, at_once=True)
        await slack.until(lambda: [event.get("text") for event in heard].count("First") == 4)
        await slack.until(lambda: ana.sees().count("You said: First") == 4)
        slack.courier.copies = 2
        await ana.says("Twice")
        await slack.until(lambda: [event.get("text") for event in heard].count("Twice") == 2)
        slack.courier.copies = 1
        await slack.until(lambda: ana.sees().count("You said: Twice") == 2)
        await slack.settled()
    assert next(event["text"] for event in heard if not event.get("bot_id")) == "Second"
    assert all(attempt.acknowledged for attempt in tries)
