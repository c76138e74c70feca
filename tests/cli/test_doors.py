"""Commands over a data folder with the starter content: what they print, and how they end."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.cli import command
from bot.evaluation.messages import read_messages
from bot.evaluation.scoring import RawReply, score

ROOT = Path(__file__).parents[2]
Captured = pytest.CaptureFixture[str]

ASK_KEYS = ["action", "text", "citations", "confidence", "ticket", "buttons", "answer_id"]
EVAL_KEYS = [
    "replies",
    "messages",
    "action_right",
    "facts_right",
    "needs_expert_answered",
    "by_kind",
    "wrong",
    "trade",
]


def printed(capsys: Captured, *arguments: str, code: int = 0) -> str:
    assert command(list(arguments)) == code
    return capsys.readouterr().out


def printed_json(capsys: Captured, *arguments: str) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(printed(capsys, *arguments))
    return values


def fails(capsys: Captured, *arguments: str) -> str:
    """What a command that can't work says on standard error; never a stack trace."""
    assert command(list(arguments)) in {1, 2}
    said = capsys.readouterr().err
    assert said.strip()
    assert "Traceback" not in said
    return said


def write_lines(path: Path, *lines: object) -> Path:
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines))
    return path


@pytest.mark.usefixtures("stocked_on_each")
def test_ask_prints_the_answer_and_its_sources(capsys: Captured) -> None:
    said = printed(capsys, "ask", "What is a peer review?")
    assert "[1]" in said
    (source,) = [line for line in said.splitlines() if line.startswith("[1] ")]
    assert " – https://" in source
    assert "(as of 20" in source


@pytest.mark.usefixtures("stocked_on_each")
def test_ask_json_has_the_keys_of_the_contract(capsys: Captured) -> None:
    reply = printed_json(capsys, "ask", "What is a peer review?", "--json")
    assert list(reply) == ASK_KEYS
    assert reply["action"] == "answer"
    assert 0.5 <= reply["confidence"] <= 1
    assert reply["ticket"] is None
    assert all(isinstance(button, str) for button in reply["buttons"])
    for n, citation in enumerate(reply["citations"], start=1):
        assert list(citation) == ["n", "title", "url", "as_of", "quote"]
        assert citation["n"] == n
        assert f"[{n}]" in reply["text"]
    unknown = printed_json(capsys, "ask", "Thanks!", "--json")
    assert list(unknown) == ASK_KEYS
    assert unknown["citations"] == []


@pytest.mark.usefixtures("stocked_on_each")
def test_ask_takes_the_talk_before_from_a_file(capsys: Captured, tmp_path: Path) -> None:
    history = write_lines(
        tmp_path / "history.jsonl",
        {"role": "member", "text": "What is a matchmaking session?"},
        "",
        {"role": "agent", "text": "An online exchange."},
    )
    reply = printed_json(capsys, "ask", "and how long does it take?", "--history", str(history), "--json")
    assert reply["action"] == "answer"
    assert "matchmaking" in reply["citations"][0]["title"].lower()


@pytest.mark.parametrize(
    "line",
    [
        "no JSON",
        "[1]",
        '"text"',
        {"role": "member"},
        {"text": "no role"},
        {"role": "cat", "text": "x"},
        {"role": [], "text": "x"},
    ],
)
def test_a_malformed_history_is_told_with_its_line(capsys: Captured, tmp_path: Path, line: object) -> None:
    file = write_lines(tmp_path / "history.jsonl", {"role": "member", "text": "Hello"}, line)
    assert "line 2" in fails(capsys, "ask", "and now?", "--history", str(file))


def test_a_history_that_is_not_there_is_told(capsys: Captured, tmp_path: Path) -> None:
    assert "never.jsonl" in fails(capsys, "ask", "and now?", "--history", str(tmp_path / "never.jsonl"))
    binary = tmp_path / "binary.jsonl"
    binary.write_bytes(b"\xff\xfe\x00")
    assert "binary.jsonl" in fails(capsys, "ask", "and now?", "--history", str(binary))


MESSAGES = [
    {"id": "q1", "text": "What is a peer review?", "kind": "answerable", "expected_action": "answer",
     "expected_facts": ["two day*"], "source": "x"},
    {"id": "q2", "text": "and how long does it take?", "kind": "followup", "expected_action": "answer",
     "previous": "What is a matchmaking session?", "expected_facts": ["zeppelin"], "source": "x"},
    {"id": "q3", "text": "Thank you!", "kind": "smalltalk", "expected_action": "smalltalk"},
]  # fmt: skip


@pytest.mark.usefixtures("stocked_on_each")
def test_eval_prints_the_figures_and_every_miss(capsys: Captured, tmp_path: Path) -> None:
    file = str(write_lines(tmp_path / "messages.jsonl", *MESSAGES))
    said = printed(capsys, "eval", file, "--now", "2026-01-08T10:00+01:00")
    assert said.splitlines()[0].startswith("3 messages: right action 100.0%, facts 50.0%")
    assert "missing zeppelin" in said
    assert "* 0.50   answered rightly, of what pages hold  50.0%   wrong, of what is answered  50.0%" in said
    values = printed_json(capsys, "eval", file, "--json")
    assert list(values) == EVAL_KEYS
    assert [list(reply) for reply in values["replies"]] == [["id", "action", "text", "citations"]] * 3
    assert values["action_right"] == 1
    assert [trade["threshold"] for trade in values["trade"]] == [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
    assert values["by_kind"]["answerable"] == {"n": 1, "action_right": 1.0, "facts_right": 1.0}
    replies = {reply["id"]: RawReply(**reply) for reply in values["replies"]}
    again = score(read_messages(Path(file)), replies)
    assert {key: values[key] for key in again} == again


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no messages"),
        (b"not json\n", "line 1"),
        (b'{"id": "a", "text": "b"}\n', "kind"),
        (b"[]\n", "line 1"),
        (b"\xff\xfe", "can't be read"),
    ],
)
def test_eval_of_a_file_that_is_none_is_told(
    capsys: Captured, tmp_path: Path, content: bytes, said: str
) -> None:
    file = tmp_path / "messages.jsonl"
    file.write_bytes(content)
    assert said in " ".join(fails(capsys, "eval", str(file)).split())


def test_eval_wants_a_time_with_its_offset(capsys: Captured, tmp_path: Path) -> None:
    file = str(write_lines(tmp_path / "messages.jsonl", MESSAGES[2]))
    for now in ("2026-01-08T10:00", "yesterday"):
        fails(capsys, "eval", file, "--now", now)


@pytest.mark.usefixtures("stocked_on_each")
def test_explain_replays_an_answer(capsys: Captured) -> None:
    reply = printed_json(capsys, "ask", "What is a peer review?", "--json")
    said = printed(capsys, "explain", reply["answer_id"])
    assert "Question: What is a peer review?" in said
    assert reply["citations"][0]["title"] in said
    assert "the same reply" in said
    record = printed_json(capsys, "explain", reply["answer_id"], "--json")
    assert (record["id"], record["text"]) == (reply["answer_id"], reply["text"])
    assert "a-zzzzzz" in fails(capsys, "explain", "a-zzzzzz")


@pytest.mark.usefixtures("stocked_on_each")
def test_doctor_finds_a_stocked_folder_well(capsys: Captured) -> None:
    said = printed(capsys, "doctor")
    for part in ("settings", "database", "embedding model", "content", "index"):
        assert f"   ok  {part}:" in said
    assert "wrong" not in said


def test_doctor_says_what_is_wrong_and_exits_with_1(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    monkeypatch.setenv("HELPDESK_DATA_DIR", str(blocked / "data"))
    assert "wrong" in printed(capsys, "doctor", code=1)
    monkeypatch.setenv("HELPDESK_LOG_LEVEL", "loud")
    assert "HELPDESK_LOG_LEVEL" in printed(capsys, "doctor", code=1)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HELPDESK_EMBEDDING_MODEL", "nobody:model"),
        ("HELPDESK_EMBEDDING_MODEL", "no provider"),
        ("HELPDESK_DATABASE_URL", "mysql://host/name"),
        ("HELPDESK_NOW", "today"),
    ],
)
def test_a_setting_that_is_wrong_is_told_in_one_sentence(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    said = fails(capsys, "ask", "What is a peer review?")
    last = said.splitlines()[-1]
    assert last.startswith("helpdesk: ")
    assert name in last or value in last


@pytest.mark.parametrize(
    "arguments",
    [["asK"], ["ask"], ["ask", "x", "--nonsense"], ["bench", "nothing"], ["eval", "/never/there"]],
)
def test_a_command_that_is_none_is_told(capsys: Captured, arguments: list[str]) -> None:
    fails(capsys, *arguments)


def helpdesk(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    code = "from bot.__main__ import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], input=stdin, capture_output=True, check=False, timeout=100,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


@pytest.mark.usefixtures("stocked_on_each")
def test_each_piped_line_gets_its_reply() -> None:
    run = helpdesk("chat", stdin=b"What is a peer review?\n\nand how long does it take?\nthanks")
    assert run.returncode == 0, run.stderr
    assert run.stderr == b""
    said = run.stdout.decode()
    greeting, first, second = (
        said.index(part) for part in ("a bot, not a person", "two-day exchange", "You are welcome")
    )
    assert greeting < first < second, "the greeting does not eat the first message"
    sources = [line for line in said.splitlines() if line.startswith("[") and " – https://" in line]
    assert any(line.startswith("[1] ") and "(as of 20" in line for line in sources)
    assert len([line for line in sources if line.startswith("[1] ")]) == 2, "the question and the follow-up"
    assert said.count("You are welcome") == 1


@pytest.mark.usefixtures("stocked_on_each")
def test_bytes_that_are_no_text_are_asked_all_the_same(capsys: Captured) -> None:
    # What Python makes of an argument that is not UTF-8.
    assert printed_json(capsys, "ask", "What is a peer \udcff review?", "--json")["action"] == "answer"


def test_opening_the_command_line_imports_nothing_heavy() -> None:
    heavy = (
        "numpy",
        "sqlalchemy",
        "chromadb",
        "onnxruntime",
        "langchain",
        "langchain_core",
        "sklearn",
        "alembic",
    )
    code = f"import sys, bot.cli; print([name for name in {heavy!r} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
