"""The syntax of Python programs up to names and texts, and what their models give: a line of JSON in, a line of JSON out."""

import ast
import json
import sys

import torch

torch.set_num_threads(1)


class Plain(ast.NodeTransformer):
    """Texts become one text, and names one name: which is which shows in what the model gives."""

    def visit_Constant(self, node):
        return ast.Constant(value="text") if isinstance(node.value, str) else node

    def generic_visit(self, node):
        for field in ("id", "attr", "arg", "name"):
            if isinstance(getattr(node, field, None), str):
                setattr(node, field, "name")
        return super().generic_visit(node)


def answer(text):
    tree = ast.parse(text, "model.py")
    space = {}
    exec(compile(text, "model.py", "exec"), space)
    torch.manual_seed(1)
    model = space["Model"]()
    image = torch.linspace(-1, 1, 2 * 6 * 6).reshape(1, 2, 6, 6)
    model(image)
    return {"syntax": ast.dump(Plain().visit(tree)), "output": model.eval()(image).flatten().tolist()}


for line in sys.stdin:
    try:
        result = answer(json.loads(line)["text"])
    except Exception as error:
        result = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(result), flush=True)
