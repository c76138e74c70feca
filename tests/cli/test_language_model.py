"""Commands with a language model configured: a server on loopback, the real client, the starter content."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.cli import command
from tests.fakes.language_model import FakeLanguageModel, Mode, Order, answer

Captured = pytest.CaptureFixture[str]
LONG = "How long does a peer review take?"
QUOTED = "A peer review lasts two days, in which the host explains its challenge"


@pytest.fixture
def fake(stocked_on_each: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeLanguageModel]:
    with FakeLanguageModel() as server:
        monkeypatch.setenv("HELPDESK_LLM", "openai:any")
        monkeypatch.setenv("HELPDESK_LLM_BASE_URL", server.address)
        monkeypatch.setenv("HELPDESK_LLM_API_KEY", "hush-hush")
        monkeypatch.setenv("HELPDESK_LLM_TIMEOUT_S", "6")
        yield server


def asked(capsys: Captured, text: str) -> dict[str, Any]:
    assert command(["ask", text, "--json"]) == 0
    values: dict[str, Any] = json.loads(capsys.readouterr().out)
    return values


def explained(capsys: Captured, reply: dict[str, Any]) -> str:
    assert command(["explain", reply["answer_id"]]) == 0
    return capsys.readouterr().out


def test_a_process_of_its_own_answers_by_the_model(fake: FakeLanguageModel) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "bot", "ask", LONG], env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True, text=True, timeout=100, check=True,
    )  # fmt: skip
    said = " ".join(ran.stdout.split())
    assert "According to this page, a peer review lasts two days" in said
    assert "[1] How long a peer review takes" in said
    assert "hush-hush" not in ran.stdout + ran.stderr
    assert len(fake.orders) == 1


@pytest.mark.parametrize("mode", [Mode.BROKEN, Mode.ADDS_LINK])
def test_a_model_that_fails_leaves_the_quotation(
    mode: Mode, fake: FakeLanguageModel, capsys: Captured
) -> None:
    fake.mode = mode
    reply = asked(capsys, LONG)
    assert reply["action"] == "answer"
    assert reply["text"].startswith(QUOTED)
    assert "evil" not in reply["text"]


def test_explain_tells_what_was_written_and_what_was_dropped(
    fake: FakeLanguageModel, capsys: Captured
) -> None:
    fake.mode = Mode.INVENTS_SENTENCE
    reply = asked(capsys, LONG)
    said = explained(capsys, reply)
    assert "Written by: openai:any; what it wrote is said" in said
    assert "wrote: Lunch is served" in said
    assert "dropped: Lunch is served" in said
    assert "Lunch" not in reply["text"]


def test_a_model_that_finds_no_answer_is_believed_where_the_content_is_unsure(
    fake: FakeLanguageModel, capsys: Captured
) -> None:
    fake.mode = Mode.NO_ANSWER
    sure = asked(capsys, LONG)
    assert sure["action"] == "answer", "nothing is taken back that the content surely says"
    assert "it found no answer" in explained(capsys, sure)


def in_german(order: Order) -> str:
    if order.is_translation:
        return json.dumps({"question": LONG})
    n = next(each["n"] for each in order.data["excerpts"] if "lasts two days" in each["text"])
    return answer(
        {
            "english": "A peer review lasts 2 days, in which the host explains its challenge and works on the "
            "challenge with peers, local stakeholders and platform experts.",
            "text": "Eine Peer Review dauert 2 Tage, in denen der Gastgeber seine Herausforderung erklärt und mit "
            "Peers, lokalen Akteuren und Fachleuten der Plattform daran arbeitet.",
            "cites": [n],
        }
    )


def test_question_and_answer_are_translated_and_citations_stay(
    fake: FakeLanguageModel, capsys: Captured
) -> None:
    fake.write = in_german
    reply = asked(capsys, "Wie lange dauert eigentlich eine Begutachtung durch andere Regionen?")
    assert reply["text"].startswith("Eine Peer Review dauert 2 Tage")
    assert reply["citations"][0]["quote"].startswith(QUOTED)
    fake.mode = Mode.BROKEN
    quoted = asked(capsys, "Wie lange dauert eigentlich eine Peer Review?")
    assert QUOTED in quoted["text"]
    assert not quoted["text"].startswith(QUOTED), "it says in German why it quotes in English"


def test_the_doctor_tries_the_model(fake: FakeLanguageModel, capsys: Captured) -> None:
    assert command(["doctor"]) == 0
    assert "language model: openai:any answers" in capsys.readouterr().out
    fake.mode = Mode.FORBIDDEN
    assert command(["doctor"]) == 1
    said = capsys.readouterr().out
    assert "it refused the request (HTTP 401)" in said
    assert "HELPDESK_LLM_API_KEY" in said
    assert "hush-hush" not in said


@pytest.mark.usefixtures("stocked_on_each")
def test_a_package_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.setenv("HELPDESK_LLM", "ollama:llama3.1")
    assert command(["ask", LONG]) == 1
    assert "needs the package langchain-ollama" in capsys.readouterr().err
