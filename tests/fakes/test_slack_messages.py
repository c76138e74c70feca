"""Messages on the fake: where they may go, how long they may be, what can be done with them later."""

import pytest

from tests.fakes.echoing import Json, button, client_of, refusal, section
from tests.fakes.slack import Slack, Unseen

METADATA = {"event_type": "helpdesk_sent", "event_payload": {"id": "out-17"}}


async def test_a_message_goes_only_where_the_bot_is(slack: Slack) -> None:
    ana = slack.person("Ana")
    outside = slack.channel("outside", ana, with_app=False)
    secret = slack.channel("secret", ana, kind="private", with_app=False)
    client = client_of(slack)
    assert (await refusal(client, "chat.postMessage", channel=outside.id, text="Hi"))[
        "error"
    ] == "not_in_channel"
    assert (await refusal(client, "chat.postMessage", channel=secret.id, text="Hi"))[
        "error"
    ] == "channel_not_found"
    assert (await refusal(client, "chat.postMessage", channel="C404", text="Hi"))[
        "error"
    ] == "channel_not_found"
    closed = slack.channel("closed", ana)
    closed.archived = True
    assert (await refusal(client, "chat.postMessage", channel=closed.id, text="Hi"))["error"] == "is_archived"
    await ana.invites_the_app(outside)
    assert (await client.chat_postMessage(channel="#outside", text="Hi"))["channel"] == outside.id


async def test_a_users_id_stands_for_their_direct_messages(slack: Slack) -> None:
    ana = slack.person("Ana")
    sent = await client_of(slack).chat_postMessage(channel=ana.id, text="Hello")
    opened = await client_of(slack).conversations_open(users=[ana.id])
    assert sent["channel"] == opened["channel"]["id"] == ana.dm.id


async def test_texts_have_lengths(slack: Slack) -> None:
    slack.limits.enforced = False
    channel = slack.person("Ana").dm.id
    client = client_of(slack)
    sent = await client.chat_postMessage(channel=channel, text="x" * 40_000)
    assert (await refusal(client, "chat.postMessage", channel=channel, text="x" * 40_001))[
        "error"
    ] == "msg_too_long"
    await client.chat_update(channel=channel, ts=sent["ts"], text="x" * 4_000)
    update = {"channel": channel, "ts": sent["ts"]}
    assert (await refusal(client, "chat.update", **update, text="x" * 4_001))["error"] == "msg_too_long"
    assert (await refusal(client, "chat.postMessage", channel=channel, text="  "))["error"] == "no_text"
    long_markdown = await refusal(client, "chat.postMessage", channel=channel, markdown_text="x" * 12_001)
    assert long_markdown["error"] == "msg_too_long"
    both = await refusal(client, "chat.postMessage", channel=channel, markdown_text="x", text="x")
    assert both["error"] == "markdown_text_conflict"
    many = await refusal(
        client, "chat.postMessage", channel=channel, text="x", attachments=[{"text": "x"}] * 101
    )
    assert many["error"] == "too_many_attachments"


async def test_only_own_messages_can_be_changed(slack: Slack) -> None:
    ana = slack.person("Ana")
    hers = await ana.says("Mine")
    client = client_of(slack)
    update = {"channel": ana.dm.id, "ts": hers.ts, "text": "Changed"}
    assert (await refusal(client, "chat.update", **update))["error"] == "cant_update_message"
    assert (await refusal(client, "chat.update", **update | {"ts": "1.0"}))["error"] == "message_not_found"
    assert (await refusal(client, "chat.delete", channel=ana.dm.id, ts=hers.ts))[
        "error"
    ] == "cant_delete_message"
    sent = await client.chat_postMessage(channel=ana.dm.id, text="Draft")
    await client.chat_update(channel=ana.dm.id, ts=sent["ts"], text="Final")
    assert "Helpdesk: Final" in ana.sees()
    await client.chat_delete(channel=ana.dm.id, ts=sent["ts"])
    assert "Final" not in ana.sees()
    assert (await refusal(client, "chat.delete", channel=ana.dm.id, ts=sent["ts"]))[
        "error"
    ] == "message_not_found"


async def test_edits_may_come_too_late(slack: Slack) -> None:
    slack.team.edit_window_s = 60
    ana = slack.person("Ana")
    sent = await client_of(slack).chat_postMessage(channel=ana.dm.id, text="Draft")
    await client_of(slack).chat_update(channel=ana.dm.id, ts=sent["ts"], text="In time")
    slack.clock.advance(61)
    late = await refusal(client_of(slack), "chat.update", channel=ana.dm.id, ts=sent["ts"], text="Late")
    assert late["error"] == "edit_window_closed"


async def test_new_text_alone_leaves_old_blocks_on_the_screen(slack: Slack) -> None:
    ana = slack.person("Ana")
    client = client_of(slack)
    sent = await client.chat_postMessage(channel=ana.dm.id, text="Old", blocks=[section("Old blocks")])
    await client.chat_update(channel=ana.dm.id, ts=sent["ts"], text="New")
    assert ana.sees() == "Helpdesk: Old blocks"
    await client.chat_update(channel=ana.dm.id, ts=sent["ts"], text="New", blocks=[])
    assert ana.sees() == "Helpdesk: New"


async def test_metadata_must_be_whole_and_is_found_again(slack: Slack) -> None:
    ana = slack.person("Ana")
    client = client_of(slack)
    await client.chat_postMessage(channel=ana.dm.id, text="Sent", metadata=METADATA)
    found = await client.conversations_history(channel=ana.dm.id, include_all_metadata=True)
    assert found["messages"][0]["metadata"] == METADATA
    plain = await client.conversations_history(channel=ana.dm.id)
    assert "metadata" not in plain["messages"][0]
    post = {"channel": ana.dm.id, "text": "Sent"}
    nameless = await refusal(client, "chat.postMessage", **post, metadata={"event_payload": {}})
    assert nameless["error"] == "invalid_metadata_format"
    empty = await refusal(client, "chat.postMessage", **post, metadata={"event_type": "x"})
    assert empty["error"] == "invalid_metadata_schema"
    large = {"event_type": "x", "event_payload": {"x": "x" * 9000}}
    assert (await refusal(client, "chat.postMessage", **post, metadata=large))[
        "error"
    ] == "metadata_too_large"


async def test_history_has_the_newest_first_and_replies_apart(slack: Slack) -> None:
    ana = slack.person("Ana")
    channel = slack.channel("general", ana)
    client = client_of(slack)
    root = await ana.says("Root", in_=channel)
    await client.chat_postMessage(channel=channel.id, text="Reply", thread_ts=root.ts)
    await client.chat_postMessage(channel=channel.id, text="Loud", thread_ts=root.ts, reply_broadcast=True)
    last = await ana.says("Last", in_=channel)
    history = await client.conversations_history(channel=channel.id)
    assert [message["text"] for message in history["messages"]] == ["Last", "Loud", "Root"]
    assert history["messages"][2]["reply_count"] == 2
    replies = await client.conversations_replies(channel=channel.id, ts=root.ts)
    assert [message["text"] for message in replies["messages"]] == ["Root", "Reply", "Loud"]
    since = await client.conversations_history(channel=channel.id, oldest=last.ts, inclusive=True)
    assert [message["text"] for message in since["messages"]] == ["Last"]
    page = await client.conversations_history(channel=channel.id, limit=1)
    assert page["has_more"]
    rest = await client.conversations_history(
        channel=channel.id, cursor=page["response_metadata"]["next_cursor"]
    )
    assert [message["text"] for message in rest["messages"]] == ["Loud", "Root"]
    assert (await refusal(client, "conversations.replies", channel=channel.id, ts="1.1"))[
        "error"
    ] == "thread_not_found"


async def test_replies_hang_on_roots(slack: Slack) -> None:
    ana = slack.person("Ana")
    root = await ana.says("Root")
    reply = await ana.says("Reply", thread=root)
    assert reply.thread_ts == root.ts
    await client_of(slack).chat_postMessage(channel=ana.dm.id, text="Wrong", thread_ts=reply.ts)
    await client_of(slack).chat_postMessage(channel=ana.dm.id, text="Lost", thread_ts="1.5")
    assert [what.split(":")[0] for what in slack.violations] == [
        "a thread_ts that is a reply's",
        "a reply in a thread that is not there",
    ]


async def test_an_ephemeral_message_is_for_one_member_of_the_channel(slack: Slack) -> None:
    ana, ben, eve = slack.person("Ana"), slack.person("Ben"), slack.person("Eve")
    channel = slack.channel("general", ana, ben)
    client = client_of(slack)
    told = await client.chat_postEphemeral(channel=channel.id, user=ana.id, text="Only you")
    assert ana.sees(channel) == "Helpdesk (only you): Only you"
    assert ben.sees(channel) == ""
    stranger = await refusal(client, "chat.postEphemeral", channel=channel.id, user=eve.id, text="Hi")
    assert stranger["error"] == "user_not_in_channel"
    update = await refusal(client, "chat.update", channel=channel.id, ts=told["message_ts"], text="Changed")
    assert update["error"] == "message_not_found"


async def test_an_ephemeral_mention_pings_nobody_else(slack: Slack) -> None:
    ana, ben = slack.person("Ana"), slack.person("Ben")
    channel = slack.channel("general", ana, ben)
    await client_of(slack).chat_postEphemeral(channel=channel.id, user=ana.id, text=f"<!channel> <@{ben.id}>")
    assert [ping.person for ping in slack.notified] == ["Ana"]


async def test_another_name_needs_its_scope(slack: Slack) -> None:
    named: Json = {"channel": slack.person("Ana").dm.id, "text": "Hi", "username": "Anna"}
    body = await refusal(client_of(slack), "chat.postMessage", **named)
    assert (body["error"], body["needed"]) == ("missing_scope", "chat:write.customize")
    slack.installation.scopes.add("chat:write.customize")
    assert (await client_of(slack).chat_postMessage(**named))["ok"]


async def test_a_permalink_names_channel_and_thread(slack: Slack) -> None:
    ana = slack.person("Ana")
    root = await ana.says("Root")
    reply = await ana.says("Reply", thread=root)
    link = await client_of(slack).chat_getPermalink(channel=ana.dm.id, message_ts=reply.ts)
    assert link["permalink"].endswith(f"/p{reply.ts.replace('.', '')}?thread_ts={root.ts}&cid={ana.dm.id}")


async def test_live_tokens_ping_and_escaped_ones_do_not(slack: Slack) -> None:
    ana, ben = slack.person("Ana"), slack.person("Ben")
    channel = slack.channel("general", ana, ben)
    client = client_of(slack)
    await client.chat_postMessage(channel=channel.id, text=f"&lt;!channel&gt; &lt;@{ana.id}&gt;")
    assert slack.notified == []
    plain = {"type": "header", "text": {"type": "plain_text", "text": "<!channel>"}}
    await client.chat_postMessage(channel=channel.id, text="A header", blocks=[plain])
    assert slack.notified == []
    await client.chat_postMessage(channel=channel.id, text="All", blocks=[section("<!channel> look")])
    assert sorted(ping.person for ping in slack.notified) == ["Ana", "Ben"]
    await client.chat_postMessage(channel=channel.id, text=f"<@{ana.id}|Ana> look")
    assert (slack.notified[-1].person, slack.notified[-1].token) == ("Ana", f"<@{ana.id}>")
    assert "Helpdesk: @channel look" in ben.sees(channel)
    assert slack.violations == []


async def test_unescaped_mark_up_is_noted(slack: Slack) -> None:
    channel = slack.person("Ana").dm.id
    await client_of(slack).chat_postMessage(channel=channel, text="if a <b and c> d")
    assert slack.violations == ["unescaped mark-up in a message: <b and c>"]


async def test_reactions_are_once_each(slack: Slack) -> None:
    ana = slack.person("Ana")
    message = await ana.says("Thanks")
    where = {"channel": ana.dm.id, "timestamp": message.ts, "name": "eyes"}
    await client_of(slack).reactions_add(**where)
    assert ana.sees() == "Ana: Thanks\nAna: :eyes: 1".replace("\nAna: ", "\n")
    assert (await refusal(client_of(slack), "reactions.add", **where))["error"] == "already_reacted"
    await client_of(slack).reactions_remove(**where)
    assert (await refusal(client_of(slack), "reactions.remove", **where))["error"] == "no_reaction"


async def test_what_is_gone_cannot_be_pressed(slack: Slack) -> None:
    ana = slack.person("Ana")
    blocks = [{"type": "actions", "elements": [button("Solved")]}]
    sent = await client_of(slack).chat_postMessage(channel=ana.dm.id, text="Well?", blocks=blocks)
    message = ana.dm.messages[sent["ts"]]
    await client_of(slack).chat_delete(channel=ana.dm.id, ts=sent["ts"])
    with pytest.raises(Unseen, match="sees no such message"):
        await ana.presses("Solved", on=message)
    with pytest.raises(Unseen, match="no button 'Solved'"):
        await ana.presses("Solved")
