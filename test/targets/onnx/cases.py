"""Prints ONNX's own test cases of single nodes as one line of JSON each: attributes, inputs and expected outputs.

Selected are the cases of the operators below whose data is float32 or int32 and not empty: what an architecture is made of, without
training, sequences of tensors, text and arithmetic on other number types.
"""

import base64
import json
import sys
import warnings

import numpy as np
from onnx import helper

warnings.filterwarnings("ignore")
from onnx.backend.test.case.node import collect_testcases  # noqa: E402

WINDOWS = "Conv ConvTranspose AveragePool MaxPool LpPool GlobalAveragePool GlobalMaxPool"
NORMS = "BatchNormalization LayerNormalization GroupNormalization InstanceNormalization LRN"
ACTIVATIONS = """Relu LeakyRelu PRelu Elu Selu Celu Gelu Mish Swish HardSwish HardSigmoid Sigmoid Tanh Softplus Softsign
ThresholdedRelu Clip Softmax LogSoftmax"""
JOINS = "Concat Add Sub Mul Max"
SHAPES = """Flatten Reshape Transpose Slice Split Pad Resize Upsample SpaceToDepth DepthToSpace ReduceMean ReduceMax ReduceMin
ReduceSum Dropout"""
MATRICES = "Gemm MatMul LSTM GRU RNN Gather"
OPERATORS = " ".join([WINDOWS, NORMS, ACTIVATIONS, JOINS, SHAPES, MATRICES]).split()


def is_selected(case):
    graph = case.model.graph
    if len(graph.node) != 1 or graph.node[0].op_type not in OPERATORS:
        return False
    inputs, outputs = case.data_sets[0]
    # The first input and output are data; others may also be sizes, axes and switches.
    return all(tensor.dtype in (np.float32, np.int32) and tensor.size > 0 for tensor in (inputs[0], outputs[0]))


def encode(tensor):
    values = np.ascontiguousarray(tensor, dtype=np.float32)
    return {"shape": list(tensor.shape), "values": base64.b64encode(values.tobytes()).decode()}


def plain(value):
    return value.decode() if isinstance(value, bytes) else value


def describe(case):
    node = case.model.graph.node[0]
    inputs, outputs = case.data_sets[0]
    given = iter(inputs)
    return {
        "name": case.name.removeprefix("test_"),
        "operator": node.op_type,
        "attributes": {one.name: plain(helper.get_attribute_value(one)) for one in node.attribute},
        # An input that the node leaves out has an empty name and no data.
        "inputs": [encode(next(given)) if name else None for name in node.input],
        "outputs": [encode(tensor) for tensor in outputs],
        "rtol": case.rtol,
        "atol": case.atol,
    }


np.random.seed(0)
for case in collect_testcases(None):
    if is_selected(case):
        json.dump(describe(case), sys.stdout)
        print()
