"""Events from files, and registrations into one."""

import csv
import io
import json
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.events.catalogue import Audience, JoinLink, Kind, State
from bot.events.export import as_csv, safe
from bot.events.imports import UnreadableFile, read
from bot.events.registration import Registration, Standing
from tests.events.making import NOW, event, paris


def problems(data: str, name: str = "e.csv") -> list[str]:
    return [str(problem) for problem in read(data.encode(), name=name).problems]


def test_a_table_is_read_with_the_clocks_of_its_zone() -> None:
    table = (
        "\ufeffid;title;kind;starts_at;ends_at;zone;place;seats;state;keywords;audience;audience_who;join_link;note\r\n"
        'a;"One; two";Webinar;2026-03-05T14:00;2026-03-05T15:30;;;20;Save the date;bikes, lanes;;;https://x.eu/1;x\r\n'
        "\r\n"
        "b;Two;;2026-07-01 10:00;;Europe/Helsinki;Oulu;;;;staff;Only for staff.;;\r\n"
        "c;Three;;2026-04-16;2026-04-17;;;;;;;;;\r\n"
    )
    reading = read(table.encode(), name="Events.CSV")
    assert reading.problems == ()
    one, two, three = reading.events
    assert (one.title, one.kind, one.seats, one.state) == ("One; two", Kind.WEBINAR, 20, State.SAVE_THE_DATE)
    assert (one.starts_at, one.ends_at) == (paris("2026-03-05"), paris("2026-03-05", "15:30"))
    assert (one.keywords, one.join_link) == (("bikes", "lanes"), JoinLink("https://x.eu/1"))
    assert two.starts_at == datetime(2026, 7, 1, 7, tzinfo=UTC)
    assert (two.ends_at - two.starts_at).total_seconds() == 90 * 60
    assert (two.place, two.audience) == ("Oulu", Audience("staff", "Only for staff."))
    assert not three.hours_known
    assert three.ends_at == paris("2026-04-18", "00:00")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (",T,2026-03-05T14:00", "id is missing"),
        ("a b,T,2026-03-05", "id should be 1 to 200 characters without spaces"),
        ("a,,2026-03-05", "title is missing"),
        ("a,T,", "starts_at is missing"),
        ("a,T,5 March", "starts_at should be a date and time like 2026-03-05T14:00, or a date"),
        ("a,T,2026-02-30", "starts_at should be a date and time like 2026-03-05T14:00, or a date"),
        ("a,T,2026-03-05T14:00,2026-03-05T13:00", "ends_at lies before starts_at"),
        ("a,T,2026-03-05,,-1", "seats should be a number from 0 to 100000, or empty"),
        ("a,T,2026-03-05,,many", "seats should be a number from 0 to 100000, or empty"),
        ("a,T,2026-03-05,,,ajar", "state should be one of save_the_date, open, closed, cancelled"),
        ("a,T,2026-03-05,,,,Europe/Atlantis", "zone should be the name of a time zone like Europe/Paris"),
        ("a,T,2026-03-05,,,,../../etc/passwd", "zone should be the name of a time zone like Europe/Paris"),
        ("a,T,2026-03-05,,,,,javascript:x", "url should be an address that starts with https://"),
        ("a,T,2026-03-05,,,,,,staff", "audience and audience_who stand together or not at all"),
        ("a,T,2026-03-05,,,,,,,1,2,3", "12 cells, but 9 columns"),
        ("good,T,2026-03-05", "the id good stands in row 2 already"),
    ],
)
def test_a_bad_row_is_told_in_one_line_and_the_rest_goes_on(row: str, told: str) -> None:
    header = "id,title,starts_at,ends_at,seats,state,zone,url,audience\n"
    table = f"{header}good,T,2026-03-05\n{row}\nlast,T,2026-03-06\n"
    reading = read(table.encode(), name="e.csv")
    assert [each.id for each in reading.events] == ["good", "last"]
    assert [str(problem) for problem in reading.problems] == [f"row 3: {told}"]


def test_json_is_a_list_or_an_object_with_one() -> None:
    record = {"id": "a", "title": "T", "starts_at": "2026-03-05T13:00Z", "seats": 5, "keywords": ["x"]}
    for value in ([record], {"events": [record]}):
        (found,) = read(json.dumps(value).encode(), name="e.json").events
        assert found == event("a", title="T", keywords=("x",), seats=5)
    assert problems('[1, {"id": "a", "tilte": "T"}]', "e.json") == [
        "event 1: not an object",
        "event 2: title is missing",
    ]


def test_a_calendar_of_others_is_read() -> None:
    calendar = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//EN
BEGIN:VEVENT
UID:1@example.eu
SUMMARY:Peer review day
DTSTART:20260305T130000Z
DURATION:PT90M
LOCATION:Online
CATEGORIES:peers,review
STATUS:CONFIRMED
END:VEVENT
BEGIN:VEVENT
UID:2@example.eu
SUMMARY:Two days
DTSTART;VALUE=DATE:20260416
DTEND;VALUE=DATE:20260418
STATUS:TENTATIVE
END:VEVENT
BEGIN:VEVENT
SUMMARY:No name
DTSTART:20260305T130000Z
END:VEVENT
BEGIN:VEVENT
UID:4@example.eu
SUMMARY:Each week
DTSTART:20260305T130000Z
RRULE:FREQ=WEEKLY
END:VEVENT
BEGIN:VEVENT
UID:5@example.eu
SUMMARY:When?
DTSTART:tomorrow
END:VEVENT
END:VCALENDAR
"""
    reading = read(calendar.replace("\n", "\r\n").encode(), name="e.ics")
    first, second = reading.events
    assert first == event("1@example.eu", title="Peer review day", keywords=("peers", "review"))
    assert (second.hours_known, second.state) == (False, State.SAVE_THE_DATE)
    assert second.ends_at == paris("2026-04-18", "00:00")
    third, fourth, fifth = map(str, reading.problems)
    assert third == "event 3: UID is missing"
    assert fourth.startswith("event 4: it repeats by a rule")
    assert fifth.startswith("event 5: DTSTART")


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (b"x", "e.xlsx", r"none of \.ics, \.csv and \.json"),
        (b"\xff\xfe", "e.csv", "not UTF-8"),
        (b"a,b\n", "e.csv", "has no column id and no column title"),
        (b"", "e.csv", "has no column id"),
        (b"{", "e.json", "not JSON"),
        (b"[" * 100_000, "e.json", "not JSON"),
        (b"3", "e.json", "neither a list of events"),
        (b"nonsense", "e.ics", "is no calendar"),
    ],
)
def test_a_file_that_is_none_is_told_in_one_sentence(data: bytes, name: str, told: str) -> None:
    with pytest.raises(UnreadableFile, match=told) as wrong:
        read(data, name=name)
    assert "\n" not in str(wrong.value)


@given(st.binary(max_size=400), st.sampled_from(["e.csv", "e.json", "e.ics"]))
def test_any_file_is_read_or_refused(data: bytes, name: str) -> None:
    with suppress(UnreadableFile):
        read(data, name=name)


def test_registrations_are_a_table_without_formulas() -> None:
    rows = [
        Registration(event().id, "ana", 1, Standing.SEATED, NOW, answers={"Question?": "=HYPERLINK(1)"}),
        Registration(event().id, "@ben", 2, Standing.WAITING, NOW, answers={"Slot": 'ten, "sharp"\nor so'}),
    ]
    table = list(csv.reader(io.StringIO(as_csv(rows))))
    assert table == [
        ["number", "member", "standing", "registered_at", "Question?", "Slot"],
        ["1", "ana", "seated", "2026-01-08T09:00Z", "'=HYPERLINK(1)", ""],
        ["2", "'@ben", "waiting", "2026-01-08T09:00Z", "", 'ten, "sharp"\nor so'],
    ]


@pytest.mark.parametrize(
    "cell", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "  =1", "\u00a0=1", "\uff1d1", "\x00=1"]
)
def test_formulas_are_guarded(cell: str) -> None:
    assert safe(cell).startswith("'")
    assert safe("1 = 1") == "1 = 1"


CELLS = st.one_of(
    st.text(), st.builds("{}{}".format, st.sampled_from(["=", "+", "-", "@", "\t", " ="]), st.text())
)
QUESTIONS = st.dictionaries(st.sampled_from(["Diet?", "=Q", "Slot, please"]), CELLS)


@given(st.lists(st.tuples(CELLS, st.sampled_from(Standing), QUESTIONS), max_size=8))
def test_the_table_holds_what_is_kept_and_nothing_that_computes(
    held: list[tuple[str, Standing, dict[str, str]]],
) -> None:
    kept = [
        Registration(event().id, member, number, standing, NOW, answers=answers)
        for number, (member, standing, answers) in enumerate(held, start=1)
    ]
    rows = list(csv.DictReader(io.StringIO(as_csv(kept), newline="")))
    assert len(rows) == len(kept)
    for row, each in zip(rows, kept, strict=True):
        assert (row["number"], row["standing"]) == (str(each.number), each.standing.value)
        cells = [row["member"], *(row[safe(question)] for question in each.answers)]
        for cell, was in zip(cells, [each.member, *each.answers.values()], strict=True):
            assert cell in {was.replace("\x00", ""), "'" + was.replace("\x00", "")}
            assert not cell.lstrip().startswith(("=", "+", "-", "@"))
