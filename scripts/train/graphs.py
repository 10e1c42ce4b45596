"""Writes trained networks as ONNX graphs, and configuration files beside them.

Weights are stored as float16 followed by a Cast to float32: half the size, and ONNX Runtime folds
the casts away when it loads the graph. Every graph is checked against the trained network.
"""

import json
import os
import warnings

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import numpy_helper
from torch import nn

import machine
from coarse import coarsen

OPSET = 17


def round_weights(module: nn.Module) -> nn.Module:
    """Rounds every weight to float16, so that the stored graph equals the checked network."""
    for tensor in list(module.parameters()):
        tensor.data = tensor.data.half().float().contiguous()
    return module.eval()


def shipped(module: nn.Module, path: str) -> nn.Module:
    """The network with the averaged weights of a training's file, rounded as they are shipped."""
    saved = machine.load(path)
    module.load_state_dict(saved["average"])
    coarsen(module)
    print(os.path.basename(path), *(f"{k} {saved[k]:.0f}" for k in ("steps", "samples", "minutes")))
    return round_weights(module)


def store_half(path: str):
    """Replaces large float32 weights of a graph, rounded before, by float16 weights and a Cast."""
    model = onnx.load(path)
    kept, casts = [], []
    for tensor in model.graph.initializer:
        array = numpy_helper.to_array(tensor)
        # What the export has computed of weights, such as a sum of two, may not be rounded.
        if (array.dtype == np.float32 and array.size >= 256
                and np.array_equal(array, array.astype(np.float16))):
            half = numpy_helper.from_array(array.astype(np.float16), tensor.name + ".half")
            kept.append(half)
            casts.append(onnx.helper.make_node("Cast", [half.name], [tensor.name],
                                               name="cast." + tensor.name, to=1))
        else:
            kept.append(tensor)
    del model.graph.initializer[:]
    model.graph.initializer.extend(kept)
    nodes = casts + list(model.graph.node)
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    model.doc_string, model.producer_name, model.producer_version = "", "storybook", "1"
    for node in model.graph.node:
        node.doc_string = ""
    onnx.checker.check_model(model)
    onnx.save(model, path)


def trace(module, inputs: dict, outputs: list, axes: dict, path: str):
    """Writes `module` as an ONNX graph."""
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        torch.onnx.export(module, tuple(inputs.values()), path, input_names=list(inputs),
                          output_names=outputs, dynamic_axes=axes, opset_version=OPSET,
                          dynamo=False)


def write_graph(out: str, part: str, module, cases: list, outputs: list, axes: dict):
    """Writes OUT/PART/model.onnx and compares it with ONNX Runtime.

    `cases` are inputs by name, of which the first is traced; `axes` names free dimensions.
    """
    path = os.path.join(out, part, "model.onnx")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    trace(module, cases[0], outputs, axes, path)
    store_half(path)
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    for case in cases:
        with torch.no_grad():
            expected = module(*case.values())
        expected = expected if isinstance(expected, tuple) else (expected,)
        made = session.run(outputs, {name: value.numpy() for name, value in case.items()})
        error = max(float(np.abs(a - b.numpy()).max()) for a, b in zip(made, expected))
        shapes = [tuple(v.shape) for v in case.values()][:3]
        print(f"{part} {shapes} largest error {error:.2e}")
        if error > 2e-4:
            raise SystemExit(f"{path}: the graph differs from the network by {error}")


def write_json(out: str, name: str, content: dict):
    """Writes one JSON file of the model directory."""
    path = os.path.join(out, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        json.dump(content, file, indent=2, ensure_ascii=False)
        file.write("\n")


def print_size(out: str):
    """Says how large a model directory is."""
    size = sum(os.path.getsize(os.path.join(base, f)) for base, _, fs in os.walk(out) for f in fs)
    print(f"{size / 1e6:.2f} MB in {out}")
