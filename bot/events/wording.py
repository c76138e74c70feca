"""What is said about events: their lines in a list, and what came of a wish. Times are the member's own as well."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from bot.events.catalogue import Event, State
from bot.events.finding import Ambiguous, NothingFound
from bot.events.keeping import Count, Held
from bot.events.news import News, NewsKind, Plan, fingerprint
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
    join_link,
)
from bot.events.times import days, hours, same_clocks
from bot.texts import FALLBACK, Phrase, Texts


@dataclass(frozen=True)
class EventWords:
    """Sentences about events in one language, for someone whose clocks follow `zone`."""

    texts: Texts
    now: datetime
    zone: str | None = None
    """None where it isn't known: then only the time at the event is told"""
    where: str | None = None
    """how the member calls the place of these clocks; else the zone's own city"""

    def when(self, event: Event) -> Phrase:
        """Day and hours: Thursday 5 March 2026, 14:00–15:30 (Paris), 15:00–16:30 (Helsinki)."""
        return partial(self.when_in, event)

    def when_in(self, event: Event, language: str = FALLBACK) -> str:
        """The same, in this language."""
        texts = Texts(language)
        day = days(event, language=language)
        told = hours(event)
        if told is None:
            return texts.say("event-hours-open", day=day)
        place = _city(event.zone)
        if self.zone is None or same_clocks(event, self.zone):
            return texts.say("event-when", day=day, hours=told, place=place)
        own = hours(event, self.zone) or told
        return texts.say(
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

    def news(self, news: News, event: Event, held: Held, *, file_name: str) -> str:
        """For a registered member: what has changed, what that is to them, and what they can do."""
        say, old = self.texts.say, news.known
        file = say("event-news-file", name=file_name)
        if news.kind is NewsKind.CANCELLED:
            planned = _as_planned(event, old) if old else event
            off = say("event-called-off", title=event.title, time=self.when(planned))
            return f"{off}\n\n{file}"
        named: dict[str, str | Phrase] = {"title": event.title, "time": self.when(event)}
        told = [say("event-reopened", **named)] if news.kind is NewsKind.REOPENED else []
        if news.kind is NewsKind.ADMITTED:
            told.append(self.outcome(held.outcome, event))
        if news.is_promotion:
            told.append(say("event-promoted", **named))
        if old is not None:
            told += self._differences(old, event, is_promotion=news.is_promotion)
        if news.kind in {NewsKind.MOVED, NewsKind.REOPENED} and not news.is_promotion:
            told.append(
                say("event-seat-kept")
                if held.position is None
                else say("event-place-kept", position=held.position)
            )
        paragraphs = [" ".join(told), *self._link(old.link if old else None, event, held), file]
        return "\n\n".join(part for part in paragraphs if part)

    def _differences(self, old: Plan, event: Event, *, is_promotion: bool) -> list[str]:
        """What of time and place is other than the member knows it."""
        say, told = self.texts.say, []
        if old.time != (event.starts_at, event.ends_at, event.hours_known):
            message = "event-moved-too" if is_promotion else "event-moved"
            before = self.when(_as_planned(event, old))
            told.append(say(message, title=event.title, time=self.when(event), before=before))
        if old.place != event.place:
            told.append(say("event-place", title=event.title, place=event.place or say("event-online")))
        return told

    def _link(self, old: str | None, event: Event, held: Held) -> list[str]:
        """The address to join by, where it is news to the member who may have it."""
        link = join_link(event, held.registration)
        if link is None:
            return [self.texts.say("event-link-gone", title=event.title)] if old is not None else []
        if old == fingerprint(link):
            return []
        message = "event-link" if old is None else "event-link-changed"
        return [self.texts.say(message, title=event.title, link=link)]

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
        named: dict[str, str | Phrase] = {"title": event.title, "time": self.when(event)}
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


def _as_planned(event: Event, plan: Plan) -> Event:
    """The event at the time that a member knows."""
    return replace(event, starts_at=plan.starts_at, ends_at=plan.ends_at, hours_known=plan.hours_known)


def _city(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")
