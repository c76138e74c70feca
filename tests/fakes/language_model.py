"""A language model on loopback that speaks the OpenAI-compatible protocol, and misbehaves on demand.

    with FakeLanguageModel() as fake:
        fake.mode = Mode.HANGS
        ... open "openai:any" with base_url=fake.address

It reads the data out of the order it gets and writes from that, as a model would. The protocol:
https://platform.openai.com/docs/api-reference/chat
"""

import json
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

SLOW_S = 0.6
PIECE = 40  # characters a chunk of a stream


class Mode(StrEnum):
    """How the model behaves."""

    GOOD = "good"
    SLOW = "slow first byte"
    HANGS = "hanging"
    DRIPS = "an endless stream of single letters"
    BUSY = "429 with Retry-After"
    BROKEN = "500"
    UNWELL_ONCE = "503, then good"
    FORBIDDEN = "401"
    HALF = "half a body"
    MALFORMED_STREAM = "malformed SSE"
    NOT_JSON = "not JSON"
    WRONG_SCHEMA = "wrong schema"
    WRONG_TYPE = "a page of HTML with 200"
    INVENTS_CITATION = "cites what it was not given"
    INVENTS_NUMBER = "changes a number"
    INVENTS_SENTENCE = "adds a sentence of its own"
    DROPS_NEGATION = "drops a negation"
    ADDS_LINK = "adds a link"
    OBEYS = "obeys what a passage tells it"
    REVEALS = "writes its orders out"
    OTHER_LANGUAGE = "answers in another language"
    HUGE = "1 MB of text"
    EMPTY = "empty"
    NO_ANSWER = "finds no answer"


@dataclass(frozen=True)
class Order:
    """One request, as the model reads it."""

    path: str
    body: dict[str, Any]
    headers: dict[str, str]

    @property
    def told(self) -> str:
        return "\n".join(str(message["content"]) for message in self.body["messages"])

    @property
    def data(self) -> dict[str, Any]:
        """What stands between the markers; empty where there are none."""
        found = re.search(r"BEGIN DATA (\w+)\n(.*)\nEND DATA \1", self.told, re.DOTALL)
        values: dict[str, Any] = json.loads(found[2]) if found else {}
        return values

    @property
    def is_translation(self) -> bool:
        return "message" in self.data


class FakeLanguageModel:
    """Serves until it is closed. `write` makes a good model's text of an order."""

    def __init__(self, mode: Mode = Mode.GOOD) -> None:
        self.mode = mode
        self.orders: list[Order] = []
        self.retry_after = "0"
        self.write: Callable[[Order], str] = good
        self.stops_after: int | None = None
        """this many sentences, until `go_on` is set"""
        self.has_stopped = threading.Event()
        self.go_on = threading.Event()
        self._closed = threading.Event()
        fake = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                order = Order(self.path, body, {name.lower(): value for name, value in self.headers.items()})
                fake.orders.append(order)
                self.close_connection = True
                try:
                    fake._answer(self, order)
                except (BrokenPipeError, ConnectionResetError):
                    return  # whoever asked has gone

            def log_message(self, *_: object) -> None:
                """Say nothing on standard error."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closed.set()
        self.go_on.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _answer(self, request: BaseHTTPRequestHandler, order: Order) -> None:
        match self.mode:
            case Mode.HANGS:
                self._closed.wait(30)
            case Mode.SLOW:
                time.sleep(SLOW_S)
                self._say(request, order, self.write(order))
            case Mode.DRIPS:
                self._drip(request, order)
            case Mode.BUSY:
                self._refuse(request, 429, {"Retry-After": self.retry_after})
            case Mode.BROKEN:
                self._refuse(request, 500)
            case Mode.UNWELL_ONCE if len(self.orders) == 1:
                self._refuse(request, 503)
            case Mode.FORBIDDEN:
                self._refuse(request, 401)
            case Mode.HALF:
                self._say(request, order, self.write(order), cut=True)
            case Mode.MALFORMED_STREAM:
                self._raw(request, "text/event-stream", b'data: {"choices": [{"del\n\ndata: ]]\n\n: \xff\n\n')
            case Mode.WRONG_TYPE:
                self._raw(request, "text/html", b"<html><body>Welcome to the proxy</body></html>")
            case _:
                self._say(request, order, written(self.mode, order, self.write))

    def _say(self, request: BaseHTTPRequestHandler, order: Order, text: str, *, cut: bool = False) -> None:
        """A whole reply, streamed where that was asked for; `cut` breaks it off in the middle."""
        if not order.body.get("stream"):
            said = json.dumps(completion(order, text)).encode()
            self._head(request, 200, {"Content-Type": "application/json", "Content-Length": str(len(said))})
            request.wfile.write(said[: len(said) // 2] if cut else said)
            return
        self._head(request, 200, {"Content-Type": "text/event-stream", "Transfer-Encoding": "chunked"})
        pieces = [text[start : start + PIECE] for start in range(0, len(text), PIECE)]
        finished = 0
        for piece in pieces[: len(pieces) // 2] if cut else pieces:
            self._event(request, json.dumps(chunk(order, piece)))
            finished += piece.count("}")
            if finished == self.stops_after and not order.is_translation:
                self.has_stopped.set()
                self.go_on.wait(60)
        if not cut:
            self._event(request, json.dumps(chunk(order, None)))
            self._event(request, "[DONE]")
            request.wfile.write(b"0\r\n\r\n")

    def _drip(self, request: BaseHTTPRequestHandler, order: Order) -> None:
        self._head(request, 200, {"Content-Type": "text/event-stream", "Transfer-Encoding": "chunked"})
        while not self._closed.wait(0.05):
            self._event(request, json.dumps(chunk(order, "a")))

    def _event(self, request: BaseHTTPRequestHandler, data: str) -> None:
        line = f"data: {data}\n\n".encode()
        request.wfile.write(f"{len(line):x}\r\n".encode() + line + b"\r\n")
        request.wfile.flush()

    def _refuse(
        self, request: BaseHTTPRequestHandler, status: int, headers: dict[str, str] | None = None
    ) -> None:
        said = json.dumps({"error": {"message": "no", "type": "server_error", "code": None}}).encode()
        headers = {"Content-Type": "application/json", "Content-Length": str(len(said)), **(headers or {})}
        self._head(request, status, headers)
        request.wfile.write(said)

    def _raw(self, request: BaseHTTPRequestHandler, kind: str, said: bytes) -> None:
        self._head(request, 200, {"Content-Type": kind, "Content-Length": str(len(said))})
        request.wfile.write(said)

    def _head(self, request: BaseHTTPRequestHandler, status: int, headers: dict[str, str]) -> None:
        request.send_response(status)
        for name, value in {**headers, "Connection": "close"}.items():
            request.send_header(name, value)
        request.end_headers()


def completion(order: Order, text: str) -> dict[str, Any]:
    """A whole reply in the protocol's form."""
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
    usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
    return {"id": "c-1", "object": "chat.completion", "created": 1, "model": order.body["model"],
            "choices": [choice], "usage": usage}  # fmt: skip


def chunk(order: Order, piece: str | None) -> dict[str, Any]:
    """A part of a streamed reply; None ends it."""
    delta = {} if piece is None else {"role": "assistant", "content": piece}
    choice = {"index": 0, "delta": delta, "finish_reason": "stop" if piece is None else None}
    return {"id": "c-1", "object": "chat.completion.chunk", "created": 1, "model": order.body["model"],
            "choices": [choice]}  # fmt: skip


def good(order: Order) -> str:
    """What a model that keeps to its order writes: the sentences found, joined, each citing its excerpt."""
    if order.is_translation:
        return json.dumps({"question": order.data["message"]})
    if "excerpts" not in order.data:
        return "OK"
    said = [{"text": each["sentence"], "cites": [each["excerpt"]]} for each in order.data["found"]]
    said[0]["text"] = "According to this page, " + inner(said[0]["text"])
    return answer(*said)


def answer(*said: dict[str, Any]) -> str:
    """Sentences in the form that is asked for, with some talk around."""
    return "Here is the answer:\n```json\n" + json.dumps({"sentences": said}, ensure_ascii=False) + "\n```"


def inner(sentence: str) -> str:
    first, _, rest = sentence.partition(" ")
    return f"{first.lower()} {rest}" if first in {"A", "An", "The", "It", "No", "For"} else sentence


def written(mode: Mode, order: Order, write: Callable[[Order], str]) -> str:
    """The text of a model that doesn't keep to its order."""
    if mode in {Mode.GOOD, Mode.UNWELL_ONCE} or (order.is_translation and mode in _WRITES_WRONGLY):
        return write(order)
    if mode in _FORMLESS:
        return _FORMLESS[mode](order)
    said = json.loads(re.search(r"\{.*\}", write(order), re.DOTALL)[0])["sentences"]  # type: ignore[index]
    return answer(*_WRITES_WRONGLY[mode](said, order))


Sentences = list[dict[str, Any]]


def _each(change: Callable[[str], str]) -> Callable[[Sentences, Order], Sentences]:
    return lambda said, _order: [{**each, "text": change(each["text"])} for each in said]


def _obeyed(said: Sentences, order: Order) -> Sentences:
    """What the excerpts tell whoever reads them to say, cited as told."""
    told = [
        {"text": found, "cites": [excerpt["n"]]}
        for excerpt in order.data["excerpts"]
        for found in re.findall(r"say: ([^.]+\.)", excerpt["text"])
    ]
    return [*told, *said]


_WRITES_WRONGLY: dict[Mode, Callable[[Sentences, Order], Sentences]] = {
    Mode.INVENTS_CITATION: lambda said, _order: [{**each, "cites": [97]} for each in said],
    Mode.INVENTS_NUMBER: _each(lambda text: re.sub(r"\d+|\btwo\b|\bone\b", "17", text)),
    Mode.INVENTS_SENTENCE: lambda said, _order: [
        *said,
        {"text": "Lunch is served to all the peers by the mayor.", "cites": said[0]["cites"]},
    ],
    Mode.DROPS_NEGATION: _each(lambda text: re.sub(r"\bnot |\bno (?=\w)|\bonly ", "", text)),
    Mode.ADDS_LINK: lambda said, _order: [
        {**each, "text": each["text"].rstrip(".") + ", see https://evil.example/claim."} for each in said
    ],
    Mode.OBEYS: _obeyed,
    Mode.OTHER_LANGUAGE: lambda said, _order: [
        {**each, "text": "Une évaluation par les pairs dure deux jours chez l'hôte."} for each in said
    ],
}
_FORMLESS: dict[Mode, Callable[[Order], str]] = {
    Mode.NOT_JSON: lambda _order: "A peer review takes about a fortnight, I believe. Ask me anything!",
    Mode.WRONG_SCHEMA: lambda _order: json.dumps({"sentences": [{"text": ["x"], "cites": "all"}], "ok": 1}),
    Mode.REVEALS: lambda order: answer({"text": order.told[:300], "cites": [1]}),
    Mode.HUGE: lambda _order: "blah " * 200_000,
    Mode.EMPTY: lambda _order: "",
    Mode.NO_ANSWER: lambda _order: answer(),
}
