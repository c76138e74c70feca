"""`helpdesk chat`: a conversation in the terminal, as a member."""

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from adapters.console.terminal import Terminal
    from bot.app import App

LISTEN_S = 0.4  # between two looks at what waits to be told


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
    from bot.settings import load_settings
    from bot.texts import Texts

    settings = load_settings()
    terminal = Terminal(downloads=settings.data_dir / "files")
    terminal.say(Texts().say("greeting"))
    # Loaded while the member reads and writes.
    from bot.app import open_app
    from bot.cli.opening import stock
    from bot.messages import Said

    async with open_app(settings) as app:
        await stock(app)
        conversation = await asyncio.to_thread(app.conversation)
        await app.room.keep_in_step()
        vectors = asyncio.create_task(app.room.use_chroma())
        talk = f"console:{name}"
        listening = asyncio.create_task(listen(app, terminal, talk))
        async for line in terminal.lines():
            terminal.show(await conversation.reply(Said(conversation=talk, text=line)))
        vectors.cancel()
        listening.cancel()
        await tell(app, terminal, talk)


async def listen(app: "App", terminal: "Terminal", conversation: str) -> None:
    """Show what experts and organisers have to say, within a second of their saying it."""
    while True:
        await tell(app, terminal, conversation)
        await asyncio.sleep(LISTEN_S)


async def tell(app: "App", terminal: "Terminal", conversation: str) -> None:
    """Show what waits to be told in this conversation, each thing once."""
    from bot.conversation.notices import notice_text
    from bot.texts import Texts

    for delivery in await app.deliveries.pending(conversation):
        # Marked first: a process that dies in between must not tell it twice, and the ticket keeps the words.
        if delivery.id is not None and await app.deliveries.mark_delivered(delivery.id, at=app.clock.now()):
            texts = Texts(str(delivery.payload.get("language", "en")))
            terminal.say(notice_text(delivery, texts))
