"""Compares a generated PyTorch model with one of `keras.applications` that has the same weights, in float64, in inference.

Usage: compare_keras.py FOLDER MODEL SIZE [disturb]

FOLDER holds the `model.py` of `modelc build --target pytorch`. Keras runs on PyTorch. Each layer and the norm after it take the
weights of the first unused layer of Keras's model with weights of the same shapes. Prints the greatest difference of the output and of the gradient with
respect to the image, each relative to the greatest value. `disturb` changes one weight after the copy.
"""

import json
import math
import os
import sys

os.environ["KERAS_BACKEND"] = "torch"

import keras
import torch
from torch import Tensor, nn


def numbers_of(variable: keras.Variable) -> Tensor:
    return variable.value.detach()


def weights_of(layer: keras.layers.Layer) -> list[list[Tensor]]:
    """Weights and running statistics in PyTorch's layouts; a separable convolution is two layers there."""
    values = [numbers_of(variable) for variable in layer.weights]
    if isinstance(layer, keras.layers.SeparableConv2D):
        return [[depthwise(values[0])], [values[1].permute(3, 2, 0, 1), *values[2:]]]
    if isinstance(layer, keras.layers.DepthwiseConv2D):
        return [[depthwise(values[0]), *values[1:]]]
    if isinstance(layer, keras.layers.Conv2D):
        return [[values[0].permute(3, 2, 0, 1), *values[1:]]]
    if isinstance(layer, keras.layers.Dense):
        return [[values[0].T, *values[1:]]]
    return [values] if values else []


def depthwise(kernel: Tensor) -> Tensor:
    return kernel.permute(2, 3, 0, 1).flatten(0, 1).unsqueeze(1)


def randomize(model: keras.Model) -> None:
    """Values that no layer has initially, so that a mistake in any of them shows; kernels keep the variance of the signal."""
    for layer in model.layers:
        for variable in layer.weights:
            shape = tuple(variable.shape)
            if isinstance(layer, keras.layers.BatchNormalization):
                positive = variable.name in ("gamma", "moving_variance")
                variable.assign(torch.empty(shape).uniform_(0.5, 1.5) if positive else 0.1 * torch.randn(shape))
            elif variable.name == "bias":
                variable.assign(0.1 * torch.randn(shape))
            else:
                each = isinstance(layer, keras.layers.DepthwiseConv2D) or variable.name == "depthwise_kernel"
                inputs = math.prod(shape[:2] if each else shape[:-1])
                variable.assign(torch.randn(shape) * (2 / inputs) ** 0.5)


def own_tensors(layer: nn.Module) -> list[Tensor]:
    own = [*layer.parameters(recurse=False), *layer.buffers(recurse=False)]
    return [value.detach() for value in own if value.is_floating_point()]


def groups_of(model: keras.Model) -> list[list[list[Tensor]]]:
    """The weights of each layer, with those of the norm that follows it."""
    groups = {}
    for layer in model.layers:
        is_norm = isinstance(layer, keras.layers.BatchNormalization)
        owner = layer.input._keras_history.operation.name if is_norm else layer.name
        groups.setdefault(owner, []).extend(weights_of(layer))
    return [group for group in groups.values() if group]


def shapes_of(tensors: list[Tensor]) -> list[torch.Size]:
    return [value.squeeze().shape for value in tensors]


def copy(source: keras.Model, target: nn.Module) -> int:
    unused = groups_of(source)
    layers = [own for layer in target.modules() if (own := own_tensors(layer))]
    group: list[list[Tensor]] = []
    for own in layers:
        if not group:
            at = next(at for at, (first, *_) in enumerate(unused) if shapes_of(first) == shapes_of(own))
            group = unused.pop(at)
        for value, other in zip(own, group.pop(0), strict=True):
            value.copy_(other.reshape(value.shape))
    assert not unused, f"{len(unused)} layers are left"
    return len(layers)


def run(model: nn.Module, image: Tensor, channels_last: bool) -> tuple[Tensor, Tensor]:
    """The output, and the gradient with respect to the image, with its channels first."""
    input = image.clone().requires_grad_()
    output = model(input.permute(0, 2, 3, 1) if channels_last else input)
    (output * torch.linspace(-1, 1, output.numel()).reshape(output.shape)).sum().backward()
    return output.detach(), input.grad


def main(folder: str, name: str, size: str, *flags: str) -> None:
    sys.path.insert(0, folder)
    from model import Model

    torch.manual_seed(1)
    keras.utils.set_random_seed(1)
    torch.set_default_dtype(torch.float64)
    keras.config.set_floatx("float64")
    shape = (int(size), int(size), 3)
    options = {"weights": None, "input_shape": shape, "classifier_activation": None}
    theirs, ours = getattr(keras.applications, name)(**options), Model().eval()
    randomize(theirs)
    layers = copy(theirs, ours)
    if "disturb" in flags:
        with torch.no_grad():
            next(ours.parameters()).mul_(1.01)
    image = torch.randn(2, 3, *shape[:2])
    pairs = zip(run(theirs, image, True), run(ours, image, False), strict=True)
    output, gradient = (((a - b).abs().max() / a.abs().max()).item() for a, b in pairs)
    print(json.dumps({"output": output, "gradient": gradient, "layers": layers}))


main(*sys.argv[1:])
