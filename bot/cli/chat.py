"""`helpdesk chat`: a conversation in the terminal, as a member."""

import asyncio
from typing import TYPE_CHECKING, Annotated
from uuid import uuid4

import typer

if TYPE_CHECKING:
    from bot.app import App

CHROMA_AFTER_S = 5.0


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("chat")(chat)


def chat(
    name: Annotated[
        str, typer.Option("--as", help="Whose conversation this is; each name has its own.")
    ] = "console",
) -> None:
    """Talk to the helpdesk. Each line is one message; “quit” or the end of input ends the talk."""
    asyncio.run(_chat(name))


async def _chat(name: str) -> None:
    from adapters.console.terminal import Terminal
    from bot.settings import load_settings
    from bot.texts import Texts

    settings = load_settings()
    terminal = Terminal(downloads=settings.data_dir / "files")
    terminal.say(Texts().say("greeting"))
    # Loaded while the member reads and writes.
    from adapters.console.sender import ConsoleSender
    from bot.app import open_app
    from bot.cli.opening import stock
    from bot.cli.platforms import appoint_in_terminals
    from bot.storage.errors import StorageError
    from bot.storage.inbox import Inbound

    conversation = f"console:{name}"
    async with open_app(settings) as app:
        await stock(app)
        await appoint_in_terminals(app, settings)
        await asyncio.to_thread(app.conversation)
        await app.room.keep_in_step()
        vectors = asyncio.create_task(use_chroma(app))
        async with app.work(ConsoleSender(terminal, conversation, app.texts)) as working:
            await working.catch_up(conversation)
            async for line in terminal.lines():
                try:
                    await working.say(Inbound(conversation, line, dedup_key=uuid4().hex))
                except StorageError as lost:
                    terminal.say(f"{app.texts.say('something-went-wrong')}\n\n{lost}")
            await working.tell(conversation)
        vectors.cancel()


async def use_chroma(app: "App") -> None:
    """Take Chroma once the first replies are given: its libraries take more than a second to load."""
    await asyncio.sleep(CHROMA_AFTER_S)
    await app.room.use_chroma()
