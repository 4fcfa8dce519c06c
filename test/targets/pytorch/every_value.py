"""Whether a class written for one use of a block, with the values of another, is the class of the other: a line of JSON in, a line of JSON out."""

import inspect
import json
import sys

import torch

torch.set_num_threads(1)


def unit(text):
    space = {}
    exec(text, space)
    torch.manual_seed(0)
    modules = space["Model"]().modules()
    return next(one for one in modules if type(one).__name__.startswith("Unit"))


def judge(one, other, differing, values):
    own, wanted = unit(one), unit(other)
    written = "__init__" in vars(type(own))
    names = list(inspect.signature(type(own)).parameters) if written else []
    if not set(differing) <= set(names):
        return "fixed"
    made = type(own)(**{name: values[name] for name in names})
    state, expected = made.state_dict(), wanted.state_dict()
    if [value.shape for value in state.values()] != [value.shape for value in expected.values()]:
        return "other shapes"
    made.load_state_dict(dict(zip(state, expected.values())))
    image = torch.randn(2, values["in_channels"], 6, 6)
    with torch.no_grad():
        found, right = made.eval()(image), wanted.eval()(image)
    return "equal" if found.shape == right.shape and torch.allclose(found, right, atol=1e-5) else "other values"


for line in sys.stdin:
    try:
        answer = judge(**json.loads(line))
    except Exception as error:
        answer = f"{type(error).__name__}: {error}"
    print(json.dumps(answer), flush=True)
