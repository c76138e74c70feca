"""`helpdesk chat`: a conversation in the terminal, as a member."""

import asyncio
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("chat")(chat)


def chat(
    name: Annotated[
        str, typer.Option("--as", help="Whose conversation this is; each name has its own.")
    ] = "console",
) -> None:
    """Talk to the helpdesk. Each line is one message; /quit or the end of input ends the talk."""
    asyncio.run(_chat(name))


async def _chat(name: str) -> None:
    from adapters.console.terminal import Terminal
    from bot.texts import Texts

    terminal = Terminal()
    terminal.say(Texts().say("greeting"))
    # Loaded while the member reads and writes.
    from bot.app import open_app
    from bot.cli.opening import stock
    from bot.messages import Said
    from bot.settings import load_settings

    async with open_app(load_settings()) as app:
        await stock(app)
        conversation = await asyncio.to_thread(app.conversation)
        await app.room.keep_in_step()
        vectors = asyncio.create_task(app.room.use_chroma())
        async for line in terminal.lines():
            terminal.show(await conversation.reply(Said(conversation=f"console:{name}", text=line)))
        vectors.cancel()
