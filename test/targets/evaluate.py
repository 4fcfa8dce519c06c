"""Evaluates Python expressions: a line of JSON in, a line of JSON out."""

import json
import sys

for line in sys.stdin:
    question = json.loads(line)
    names = {name: eval(text) for name, text in question["names"].items()}
    answer = []
    for text in question["texts"]:
        try:
            value = eval(text, {}, names)
            answer.append({"type": type(value).__name__, "value": value})
        except Exception as error:
            answer.append({"type": type(error).__name__, "value": None})
    print(json.dumps(answer), flush=True)
