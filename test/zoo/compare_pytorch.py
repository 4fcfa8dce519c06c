"""Compares a generated PyTorch model with another that has the same weights, in float64.

Usage: compare_pytorch.py FOLDER MODEL SHAPES [disturb]

FOLDER holds the `model.py` of `modelc build --target pytorch`, MODEL is the name of a model in `papers.py` or in `torchvision.models`,
SHAPES are those of the inputs, such as `3x64x64` or `1x28x28,1x28x28`. Weights are copied by the order of execution. Prints the greatest
difference of the output, of the gradients with respect to the inputs and to all weights, and of the running statistics, each relative
to the greatest value of its tensor. `disturb` changes one weight after the copy.
"""

import json
import sys

import torch
import torchvision
from papers import PAPERS
from torch import Tensor, nn


def layers_in_order(model: nn.Module, inputs: list[Tensor]) -> list[nn.Module]:
    """The layers that have weights, in the order in which they first run."""
    found: list[nn.Module] = []
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
    return [value.detach().squeeze() for value in own if value.is_floating_point()]


def randomize(layers: list[nn.Module]) -> None:
    """Values that no layer has initially, so that a mistake in any of them shows."""
    with torch.no_grad():
        for layer in layers:
            if isinstance(layer, nn.LayerNorm | nn.BatchNorm2d):
                layer.weight.uniform_(0.5, 1.5)
            if isinstance(layer, nn.BatchNorm2d):
                layer.running_mean.normal_(0, 0.1)
                layer.running_var.uniform_(0.5, 1.5)
            if isinstance(getattr(layer, "layer_scale", None), nn.Parameter):
                layer.layer_scale.uniform_(0.5, 1.5)
            if getattr(layer, "bias", None) is not None:
                layer.bias.normal_(0, 0.1)


def copy(source: list[nn.Module], target: list[nn.Module]) -> None:
    assert len(source) == len(target), f"{len(source)} layers, but {len(target)} in the generated model"
    for one, other in zip(source, target):
        theirs, ours = state_of(one), state_of(other)
        shapes = [[tuple(value.shape) for value in state] for state in (theirs, ours)]
        assert shapes[0] == shapes[1], f"{one} and {other}: {shapes}"
        for mine, value in zip(ours, theirs):
            mine.copy_(value)


def difference(ones: list[Tensor], others: list[Tensor]) -> float:
    """Relative to each tensor, but not to one of rounding errors only: the gradient of a shift that the next norm removes."""
    least = 1e-6 * max((one.abs().max().item() for one in ones), default=0.0)
    pairs = [(one.squeeze(), other.squeeze()) for one, other in zip(ones, others, strict=True)]
    return max(((a - b).abs().max().item() / (max(a.abs().max().item(), least) or 1) for a, b in pairs), default=0.0)


def run(model: nn.Module, layers: list[nn.Module], values: list[Tensor], batch_statistics: bool) -> dict[str, list[Tensor]]:
    """Dropout and stochastic depth are off; norms use the statistics of the batch, or the running ones."""
    model.eval()
    for layer in layers:
        layer.train(batch_statistics and isinstance(layer, nn.BatchNorm2d))
    model.zero_grad()
    inputs = [value.clone().requires_grad_() for value in values]
    result = model(*inputs)
    output = result["out"] if isinstance(result, dict) else result
    probe = torch.linspace(-1, 1, output.numel(), dtype=output.dtype).reshape(output.shape)
    (output * probe).sum().backward()
    return {
        "output": [output.detach()],
        "gradients": [*(value.grad for value in inputs), *(p.grad for layer in layers for p in layer.parameters(recurse=False))],
        "statistics": [b.double() for layer in layers for b in layer.buffers(recurse=False)],
    }


def peer(name: str) -> nn.Module:
    if name in PAPERS:
        return PAPERS[name]()
    segments = name in torchvision.models.list_models(torchvision.models.segmentation)
    options = {"weights_backbone": None} if segments else {}
    return torchvision.models.get_model(name, weights=None, **options)


def main(folder: str, name: str, shapes: str, *flags: str) -> None:
    sys.path.insert(0, folder)
    from model import Model

    torch.manual_seed(1)
    torch.set_default_dtype(torch.float64)
    values = [torch.randn(2, *map(int, shape.split("x"))) for shape in shapes.split(",")]
    models = [peer(name).eval(), Model().eval()]
    theirs, ours = (layers_in_order(model, values) for model in models)
    randomize(theirs)
    copy(theirs, ours)
    if "disturb" in flags:
        with torch.no_grad():
            next(ours[len(ours) // 2].parameters()).mul_(1.01)
    found = {"output": 0.0, "gradients": 0.0, "statistics": 0.0}
    for batch_statistics in (False, True):
        results = [run(model, layers, values, batch_statistics) for model, layers in zip(models, (theirs, ours))]
        for part in found:
            found[part] = max(found[part], difference(results[0][part], results[1][part]))
    print(json.dumps({**found, "layers": len(theirs)}))


main(*sys.argv[1:])
