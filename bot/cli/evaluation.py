"""`helpdesk eval`: how well members' messages are answered."""

import asyncio
import json
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from bot.app import App
    from bot.evaluation.messages import TestMessage
    from bot.evaluation.scoring import RawReply


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("eval")(evaluate)


def evaluate(
    file: Annotated[Path, typer.Argument(help="Messages with the expected actions and facts, JSON Lines.")],
    now: Annotated[
        str | None, typer.Option(help="The time at which they are sent, like 2026-01-08T10:00+01:00.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the raw replies and the figures.")] = False,
) -> None:
    """Send each message as a fresh member would, and score the replies. Nothing of it is kept."""
    from bot.evaluation.messages import BadMessages, read_messages

    try:
        messages = read_messages(file)
        moment = datetime.fromisoformat(now) if now else None
    except (BadMessages, ValueError) as error:
        raise typer.BadParameter(str(error)) from error
    if moment is not None and moment.tzinfo is None:
        raise typer.BadParameter("--now needs its offset from UTC, like 2026-01-08T10:00+01:00")
    asyncio.run(_evaluate(messages, moment, as_json=as_json))


async def _evaluate(messages: "list[TestMessage]", now: datetime | None, *, as_json: bool) -> None:
    from bot.app import open_app
    from bot.cli.opening import stock
    from bot.evaluation.scoring import score
    from bot.evaluation.trade import trades
    from bot.settings import load_settings

    settings = load_settings(**({"now": now} if now else {}))
    async with open_app(settings) as app:
        await stock(app)
        replies = [await _reply(app, message) for message in messages]
        boldest = [await _boldest(app, *pair) for pair in zip(messages, replies, strict=True)]
    figures = score(messages, {reply.id: reply for reply in replies})
    figures["trade"] = [
        vars(trade)
        for trade in trades(
            messages, {reply.id: reply for reply in boldest}, chosen=settings.answer_threshold
        )
    ]
    if as_json:
        values = {"replies": [reply.as_values() for reply in replies], **figures}
        json.dump(values, sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        _print(figures, settings.answer_threshold)


async def _boldest(app: "App", message: "TestMessage", reply: "RawReply") -> "RawReply":
    """The reply at the lowest threshold: the same, where pages have answered already."""
    from bot.evaluation.trade import LEAST

    return reply if reply.is_from_pages else await _reply(app, message, threshold=LEAST)


async def _reply(app: "App", message: "TestMessage", *, threshold: float | None = None) -> "RawReply":
    """The reply that a member whom nobody has seen before gets to this message."""
    from bot.cli.ask import as_values
    from bot.evaluation.scoring import RawReply
    from bot.evaluation.setup import prepare
    from bot.messages import Said

    conversation = await app.rehearsal(threshold=threshold)
    for line in message.setup:
        await prepare(conversation, line, member=message.id)
    said = Said(conversation=message.id, member=message.id, text=message.text)
    if message.previous is not None:
        await conversation.reply(replace(said, text=message.previous))
    values = as_values(await conversation.reply(said))
    return RawReply(message.id, values["action"], values["text"], values["citations"], values["confidence"])


def _print(figures: dict[str, Any], threshold: float) -> None:
    print(f"{figures['messages']} messages: right action {_percent(figures['action_right'])}, "
          f"facts {_percent(figures['facts_right'])}, "
          f"needing an expert but answered {_percent(figures['needs_expert_answered'])}")  # fmt: skip
    for kind, tally in figures["by_kind"].items():
        print(
            f"  {kind:16} {tally['n']:4}   action {_percent(tally['action_right']):>6}   "
            f"facts {_percent(tally['facts_right']):>6}"
        )
    print("  How sure it has to be (HELPDESK_ANSWER_THRESHOLD), against what that costs:")
    for trade in figures["trade"]:
        print(
            f"  {'*' if trade['threshold'] == threshold else ' '} {trade['threshold']:.2f}   "
            f"answered rightly, of what pages hold {_percent(trade['answered']):>6}   "
            f"wrong, of what is answered {_percent(trade['wrong']):>6}"
        )
    for miss in figures["wrong"]:
        missing = f", missing {', '.join(miss['missing_facts'])}" if miss["missing_facts"] else ""
        print(f"  {miss['id']}: expected {miss['expected']}, got {miss['got']}{missing} – {miss['text']}")


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.1%}"
