"""The fake's door: tokens, scopes, arguments, rates, and methods that are no more."""

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from tests.fakes.echoing import client_of, refusal
from tests.fakes.slack import Slack


async def test_a_token_says_who_it_is(slack: Slack) -> None:
    who = await client_of(slack).auth_test()
    assert (who["team_id"], who["user_id"]) == (slack.team.id, slack.bot.id)
    assert "chat:write" in who.headers["x-oauth-scopes"]


async def test_wrong_missing_and_revoked_tokens_are_refused(slack: Slack) -> None:
    assert await refusal(client_of(slack, "xoxb-wrong"), "auth.test") == {
        "ok": False,
        "error": "invalid_auth",
    }
    assert (await refusal(client_of(slack, ""), "auth.test"))["error"] == "not_authed"
    await client_of(slack).auth_revoke()
    assert (await refusal(client_of(slack), "auth.test"))["error"] == "token_revoked"


async def test_tokens_of_the_wrong_kind_are_refused(slack: Slack) -> None:
    ana = slack.person("Ana")
    by_app = await refusal(
        client_of(slack, slack.app_token), "chat.postMessage", channel=ana.dm.id, text="Hello"
    )
    by_bot = await refusal(client_of(slack), "apps.connections.open")
    assert by_app["error"] == by_bot["error"] == "not_allowed_token_type"


async def test_a_missing_scope_is_named() -> None:
    async with Slack(scopes={"im:read", "users:read"}) as slack:
        ana = slack.person("Ana")
        body = await refusal(client_of(slack), "chat.postMessage", channel=ana.dm.id, text="Hello")
    assert body == {
        "ok": False,
        "error": "missing_scope",
        "needed": "chat:write",
        "provided": "im:read,users:read",
    }


async def test_scopes_are_those_of_the_kind_of_channel(slack: Slack) -> None:
    slack.installation.scopes -= {"groups:history"}
    ana = slack.person("Ana")
    secret, open_ = slack.channel("secret", ana, kind="private"), slack.channel("open", ana)
    body = await refusal(client_of(slack), "conversations.history", verb="GET", channel=secret.id)
    assert (body["error"], body["needed"]) == ("missing_scope", "groups:history")
    assert (await client_of(slack).conversations_history(channel=open_.id))["messages"] == []


async def test_an_unknown_method_is_refused_and_noted(slack: Slack) -> None:
    assert (await refusal(client_of(slack), "chat.shout"))["error"] == "unknown_method"
    assert slack.violations == ["chat.shout: unknown method"]


@pytest.mark.parametrize("method", ["files.upload", "channels.history", "rtm.start", "im.open"])
async def test_a_method_of_old_is_refused_and_noted(
    slack: Slack, method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACKCLIENT_SKIP_DEPRECATION", "1")  # the SDK too would warn
    assert (await refusal(client_of(slack), method))["error"] == "method_deprecated"
    assert slack.violations == [f"{method}: deprecated"]


async def test_missing_arguments_are_refused_and_unknown_ones_noted(slack: Slack) -> None:
    body = await refusal(client_of(slack), "chat.postMessage", text="Hello")
    assert body["error"] == "invalid_arguments"
    assert body["response_metadata"]["messages"] == ["[ERROR] missing required field: channel"]
    await client_of(slack).chat_postMessage(channel=slack.person("Ana").dm.id, text="Hello", colour="red")
    assert slack.violations == ["chat.postMessage: unknown argument colour"]


async def test_forms_and_json_both_work_and_broken_json_does_not(slack: Slack) -> None:
    ana = slack.person("Ana")
    url = f"{slack.api_url}chat.postMessage"
    bearer = {"Authorization": f"Bearer {slack.bot_token}"}
    blocks = '[{"type": "divider"}]'
    async with aiohttp.ClientSession() as session:
        form = {"token": slack.bot_token, "channel": ana.dm.id, "text": "By form", "blocks": blocks}
        async with session.post(url, data=form) as answer:
            assert (await answer.json())["ok"]
        spoilt = {"channel": ana.dm.id, "text": "By form", "blocks": "[{"}
        async with session.post(url, data=spoilt, headers=bearer) as answer:
            assert (await answer.json())["error"] == "invalid_blocks_format"
        broken = {**bearer, "Content-Type": "application/json"}
        async with session.post(url, data=b'{"channel":', headers=broken) as answer:
            assert (await answer.json())["error"] == "invalid_json"
        async with session.post(
            url, json={"token": slack.bot_token, "channel": ana.dm.id, "text": "x"}
        ) as answer:
            assert (await answer.json())["error"] == "not_authed", "a token in JSON is not looked at"


async def test_messages_go_one_a_second_a_channel_with_a_small_burst(slack: Slack) -> None:
    ana, ben = slack.person("Ana"), slack.person("Ben")
    client = client_of(slack)
    for number in range(4):
        await client.chat_postMessage(channel=ana.dm.id, text=f"Message {number}")
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=ana.dm.id, text="One too many")
    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["Retry-After"] == "1"
    assert caught.value.response["error"] == "ratelimited"
    await client.chat_postMessage(channel=ben.dm.id, text="Other channels go on")
    assert len(slack.violations) == 1
    assert "rate limit exceeded" in slack.violations[0]
    slack.clock.advance(1)
    await client.chat_postMessage(channel=ana.dm.id, text="Now it may")
    assert len(slack.violations) == 1


async def test_calling_before_retry_after_is_over_is_noted(slack: Slack) -> None:
    ana = slack.person("Ana")
    for number in range(4):
        await client_of(slack).chat_postMessage(channel=ana.dm.id, text=f"Message {number}")
    for _ in range(2):
        await refusal(
            client_of(slack), "chat.postMessage", channel=ana.id, text="Too early, by the user's id"
        )
    assert "before Retry-After was over" in slack.violations[1]


async def test_methods_have_tiers(slack: Slack) -> None:
    client = client_of(slack)
    for _ in range(20):
        await client.conversations_list()
    assert (await refusal(client, "conversations.list"))["error"] == "ratelimited"
    slack.clock.advance(3)
    assert (await client.conversations_list())["ok"]


async def test_limits_can_be_off_where_a_test_is_about_something_else(slack: Slack) -> None:
    slack.limits.enforced = False
    ana = slack.person("Ana")
    for number in range(30):
        await client_of(slack).chat_postMessage(channel=ana.dm.id, text=f"Message {number}")
    assert len(slack.messages(ana.dm)) == 30


async def test_people_of_other_workspaces_are_strangers(slack: Slack) -> None:
    elsewhere = slack.add_team("Elsewhere")
    ana = slack.person("Ana", email="ana@example.org", guest=True)
    zoe, unknown = (
        slack.person("Zoe", team=elsewhere, email="zoe@example.org"),
        slack.person("Una", team=elsewhere),
    )
    slack.channel("shared", ana, zoe, shared_with=[elsewhere])
    client = client_of(slack)
    own = (await client.users_info(user=ana.id))["user"]
    assert (own["profile"]["email"], own["is_restricted"]) == ("ana@example.org", True)
    other = (await client.users_info(user=zoe.id))["user"]
    assert other["is_stranger"]
    assert "email" not in other["profile"]
    assert (await refusal(client, "users.info", user=unknown.id))["error"] == "user_not_visible"
    assert (await refusal(client, "users.info", user="U404"))["error"] == "user_not_found"
    assert (await client.users_lookupByEmail(email="ANA@example.org"))["user"]["id"] == ana.id
    assert (await refusal(client, "users.lookupByEmail", email="zoe@example.org"))[
        "error"
    ] == "users_not_found"
