"""A question that no page answers, its expert, and the way back to the bot."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.conversation.talk import Purpose
from bot.messages import Action, Button
from escalation.experts import Expert, ExpertId
from escalation.tickets import State, Ticket, TicketId
from tests.conversation.talking import Talker, talking
from tests.deployment import Deployment

ADVICE = "How should our county design a grant scheme for repair shops that nobody abuses?"
ANNA = Expert(ExpertId("anna"), "Anna")


@pytest.fixture
async def ana(small: Deployment, tmp_path: Path) -> AsyncIterator[Talker]:
    async with talking(small, tmp_path / "talk") as talker:
        yield talker


async def ticket_of(talker: Talker) -> Ticket:
    [ticket] = (await talker.app.desk.status_for(conversation=talker.name)).tickets
    return ticket


async def test_a_yes_opens_one_ticket_with_all_that_the_expert_needs(ana: Talker) -> None:
    await ana.says("What is a peer review?")
    offered = await ana.says(ADVICE)
    assert offered.action is Action.ESCALATE
    assert offered.text.endswith("(yes / no)")
    assert not await ana.app.memory.talks.has_agreed("m-ana", Purpose.TICKET)

    opened = await ana.says("yes please")

    ticket = await ticket_of(ana)
    assert opened.ticket == ticket.id
    assert ticket.question == ADVICE
    assert ticket.answer == offered.text
    assert ticket.talk[0].text == "What is a peer review?"
    assert [source.title for source in ticket.sources] == [citation.title for citation in offered.citations]
    assert await ana.app.memory.talks.has_agreed("m-ana", Purpose.TICKET)


async def test_a_second_yes_opens_no_second_ticket(ana: Talker) -> None:
    await ana.says(ADVICE)
    await ana.says("yes")
    await ana.says("yes")
    await ticket_of(ana)


async def test_a_no_asks_nobody_and_keeps_no_consent(ana: Talker) -> None:
    await ana.says(ADVICE)
    await ana.says("no thanks")
    assert (await ana.app.desk.status_for(conversation=ana.name)).tickets == ()
    assert not await ana.app.memory.talks.has_agreed("m-ana", Purpose.TICKET)


async def test_a_new_question_leaves_the_offer_behind(ana: Talker) -> None:
    await ana.says(ADVICE)
    answer = await ana.says("How long does a peer review take?")
    assert answer.action is Action.ANSWER
    await ana.says("yes")
    assert (await ana.app.desk.status_for(conversation=ana.name)).tickets == ()


async def test_an_answer_that_does_not_satisfy_goes_to_an_expert_too(ana: Talker) -> None:
    answer = await ana.says("What is a peer review?")
    button = Button("Ask an expert", f"/expert {answer.answer_id}")
    assert button in answer.buttons
    offered = await ana.says(button.command)
    assert "What is a peer review?" in offered.text
    await ana.says("yes")
    assert (await ticket_of(ana)).question == "What is a peer review?"


async def test_the_button_of_an_offer_is_a_yes_to_it(ana: Talker) -> None:
    offered = await ana.says(ADVICE)
    opened = await ana.says(offered.buttons[0].command)
    assert opened.ticket == (await ticket_of(ana)).id
    again = await ana.says(offered.buttons[0].command)
    assert "(yes / no)" in again.text


async def test_nobody_puts_another_members_question(ana: Talker) -> None:
    answer = await ana.says("What is a peer review?")
    theirs = await ana.named("test:eve").says(f"/expert {answer.answer_id}", member="m-eve")
    assert "peer review" not in theirs.text


async def test_the_offer_survives_a_restart(small: Deployment, data_dir: Path) -> None:
    async with talking(small, data_dir) as ana:
        await ana.says(ADVICE)
    async with talking(small, data_dir) as ana:
        await ana.says("yes")
        assert (await ticket_of(ana)).question == ADVICE


async def test_while_a_person_has_the_talk_the_bot_is_silent_and_after_closing_it_answers(
    ana: Talker,
) -> None:
    await ana.says(ADVICE)
    await ana.says("yes")
    desk, number = ana.app.desk, (await ticket_of(ana)).id
    await desk.enrol(ANNA)
    await desk.claim(number, by=ANNA)

    silent = await ana.says("We have 50,000 euros. What is a peer review, by the way?")

    assert silent.text == ""
    assert (await ticket_of(ana)).messages[-1].text.startswith("We have 50,000 euros.")
    await desk.answer(number, "Start small.", by=ANNA)
    await desk.close(number, by=ANNA)
    assert (await ana.says("What is a peer review?")).action is Action.ANSWER


async def test_after_an_expert_had_the_talk_a_question_is_not_about_what_was_said_before(ana: Talker) -> None:
    await ana.says("What is a peer review?")
    await ana.says(ADVICE)
    await ana.says("yes")
    desk, number = ana.app.desk, (await ticket_of(ana)).id
    await desk.enrol(ANNA)
    await desk.answer(number, "Start small.", by=ANNA, claims=True)
    ana.clock.passes(minutes=1)
    await ana.says("Thank you, we shall try")
    await desk.close(number, by=ANNA)
    ana.clock.passes(minutes=1)
    for question, before in (
        ("How long does a matchmaking session take?", []),
        ("and who pays for it?", ["How long does a matchmaking session take?"]),
    ):
        reply = await ana.says(question)
        kept = await ana.conversation.answers.find(reply.answer_id or "")
        assert kept is not None
        assert kept.record["history"] == before


async def test_what_the_expert_says_waits_for_the_member_and_is_told_once(ana: Talker) -> None:
    await ana.says(ADVICE)
    await ana.says("yes")
    number = (await ticket_of(ana)).id
    await ana.app.desk.enrol(ANNA)
    await ana.app.desk.answer(number, "Start small.", by=ANNA, claims=True)

    waiting = await ana.app.deliveries.pending(ana.name)

    assert waiting[-1].text == "Start small."
    assert waiting[-1].payload["alias"] == "Anna"
    marks = [
        await ana.app.deliveries.mark_delivered(waiting[-1].id or 0, at=ana.clock.now()) for _ in range(2)
    ]
    assert marks == [True, False]


async def test_the_state_of_a_question_can_be_asked_for(ana: Talker) -> None:
    assert (await ana.says("/status")).action is Action.ANSWER
    await ana.says(ADVICE)
    await ana.says("yes")
    waiting = await ana.says("has an expert looked at my question yet?")
    assert "nobody has taken it yet" in waiting.text
    await ana.app.desk.enrol(ANNA)
    await ana.app.desk.claim(TicketId(waiting.ticket or 0), by=ANNA)
    claimed = await ana.named("test:elsewhere").says("/status")
    assert "Anna" in claimed.text
    assert (await ticket_of(ana)).state is State.CLAIMED


async def test_a_closed_office_is_told_and_no_time_is_promised(ana: Talker) -> None:
    ana.clock.passes(days=2)  # to Saturday 10 January 2026
    await ana.says(ADVICE)
    opened = await ana.says("yes")
    assert "closed until 12 January 2026" in opened.text
    assert "No reply time is promised" in opened.text


@pytest.mark.parametrize("text", ["/exprt", "/", "/nonsense please", "/😀"])
async def test_an_unknown_command_names_the_nearest(ana: Talker, text: str) -> None:
    reply = await ana.says(text)
    assert reply.action is Action.CLARIFY
    assert "Did you mean /" in reply.text


async def test_a_german_question_is_offered_an_expert_in_german(ana: Talker) -> None:
    offered = await ana.says("Wie sollte unser Landkreis einen Gutschein für Reparaturläden gestalten?")
    assert "(ja / nein)" in offered.text
    await ana.says("ja bitte")
    assert (await ticket_of(ana)).language == "de"
