"""Runs generated models on given weights and inputs, and prints what comes out and back as JSON.

The one argument is a folder with a folder for each case: `model.py` and `case.json`. Values go in and come out channels last here.
"""

import importlib.util
import json
import sys
from pathlib import Path

import torch


def tensor(values):
    return torch.tensor(values["values"], dtype=torch.float64).reshape(values["shape"])


def first(x):
    return x.movedim(-1, 1) if x.dim() > 2 else x


def last(x):
    return x.movedim(1, -1) if x.dim() > 2 else x


def run(folder):
    spec = importlib.util.spec_from_file_location(folder.name, folder / "model.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    case = json.loads((folder / "case.json").read_text())
    model = module.Model().double()
    if not case["training"]:
        model.eval()
    model.load_state_dict({key: tensor(value) for key, value in case["state"].items()}, strict=True)
    given = tensor(case["input"]).requires_grad_()
    output = last(model(first(given)))
    (output * tensor(case["upstream"])).sum().backward()
    learned = {key: value.grad for key, value in model.named_parameters() if value.requires_grad}
    return {
        "output": output.flatten().tolist(),
        "input": given.grad.flatten().tolist(),
        "gradients": {key: value.flatten().tolist() for key, value in learned.items()},
        "buffers": {key: value.flatten().tolist() for key, value in model.named_buffers()},
    }


def main():
    torch.set_num_threads(1)
    results = {}
    for folder in sorted(Path(sys.argv[1]).iterdir()):
        try:
            results[folder.name] = run(folder)
        except Exception as error:
            results[folder.name] = {"error": f"{type(error).__name__}: {error}"}
    json.dump(results, sys.stdout)


main()
