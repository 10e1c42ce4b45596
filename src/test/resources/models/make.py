"""Makes the few-kilobyte models beside this file: python make.py

`tiny` has the layout of a real model and networks of one or two operators; the others are single
networks that tests put in the place of one of its own.
"""

import json
import os

import numpy as np
from onnx import TensorProto as T
from onnx import checker, helper, numpy_helper, save

WORDS = ["<s>", "</s>", "<pad>", "<unk>", "a", "red", "blue", "cat", "dog", "sky"]
DIM = 6
random = np.random.default_rng(0)


def info(name, shape, element=T.FLOAT):
    return helper.make_tensor_value_info(name, element, shape)


def constant(name, array):
    return numpy_helper.from_array(np.asarray(array), name)


def network(path, inputs, outputs, nodes, constants=()):
    graph = helper.make_graph(nodes, "network", inputs, outputs, list(constants))
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    checker.check_model(model)
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    save(model, path)


def weights(*shape):
    return (random.standard_normal(shape) * 0.5).astype(np.float32)


def text_encoder(path):
    network(
        path,
        [info("input_ids", ["b", "s"], T.INT64)],
        [info("last_hidden_state", ["b", "s", DIM]), info("pooler_output", ["b", DIM])],
        [helper.make_node("Gather", ["table", "input_ids"], ["last_hidden_state"], axis=0),
         helper.make_node("ReduceMean", ["last_hidden_state"], ["pooler_output"], axes=[1],
                          keepdims=0)],
        [constant("table", weights(len(WORDS), DIM))])


def unet(path, spoil=False):
    """out = conv(sample) + the mean of the prompt, scaled by the timestep; or NaN."""
    nodes = [
        helper.make_node("Conv", ["sample", "kernel"], ["mixed"], pads=[1, 1, 1, 1]),
        helper.make_node("ReduceMean", ["encoder_hidden_states"], ["prompt"], axes=[1, 2],
                         keepdims=0),
        helper.make_node("Div", ["timestep", "thousand"], ["time"]),
        helper.make_node("Mul", ["prompt", "time"], ["told"]),
        helper.make_node("Reshape", ["told", "column"], ["bias"]),
        helper.make_node("Add", ["mixed", "bias"], ["sum" if spoil else "out_sample"])]
    if spoil:
        nodes += [helper.make_node("Sub", ["sum", "sum"], ["zero"]),
                  helper.make_node("Div", ["zero", "zero"], ["out_sample"])]
    network(
        path,
        [info("sample", ["b", 4, "h", "w"]), info("timestep", []),
         info("encoder_hidden_states", ["b", "s", DIM])],
        [info("out_sample", ["b", 4, "h", "w"])],
        nodes,
        [constant("kernel", weights(4, 4, 3, 3) * 0.2), constant("thousand", np.float32(1000)),
         constant("column", np.array([-1, 1, 1, 1]))])


def vae_decoder(path):
    network(
        path,
        [info("latent_sample", ["b", 4, "h", "w"])], [info("sample", ["b", 3, "H", "W"])],
        [helper.make_node("Conv", ["latent_sample", "kernel"], ["rgb"]),
         helper.make_node("Tanh", ["rgb"], ["small"]),
         helper.make_node("Resize", ["small", "", "scales"], ["sample"], mode="nearest")],
        [constant("kernel", weights(3, 4, 1, 1)),
         constant("scales", np.array([1, 1, 8, 8], np.float32))])


def vae_encoder(path):
    network(
        path,
        [info("sample", ["b", 3, "H", "W"])], [info("latent_parameters", ["b", 8, "h", "w"])],
        [helper.make_node("AveragePool", ["sample"], ["small"], kernel_shape=[8, 8],
                          strides=[8, 8]),
         helper.make_node("Conv", ["small", "kernel"], ["latent_parameters"])],
        [constant("kernel", weights(8, 3, 1, 1))])


def tokenizer(folder):
    special = [{"id": i, "content": word, "single_word": False, "lstrip": False, "rstrip": False,
                "normalized": False, "special": True} for i, word in enumerate(WORDS[:4])]
    frame = [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
             {"SpecialToken": {"id": "</s>", "type_id": 0}}]
    write(folder, "tokenizer.json", {
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": special,
        "normalizer": {"type": "Lowercase"}, "pre_tokenizer": {"type": "Whitespace"},
        "post_processor": {
            "type": "TemplateProcessing", "single": frame, "pair": frame,
            "special_tokens": {w: {"id": w, "ids": [i], "tokens": [w]}
                               for i, w in enumerate(WORDS[:2])}},
        "decoder": None,
        "model": {"type": "WordLevel", "vocab": {w: i for i, w in enumerate(WORDS)},
                  "unk_token": "<unk>"}})
    write(folder, "tokenizer_config.json", {
        "model_max_length": 16, "bos_token": "<s>", "eos_token": "</s>", "pad_token": "<pad>",
        "unk_token": "<unk>", "tokenizer_class": "PreTrainedTokenizerFast"})


def write(folder, name, content):
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, name), "w") as file:
        json.dump(content, file, indent=1)
        file.write("\n")


def main():
    write("tiny", "model_index.json", {
        "_class_name": "StableDiffusionPipeline",
        "gen": {"default_width": 64, "default_height": 64, "default_steps": 3,
                "default_guidance_scale": 2.0}})
    tokenizer("tiny/tokenizer")
    text_encoder("tiny/text_encoder/model.onnx")
    unet("tiny/unet/model.onnx")
    write("tiny/unet", "config.json", {
        "sample_size": 8, "in_channels": 4, "block_out_channels": [4, 4]})
    vae_decoder("tiny/vae_decoder/model.onnx")
    vae_encoder("tiny/vae_encoder/model.onnx")
    for component in ["vae_decoder", "vae_encoder"]:
        write("tiny/" + component, "config.json", {
            "scaling_factor": 0.5, "block_out_channels": [4, 4, 4, 4]})
    write("tiny/scheduler", "scheduler_config.json", {
        "_class_name": "DDIMScheduler", "beta_start": 0.00085, "beta_end": 0.012,
        "beta_schedule": "scaled_linear", "clip_sample": False, "steps_offset": 1})
    unet("unet_not_finite.onnx", spoil=True)


main()
