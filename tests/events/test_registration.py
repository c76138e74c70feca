"""The rules of seats: who gets one, who waits, who moves up."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.events.catalogue import Event, JoinLink, State, revised
from bot.events.registration import (
    Cancelled,
    CheckNeeded,
    NotRegistered,
    Reason,
    Refused,
    Registration,
    Role,
    RoleAsked,
    Seat,
    Standing,
    Waitlisted,
    cancel,
    free_seats,
    join_link,
    promotions,
    register,
    waiting,
)
from tests.events.making import BODIES, NOW, event


class Hall:
    """An event and its roll, changed by the rules."""

    def __init__(self, of: Event) -> None:
        self.event = of
        self.by_member: dict[str, Registration] = {}

    @property
    def roll(self) -> list[Registration]:
        return list(self.by_member.values())

    def keep(self, *changed: Registration) -> None:
        self.by_member |= {each.member: each for each in changed}

    def register(self, member: str) -> Seat | Waitlisted:
        outcome = register(self.event, self.roll, member=member, now=NOW)
        assert isinstance(outcome, Seat | Waitlisted)
        self.keep(outcome.registration)
        return outcome

    def cancel(self, member: str) -> Cancelled | NotRegistered:
        outcome = cancel(self.event, self.roll, member=member, now=NOW)
        if isinstance(outcome, Cancelled):
            self.keep(outcome.registration, *outcome.promoted)
        return outcome

    def seated(self) -> list[str]:
        return sorted(each.member for each in self.roll if each.standing is Standing.SEATED)

    def waiting(self) -> list[str]:
        return [each.member for each in waiting(self.roll)]


def hall(seats: int | None, *members: str) -> Hall:
    made = Hall(event(seats=seats))
    for member in members:
        made.register(member)
    return made


@given(
    st.integers(0, 4),
    st.lists(st.tuples(st.sampled_from("rrc"), st.sampled_from("abcdefgh")), max_size=60),
)
def test_never_more_seats_than_there_are_and_nobody_waits_while_one_is_free(
    seats: int, deeds: list[tuple[str, str]]
) -> None:
    room = hall(seats)
    wanted: set[str] = set()
    for deed, member in deeds:
        if deed == "r":
            room.register(member)
            wanted.add(member)
        else:
            room.cancel(member)
            wanted.discard(member)
        free = free_seats(room.event, room.roll)
        assert len(room.seated()) <= seats
        assert free == 0 or not room.waiting()
        assert {*room.seated(), *room.waiting()} == wanted
        numbers = [each.number for each in room.roll]
        assert len(numbers) == len(set(numbers))


def test_the_wait_list_is_in_the_order_of_coming() -> None:
    room = hall(1, "ana", "ben", "cem", "dora")
    assert (room.seated(), room.waiting()) == (["ana"], ["ben", "cem", "dora"])
    outcome = room.register("cem")
    assert isinstance(outcome, Waitlisted)
    assert (outcome.position, outcome.again) == (2, True)


def test_registering_twice_finds_the_same_seat() -> None:
    room = hall(2, "ana")
    outcome = room.register("ana")
    assert outcome == Seat(room.by_member["ana"], again=True)
    assert free_seats(room.event, room.roll) == 1


def test_cancelling_frees_one_seat_and_the_first_who_waits_gets_it() -> None:
    room = hall(2, "ana", "ben", "cem", "dora")
    outcome = room.cancel("ana")
    assert isinstance(outcome, Cancelled)
    assert [each.member for each in outcome.promoted] == ["cem"]
    assert (room.seated(), room.waiting()) == (["ben", "cem"], ["dora"])
    assert room.cancel("ana") == NotRegistered()
    assert room.cancel("stranger") == NotRegistered()


def test_leaving_the_wait_list_promotes_nobody() -> None:
    room = hall(1, "ana", "ben", "cem")
    outcome = room.cancel("ben")
    assert isinstance(outcome, Cancelled)
    assert outcome.promoted == ()
    assert room.waiting() == ["cem"]


def test_whoever_cancels_and_comes_back_is_last() -> None:
    room = hall(1, "ana", "ben", "cem")
    room.cancel("ben")
    outcome = room.register("ben")
    assert isinstance(outcome, Waitlisted)
    assert outcome.position == 2
    assert outcome.registration.revision == 2, "calendars see a third state"


def test_without_a_limit_everyone_has_a_seat() -> None:
    room = hall(None, *"abcdefgh")
    assert len(room.seated()) == 8
    assert free_seats(room.event, room.roll) is None


def test_more_seats_are_filled_from_the_wait_list() -> None:
    room = hall(1, *"abcd")
    wider = event(seats=3)
    assert [each.member for each in promotions(wider, room.roll, now=NOW)] == ["b", "c"]
    unlimited = event(seats=None)
    assert [each.member for each in promotions(unlimited, room.roll, now=NOW)] == ["b", "c", "d"]


def test_fewer_seats_take_none_away() -> None:
    room = hall(3, *"abcd")
    room.event = event(seats=1)
    assert len(room.seated()) == 3
    room.cancel("a")
    assert room.waiting() == ["d"]


@pytest.mark.parametrize(
    ("held", "role", "expected"),
    [
        (event(state=State.CANCELLED), Role.UNKNOWN, Refused(Reason.CANCELLED)),
        (event(day="2026-01-07"), Role.UNKNOWN, Refused(Reason.PAST)),
        (event(state=State.SAVE_THE_DATE), Role.UNKNOWN, Refused(Reason.SAVE_THE_DATE)),
        (event(state=State.CLOSED), Role.UNKNOWN, Refused(Reason.CLOSED)),
        (event(audience=BODIES), Role.UNKNOWN, RoleAsked(BODIES)),
        (event(audience=BODIES), Role.CLAIMED, CheckNeeded(BODIES)),
        (event(audience=BODIES), Role.DENIED, Refused(Reason.RESTRICTED, BODIES)),
        (event(audience=BODIES, state=State.CLOSED), Role.DENIED, Refused(Reason.RESTRICTED, BODIES)),
    ],
)
def test_what_stands_in_the_way(held: Event, role: Role, expected: object) -> None:
    assert register(held, [], member="ana", now=NOW, role=role) == expected


def test_a_verified_role_opens_a_restricted_event() -> None:
    assert isinstance(register(event(audience=BODIES), [], member="ana", now=NOW, role=Role.VERIFIED), Seat)


def test_a_seat_stays_found_after_registration_has_closed() -> None:
    room = hall(1, "ana")
    room.event = event(seats=1, state=State.CLOSED)
    assert room.register("ana").again


def test_nobody_moves_up_in_an_event_that_is_over_or_cancelled() -> None:
    room = hall(1, "ana", "ben")
    for dead in (event(seats=1, state=State.CANCELLED), event(seats=1, day="2026-01-02")):
        outcome = cancel(dead, room.roll, member="ana", now=NOW)
        assert isinstance(outcome, Cancelled)
        assert outcome.promoted == ()


def test_the_join_link_is_for_those_who_have_a_seat() -> None:
    room = hall(1, "ana", "ben")
    online = event(seats=1, join_link=JoinLink("https://meet.example/secret"))
    ana, ben = room.by_member["ana"], room.by_member["ben"]
    assert join_link(online, ana) == "https://meet.example/secret"
    assert join_link(online, ben) is None
    assert join_link(online, None) is None
    room.cancel("ana")
    assert join_link(online, room.by_member["ana"]) is None
    assert join_link(online, room.by_member["ben"]) == "https://meet.example/secret"
    assert join_link(event(join_link=online.join_link, state=State.CANCELLED), ana) is None
    assert join_link(event("ev-2", join_link=online.join_link), ana) is None
    assert "secret" not in f"{online} {online!r} {online.join_link!s}"


def test_the_sequence_grows_with_what_calendars_show() -> None:
    first = event()
    assert revised(first, event(summary="New words")).sequence == 0
    later = revised(first, event(day="2026-03-06"))
    assert later.sequence == 1
    assert revised(later, event(day="2026-03-06", state=State.CANCELLED)).sequence == 2


def test_times_need_an_offset_and_an_order() -> None:
    with pytest.raises(ValueError, match="offset"):
        event(starts_at=NOW.replace(tzinfo=None))
    with pytest.raises(ValueError, match="before it starts"):
        event(ends_at=event().starts_at - timedelta(minutes=1))
    with pytest.raises(ValueError, match="seats"):
        event(seats=-1)
