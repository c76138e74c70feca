"""Channels, who is who, and time on the fake."""

import asyncio

from tests.fakes.echoing import button, by_http, by_socket, client_of, echo_app, form, new_app, refusal
from tests.fakes.slack import Slack


async def test_channels_are_listed_page_by_page(slack: Slack) -> None:
    ana = slack.person("Ana")
    names = ["one", "two", "three"]
    for name in names:
        slack.channel(name, ana)
    slack.channel("outside", ana, kind="private", with_app=False)
    slack.channel("secret", ana, kind="private")
    client = client_of(slack)
    first = await client.conversations_list(limit=2)
    rest = await client.conversations_list(limit=2, cursor=first["response_metadata"]["next_cursor"])
    assert [channel["name"] for channel in [*first["channels"], *rest["channels"]]] == names
    private = await client.conversations_list(types="private_channel")
    assert [channel["name"] for channel in private["channels"]] == ["secret"]
    assert (await refusal(client, "conversations.list", cursor="!"))["error"] == "invalid_cursor"
    assert (await refusal(client, "conversations.list", limit=5000))["error"] == "invalid_limit"


async def test_a_channel_says_what_it_is_and_who_is_in_it(slack: Slack) -> None:
    ana = slack.person("Ana")
    channel = slack.channel("general", ana)
    client = client_of(slack)
    info = (await client.conversations_info(channel=channel.id))["channel"]
    assert (info["name"], info["is_member"], info["is_ext_shared"]) == ("general", True, False)
    dm = (await client.conversations_info(channel=ana.dm.id))["channel"]
    assert (dm["is_im"], dm["user"]) == (True, ana.id)
    assert (await client.conversations_members(channel=channel.id))["members"] == [ana.id, slack.bot.id]


async def test_what_stands_in_a_channel_is_for_members(slack: Slack) -> None:
    ana = slack.person("Ana")
    outside = slack.channel("outside", ana, with_app=False)
    root = await ana.says("Hello", in_=outside)
    for method, more in (("conversations.history", {}), ("conversations.replies", {"ts": root.ts})):
        body = await refusal(client_of(slack), method, verb="GET", channel=outside.id, **more)
        assert body["error"] == "not_in_channel"


async def test_a_bot_joins_public_channels_only(slack: Slack) -> None:
    ana = slack.person("Ana")
    open_ = slack.channel("open", ana, with_app=False)
    client = client_of(slack)
    await client.conversations_join(channel=open_.id)
    assert slack.deliveries("member_joined_channel")[0].event["user"] == slack.bot.id
    assert (await client.chat_postMessage(channel=open_.id, text="Hi"))["ok"]
    not_a_channel = await refusal(client, "conversations.join", channel=ana.dm.id)
    assert not_a_channel["error"] == "method_not_supported_for_channel_type"


async def test_several_people_share_direct_messages(slack: Slack) -> None:
    ana, ben = slack.person("Ana"), slack.person("Ben")
    client = client_of(slack)
    opened = await client.conversations_open(users=[ana.id, ben.id], return_im=True)
    assert opened["channel"]["is_mpim"]
    group = slack.state.channels[opened["channel"]["id"]]
    await ana.says("Hi both", in_=group)
    assert "Hi both" in ben.sees(group)
    assert (await refusal(client, "conversations.open", users="U404"))["error"] == "user_not_found"
    assert (await refusal(client, "conversations.open", users=""))["error"] == "users_list_not_supplied"


async def test_bots_and_workspaces_say_who_they_are(slack: Slack) -> None:
    client = client_of(slack)
    assert (await client.bots_info(bot=slack.bot.bot_id))["bot"]["user_id"] == slack.bot.id
    assert (await client.team_info())["team"]["name"] == "Interreg"
    assert (await refusal(client, "bots.info", bot="B404"))["error"] == "bot_not_found"
    assert (await refusal(client, "team.info", team="T404"))["error"] == "team_not_found"


async def test_time_may_be_a_tests_own() -> None:
    now = 0.0
    async with Slack(monotonic=lambda: now) as slack:
        ana = slack.person("Ana")
        await ana.says("Anybody there?")
        await slack.settled()
        async with by_socket(slack, echo_app(slack)):
            await asyncio.sleep(0.05)
            assert ana.sees() == "Ana: Anybody there?"
            now = 60.0
            await ana.waits_to_see("You said: Anybody there?")
            await slack.settled()


async def test_a_warned_app_comes_back_before_it_must(slack: Slack) -> None:
    ana = slack.person("Ana")
    async with by_socket(slack, echo_app(slack)):
        warned = slack.sockets.sockets[0]
        await slack.sockets.disconnect("warning")
        assert not warned.ws.closed, "nobody is cut off yet"
        await slack.until(lambda: bool(slack.sockets.sockets) and warned not in slack.sockets.sockets)
        await ana.says("Still there?")
        await ana.waits_to_see("You said: Still there?", within_s=8)
        await slack.settled()


async def test_a_forms_errors_come_back_over_http_too(slack: Slack) -> None:
    app = new_app(slack)

    @app.action("ask")
    async def ask(ack: object, body: dict[str, str], client: object) -> None:
        await ack()  # type: ignore[operator]
        await client.views_open(trigger_id=body["trigger_id"], view=form())  # type: ignore[attr-defined]

    @app.view("form")
    async def submitted(ack: object) -> None:
        await ack(response_action="errors", errors={"q": "Please say more"})  # type: ignore[operator]

    ana = slack.person("Ana")
    row = {"type": "actions", "elements": [button("Ask", action_id="ask")]}
    await client_of(slack).chat_postMessage(channel=ana.dm.id, text="Well?", blocks=[row])
    async with by_http(slack, app):
        await ana.presses("Ask")
        await ana.waits_for_modal()
        assert await ana.submits(values={"Question": "Who?"}) == {"Question": "Please say more"}
    assert slack.violations == []
