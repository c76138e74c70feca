"""`helpdesk ask`: one message in a fresh conversation."""

import asyncio
import json
import sys
from pathlib import Path
from typing import Annotated, Any
from uuid import uuid4

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("ask")(ask)


def ask(
    text: Annotated[str, typer.Argument(help="The message.")],
    history: Annotated[
        Path | None,
        typer.Option(help="What was said before: JSON Lines with role (member, helpdesk) and text."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Ask one question and see the reply."""
    asyncio.run(_ask(text, read_history(history) if history else (), as_json=as_json))


async def _ask(text: str, history: tuple[tuple[str, str], ...], *, as_json: bool) -> None:
    from adapters.console.terminal import Terminal
    from bot.app import open_app
    from bot.cli.opening import stock
    from bot.messages import Said
    from bot.settings import load_settings

    async with open_app(load_settings()) as app:
        await stock(app)
        said = Said(conversation=f"ask:{uuid4().hex}", text=text, history=history)
        reply = await app.conversation().reply(said)
    if as_json:
        json.dump(as_values(reply), sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        Terminal().show(reply)


def as_values(reply: Any) -> dict[str, Any]:
    """A reply in the form that `ask --json` promises."""
    return {
        "action": reply.action.value,
        "text": reply.text,
        "citations": [
            {"n": c.n, "title": c.title, "url": c.url, "as_of": c.as_of, "quote": c.quote}
            for c in reply.citations
        ],
        "confidence": reply.confidence,
        "ticket": reply.ticket,
        "buttons": [button.label for button in reply.buttons],
        "answer_id": reply.answer_id,
    }


ROLES = {"member": "member", "user": "member", "helpdesk": "helpdesk", "agent": "helpdesk",
         "assistant": "helpdesk", "bot": "helpdesk", "expert": "helpdesk"}  # fmt: skip


def read_history(path: Path) -> tuple[tuple[str, str], ...]:
    """(role, text) pairs, oldest first; exits with a sentence for a file that is none."""
    turns = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"{path} can't be read: {error}") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            turn = json.loads(line)
            turns.append((ROLES[turn["role"]], str(turn["text"])))
        except (ValueError, KeyError, TypeError) as error:
            raise typer.BadParameter(
                f"line {number} of {path} is not an object with a role (member or helpdesk) and a text"
            ) from error
    return tuple(turns)
