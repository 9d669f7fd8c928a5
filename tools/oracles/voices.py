#!/usr/bin/env python3
"""Tiny voices with the signatures of Piper's and Kokoro's networks, and what onnxruntime makes of them.

Writes plugins/voice/tests/voices: networks of a few kilobytes with the inputs, outputs, names and kinds of the real
ones, and golden.json with inputs and the sound that onnxruntime gives for them. The tests of plugins/voice load the
same files by the code that loads real voices, and must come to the same samples.

    python3 -m venv venv && venv/bin/pip install onnx==1.23.2 onnxruntime==1.32.0
    venv/bin/python tools/oracles/voices.py
"""

import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

OUT = Path(__file__).resolve().parents[2] / "plugins/voice/tests/voices"
HOP = 256
WIDTH = 8


def weights(name, shape, seed, scale):
    values = np.random.default_rng(seed).normal(0.0, scale, shape).astype(np.float32)
    return numpy_helper.from_array(values, name)


def constant(name, values, kind=np.int64):
    return numpy_helper.from_array(np.array(values, dtype=kind), name)


def save(name, nodes, inputs, outputs, constants):
    graph = helper.make_graph(nodes, name, inputs, outputs, constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], producer_name="maquette")
    model.ir_version = 9
    onnx.checker.check_model(model, full_check=True)
    path = OUT / f"{name}.onnx"
    path.write_bytes(model.SerializeToString())
    return path


def vocoder(source, target):
    """From features (1, WIDTH, N) to samples (1, 1, N * HOP)."""
    return [
        helper.make_node("Conv", [source, "conv_w", "conv_b"], ["heard"], kernel_shape=[3],
                         strides=[1], dilations=[1], group=1, pads=[1, 1]),
        helper.make_node("LeakyRelu", ["heard"], ["bent"], alpha=0.1),
        helper.make_node("ConvTranspose", ["bent", "up_w"], ["loud"], kernel_shape=[2 * HOP],
                         strides=[HOP], dilations=[1], group=1, pads=[HOP // 2] * 2),
        helper.make_node("Tanh", ["loud"], [target]),
    ]


VOCODER = [
    weights("conv_w", (WIDTH, WIDTH, 3), 2, 0.3),
    weights("conv_b", (WIDTH,), 3, 0.1),
    weights("up_w", (WIDTH, 1, 2 * HOP), 4, 0.3),
]


def piper(name, speakers):
    """Ids to features, stretched by scales[1], noise by scales[0], a speaker's colour where there are several."""
    nodes = [
        helper.make_node("Gather", ["sounds", "input"], ["rows"]),
        helper.make_node("Transpose", ["rows"], ["columns"], perm=[0, 2, 1]),
        # The real network masks what lies past the length of each line of a batch; here there is one line.
        helper.make_node("Cast", ["input_lengths"], ["length"], to=TensorProto.FLOAT),
        helper.make_node("Div", ["length", "length"], ["mask"]),
        helper.make_node("Mul", ["columns", "mask"], ["masked"]),
        helper.make_node("Gather", ["scales", "stretch_at"], ["stretch"]),
        helper.make_node("Concat", ["ones", "stretch"], ["factors"], axis=0),
        helper.make_node("Unsqueeze", ["masked", "two"], ["image"]),
        helper.make_node("Resize", ["image", "", "factors"], ["wide"], mode="nearest",
                         coordinate_transformation_mode="asymmetric", nearest_mode="floor"),
        helper.make_node("Squeeze", ["wide", "two"], ["features"]),
        helper.make_node("RandomNormalLike", ["features"], ["noise"]),
        helper.make_node("Gather", ["scales", "noise_at"], ["amount"]),
        helper.make_node("Mul", ["noise", "amount"], ["some_noise"]),
        helper.make_node("Add", ["features", "some_noise"], ["noisy"]),
    ]
    constants = VOCODER + [
        weights("sounds", (160, WIDTH), 1, 1.0),
        constant("stretch_at", [1]), constant("noise_at", [0]), constant("two", [2]),
        constant("ones", [1, 1, 1], np.float32),
    ]
    inputs = [
        helper.make_tensor_value_info("input", TensorProto.INT64, ["batch", "phonemes"]),
        helper.make_tensor_value_info("input_lengths", TensorProto.INT64, ["batch"]),
        helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
    ]
    source = "noisy"
    if speakers > 1:
        inputs.append(helper.make_tensor_value_info("sid", TensorProto.INT64, ["batch"]))
        constants += [weights("speakers", (speakers, WIDTH), 5, 1.0)]
        nodes += [
            helper.make_node("Gather", ["speakers", "sid"], ["who"]),
            helper.make_node("Unsqueeze", ["who", "two"], ["colour"]),
            helper.make_node("Add", ["noisy", "colour"], ["coloured"]),
        ]
        source = "coloured"
    nodes += vocoder(source, "flat")
    nodes.append(helper.make_node("Unsqueeze", ["flat", "two"], ["output"]))
    output = helper.make_tensor_value_info("output", TensorProto.FLOAT, ["batch", 1, 1, "time"])
    path = save(name, nodes, inputs, [output], constants)
    symbols = "_^$ !'(),-.:;?abcdefhijklmnopqrstuvwxyzæçðøŋœɐɑɒɔəɚɛɜɡɪɹɾʃʊʌʒʔˈˌːθ̃ɫᵻ"
    config = {
        "audio": {"sample_rate": 16000, "quality": "tiny"},
        "espeak": {"voice": "en-us"},
        "inference": {"noise_scale": 0.667, "length_scale": 1, "noise_w": 0.8},
        "phoneme_type": "espeak",
        "phoneme_id_map": {symbol: [at] for at, symbol in enumerate(symbols)},
        "num_symbols": 160,
        "num_speakers": speakers,
        "speaker_id_map": {} if speakers == 1 else {f"p{n}": n for n in range(speakers)},
    }
    (OUT / f"{name}.onnx.json").write_text(json.dumps(config, ensure_ascii=False, indent=1) + "\n")
    return path


def kokoro():
    """Tokens to features, a style added, as many of them as the speed asks for."""
    nodes = [
        helper.make_node("Gather", ["sounds", "tokens"], ["rows"]),
        helper.make_node("MatMul", ["style", "style_w"], ["colour"]),
        helper.make_node("Add", ["rows", "colour"], ["coloured"]),
        helper.make_node("Transpose", ["coloured"], ["columns"], perm=[0, 2, 1]),
        helper.make_node("Div", ["one", "speed"], ["stretch"]),
        helper.make_node("Concat", ["ones", "stretch"], ["factors"], axis=0),
        helper.make_node("Unsqueeze", ["columns", "two"], ["image"]),
        helper.make_node("Resize", ["image", "", "factors"], ["wide"], mode="nearest",
                         coordinate_transformation_mode="asymmetric", nearest_mode="floor"),
        helper.make_node("Squeeze", ["wide", "two"], ["features"]),
        *vocoder("features", "line"),
        helper.make_node("Reshape", ["line", "flat"], ["audio"]),
    ]
    constants = VOCODER + [
        weights("sounds", (178, WIDTH), 6, 1.0), weights("style_w", (256, WIDTH), 7, 0.1),
        constant("one", [1], np.float32), constant("ones", [1, 1, 1], np.float32),
        constant("two", [2]), constant("flat", [-1]),
    ]
    inputs = [
        helper.make_tensor_value_info("tokens", TensorProto.INT64, [1, "tokens"]),
        helper.make_tensor_value_info("style", TensorProto.FLOAT, [1, 256]),
        helper.make_tensor_value_info("speed", TensorProto.FLOAT, [1]),
    ]
    output = helper.make_tensor_value_info("audio", TensorProto.FLOAT, ["time"])
    path = save("kokoro", nodes, inputs, [output], constants)
    styles = {
        name: np.random.default_rng(at).normal(0.0, 0.3, (12, 1, 256)).astype(np.float32)
        for at, name in enumerate(["af_tiny", "bm_tiny"], 10)
    }
    with open(OUT / "voices.bin", "wb") as file:
        np.savez(file, **styles)
    return path, styles


def heard(path, feeds):
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    return session.run(None, feeds)[0].reshape(-1)


def golden(name, ids, samples, **more):
    picked = list(range(0, len(samples), max(1, len(samples) // 97)))
    return {
        "voice": name, "ids": ids, **more, "count": len(samples),
        "samples": [[at, round(float(samples[at]), 7)] for at in picked],
    }


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    cases = []
    ids = [1, 0, 33, 0, 40, 0, 56, 0, 3, 0, 61, 0, 10, 0, 2]
    for name, speakers in [("en_US-tiny-low", 1), ("en_GB-many-medium", 3)]:
        path = piper(name, speakers)
        for length in [1.0, 2.0]:
            for sid in range(speakers):
                feeds = {
                    "input": np.array([ids], dtype=np.int64),
                    "input_lengths": np.array([len(ids)], dtype=np.int64),
                    "scales": np.array([0.0, length, 0.0], dtype=np.float32),
                }
                if speakers > 1:
                    feeds["sid"] = np.array([sid], dtype=np.int64)
                cases.append(golden(name, ids, heard(path, feeds), length=length, sid=sid))
    path, styles = kokoro()
    tokens = [0, 50, 86, 54, 31, 16, 65, 85, 4, 0]
    for name, style in styles.items():
        for speed in [1.0, 0.5]:
            row = style[len(tokens) - 2]
            feeds = {
                "tokens": np.array([tokens], dtype=np.int64),
                "style": row, "speed": np.array([speed], dtype=np.float32),
            }
            cases.append(golden(name, tokens, heard(path, feeds), speed=speed))
    (OUT / "golden.json").write_text(json.dumps(cases) + "\n")
    for path in sorted(OUT.iterdir()):
        print(f"{path.stat().st_size:8} {path.name}")


if __name__ == "__main__":
    main()
