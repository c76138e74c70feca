"""The assistant on the fake: its threads, status, prompts and streams."""

from collections.abc import Callable
from typing import Any

from slack_bolt.async_app import AsyncAssistant

from tests.fakes.echoing import Json, button, by_socket, client_of, new_app, refusal
from tests.fakes.slack import Slack

PROMPTS = [{"title": "My tickets", "message": "How do my tickets stand?"}]


async def test_bolts_assistant_greets_prompts_and_answers_in_its_thread(slack: Slack) -> None:
    app = new_app(slack)
    assistant = AsyncAssistant()

    @assistant.thread_started
    async def started(say: Callable[..., Any], set_suggested_prompts: Callable[..., Any]) -> None:
        await say("What is your question?")
        await set_suggested_prompts(prompts=PROMPTS)

    @assistant.user_message
    async def asked(payload: Json, set_status: Callable[..., Any], say: Callable[..., Any]) -> None:
        await set_status("is looking it up…")
        await say(f"About “{payload['text']}”: two days.")

    app.use(assistant)
    ana = slack.person("Ana")
    async with by_socket(slack, app):
        thread = await ana.opens_assistant(about=slack.channel("general", ana))
        await slack.until(lambda: ana.prompts(thread) == ["My tickets"])
        assert ana.sees(thread=thread) == "Helpdesk: What is your question?"
        await ana.takes_prompt("My tickets", thread=thread)
        await ana.waits_to_see("two days", thread=thread)
        assert "looking it up" not in ana.sees(thread=thread), "the answer takes the status away"
        await slack.settled()
    assert slack.calls_of("assistant.threads.setStatus")[0].arguments["status"] == "is looking it up…"
    assert slack.violations == []


async def test_a_status_shows_and_goes_away(slack: Slack) -> None:
    ana = slack.person("Ana")
    thread = await ana.opens_assistant()
    client = client_of(slack)
    where: Json = {"channel_id": ana.dm.id, "thread_ts": thread.ts}
    await client.assistant_threads_setStatus(**where, status="is thinking…")
    assert ana.sees(thread=thread) == "Helpdesk is thinking…"
    slack.clock.advance(121)
    assert ana.sees(thread=thread) == ""
    await client.assistant_threads_setTitle(**where, title="Vouchers")
    assert thread.title == "Vouchers"
    nowhere = await refusal(
        client, "assistant.threads.setStatus", channel_id=ana.dm.id, thread_ts="1.1", status="x"
    )
    assert nowhere["error"] == "invalid_thread_ts"
    rotating = await refusal(
        client, "assistant.threads.setStatus", **where, status="x", loading_messages=["Reading…"] * 11
    )
    assert rotating["error"] == "invalid_arguments"
    many = await refusal(client, "assistant.threads.setSuggestedPrompts", **where, prompts=PROMPTS * 5)
    assert many["error"] == "invalid_arguments"


async def test_a_stream_grows_and_ends(slack: Slack) -> None:
    ana = slack.person("Ana")
    asked = await ana.says("How long?")
    client = client_of(slack)
    stream = await client.chat_stream(channel=ana.dm.id, thread_ts=asked.ts, buffer_size=1)
    await stream.append(markdown_text="**Two** ")
    assert "Helpdesk: Two" in ana.sees()
    message = list(ana.dm.messages.values())[-1]
    early = await refusal(client, "chat.update", channel=ana.dm.id, ts=message.ts, text="Other")
    assert early["error"] == "streaming_state_conflict"
    await stream.append(markdown_text="days.")
    await stream.stop(blocks=[{"type": "actions", "elements": [button("Solved")]}])
    assert ana.sees(thread=asked) == "Ana: How long?\nHelpdesk: Two days.\n[Solved]"
    assert not message.streaming
    over = await refusal(client, "chat.appendStream", channel=ana.dm.id, ts=message.ts, markdown_text="x")
    assert over["error"] == "message_not_in_streaming_state"
    own = await refusal(client, "chat.appendStream", channel=ana.dm.id, ts=asked.ts, markdown_text="x")
    assert own["error"] == "message_not_owned_by_app"


async def test_a_stream_holds_twelve_thousand_characters_and_names_whom_it_is_for(slack: Slack) -> None:
    ana = slack.person("Ana")
    channel = slack.channel("general", ana)
    asked = await ana.says("How long?", in_=channel)
    client = client_of(slack)
    where: Json = {"channel": channel.id, "thread_ts": asked.ts}
    assert (await refusal(client, "chat.startStream", **where))["error"] == "missing_recipient_team_id"
    where["recipient_team_id"] = slack.team.id
    assert (await refusal(client, "chat.startStream", **where))["error"] == "missing_recipient_user_id"
    started = await client.chat_startStream(**where, recipient_user_id=ana.id, markdown_text="x" * 12_000)
    more = await refusal(client, "chat.appendStream", channel=channel.id, ts=started["ts"], markdown_text="x")
    assert more["error"] == "msg_too_long"
    bad = await refusal(
        client, "chat.appendStream", channel=channel.id, ts=started["ts"], chunks=[{"type": "song"}]
    )
    assert bad["error"] == "invalid_chunks"
