"""assistant.threads.* and the streams of text: what makes the app an assistant."""

from typing import Any

from tests.fakes.slack.asking import Ask, method
from tests.fakes.slack.blocks import MARKDOWN_IN_A_MESSAGE
from tests.fakes.slack.bodies import message_body
from tests.fakes.slack.errors import Refused, faulty
from tests.fakes.slack.limits import FOUR, OFTEN, TWO
from tests.fakes.slack.methods.chat import channel_to_post, read_blocks, read_markdown, read_metadata
from tests.fakes.slack.state import AssistantThread, Json, Message

MOST_PROMPTS = 4
MOST_LOADING_MESSAGES = 10
CHUNKS = {
    "markdown_text": {"text"},
    "task_update": {"id", "title", "status", "details", "output", "sources"},
    "plan_update": {"title"},
}


def thread_of(ask: Ask) -> AssistantThread:
    """The thread of a call: one that a person opened with the assistant, or any that is there."""
    channel = ask.channel("channel_id")
    ts = ask.text("thread_ts")
    if ts not in channel.messages:
        raise Refused("invalid_thread_ts")
    threads = ask.world.state.assistant_threads
    return threads.get((channel.id, ts)) or threads.setdefault((channel.id, ts), AssistantThread(channel, ts))


@method(
    "assistant.threads.setStatus",
    scopes="assistant:write chat:write",
    tier=OFTEN,
    required="channel_id thread_ts",
    optional="status loading_messages icon_emoji icon_url username",
)
def set_status(ask: Ask) -> Json:
    """An empty status clears; so does the next message of the bot."""
    thread = thread_of(ask)
    messages = ask.json("loading_messages", "invalid_arguments") or []
    if len(messages) > MOST_LOADING_MESSAGES:
        raise faulty("invalid_arguments", ["no more than 10 items allowed [json-pointer:/loading_messages]"])
    thread.status, thread.loading_messages = ask.text("status"), messages
    thread.status_at = ask.world.clock.now()
    return {}


@method(
    "assistant.threads.setSuggestedPrompts",
    scopes="assistant:write",
    tier=FOUR,
    required="channel_id prompts",
    optional="thread_ts title",
)
def set_suggested_prompts(ask: Ask) -> Json:
    thread = thread_of(ask)
    prompts: Any = ask.json("prompts", "invalid_arguments")
    wellformed = isinstance(prompts, list) and all(
        isinstance(prompt, dict) and set(prompt) == {"title", "message"} and all(prompt.values())
        for prompt in prompts
    )
    if not wellformed or len(prompts) > MOST_PROMPTS:
        raise faulty(
            "invalid_arguments", ["one to four prompts of title and message [json-pointer:/prompts]"]
        )
    thread.prompts, thread.prompts_title = prompts, ask.text("title")
    return {}


@method(
    "assistant.threads.setTitle", scopes="assistant:write", tier=FOUR, required="channel_id thread_ts title"
)
def set_title(ask: Ask) -> Json:
    thread_of(ask).title = ask.text("title")
    return {}


def chunk_text(ask: Ask) -> str:
    """The Markdown that a call brings, by itself or in chunks."""
    text = read_markdown(ask, with_blocks=True)
    chunks: Any = ask.json("chunks", "invalid_chunks") or []
    for chunk in chunks:
        kind = chunk.get("type") if isinstance(chunk, dict) else None
        if kind not in CHUNKS or chunk.keys() - {"type"} - CHUNKS[kind]:
            raise Refused("invalid_chunks")
        if chunk["type"] == "markdown_text":
            text += str(chunk["text"])
    return text


def append(message: Message, text: str) -> None:
    if len(message.markdown) + len(text) > MARKDOWN_IN_A_MESSAGE:
        raise Refused("msg_too_long")
    message.markdown += text


@method(
    "chat.startStream",
    scopes="chat:write",
    tier=TWO,
    required="channel thread_ts",
    optional="markdown_text recipient_user_id recipient_team_id chunks task_display_mode icon_emoji icon_url username",
)
def start_stream(ask: Ask) -> Json:
    channel = channel_to_post(ask)
    if channel.kind != "im":
        if not ask.get("recipient_team_id"):
            raise Refused("missing_recipient_team_id")
        if not ask.get("recipient_user_id"):
            raise Refused("missing_recipient_user_id")
        ask.world.state.user(ask.text("recipient_user_id"))
    bot = ask.here.bot
    message = Message(
        channel,
        ask.world.state.new_ts(),
        bot.id,
        "",
        bot_id=bot.bot_id,
        app_id=bot.app_id,
        team_id=bot.team.id,
        streaming=True,
    )
    append(message, chunk_text(ask))
    message.thread_ts = ask.world.check_thread(channel, ask.text("thread_ts"))
    ask.world.add(message)
    return {"channel": channel.id, "ts": message.ts}


def stream_of(ask: Ask) -> Message:
    message = ask.world.find(ask.channel(), ask.get("ts"))
    if message.user != ask.bot_id:
        raise Refused("message_not_owned_by_app")
    if not message.streaming:
        raise Refused("message_not_in_streaming_state")
    return message


@method(
    "chat.appendStream",
    scopes="chat:write",
    tier=FOUR,
    required="channel ts",
    optional="markdown_text chunks",
)
def append_stream(ask: Ask) -> Json:
    message, text = stream_of(ask), chunk_text(ask)
    if not text and not ask.get("chunks"):
        raise Refused("no_text")
    append(message, text)
    return {"channel": message.channel.id, "ts": message.ts}


@method(
    "chat.stopStream",
    scopes="chat:write",
    tier=TWO,
    required="channel ts",
    optional="markdown_text blocks metadata chunks session_status",
)
def stop_stream(ask: Ask) -> Json:
    """End a stream; its blocks stand below what was streamed."""
    message, text = stream_of(ask), chunk_text(ask)
    blocks, metadata = read_blocks(ask, message.channel), read_metadata(ask)
    append(message, text)

    def alter() -> None:
        message.streaming = False
        message.metadata = metadata
        if blocks:
            streamed = [{"type": "markdown", "block_id": "streamed", "text": message.markdown}]
            message.blocks = (streamed if message.markdown else []) + blocks
            message.markdown = ""

    ask.world.change(message, alter)
    thread = ask.world.state.assistant_threads.get((message.channel.id, message.root_ts))
    if thread:
        thread.status = ""
    return {"channel": message.channel.id, "ts": message.ts, "message": message_body(message, metadata=True)}
