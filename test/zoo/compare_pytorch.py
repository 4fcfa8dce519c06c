"""Compares a generated PyTorch model with another that has the same weights, in float64.

Usage: compare_pytorch.py FOLDER MODEL SHAPES [disturb]

FOLDER holds the `model.py` of `modelc build --target pytorch`, MODEL is the name of a model in `papers.py` or in `torchvision.models`,
SHAPES are those of the inputs, such as `3x64x64` or `1x28x28,1x28x28`. Weights are copied by the order of execution. Prints the greatest
difference of the output, of the gradients with respect to the inputs and to all weights, and of the running statistics, each relative
to the greatest value of its tensor. `disturb` changes one weight after the copy.
"""

import json
import sys
from collections.abc import Callable
from functools import partial

import torch
import torchvision
from papers import PAPERS
from torch import Tensor, nn


def layers_in_order(model: nn.Module, inputs: list[Tensor]) -> list[nn.Module]:
    """The layers that have weights, also those of auxiliary heads, in the order in which they first run."""
    found: list[nn.Module] = []
    model.eval().training = True
    layers = [m for m in model.modules() if next(m.parameters(recurse=False), None) is not None]
    hooks = [layer.register_forward_hook(lambda layer, *_: found.append(layer)) for layer in layers]
    with torch.no_grad():
        model(*inputs)
    for hook in hooks:
        hook.remove()
    found = list(dict.fromkeys(found))
    assert len(found) == len(layers), "each layer runs"
    return found


def state_of(layer: nn.Module) -> list[Tensor]:
    """Weights and running statistics; a 1 x 1 convolution of one cell has the weights of a dense layer."""
    own = [*layer.parameters(recurse=False), *layer.buffers(recurse=False)]
    return [value for value in own if value.is_floating_point()]


def randomize(layers: list[nn.Module]) -> None:
    """Values that no layer has initially, so that a mistake in any of them shows."""
    with torch.no_grad():
        for layer in layers:
            if isinstance(layer, nn.LayerNorm | nn.BatchNorm1d | nn.BatchNorm2d):
                layer.weight.uniform_(0.5, 1.5)
            if isinstance(layer, nn.BatchNorm1d | nn.BatchNorm2d):
                layer.running_mean.normal_(0, 0.1)
                layer.running_var.uniform_(0.5, 1.5)
            if isinstance(getattr(layer, "layer_scale", None), nn.Parameter):
                layer.layer_scale.uniform_(0.5, 1.5)
            if getattr(layer, "bias", None) is not None:
                layer.bias.normal_(0, 0.1)


def copy(source: list[nn.Module], target: list[nn.Module]) -> None:
    """Both models read the same memory for weights, since large ones would not fit twice; each has its own running statistics."""
    assert len(source) == len(target), f"{len(source)} layers, but {len(target)} in the generated model"
    for one, other in zip(source, target):
        theirs, ours = state_of(one), state_of(other)
        shapes = [[tuple(value.squeeze().shape) for value in state] for state in (theirs, ours)]
        assert shapes[0] == shapes[1], f"{one} and {other}: {shapes}"
        for mine, value in zip(ours, theirs):
            if isinstance(mine, nn.Parameter):
                mine.data = value.data.reshape(mine.shape)
            else:
                mine.copy_(value)


def difference(one: Tensor, other: Tensor, least: float = 0.0) -> float:
    """Relative to the greatest value, which is taken to be `least` or more."""
    return (one.squeeze() - other.squeeze()).abs().max().item() / (max(one.abs().max().item(), least) or 1)


def outputs_of(model: nn.Module, inputs: list[Tensor]) -> list[Tensor]:
    """With those of auxiliary heads, sorted by name: `aux…` and `logits` in torchvision, `aux…` and `classifier` in the specs."""
    result = model(*inputs)
    if isinstance(result, Tensor):
        return [result]
    named = result if isinstance(result, dict) else result._asdict()
    return [named[name] for name in sorted(named)]


def run(
    model: nn.Module, layers: list[nn.Module], values: list[Tensor], batch_statistics: bool, receive: Callable[[int, Tensor], None]
) -> tuple[list[Tensor], list[Tensor]]:
    """Returns outputs and running statistics. `receive` is given each gradient as soon as it is known, which is then dropped.

    Dropout and stochastic depth are off, auxiliary heads are on; norms use the statistics of the batch, or the running ones.
    """
    model.eval().training = True
    for layer in layers:
        layer.train(batch_statistics and isinstance(layer, nn.BatchNorm1d | nn.BatchNorm2d))
    inputs = [value.clone().requires_grad_() for value in values]
    outputs = outputs_of(model, inputs)

    def hand_over(index: int, value: Tensor) -> None:
        receive(index, value.grad)
        value.grad = None

    leaves = [*inputs, *(p for layer in layers for p in layer.parameters(recurse=False))]
    hooks = [leaf.register_post_accumulate_grad_hook(partial(hand_over, index)) for index, leaf in enumerate(leaves)]
    sum((output * torch.linspace(-1, 1, output.numel()).reshape(output.shape)).sum() for output in outputs).backward()
    for hook in hooks:
        hook.remove()
    return [output.detach() for output in outputs], [b.double() for layer in layers for b in layer.buffers(recurse=False)]


def compare(models: list[nn.Module], layers: list[list[nn.Module]], values: list[Tensor], batch_statistics: bool) -> dict[str, float]:
    gradients: dict[int, Tensor] = {}
    expected = run(models[0], layers[0], values, batch_statistics, gradients.__setitem__)
    # The gradient of a shift that the next norm removes has rounding errors only.
    least = 1e-6 * max(gradient.abs().max().item() for gradient in gradients.values())
    found: list[float] = []
    actual = run(models[1], layers[1], values, batch_statistics, lambda i, g: found.append(difference(gradients[i], g, least)))
    assert len(found) == len(gradients), "each weight has a gradient"
    output, statistics = (
        max((difference(a, b) for a, b in zip(ones, others, strict=True)), default=0.0) for ones, others in zip(expected, actual)
    )
    return {"output": output, "gradients": max(found), "statistics": statistics}


def peer(name: str) -> nn.Module:
    if name in PAPERS:
        return PAPERS[name]()
    segments = name in torchvision.models.list_models(torchvision.models.segmentation)
    options = {"weights_backbone": None, "aux_loss": True} if segments else {}
    return torchvision.models.get_model(name, weights=None, **options)


def main(folder: str, name: str, shapes: str, *flags: str) -> None:
    sys.path.insert(0, folder)
    from model import Model

    torch.manual_seed(1)
    torch.set_default_dtype(torch.float64)
    values = [torch.randn(2, *map(int, shape.split("x"))) for shape in shapes.split(",")]
    models = [peer(name), Model()]
    layers = [layers_in_order(model, values) for model in models]
    randomize(layers[0])
    copy(*layers)
    if "disturb" in flags:
        weight = next(layers[1][len(layers[1]) // 2].parameters())
        weight.data = 1.01 * weight.data
    results = [compare(models, layers, values, batch_statistics) for batch_statistics in (False, True)]
    worst = {part: max(result[part] for result in results) for part in results[0]}
    parameters = sum(value.numel() for value in models[0].parameters())
    print(json.dumps({**worst, "layers": len(layers[0]), "parameters": parameters}))


main(*sys.argv[1:])
