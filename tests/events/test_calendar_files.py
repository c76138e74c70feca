"""Calendar files: valid, right across clock changes, known again, and discreet."""

from dataclasses import replace
from datetime import UTC, date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from bot.events.calendar_files import calendar_file, file_name, uid
from bot.events.catalogue import Event, JoinLink, State
from bot.events.imports import read
from bot.events.registration import Registration, Standing
from tests.events.making import NOW, event, paris

SECRET = "https://meet.example/secret"


def registration(standing: Standing = Standing.SEATED, revision: int = 0) -> Registration:
    return Registration(event().id, "ana", 1, standing, NOW, revision)


def online(day: str = "2026-03-05", **changed: object) -> Event:
    return replace(event(day=day, join_link=JoinLink(SECRET), organiser="Platform"), **changed)  # type: ignore[arg-type]


def entry(data: bytes) -> Any:
    """The one entry of a file; the library's types of its values are wider than these."""
    (found,) = Calendar.from_ical(data).walk("VEVENT")
    return found


def test_a_seat_is_a_request_with_zone_and_link() -> None:
    data = calendar_file(online(), registration(), now=NOW)
    calendar = Calendar.from_ical(data)
    assert str(calendar["METHOD"]) == "REQUEST"
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Paris"]
    assert b"DTSTART;TZID=Europe/Paris:20260305T140000" in data
    found = entry(data)
    assert str(found["UID"]) == "ev-1@policy-helpdesk"
    assert str(found["STATUS"]) == "CONFIRMED"
    assert SECRET in str(found["DESCRIPTION"])
    assert found["DTSTAMP"].dt == NOW
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))


@pytest.mark.parametrize(
    ("day", "utc_hour"), [("2026-03-28", 13), ("2026-03-30", 12), ("2026-10-24", 12), ("2026-10-26", 13)]
)
@pytest.mark.parametrize("zone", ["Europe/Paris", "Europe/Helsinki", "Atlantic/Azores", "Indian/Reunion"])
def test_files_are_right_across_clock_changes(day: str, utc_hour: int, zone: str) -> None:
    held = online(day, zone=zone)
    start = entry(calendar_file(held, registration(), now=NOW))["DTSTART"].dt
    assert start == paris(day)
    assert start.astimezone(UTC).hour == utc_hour


def test_who_waits_gets_no_link() -> None:
    data = calendar_file(online(), registration(Standing.WAITING), now=NOW)
    assert b"secret" not in data.replace(b"\r\n ", b"")
    assert str(entry(data)["STATUS"]) == "TENTATIVE"
    assert str(entry(data)["SUMMARY"]).endswith("(waiting list)")


def test_without_a_registration_it_is_published_without_link() -> None:
    data = calendar_file(online(url="https://example.eu/e"), now=NOW)
    assert b"secret" not in data
    assert b"METHOD:PUBLISH" in data
    assert b"ATTENDEE" not in data
    assert str(entry(data)["URL"]) == "https://example.eu/e"


def test_a_cancellation_has_the_same_uid_and_a_higher_sequence() -> None:
    before = calendar_file(online(), registration(), now=NOW)
    after = calendar_file(online(), registration(Standing.CANCELLED, revision=1), now=NOW)
    assert b"METHOD:CANCEL" in after
    assert b"secret" not in after
    assert str(entry(after)["STATUS"]) == "CANCELLED"
    assert entry(before)["UID"] == entry(after)["UID"]
    assert entry(after)["SEQUENCE"] > entry(before)["SEQUENCE"]
    back = calendar_file(online(), registration(revision=2), now=NOW)
    assert b"METHOD:REQUEST" in back
    assert entry(back)["SEQUENCE"] > entry(after)["SEQUENCE"]


def test_a_cancelled_event_cancels_every_file() -> None:
    off = replace(online(state=State.CANCELLED), sequence=3)
    for held in (registration(), registration(Standing.WAITING), None):
        data = calendar_file(off, held, now=NOW)
        assert b"METHOD:CANCEL" in data
        assert b"secret" not in data
        assert entry(data)["SEQUENCE"] == 3


def test_days_without_hours_are_whole_days() -> None:
    forum = event(
        starts_at=paris("2026-04-16", "00:00"),
        ends_at=paris("2026-04-18", "00:00"),
        hours_known=False,
        state=State.SAVE_THE_DATE,
        place="Copenhagen",
    )
    found = entry(calendar_file(forum, now=NOW))
    assert (found["DTSTART"].dt, found["DTEND"].dt) == (date(2026, 4, 16), date(2026, 4, 18))
    assert str(found["STATUS"]) == "TENTATIVE"
    assert str(found["LOCATION"]) == "Copenhagen"


@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=80))
def test_no_text_breaks_out_of_its_line(title: str, summary: str, organiser: str) -> None:
    held = online(title=title, summary=summary + "\r\nATTENDEE:mailto:x@example.eu", place=organiser)
    held = replace(held, organiser=organiser + '";X=1:')
    data = calendar_file(held, registration(), now=NOW)
    found = entry(data)
    assert found.errors == []
    assert str(found["ATTENDEE"]) == "invalid:nomail"
    assert data.count(b"\r\nATTENDEE") == 1
    assert data.count(b"BEGIN:VEVENT") == 1


def test_files_come_back_as_the_event_that_they_are_of() -> None:
    held = event(organiser="Platform", place="Lille", summary="Line one;\nline, two")
    (back,) = read(calendar_file(held, registration(), now=NOW), name="x.ics").events
    assert back == held


def test_names_of_files_and_entries_are_plain() -> None:
    assert file_name(event()) == "ev-1.ics"
    assert file_name(event("../../etc/passwd")) == "etc-passwd.ics"
    assert file_name(event("…")) == "event.ics"
    assert uid(event("x@example.eu")) == "x@example.eu"
