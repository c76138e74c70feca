"""Replies between the turn that made them and their delivery."""

import json

from bot.messages import Action, Button, Citation, Field, FieldKind, File, Form, FormShown, Reply
from bot.work.replies import as_values, from_values
from knowledge.documents import Period


def test_a_reply_comes_out_of_the_database_as_it_went_in() -> None:
    shown = FormShown(
        Form("matchmaking", (Field("topic", FieldKind.SOME_OF, ("smart", "green"), optional=True),)),
        {"topic": ["smart"], "country": None},
        "topic",
        {"title": "x"},
    )
    reply = Reply(
        Action.SERVICE,
        "Text with \ud800, \x00 and [1]",
        citations=(Citation(1, "Title", None, "2026-01", Period.P2021, "quote"),),
        confidence=0.5,
        ticket=3,
        buttons=(Button("Yes", "yes"), Button("Why this answer?", "/why a-1")),
        answer_id="a-1",
        files=(File("a.ics", b"\xff\x00"),),
        form=shown,
    )
    assert from_values(json.loads(json.dumps(as_values(reply)))) == reply


def test_a_plain_reply_too() -> None:
    reply = Reply(Action.ANSWER, "yes")
    assert from_values(json.loads(json.dumps(as_values(reply)))) == reply
