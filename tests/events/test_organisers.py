"""Who is read to be an organiser, and which events are theirs."""

import pytest

from bot.events.organisers import Named, Organiser, as_one, read_organisers
from tests.events.making import event


def test_a_line_names_accounts_names_and_who_sees_all() -> None:
    assert read_organisers(" U012AB3CD=Anna, T012AB3CD/U045EF6GH = Bram B.* ,") == (
        Named("U012AB3CD", Organiser("Anna")),
        Named("T012AB3CD/U045EF6GH", Organiser("Bram B.", sees_all=True)),
    )
    assert read_organisers("") == ()


def test_several_people_may_bear_the_name_of_a_team() -> None:
    assert len(read_organisers("U1=Policy Learning Platform, U2=Policy Learning Platform")) == 2


UNFIT = [
    *("Anna", "U1=", "U1=*", "=Anna", "@anna=Anna", "U1=Anna, U1=Bram", "U1=bot", "U1=Helpdesk"),
    *("T1/T2/U1=Anna", "U 1=Anna", "U1=12", "ü=Anna", "U1=" + "a" * 41, "/U1=Anna", "U1=An\u202ena"),
]


@pytest.mark.parametrize("line", UNFIT)
def test_what_cannot_be_read_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"organiser|twice"):
        read_organisers(line)


@pytest.mark.parametrize("organiser", ["Anna", " anna ", "Joint secretariat,ANNA", "Bram, anna b , Anna"])
def test_an_event_is_theirs_whose_name_it_bears_among_others(organiser: str) -> None:
    assert Organiser("Anna").organises(event(organiser=organiser))


@pytest.mark.parametrize("organiser", ["", ",", " , ", "Anna B", "Anna and Bram", "Hannah", "Anna;Bram"])
def test_an_event_with_another_name_or_none_is_not(organiser: str) -> None:
    assert not Organiser("Anna").organises(event(organiser=organiser))
    assert Organiser("Anna", sees_all=True).organises(event(organiser=organiser))


def test_one_person_with_two_accounts_has_the_events_of_both() -> None:
    person = as_one([Organiser("Anna"), Organiser("Policy Learning  Platform")])
    assert person is not None
    assert person.name == "Anna"
    assert person.organises(event(organiser="policy learning platform"))
    assert not person.organises(event(organiser="Bram"))
    assert as_one([Organiser("Anna"), Organiser("Bram", sees_all=True)]) == Organiser("Anna", True, ("Bram",))
    assert as_one([]) is None
