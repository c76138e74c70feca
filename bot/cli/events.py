"""`helpdesk events`: what organisers do – bring events in, open, move, cancel and list them, see who registered, tell them."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.clock import Clock
    from bot.events.announcing import Announcements
    from bot.events.catalogue import Event, State
    from bot.events.keeping import Events, Kept, Registrations
    from bot.texts import Texts


@dataclass(frozen=True)
class EventParts:
    """What the commands work with, ready to use."""

    events: "Events"
    registrations: "Registrations"
    announcements: "Announcements"
    texts: "Texts"
    clock: "Clock"


Open = Callable[[], AbstractAsyncContextManager[EventParts]]
Work = Callable[[EventParts], Awaitable[bool]]
Id = Annotated[str, typer.Argument(metavar="ID", help="The event's id, as `helpdesk events list` shows it.")]


@asynccontextmanager
async def open_parts() -> AsyncIterator[EventParts]:
    """The parts that the settings name."""
    from bot.app import open_app
    from bot.settings import load_settings

    async with open_app(load_settings()) as app:
        await app.stock_samples()
        yield EventParts(app.events, app.registrations, app.announcements, app.texts, app.clock)


def register(app: typer.Typer, *, opened: Open = open_parts) -> None:
    """Add the commands, which work on the parts that `opened` gives."""
    group = typer.Typer(
        help="Import, list, open, move, cancel, export and announce events.", no_args_is_help=True
    )

    def run(work: Work) -> None:
        async def working() -> bool:
            async with opened() as parts:
                return await work(parts)

        if not asyncio.run(working()):
            raise typer.Exit(1)

    @group.command("import")
    def import_(
        file: Annotated[Path, typer.Argument(metavar="FILE", help="An .ics, .csv or .json file.")],
    ) -> None:
        """Add the events of a file, and bring known ones up to date by their id."""
        run(lambda parts: bring_in(parts, file))

    @group.command("list")
    def list_(
        everything: Annotated[bool, typer.Option("--all", help="Past and cancelled events too.")] = False,
    ) -> None:
        """List the coming events with their ids and how many have registered."""
        run(lambda parts: show(parts, everything=everything))

    @group.command("open")
    def open_(id_: Id) -> None:
        """Open an event for registration."""
        from bot.events.catalogue import State

        run(lambda parts: put(parts, id_, State.OPEN))

    @group.command("cancel")
    def cancel(id_: Id) -> None:
        """Cancel an event."""
        from bot.events.catalogue import State

        run(lambda parts: put(parts, id_, State.CANCELLED))

    @group.command("move")
    def move(
        id_: Id,
        start: Annotated[str, typer.Option("--to", help="The new start, like 2026-03-06T14:00.")],
        end: Annotated[
            str | None, typer.Option("--until", help="The new end; else it takes as long.")
        ] = None,
    ) -> None:
        """Move an event to another time, by the clocks of its zone."""
        run(lambda parts: shift(parts, id_, start, end))

    @group.command("export")
    def export(id_: Id) -> None:
        """Print who registered, as a table (CSV)."""
        run(lambda parts: hand_out(parts, id_))

    @group.command("announce")
    def announce(
        id_: Id,
        text: Annotated[str, typer.Argument(metavar="TEXT", help="What members read, word for word.")],
        name: Annotated[
            str | None, typer.Option("--as", help="Who writes; else the event's organiser.")
        ] = None,
    ) -> None:
        """Tell everybody who has a seat or waits, in their chats."""
        run(lambda parts: tell(parts, id_, text, name))

    app.add_typer(group, name="events")


async def bring_in(parts: EventParts, file: Path) -> bool:
    """Import a file; whether anything in it could be used."""
    from bot.events.imports import UnreadableFile, read

    try:
        reading = read(await asyncio.to_thread(file.read_bytes), name=file.name)
    except OSError as wrong:
        return _refused(f"{file} can't be read: {wrong.strerror}.")
    except UnreadableFile as wrong:
        return _refused(f"{wrong}.")
    for problem in reading.problems:
        print(problem, file=sys.stderr)
    events = reading.beside(await parts.events.all())
    kept = await parts.events.keep(events, now=parts.clock.now())
    counted = {
        "added": len(kept.added),
        "changed": len(kept.changed),
        "unchanged": len(kept.unchanged),
        "left out": len(reading.problems),
        "moved up from waiting lists": len(kept.promoted),
    }
    told = ", ".join(f"{number} {what}" for what, number in counted.items() if number)
    print(f"{told}. {_told(kept)}" if kept.changed else told or "The file holds no events.")
    return bool(reading.events) or not reading.problems


async def show(parts: EventParts, *, everything: bool = False) -> bool:
    """List events."""
    from bot.events.catalogue import State
    from bot.events.keeping import Count
    from bot.events.wording import EventWords

    now = parts.clock.now()
    words = EventWords(parts.texts, now)
    counts = await parts.registrations.counts()
    for event in await parts.events.all():
        if everything or not (event.is_over(now) or event.state is State.CANCELLED):
            count = counts.get(event.id, Count())
            print(f"{event.id}  {words.line(event, count=count)}")
            seats = "no limit" if event.seats is None else f"{event.seats} seats"
            print(f"    {seats}, {count.seated} registered, {count.waiting} waiting")
    return True


async def put(parts: EventParts, id_: str, state: "State") -> bool:
    """Open or cancel an event; a chat or server that runs tells whom it concerns."""
    from bot.events.catalogue import EventId, State
    from bot.events.keeping import Count

    event = await _found(parts, id_)
    if event is None:
        return False
    if event.state is state:
        print(f"{id_} is {state} already.")
        return True
    kept = await parts.events.set_state(EventId(id_), state, now=parts.clock.now())
    told = [f"{id_} is {state} now."]
    if state is State.CANCELLED:
        count = (await parts.registrations.counts()).get(EventId(id_), Count())
        told.append(f"{count.seated} had a seat, {count.waiting} waited.")
    if kept.promoted:
        told.append(f"{len(kept.promoted)} moved up from the waiting list.")
    print(" ".join([*told, _told(kept)]))
    return True


async def shift(parts: EventParts, id_: str, start: str, end: str | None) -> bool:
    """Move an event."""
    from bot.events.records import BadRecord, moved
    from bot.events.wording import EventWords

    event = await _found(parts, id_)
    if event is None:
        return False
    try:
        later = moved(event, start, end)
    except BadRecord as wrong:
        return _refused(f"{wrong}.")
    now = parts.clock.now()
    kept = await parts.events.keep([later], now=now)
    print(f"{id_} is now on {EventWords(parts.texts, now).when_in(later)}. {_told(kept)}")
    return True


async def hand_out(parts: EventParts, id_: str) -> bool:
    """Print the registrations of an event."""
    from bot.events.catalogue import EventId
    from bot.events.export import as_csv

    if await _found(parts, id_) is None:
        return False
    print(as_csv(await parts.registrations.roll(EventId(id_))), end="")
    return True


async def tell(parts: EventParts, id_: str, text: str, name: str | None) -> bool:
    """Announce something; a chat or server that runs tells it."""
    from uuid import uuid4

    from bot.conversation.announcing import why_not
    from bot.conversation.forms.checks import Misfit, text_fits
    from bot.conversation.reading import readable_lines
    from bot.events.announcing import LONGEST, Announced, Announcement
    from bot.messages import Field, FieldKind
    from escalation.experts import is_alias

    event = await _found(parts, id_)
    if event is None:
        return False
    who = name or event.organiser.strip()
    if not who or (name is not None and not is_alias(name)):
        return _refused("Say who writes, by a name that members can be shown: --as Anna")
    written = readable_lines(text)
    fits = text_fits(Field("announcement", FieldKind.LONG_TEXT, limit=LONGEST), written)
    if isinstance(fits, Misfit):
        return _refused(parts.texts.say(fits.text, **fits.values))
    announcement = Announcement(event.id, uuid4().hex, "terminal", who, written, parts.clock.now())
    outcome = await parts.announcements.announce(announcement)
    if not isinstance(outcome, Announced):
        return _refused(why_not(outcome, event, parts.texts))
    print(parts.texts.say("announcement-made", title=event.title, count=outcome.people))
    return True


async def _found(parts: EventParts, id_: str) -> "Event | None":
    from difflib import get_close_matches

    from bot.events.catalogue import EventId

    event = await parts.events.find(EventId(id_))
    if event is None:
        near = get_close_matches(id_, [each.id for each in await parts.events.all()], n=1)
        _refused(f"There is no event {id_}." + (f" Did you mean {near[0]}?" if near else ""))
    return event


def _told(kept: "Kept") -> str:
    """How many hear of a change: those whom it concerns and who registered in a chat."""
    number = len({each.member for each in kept.news})
    return f"{number or 'No'} {'member' if number == 1 else 'members'} will be told."


def _refused(why: str) -> bool:
    print(why, file=sys.stderr)
    return False
