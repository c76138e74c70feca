"""Coordinators in Slack let a colleague work as an expert, and take that back; nobody else can."""

import pytest

from bot.settings import Settings
from escalation.tickets import State
from tests.adapters.slack.expert_office import Office, at_work, staff
from tests.fakes.slack import Slack


async def test_a_coordinator_lets_a_colleague_work_by_id_after_a_restart_too_and_takes_it_back(
    settings: Settings, slack: Slack
) -> None:
    slack.limits.enforced = False  # a new process does not know how much the one before has just sent
    on = staff(settings, slack)
    async with at_work(on, slack) as office:
        id_ = await office.ticket()
        card = await office.card(id_)
        await office.guest.presses("Take it", on=card)
        await office.hears(office.guest, f"grant {office.guest.id} NAME")
        await office.cleo.says(f"@Helpdesk grant {office.guest.id} Gus", in_=office.channel)
        await office.hears(office.cleo, "members see the name Gus")
        await office.guest.presses("Take it", on=card)
        await office.card(id_, "with Gus")
    async with at_work(on, slack) as office:
        await office.guest.says("The registrar signs.", thread=card)
        await office.ana.waits_to_see("The registrar signs.")
        assert "Gus" in office.ana.sees()
        await office.cleo.says(f"@Helpdesk revoke {office.guest.id}", in_=office.channel)
        await office.hears(office.cleo, "can't work as an expert any more")
        await office.guest.says("And one more thing.", thread=card)
        await office.guest.presses("Close", on=card)
        await office.helpdesk.slack.settled()
        assert (await office.kept(id_)).state is not State.CLOSED
        assert "And one more thing" not in office.ana.sees()


async def test_who_is_no_coordinator_grants_nothing(office: Office) -> None:
    card = await office.card(await office.ticket())
    for person in (office.anna, office.guest):
        for line in (f"grant {office.guest.id} Gus", f"revoke {office.bram.id}"):
            await person.says(f"@Helpdesk {line}", in_=office.channel)
    await office.hears(office.anna, "Only coordinators can say who works as an expert")
    await office.hears(office.guest, "Only experts can do this")
    await office.guest.presses("Take it", on=card)
    await office.helpdesk.slack.settled()
    assert "with Gus" not in office.anna.reads(card)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("grant", "Write “grant ID NAME”"),
        ("grant U0NOBODY", "Write “grant ID NAME”"),
        ("grant @gus Gus", "Write “grant ID NAME”"),
        ("grant 5100000001 Gus", "Write “grant ID NAME”"),
        ("grant U0NOBODY helpdesk", "can't be the name that members see"),
        ("grant U0NOBODY Anna", "Somebody else is called “Anna” already"),
        ("grant U0NOBODY " + "x" * 3000, "can't be the name that members see"),
        ("grant U0NOBODY <!channel>", "members see the name"),
        ("revoke U0NOBODY", "Nobody with the id U0NOBODY"),
        ("revoke U0NOBODY Gus", "Write “grant ID NAME”"),
        ("GRANT\nU0NOBODY\nGus", "members see the name Gus"),
    ],
)
async def test_whatever_is_written_is_told_in_one_sentence(office: Office, line: str, told: str) -> None:
    await office.cleo.says(f"@Helpdesk {line}", in_=office.channel)
    await office.hears(office.cleo, told)
    assert [ping for ping in office.helpdesk.slack.notified if ping.message.bot_id] == []


async def test_whom_the_settings_name_is_not_for_the_chat_to_change(office: Office) -> None:
    for line in (f"revoke {office.anna.id}", f"grant {office.anna.id} Zoe"):
        await office.cleo.says(f"@Helpdesk {line}", in_=office.channel)
    await office.helpdesk.slack.until(
        lambda: sum("is named in the settings" in each for each in office.told(office.cleo)) == 2
    )
