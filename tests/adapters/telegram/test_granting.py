"""Coordinators in Telegram let a colleague work as an expert, by id and never by username."""

from tests.adapters.telegram.expert_office import Office


async def test_a_coordinator_lets_a_colleague_work_by_id_and_takes_it_back(office: Office) -> None:
    id_ = await office.ticket()
    card = await office.card(id_)
    press = await office.guest.presses("Take it", on=card, waits=True)
    assert f"grant {office.guest.id} NAME" in press.text
    await office.anna.says(f"@helpdesk_bot grant {office.guest.id} Gus", in_=office.group, topic=office.topic)
    await office.sees("Only coordinators")
    await office.cleo.says("@helpdesk_bot grant @gus Gus", in_=office.group, topic=office.topic)
    await office.sees("Write “grant ID NAME”")
    await office.cleo.says(f"@helpdesk_bot grant {office.guest.id} Gus", in_=office.group, topic=office.topic)
    await office.sees("members see the name Gus")
    await office.guest.says(f"#{id_} The registrar signs.", in_=office.group, topic=office.topic)
    await office.ana.waits_to_see("The registrar signs.")
    await office.cleo.says(f"@helpdesk_bot revoke {office.guest.id}", in_=office.group, topic=office.topic)
    await office.sees("any more")
    await office.guest.says(f"#{id_} And one more thing.", in_=office.group, topic=office.topic)
    await office.sees("Only experts can do this")
    assert "one more thing" not in office.ana.sees()
