"""The ONNX graph of all-MiniLM-L6-v2, built from its safetensors weights.

The network is BERT as in https://arxiv.org/abs/1810.04805 with 6 layers of 12 heads; the sizes are those of
the model's own config.json. Attention and layer normalisation use onnxruntime's fused operators
(https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md), which spare the reshapes that
the plain operators need.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

LAYERS = 6
HEADS = 12
EPSILON = 1e-12
FUSED = "com.microsoft"

Weights = Mapping[str, NDArray[np.float32]]


class _Graph:
    """Nodes and constants in the order in which they run."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, op: str, inputs: list[str], output: str, *, domain: str = "", **attributes: Any) -> str:
        self.nodes.append(helper.make_node(op, inputs, [output], name=output, domain=domain, **attributes))
        return output

    def dense(self, x: str, weights: Weights, layer: str) -> str:
        product = self.add(
            "MatMul", [x, self.constant(f"{layer}.weight", weights[f"{layer}.weight"].T)], f"{layer}.product"
        )
        return self.add("Add", [product, self.constant(f"{layer}.bias", weights[f"{layer}.bias"])], layer)

    def residual_norm(self, x: str, skip: str, weights: Weights, layer: str) -> str:
        scale = self.constant(f"{layer}.weight", weights[f"{layer}.weight"])
        shift = self.constant(f"{layer}.bias", weights[f"{layer}.bias"])
        return self.add(
            "SkipLayerNormalization", [x, skip, scale, shift], layer, domain=FUSED, epsilon=EPSILON
        )


def build(weights: Weights) -> onnx.ModelProto:
    """The network from token ids and mask, both int32 (batch, tokens), to float32 (batch, tokens, 384)."""
    graph = _Graph()
    words = graph.constant("words", weights["embeddings.word_embeddings.weight"])
    # Every text here is a single segment, so the segment's vector is added to each position once and for all.
    places = weights["embeddings.position_embeddings.weight"]
    places = places + weights["embeddings.token_type_embeddings.weight"][0]
    word = graph.add("Gather", [words, "ids"], "word")
    shape = graph.add("Shape", ["ids"], "shape")
    one = graph.constant("one", np.array([1], np.int64))
    zero = graph.constant("zero", np.array([0], np.int64))
    # A one-element index instead of a scalar: onnxruntime 1.2x rewrites Shape->Gather(scalar) into a bad Slice.
    length = graph.add("Gather", [shape, one], "length", axis=0)
    place = graph.add("Slice", [graph.constant("places", places), zero, length, zero], "place")
    batch = graph.add("Unsqueeze", [place, zero], "place_of_batch")
    summed = graph.add("Add", [word, batch], "embedded")
    x = graph.add(
        "LayerNormalization",
        [
            summed,
            graph.constant("embeddings.scale", weights["embeddings.LayerNorm.weight"]),
            graph.constant("embeddings.shift", weights["embeddings.LayerNorm.bias"]),
        ],
        "embedded.normal",
        epsilon=EPSILON,
    )
    for number in range(LAYERS):
        x = _layer(graph, weights, x, f"encoder.layer.{number}")
    graph.add("Identity", [x], "tokens")
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT32, ["batch", "length"])
        for name in ("ids", "mask")
    ]
    output = helper.make_tensor_value_info("tokens", TensorProto.FLOAT, ["batch", "length", 384])
    made = helper.make_graph(graph.nodes, "all-MiniLM-L6-v2", inputs, [output], graph.constants)
    opsets = [helper.make_opsetid("", 20), helper.make_opsetid(FUSED, 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=9)


def _layer(graph: _Graph, weights: Weights, x: str, name: str) -> str:
    parts = [f"{name}.attention.self.{part}" for part in ("query", "key", "value")]
    joined = np.concatenate([weights[f"{part}.weight"].T for part in parts], axis=1)
    bias = np.concatenate([weights[f"{part}.bias"] for part in parts])
    attended = graph.add(
        "Attention",
        [x, graph.constant(f"{name}.qkv", joined), graph.constant(f"{name}.qkv.bias", bias), "mask"],
        f"{name}.attended",
        domain=FUSED,
        num_heads=HEADS,
    )
    projected = graph.dense(attended, weights, f"{name}.attention.output.dense")
    x = graph.residual_norm(projected, x, weights, f"{name}.attention.output.LayerNorm")
    wide = graph.dense(x, weights, f"{name}.intermediate.dense")
    active = graph.add("Gelu", [wide], f"{name}.active")
    narrow = graph.dense(active, weights, f"{name}.output.dense")
    return graph.residual_norm(narrow, x, weights, f"{name}.output.LayerNorm")


def write(weights: Weights, path: Path) -> None:
    """Build and write the graph; the file appears whole or not at all."""
    draft = path.with_suffix(".draft")
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(build(weights), str(draft))
    draft.replace(path)
