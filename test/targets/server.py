"""Runs and trains generated PyTorch programs: a line of JSON in, a line of JSON out. Values are channels last on both sides."""

import base64
import contextlib
import json
import sys
import warnings

import numpy as np
import torch
import torch.nn.functional as F
from torch.overrides import TorchFunctionMode

warnings.filterwarnings("ignore")
torch.set_num_threads(1)
# oneDNN's gradients of kernels of one cell with steps above it write past their memory on CPUs without AVX-512: Python ends, or the
# numbers are wrong. An oracle should not share a library with what it judges either.
torch.backends.mkldnn.enabled = False


def decode(tensor, dtype):
    values = np.frombuffer(base64.b64decode(tensor["values"]), dtype=np.float32)
    return torch.tensor(values.reshape(tensor["shape"]), dtype=dtype)


def encode(tensor):
    values = tensor.detach().to(torch.float64).contiguous().numpy().reshape(-1)
    return {"shape": list(tensor.shape), "values": base64.b64encode(values.tobytes()).decode()}


def first(x):
    return x.movedim(-1, 1) if x.dim() > 2 else x


def last(x):
    return x.movedim(1, -1) if x.dim() > 2 else x


def load(job, dtype):
    """The names of a generated program, and its model with the weights that were sent."""
    space = {}
    exec(compile(job["text"], "model.py", "exec"), space)
    model = space["Model"]().to(dtype)
    state = {key: decode(value, dtype) for key, value in job["state"].items()}
    found = model.load_state_dict(state, strict=True)
    assert not found.missing_keys and not found.unexpected_keys, found
    return space, model


class Rounding(TorchFunctionMode):
    """Multiplies what each operation returns by noise, as rounding does: values that differ by less are equal in 32 bits, as where a bias
    swallows what is added to it. The upstream gradient of the operation gets the same noise."""

    def __init__(self, noisy):
        super().__init__()
        self.noisy = noisy

    def __torch_function__(self, function, types, args=(), kwargs=None):
        result = function(*args, **(kwargs or {}))
        if function is F.gelu:
            # Far below 0, nothing but the rounding of 1 + erf(x) is left of it, times the input.
            result = result + (self.noisy(args[0]) - args[0]) / 2
        if function in (F.elu, F.selu, F.celu):
            # Slightly below 0, nothing but the rounding of exp(x) is left of exp(x) - 1.
            ones = torch.ones_like(args[0])
            result = result + (self.noisy(ones) - ones) * (args[0] < 0)
        return self.noisy(result) if isinstance(result, torch.Tensor) and result.grad_fn else result


def train(job):
    """The loss of each step of gradient descent over one batch after the other, as torch.optim.SGD takes them."""
    dtype = torch.float64 if job["double"] else torch.float32
    space, model = load(job, dtype)
    if job["seed"]:
        # Other weights that 32 bits cannot tell from these: such runs differ by rounding alone.
        generator = torch.Generator().manual_seed(job["seed"])
        with torch.no_grad():
            for weight in model.parameters():
                weight.mul_(1 + 6e-8 * torch.randn(weight.shape, generator=generator, dtype=torch.float64).to(dtype))
    images = torch.tensor(np.frombuffer(base64.b64decode(job["images"]), dtype=np.uint8).reshape(-1, *job["shape"]))
    inputs = space["preprocess"](images.to(dtype))
    labels = torch.tensor(job["labels"])
    optimizer = torch.optim.SGD(model.parameters(), lr=job["rate"], momentum=job["momentum"])
    model.train()
    losses = []
    for x, y in zip(inputs.split(job["batch"]), labels.split(job["batch"]), strict=True):
        given = model(x)
        outputs = given if isinstance(given, dict) else {name: given for name in job["outputs"]}
        loss = sum(weight * F.cross_entropy(outputs[name], y) for name, weight in job["outputs"].items())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return {"losses": losses}


def run(job):
    """Outputs and all gradients of one pass."""
    dtype = torch.float64 if job["double"] else torch.float32
    _, model = load(job, dtype)
    model.train(job["training"])
    noise = job.get("noise", 0.0)
    inputs = [decode(value, dtype) for value in job["inputs"]]
    rounding = contextlib.nullcontext()
    if noise:
        generator = torch.Generator().manual_seed(job["seed"])
        noisy = lambda x: x * (1 + noise * torch.randn(x.shape, generator=generator, dtype=dtype))
        inputs = [noisy(x) for x in inputs]
        with torch.no_grad():
            for weight in model.parameters():
                weight.copy_(noisy(weight))
        rounding = Rounding(noisy)
    for x in inputs:
        x.requires_grad_()
    with rounding:
        given = model(*[first(x) for x in inputs])
    if isinstance(given, dict):
        assert set(given) == set(job["names"]), f"outputs {list(given)}"
        given = [given[name] for name in job["names"]]
    outputs = given if isinstance(given, list) else [given]
    outputs = [last(y) for y in outputs]
    score = sum((y * decode(u, dtype)).sum() for y, u in zip(outputs, job["upstream"], strict=True))
    if isinstance(score, torch.Tensor) and score.requires_grad:
        score.backward()
    parameters = dict(model.named_parameters())
    zero = lambda x: x.grad if x.grad is not None else torch.zeros_like(x)
    return {
        "outputs": [encode(y) for y in outputs],
        "inputs": [encode(zero(x)) for x in inputs],
        "gradients": {key: encode(zero(p)) for key, p in parameters.items() if p.requires_grad},
        "state": {key: encode(value) for key, value in model.state_dict().items() if "running_" in key},
        "parameters": sum(p.numel() for p in parameters.values()),
    }


for line in sys.stdin:
    try:
        job = json.loads(line)
        result = train(job) if "labels" in job else run(job)
    except Exception as error:
        result = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(result), flush=True)
