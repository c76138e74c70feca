"""What is said about events: their lines in a list, and what came of a wish. Times are the member's own as well."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.events.catalogue import Event, State
from bot.events.finding import Ambiguous, NothingFound
from bot.events.keeping import Count, Held
from bot.events.registration import (
    Cancelled,
    CheckNeeded,
    NotRegistered,
    Reason,
    Refused,
    Registered,
    RoleAsked,
    Seat,
    Waitlisted,
)
from bot.events.times import days, hours, same_clocks
from bot.texts import Texts


@dataclass(frozen=True)
class EventWords:
    """Sentences about events in one language, for someone whose clocks follow `zone`."""

    texts: Texts
    now: datetime
    zone: str | None = None
    """None where it isn't known: then only the time at the event is told"""
    where: str | None = None
    """how the member calls the place of these clocks; else the zone's own city"""

    def when(self, event: Event) -> str:
        """Day and hours: Thursday 5 March 2026, 14:00–15:30 (Paris), 15:00–16:30 (Helsinki)."""
        day = days(event, language=self.texts.language)
        told = hours(event)
        if told is None:
            return self.texts.say("event-hours-open", day=day)
        place = _city(event.zone)
        if self.zone is None or same_clocks(event, self.zone):
            return self.texts.say("event-when", day=day, hours=told, place=place)
        own = hours(event, self.zone) or told
        return self.texts.say(
            "event-when-own", day=day, hours=told, place=place, own=own, where=self.where or _city(self.zone)
        )

    def line(self, event: Event, *, count: Count | None = None, held: Held | None = None) -> str:
        """An event in a list: what, when, where, for whom, and whether there is room."""
        place = event.place or self.texts.say("event-online")
        line = self.texts.say("event-line", title=event.title, when=self.when(event), place=place)
        return " ".join([line, *self._notes(event, count or Count(), held)])

    def lines(
        self, events: Sequence[Event], *, counts: dict[str, Count] | None = None, held: Iterable[Held] = ()
    ) -> str:
        """A numbered list; the numbers are what "the first one" goes by."""
        own = {each.registration.event: each for each in held}
        return "\n".join(
            f"{number}. {self.line(event, count=(counts or {}).get(event.id), held=own.get(event.id))}"
            for number, event in enumerate(events, start=1)
        )

    def outcome(self, outcome: Registered, event: Event) -> str:
        """What came of a wish to register."""
        say = self.texts.say
        match outcome:
            case Seat(again=again):
                message = "event-registered-already" if again else "registered"
                return say(message, title=event.title, time=self.when(event))
            case Waitlisted(position=position, again=False):
                waiting = say("wait-listed", title=event.title, position=position)
                return f"{waiting} {say('event-wait-listed-when', time=self.when(event))}"
            case Waitlisted(position=position):
                return say(
                    "event-wait-listed-already", title=event.title, position=position, time=self.when(event)
                )
            case RoleAsked(audience=audience):
                return say("event-role-asked", title=event.title, time=self.when(event), who=audience.who)
            case CheckNeeded(audience=audience):
                return say("event-role-check", title=event.title, time=self.when(event), who=audience.who)
            case Refused(reason=reason, audience=audience):
                return self._refusal(reason, event, audience.who if audience else "")

    def cancelled(self, outcome: Cancelled | NotRegistered, event: Event) -> str:
        """What came of a wish to cancel."""
        if isinstance(outcome, NotRegistered):
            return self.texts.say("event-not-registered", title=event.title, time=self.when(event))
        done = self.texts.say("cancelled", title=event.title)
        return f"{done} {self.texts.say('event-cancelled-when', time=self.when(event))}"

    def promoted(self, event: Event) -> str:
        """For whoever has moved up from the wait-list."""
        return self.texts.say("event-promoted", title=event.title, time=self.when(event))

    def called_off(self, event: Event) -> str:
        """For whoever was registered for an event that was cancelled."""
        return self.texts.say("event-called-off", title=event.title, time=self.when(event))

    def which(self, finding: Ambiguous) -> str:
        """The question which of several is meant."""
        return f"{self.texts.say('event-which')}\n\n{self.lines(finding.candidates)}"

    def nothing(self, finding: NothingFound) -> str:
        """That no such event is known, and what comes nearest."""
        said = self.texts.say("event-none-then" if finding.dates else "event-none")
        if not finding.nearest:
            return said
        return f"{said} {self.texts.say('event-nearest')}\n\n{self.lines(finding.nearest)}"

    def _notes(self, event: Event, count: Count, held: Held | None) -> list[str]:
        say = self.texts.say
        if event.state is State.CANCELLED:
            return [say("event-note-cancelled")]
        if event.is_over(self.now):
            return [say("event-note-over")]
        notes = [event.audience.who] if event.audience else []
        if event.state is State.SAVE_THE_DATE:
            notes.append(say("event-note-save-the-date"))
        elif event.state is State.CLOSED:
            notes.append(say("event-note-closed"))
        elif event.seats is not None and held is None:
            free = max(0, event.seats - count.seated)
            notes.append(
                say("event-note-free", seats=free) if free else say("event-note-full", waiting=count.waiting)
            )
        if held is not None and held.position is None:
            notes.append(say("event-note-seat"))
        elif held is not None and held.position is not None:
            notes.append(say("event-note-waiting", position=held.position))
        return notes

    def _refusal(self, reason: Reason, event: Event, who: str) -> str:
        named = {"title": event.title, "time": self.when(event)}
        say = self.texts.say
        match reason:
            case Reason.RESTRICTED:
                return say("event-restricted", who=who, **named)
            case Reason.SAVE_THE_DATE:
                return say("event-save-the-date", **named)
            case Reason.PAST:
                return say("event-past", **named)
            case Reason.CANCELLED:
                return say("event-called-off", **named)
            case Reason.CLOSED:
                return say("event-closed", **named)
            case Reason.NO_SUCH_EVENT:
                return say("event-none")


def _city(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")
