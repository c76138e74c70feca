"""People on the fake: what they write becomes events, and what stands there they read as people do."""

import pytest

from tests.fakes.echoing import Json, button, by_socket, client_of, echo_app, new_app, section
from tests.fakes.slack import Slack, Unseen


def events(slack: Slack) -> list[Json]:
    return [delivery.event for delivery in slack.courier.deliveries]


async def test_typed_words_are_escaped_and_mentions_are_not(slack: Slack) -> None:
    ana, ben = slack.person("Ana"), slack.person("Ben Ode")
    channel = slack.channel("general", ana, ben)
    message = await ana.says(
        "@Ben Ode see https://example.org/?a=1&b=2 <!channel> a&b @nobody x@Ana.eu", in_=channel
    )
    link = "<https://example.org/?a=1&amp;b=2>"
    assert message.text == f"<@{ben.id}> see {link} &lt;!channel&gt; a&amp;b @nobody x@Ana.eu"
    assert [ping.person for ping in slack.notified] == ["Ben Ode"]
    assert "Ana: @Ben Ode see https://example.org/?a=1&b=2 <!channel> a&b" in ben.sees(channel)


async def test_kinds_of_channels_are_told_apart(slack: Slack) -> None:
    ana, ben = slack.person("Ana"), slack.person("Ben")
    kinds = {"public": "channel", "private": "group", "mpim": "mpim"}
    for kind in kinds:
        await ana.says("Hi", in_=slack.channel(kind, ana, ben, kind=kind))  # type: ignore[arg-type]
    await ana.says("@Helpdesk hi")
    assert [event["channel_type"] for event in events(slack)] == ["channel", "group", "mpim", "im"]


async def test_where_the_app_is_not_it_hears_nothing(slack: Slack) -> None:
    ana, ben = slack.person("Ana"), slack.person("Ben")
    await ana.says("@Helpdesk hi", in_=slack.channel("outside", ana, with_app=False))
    await ana.says("Hi", in_=slack.state.dm(ana.user, ben.user))
    slack.installation.scopes.discard("im:history")
    await ana.says("Hi")
    assert events(slack) == []


async def test_edits_and_deletions_are_told(slack: Slack) -> None:
    ana = slack.person("Ana")
    message = await ana.says("Who sings?")
    await ana.edits(message, "Who signs?")
    await ana.deletes(message)
    kept = await ana.says("Root")
    await ana.says("Reply", thread=kept)
    await ana.deletes(kept)
    posted, changed, deleted, *_, tombstone = events(slack)
    assert (posted["text"], changed["message"]["text"]) == ("Who sings?", "Who signs?")
    assert changed["message"]["edited"]["user"] == ana.id
    assert (deleted["subtype"], deleted["deleted_ts"]) == ("message_deleted", message.ts)
    assert tombstone["message"]["subtype"] == "tombstone"
    assert ana.sees() == "Ana: This message was deleted.\n    Ana: Reply"
    with pytest.raises(Unseen):
        await slack.person("Eve").edits(kept, "Mine")


async def test_comings_goings_and_reactions_are_told(slack: Slack) -> None:
    ana = slack.person("Ana")
    channel = slack.channel("general")
    await ana.joins(channel)
    message = await ana.says("Hi", in_=channel)
    await ana.reacts("wave", on=message)
    await ana.leaves(channel)
    await ana.opens_home()
    kinds = ["member_joined_channel", "message", "reaction_added", "member_left_channel", "app_home_opened"]
    assert [event["type"] for event in events(slack)] == kinds
    assert events(slack)[4]["tab"] == "home"


async def test_two_bots_hear_each_other(slack: Slack) -> None:
    other = slack.other_bot("Chatter")
    channel = slack.channel("general", other)
    async with by_socket(slack, echo_app(slack)):
        await other.says("Beep", in_=channel)
        await slack.settled()
    assert events(slack)[0]["bot_id"] == other.user.bot_id
    assert other.sees(channel) == "Chatter: Beep"


async def test_files_that_people_share_can_be_fetched(slack: Slack) -> None:
    message = await slack.person("Ana").says("The form", files=[("form.pdf", b"%PDF-1.7")])
    assert events(slack)[0]["subtype"] == "file_share"
    info = await client_of(slack).files_info(file=message.files[0].id)
    assert info["file"]["name"] == "form.pdf"
    client = client_of(slack)
    import aiohttp

    async with aiohttp.ClientSession() as session:
        address = info["file"]["url_private"]
        async with session.get(address, headers={"Authorization": f"Bearer {client.token}"}) as answer:
            assert await answer.read() == b"%PDF-1.7"
        async with session.get(address, allow_redirects=False) as answer:
            assert answer.status == 302, "without a token: to the login page, as Slack does"


async def test_blocks_are_read_as_people_read_them(slack: Slack) -> None:
    ana = slack.person("Ana")
    channel = slack.channel("general", ana)
    context = {"type": "context", "elements": [{"type": "mrkdwn", "text": "_as of 8 January_"}]}
    blocks = [
        {"type": "header", "text": {"type": "plain_text", "text": "Answer *1*"}},
        section(
            f"*Two days*, see <https://example.org|the page>, <@{ana.id}> &amp; <#{channel.id}|general> `x*y*z`"
        ),
        context,
        {"type": "actions", "elements": [button("Solved"), button("Page", url="https://example.org")]},
        {"type": "markdown", "text": "# Sources\n**One** [two](https://example.org)"},
    ]
    await client_of(slack).chat_postMessage(channel=channel.id, text="fallback", blocks=blocks)
    assert ana.sees(channel).split("\n") == [
        "Helpdesk: Answer *1*",
        "Two days, see the page (https://example.org), @Ana & #general x*y*z",
        "as of 8 January",
        "[Solved] [Page] (https://example.org)",
        "Sources",
        "One two (https://example.org)",
    ]


async def test_nobody_reads_what_is_not_theirs(slack: Slack) -> None:
    ana, eve = slack.person("Ana"), slack.person("Eve")
    secret = slack.channel("secret", ana, kind="private")
    await ana.says("Psst", in_=secret)
    for channel in (secret, ana.dm):
        with pytest.raises(Unseen):
            eve.sees(channel)
        with pytest.raises(Unseen):
            await eve.says("Hello", in_=channel)


async def test_a_command_that_the_app_has_not_is_no_command(slack: Slack) -> None:
    with pytest.raises(Unseen, match="not a valid command"):
        await slack.person("Ana").commands("/heldpesk")


async def test_waiting_in_vain_says_what_stood_there(slack: Slack) -> None:
    ana = slack.person("Ana")
    await ana.says("Hello?")
    with pytest.raises(AssertionError, match=r"never saw 'Hi', but:\nAna: Hello\?"):
        await ana.waits_to_see("Hi", within_s=0.02)


async def test_choices_in_messages_reach_the_app(slack: Slack) -> None:
    app = new_app(slack)
    chosen: list[str] = []

    @app.action("topic")
    async def topic(ack: object, action: Json) -> None:
        await ack()  # type: ignore[operator]
        chosen.append(action["selected_option"]["value"])

    options = [
        {"text": {"type": "plain_text", "text": name}, "value": name.lower()} for name in ("Energy", "Water")
    ]
    block = section("Which?", accessory={"type": "static_select", "action_id": "topic", "options": options})
    ana = slack.person("Ana")
    sent = await client_of(slack).chat_postMessage(channel=ana.dm.id, text="Which?", blocks=[block])
    async with by_socket(slack, app):
        await ana.chooses("Water", on=ana.dm.messages[sent["ts"]])
    assert chosen == ["water"]
