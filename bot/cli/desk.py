"""`helpdesk desk`: the experts' queue in the terminal."""

import asyncio
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from adapters.console.terminal import Terminal
    from bot.app import App
    from bot.desk.view import View
    from escalation.experts import Expert

NEWS_EVERY_S = 1.0


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("desk")(desk)


def desk(
    alias: Annotated[str, typer.Option("--as", help="Your name, as members see it.")] = "Expert",
    is_coordinator: Annotated[
        bool, typer.Option("--coordinator", help="You may reassign tickets that others hold.")
    ] = False,
) -> None:
    """Answer members' tickets. Each line is one command; help lists them, quit leaves."""
    if not asyncio.run(_desk(alias.strip(), is_coordinator=is_coordinator)):
        raise typer.Exit(1)


async def _desk(alias: str, *, is_coordinator: bool) -> bool:
    from bot.desk.view import View
    from bot.settings import load_settings
    from bot.texts import Texts
    from escalation.experts import Expert, ExpertId, is_alias
    from escalation.office import ZONE
    from escalation.rules import Reason, Refused

    view = View(Texts(), ZONE)
    if not is_alias(alias):
        print(view.refusal(Refused(Reason.ALIAS_UNFIT), word=alias), file=sys.stderr)
        return False
    expert = Expert(ExpertId(f"console:{alias.casefold()}"), alias, is_coordinator=is_coordinator)

    from adapters.console.terminal import Terminal
    from bot.app import open_app

    async with open_app(load_settings()) as app:
        enrolled = await app.desk.enrol(expert)
        if isinstance(enrolled, Refused):
            print(view.refusal(enrolled, word=alias), file=sys.stderr)
            return False
        await _sit(app, expert, view, Terminal(prompt="desk> "))
    return True


async def _sit(app: "App", expert: "Expert", view: "View", terminal: "Terminal") -> None:
    """Read and answer lines until the expert leaves."""
    from bot.desk.commands import ExpertAtDesk

    at_desk = ExpertAtDesk(app.desk, expert, view, app.admit)
    waiting = [ticket for ticket in await app.desk.list_open() if ticket.sleep is None]
    _print(app.texts.say("desk-greeting", alias=expert.alias, waiting=len(waiting)))
    if waiting:
        _print(view.rows(waiting))
    news = asyncio.create_task(_tell_news(app, expert, view)) if terminal.is_typed else None
    try:
        async for line in terminal.lines():
            said = await at_desk.says(line)
            if said is None:
                return
            _print(said)
    finally:
        if news is not None:
            news.cancel()
            with suppress(asyncio.CancelledError):
                await news


async def _tell_news(app: "App", expert: "Expert", view: "View") -> None:
    """Print what others do, above the line that is being typed."""
    from bot.cli.desk_news import News
    from bot.storage.errors import DatabaseUnreachable

    news = News(expert, view, app.clock.now)
    while True:
        with suppress(DatabaseUnreachable):  # the next look may find it again
            for line in news.since(await app.desk.list_live()):
                _print(line)
        await asyncio.sleep(NEWS_EVERY_S)


def _print(text: str) -> None:
    print(text, flush=True)
