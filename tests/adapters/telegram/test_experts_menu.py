"""What Telegram offers experts where they write, and the desk's lines as commands."""

import pytest

from tests.adapters.telegram.expert_office import Office


async def test_the_experts_group_has_a_menu_of_its_own(office: Office) -> None:
    group, bram = office.group, office.bram
    await office.helpdesk.telegram.until(
        lambda: any("/mine" in each for each in bram.menu(group)), within_s=20
    )
    assert [each.partition(" ")[0] for each in bram.menu(group)] == ["/list", "/mine", "/ask", "/help"]
    await office.helpdesk.telegram.until(
        lambda: "/settings Settings of this group" in office.anna.menu(group), within_s=20
    )
    elsewhere = office.helpdesk.telegram.supergroup("Elsewhere", office.bram)
    assert not any("/mine" in each for each in bram.menu(elsewhere))
    assert not any("/mine" in each for each in bram.menu())


@pytest.mark.parametrize("name", ["", "@helpdesk_bot"])
async def test_the_lines_of_the_desk_are_commands_among_experts(office: Office, name: str) -> None:
    id_ = await office.ticket()
    await office.card(id_)

    async def says(line: str) -> None:
        command, _, rest = line.partition(" ")
        await office.anna.says(f"{command}{name} {rest}".strip(), in_=office.group, topic=office.topic)

    await says("/help")
    await office.sees("show the card of ticket 12 again")
    await says("/list")
    await office.sees("free, 8 January 2026, 10:00: Who signs")
    await says(f"/claim {id_}")
    await office.card(id_, "with Anna")
    await says(f"/answer {id_} The registrar signs.")
    await office.ana.waits_to_see("The registrar signs.")


async def test_elsewhere_the_lines_of_the_desk_are_no_commands(office: Office) -> None:
    id_ = await office.ticket()
    await office.card(id_)
    elsewhere = office.helpdesk.telegram.supergroup("Elsewhere", office.anna, bot="administrator")
    await office.anna.says(f"/claim {id_}", in_=elsewhere)
    await office.helpdesk.telegram.polled()
    assert (await office.kept(id_)).owner is None
    assert office.helpdesk.telegram.said(elsewhere) == []
