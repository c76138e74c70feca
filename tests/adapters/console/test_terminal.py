"""The terminal fed by a pipe, and what a reply looks like in it."""

import io
import sys

import pytest

from adapters.console.terminal import MAX_WIDTH, Terminal, source_line
from bot.messages import Action, Citation, Reply
from knowledge.documents import Period


def citation(n: int = 1, **changed: object) -> Citation:
    values: dict[str, object] = {
        "n": n, "title": "Peer review", "url": "https://example.eu/peer", "as_of": "2026-01-08",
        "period": Period.ANY, "quote": "It takes two days.",
    }  # fmt: skip
    return Citation(**{**values, **changed})  # type: ignore[arg-type]


def feed(monkeypatch: pytest.MonkeyPatch, content: bytes) -> Terminal:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    return Terminal()


async def heard(terminal: Terminal) -> list[str]:
    return [line async for line in terminal.lines()]


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (b"one\ntwo\n", ["one", "two"]),
        (b"one\r\n two \r\n", ["one", "two"]),
        (b"no line end", ["no line end"]),
        (b"\n  \n\t\nonly this\n\n", ["only this"]),
        (b"before\n/quit\nafter\n", ["before"]),
        (b"before\n  /EXIT \nafter\n", ["before"]),
        (b"before\nQuit\nafter\n", ["before"]),
        (b"/quit is a word here\n", ["/quit is a word here"]),
        ("Überprüfung – ça va? 🙂\n".encode(), ["Überprüfung – ça va? 🙂"]),
        (b"not \xff\xfe UTF-8\n", ["not \ufffd\ufffd UTF-8"]),
        (b"nul \x00 here\n", ["nul \x00 here"]),
        (b"", []),
    ],
)
async def test_each_line_of_a_pipe_is_a_message(
    content: bytes, lines: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = feed(monkeypatch, content)
    assert not terminal.is_typed
    assert await heard(terminal) == lines


def test_a_source_line_says_where_and_when() -> None:
    assert source_line(citation()) == "[1] Peer review – https://example.eu/peer (as of 2026-01-08)"
    assert source_line(citation(2, url=None, as_of=None)) == "[2] Peer review (undated)"
    assert source_line(citation(period=Period.P2014, as_of="2020-06")).endswith("(as of 2020-06, 2014-2020)")


def test_a_reply_is_wrapped_with_its_sources_below(capsys: pytest.CaptureFixture[str]) -> None:
    long = "It takes two days, as one of the pages says. " * 6
    Terminal().show(Reply(Action.ANSWER, f"{long}[1]\n\nSecond paragraph. [2]", (citation(), citation(2))))
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= MAX_WIDTH
    assert "Second paragraph. [2]" in lines
    assert lines[-3:] == [source_line(citation()), source_line(citation(2)), ""]
    assert " ".join(lines).count("two days") == 6


def test_an_address_is_never_broken(capsys: pytest.CaptureFixture[str]) -> None:
    address = "https://example.eu/" + "a-very-long-path/" * 12
    Terminal().say(f"See {address} for more.")
    assert address in capsys.readouterr().out.split()
