"""Any LangChain embedding model behind our port: one passed in, one by name, and one over the wire."""

import base64
import json
import threading
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np
import pytest
from langchain_core.embeddings import Embeddings

from knowledge.embeddings.langchain import BATCH, LangChainEmbedder
from knowledge.errors import ModelUnavailable


def vector_of(text: str) -> list[float]:
    """Three numbers, far from length one; zeros for a text without words."""
    return [3.0 * text.count(letter) for letter in "aeo"]


class LetterCounts(Embeddings):
    """A model of LangChain's interface that counts letters, and remembers what it was asked."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.batches.append(texts)
        return [vector_of(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        self.batches.append([text])
        return vector_of(text)


class Broken(Embeddings):
    """A provider that is down."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        raise ConnectionError(texts[0])

    def embed_query(self, text: str) -> list[float]:
        raise TimeoutError(text)


def embedder(model: Embeddings | None = None) -> LangChainEmbedder:
    return LangChainEmbedder(model or LetterCounts(), name="letters:counts")


def test_vectors_have_length_one() -> None:
    vectors = embedder().texts(["a", "aaa eee", "xyz"])
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), [1, 1, 0])
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(embedder().question("aaa eee"), vectors[1])


def test_the_model_says_its_name_and_dimensions() -> None:
    model = LetterCounts()
    made = embedder(model)
    assert (made.name, made.dims, made.dims) == ("letters:counts", 3, 3)
    assert len(model.batches) == 1, "dimensions are asked for once"
    assert made.texts([]).shape == (0, 3)


def test_a_passage_comes_first_and_its_sentences_follow_each_under_its_lead() -> None:
    model = LetterCounts()
    rows = embedder(model).passages([("Title", ["One.", "Two."]), ("", ["Three."])])
    assert [len(row) for row in rows] == [3, 2]
    assert model.batches == [["Title. One. Two.", "Title. One.", "Title. Two.", ". Three.", ". Three."]]
    np.testing.assert_allclose(rows[0][1], embedder().question("Title. One."))


def test_many_texts_go_in_batches() -> None:
    model = LetterCounts()
    assert embedder(model).texts(["a"] * (BATCH * 2 + 1)).shape == (BATCH * 2 + 1, 3)
    assert [len(batch) for batch in model.batches] == [BATCH, BATCH, 1]


def test_a_model_is_never_given_an_empty_text() -> None:
    model = LetterCounts()
    made = embedder(model)
    made.texts(["", "a"])
    made.question("")
    assert model.batches == [[" ", "a"], [" "]]


def test_a_provider_that_is_down_is_told_in_one_sentence() -> None:
    broken = embedder(Broken())
    for call in (
        lambda: broken.question("Who pays?"),
        lambda: broken.texts(["Who pays?"]),
        lambda: broken.dims,
    ):
        with pytest.raises(ModelUnavailable) as failed:
            call()
        assert "letters:counts" in str(failed.value)
        assert "Who pays?" not in str(failed.value), "what members write stays out of messages and logs"
        assert failed.value.__cause__ is not None


@pytest.mark.parametrize("name", ["nobody:model-1", "model-without-provider", "cohere:embed-v4", ""])
def test_a_model_that_cannot_be_opened_is_named(name: str) -> None:
    with pytest.raises(ModelUnavailable) as failed:
        LangChainEmbedder.named(name)
    assert repr(name) in str(failed.value)
    assert len(str(failed.value).splitlines()) == 1


class Provider(BaseHTTPRequestHandler):
    """Speaks the embeddings endpoint of OpenAI: https://platform.openai.com/docs/api-reference/embeddings"""

    asked: list[dict[str, Any]] = []  # noqa: RUF012 - filled by each test's server
    keys: list[str] = []  # noqa: RUF012
    status = 200

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append(body)
        self.keys.append(self.headers["Authorization"])
        texts: Sequence[str] = [body["input"]] if isinstance(body["input"], str) else body["input"]
        data = [
            {
                "object": "embedding",
                "index": n,
                "embedding": encoded(vector_of(text), body.get("encoding_format")),
            }
            for n, text in enumerate(texts)
        ]
        usage = {"prompt_tokens": 1, "total_tokens": 1}
        said = json.dumps({"object": "list", "model": body["model"], "data": data, "usage": usage}).encode()
        self.send_response(self.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_: object) -> None:
        """Say nothing on standard error."""


def encoded(vector: list[float], encoding: str | None) -> list[float] | str:
    return (
        base64.b64encode(np.array(vector, np.float32).tobytes()).decode() if encoding == "base64" else vector
    )


@pytest.fixture
def provider() -> Iterator[tuple[type[Provider], str]]:
    handler = type("Handler", (Provider,), {"asked": [], "keys": [], "status": 200})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield handler, f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_provider_is_reached_over_the_wire(
    provider: tuple[type[Provider], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    handler, address = provider
    monkeypatch.setenv("OPENAI_API_KEY", "test-key")
    made = LangChainEmbedder.named("openai:text-embedding-3-small", base_url=address)
    rows = made.texts(["aaa eee", "o"])
    np.testing.assert_allclose(rows, embedder().texts(["aaa eee", "o"]), atol=1e-6)
    assert handler.keys[0] == "Bearer test-key"
    assert handler.asked[0]["input"] == ["aaa eee", "o"], "texts, not tokens of a vocabulary to be downloaded"


def test_a_provider_that_refuses_is_told_in_one_sentence(
    provider: tuple[type[Provider], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    handler, address = provider
    handler.status = 401
    monkeypatch.setenv("OPENAI_API_KEY", "test-key")
    made = LangChainEmbedder.named("openai:text-embedding-3-small", base_url=address)
    with pytest.raises(ModelUnavailable, match="does not answer"):
        made.question("Who pays?")
