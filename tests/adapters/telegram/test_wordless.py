"""What comes where words were wanted: a kind sentence on what to do instead, once."""

import asyncio
from typing import Any

import pytest

from tests.adapters.telegram.seeing import ASKED, ticket_of, told
from tests.adapters.telegram.serving import Served

POLL = {
    "id": "7",
    "question": "Which day?",
    "options": [{"persistent_id": "1", "text": "Monday", "voter_count": 0}],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
}
FILE = {"file_id": "f", "file_unique_id": "u"}
CHANNEL = {"id": -1001234567890, "type": "channel", "title": "News"}


@pytest.mark.parametrize(
    ("kind", "words"),
    [("photo", "pictures"), ("voice", "recordings"), ("sticker", "pictures"), ("contact", "need a contact")],
)
async def test_what_is_no_text_gets_a_kind_word_on_what_to_do(
    helpdesk: Served, kind: str, words: str
) -> None:
    ana = helpdesk.telegram.person("Ana")
    await getattr(ana, f"sends_{kind}")()
    await ana.waits_to_see(words)
    helpdesk.telegram.updates_again()
    await helpdesk.telegram.polled()
    assert len(told(helpdesk, ana.chat)) == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"dice": {"emoji": "🎲", "value": 3}}, "only read words"),
        ({"poll": POLL}, "only read words"),
        ({"poll": {"id": "7", "question": "as older servers tell it"}}, "only read words"),
        ({"video_note": {**FILE, "length": 240, "duration": 3}}, "recordings"),
        ({"audio": {**FILE, "duration": 3}}, "recordings"),
        ({"story": {"chat": CHANNEL, "id": 3}}, "pictures"),
        (
            {"venue": {"location": {"latitude": 1.0, "longitude": 2.0}, "title": "Hall", "address": "Lille"}},
            "where you are",
        ),
    ],
    ids=["dice", "poll", "poll of another version", "video note", "audio", "story", "venue"],
)
async def test_all_else_without_words_gets_a_kind_word_too(
    helpdesk: Served, content: dict[str, Any], words: str
) -> None:
    ana = helpdesk.telegram.person("Ana")
    await ana.sends(content)
    await ana.waits_to_see(words)
    helpdesk.telegram.updates_again()
    await helpdesk.telegram.polled()
    assert len(told(helpdesk, ana.chat)) == 2


async def test_words_are_read_whatever_else_a_server_of_another_version_tells(helpdesk: Served) -> None:
    ana = helpdesk.telegram.person("Ana")
    first = await ana.says("hello")
    await ana.waits_to_see("What would you like to know?")
    first.content["poll"] = {"as": "nobody knows it"}
    said = await ana.says(ASKED, reply_to=first)
    await ana.waits_to_see("two days")
    said.content["gift"] = 7
    await ana.edits(said, "What does a peer review cost?")
    await ana.waits_to_see("cost")


async def test_what_happens_by_itself_is_no_message(helpdesk: Served) -> None:
    ana = helpdesk.telegram.person("Ana")
    for content in (
        {"pinned_message": None},
        {"message_auto_delete_timer_changed": {"message_auto_delete_time": 60}},
    ):
        helpdesk.telegram.world.serve(ana.chat, ana.user, content)
    await helpdesk.telegram.polled()
    await asyncio.sleep(0.2)
    assert told(helpdesk, ana.chat) == []


async def test_an_album_gets_one_word_and_one_with_words_its_answer_alone(helpdesk: Served) -> None:
    ana = helpdesk.telegram.person("Ana")
    await ana.sends_album("", "", "")
    await ana.waits_to_see("pictures")
    await ana.sends_album(ASKED, "", "")
    await ana.waits_to_see("two days")
    await helpdesk.telegram.polled()
    await asyncio.sleep(0.3)
    assert len(told(helpdesk, ana.chat)) == 3


async def test_a_caption_that_is_changed_is_a_question_that_is_changed(helpdesk: Served) -> None:
    ana = helpdesk.telegram.person("Ana")
    said = await ana.sends_photo(caption="What does a peer review cost?")
    await ana.waits_to_see("[1]")
    await ana.edits(said, ASKED)
    await ana.waits_to_see("two days")
    assert len(told(helpdesk, ana.chat)) == 3


async def test_files_and_places_get_a_kind_word_and_a_caption_is_a_question(helpdesk: Served) -> None:
    ana = helpdesk.telegram.person("Ana")
    await ana.sends_document("plan.pdf", b"%PDF")
    await ana.waits_to_see("open files")
    await ana.sends_location()
    await ana.waits_to_see("where you are")
    await ana.sends_photo(caption=ASKED)
    await ana.waits_to_see("two days")


async def test_pictures_reach_no_expert_but_that_they_came_does(helpdesk: Served) -> None:
    ana = helpdesk.telegram.person("Ana")
    ticket = await ticket_of(helpdesk, f"telegram:{ana.id}")
    await ana.sends_photo()
    await helpdesk.telegram.polled()
    found = await helpdesk.app.desk.ticket(ticket)
    for _ in range(100):
        if found.messages:  # type: ignore[union-attr]
            break
        await asyncio.sleep(0.05)
        found = await helpdesk.app.desk.ticket(ticket)
    assert "picture" in found.messages[-1].text  # type: ignore[union-attr]
