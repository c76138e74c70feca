"""Calendar files (iCalendar, RFC 5545 and 5546): a seat or a place in the queue, and its end.

A calendar knows an event again by its UID, and believes the file with the highest SEQUENCE.
"""

import re
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, vCalAddress, vText
from icalendar import Event as CalendarEvent

from bot.events.catalogue import Event, State
from bot.events.registration import Registration, Standing, join_link

DOMAIN = "policy-helpdesk"
NOBODY = "invalid:nomail"  # calendars insist on addresses; nobody's is given away

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029]")


def uid(event: Event) -> str:
    """The name by which calendars know an event, whatever of it changes."""
    name = plain(event.id)
    return name if "@" in name else f"{name}@{DOMAIN}"


def calendar_file(event: Event, registration: Registration | None = None, *, now: datetime) -> bytes:
    """The file for a member's registration; without one, the event as anyone may see it.

    A cancelled registration or event gives METHOD:CANCEL. Only who has a seat gets the link to join by.
    """
    is_gone = event.state is State.CANCELLED or (registration is not None and not registration.is_live)
    calendar = Calendar()
    calendar.add("prodid", "-//Policy Helpdesk//events//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if is_gone else "REQUEST" if registration else "PUBLISH")
    calendar.add_component(_entry(event, registration, now, is_gone=is_gone))
    calendar.add_missing_timezones(
        first_date=event.starts_at.date() - timedelta(days=366),
        last_date=event.ends_at.date() + timedelta(days=366),
    )
    return bytes(calendar.to_ical())


def file_name(event: Event) -> str:
    """A name that every system takes: "ev-web-rural.ics"."""
    return (re.sub(r"[^A-Za-z0-9._-]+", "-", event.id).strip("-.")[:60] or "event") + ".ics"


def _entry(event: Event, registration: Registration | None, now: datetime, *, is_gone: bool) -> CalendarEvent:
    is_waiting = registration is not None and registration.standing is Standing.WAITING
    tentative = is_waiting or event.state is State.SAVE_THE_DATE
    link = join_link(event, registration)
    entry = CalendarEvent()
    entry.add("uid", uid(event))
    entry.add("sequence", event.sequence + (registration.revision if registration else 0))
    entry.add("dtstamp", now.astimezone(UTC))
    if event.hours_known:
        entry.add("dtstart", event.local_start)
        entry.add("dtend", event.local_end)
    else:
        last = event.local_end - timedelta(microseconds=1)
        entry.add("dtstart", event.local_start.date())
        entry.add("dtend", max(event.local_start, last).date() + timedelta(days=1))
    title = plain(event.title)
    entry.add("summary", f"{title} (waiting list)" if is_waiting and not is_gone else title)
    entry.add("status", "CANCELLED" if is_gone else "TENTATIVE" if tentative else "CONFIRMED")
    description = [plain(event.summary)]
    if link is not None:
        description.append(f"Join: {plain(link)}")
    entry.add("description", "\n\n".join(part for part in description if part))
    entry.add("location", plain(event.place or "Online"))
    if link is not None or event.url is not None:
        entry.add("url", plain(link or event.url or ""))
    if registration is not None:
        entry.add("organizer", _address(plain(event.organiser) or "Policy Helpdesk"))
        attendee = _address("Member")
        attendee.params["PARTSTAT"] = vText(
            "TENTATIVE" if is_waiting else "DECLINED" if is_gone else "ACCEPTED"
        )
        entry.add("attendee", attendee)
    entry.add("transp", "TRANSPARENT" if tentative or is_gone else "OPAQUE")
    return entry


def _address(name: str) -> vCalAddress:
    address = vCalAddress(NOBODY)
    address.params["CN"] = vText(name.replace('"', "'"))
    return address


def plain(text: str) -> str:
    """Text without characters that could end a line of a calendar file, or be none at all."""
    return (
        _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")).encode("utf-8", "replace").decode()
    )
