"""Runs generated PyTorch programs: a line of JSON in, a line of JSON out. Values are channels last on both sides."""

import base64
import json
import sys
import warnings

import numpy as np
import torch

warnings.filterwarnings("ignore")
torch.set_num_threads(1)


def decode(tensor, dtype):
    values = np.frombuffer(base64.b64decode(tensor["values"]), dtype=np.float32)
    return torch.tensor(values.reshape(tensor["shape"]), dtype=dtype)


def encode(tensor):
    values = tensor.detach().to(torch.float64).contiguous().numpy().reshape(-1)
    return {"shape": list(tensor.shape), "values": base64.b64encode(values.tobytes()).decode()}


def first(x):
    return x.permute(0, 3, 1, 2) if x.dim() == 4 else x


def last(x):
    return x.permute(0, 2, 3, 1) if x.dim() == 4 else x


def answer(job):
    dtype = torch.float64 if job["double"] else torch.float32
    space = {}
    exec(compile(job["text"], "model.py", "exec"), space)
    model = space["Model"]()
    model = model.to(dtype)
    state = {key: decode(value, dtype) for key, value in job["state"].items()}
    found = model.load_state_dict(state, strict=True)
    assert not found.missing_keys and not found.unexpected_keys, found
    model.train(job["training"])
    noise = job.get("noise", 0.0)
    inputs = [decode(value, dtype) for value in job["inputs"]]
    generator = torch.Generator().manual_seed(1)
    if noise:
        inputs = [x * (1 + noise * torch.randn(x.shape, generator=generator, dtype=dtype)) for x in inputs]
    for x in inputs:
        x.requires_grad_()
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
        result = answer(json.loads(line))
    except Exception as error:
        result = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(result), flush=True)
