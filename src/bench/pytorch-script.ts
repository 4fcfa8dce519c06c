/** The program in Python that trains the model of `model.py` beside it, as PyTorch does it best; it keeps to the protocol of workers. */
export const pytorchScript = `
import json
import re
import resource
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F
from model import Model, preprocess
from torch import nn

job = json.loads(sys.argv[1])
batch, train = job["batch"], job["train"]
torch.manual_seed(1)
torch.set_num_threads(job["threads"])

raw = np.fromfile(job["dataFolder"] + "/images.bin", dtype=np.uint8).reshape(-1, *job["shape"])
inputs = preprocess(torch.from_numpy(raw).float()).contiguous()
labels = torch.from_numpy(np.fromfile(job["dataFolder"] + "/labels.bin", dtype=np.uint8)).long()
model = Model().train()
if job["layout"] != "contiguous" and inputs.dim() == 4:
    model = model.to(memory_format=torch.channels_last)
    inputs = inputs.to(memory_format=torch.channels_last)
forward = torch.compile(model) if job["layout"] == "compile" else model
batches = list(zip(inputs.split(batch), labels.split(batch)))


def loss_of(scores, labels):
    loss = train["loss"]
    if loss["type"] == "softmax_cross_entropy":
        return F.cross_entropy(scores, labels, label_smoothing=loss["label_smoothing"])
    target = F.one_hot(labels, scores.shape[1]).to(scores.dtype)
    if loss["type"] == "binary_cross_entropy":
        return F.binary_cross_entropy_with_logits(scores, target)
    return F.mse_loss(scores, target)


def make_optimizer():
    s = train["optimizer"]
    decay = s.get("weight_decay", 0)
    parameters = [p for p in model.parameters() if p.requires_grad]
    groups = [
        {"params": [p for p in parameters if p.dim() > 1], "weight_decay": decay},
        {"params": [p for p in parameters if p.dim() <= 1], "weight_decay": 0},
    ]
    groups = [group for group in groups if group["params"]]
    rate = 0.01 * s["learning_rate"]
    if s["type"] == "sgd":
        return torch.optim.SGD(groups, lr=rate, momentum=s["momentum"], nesterov=s["nesterov"] and s["momentum"] > 0)
    if s["type"] == "rmsprop":
        return torch.optim.RMSprop(groups, lr=rate, alpha=s["rho"], momentum=s["momentum"], eps=s["epsilon"])
    kind = torch.optim.Adam if s["type"] == "adam" else torch.optim.AdamW
    return kind(groups, lr=rate, betas=(s["beta1"], s["beta2"]), eps=s["epsilon"])


optimizer = make_optimizer()
clip = train.get("clip")


def step(x, y):
    optimizer.zero_grad()
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=job["precision"] == "bf16"):
        given = forward(x)
        outputs = given if isinstance(given, dict) else {job["outputs"][0]["name"]: given}
        loss = sum(one["weight"] * loss_of(outputs[one["name"]].float(), y) for one in job["outputs"])
        if hasattr(model, "regularization"):
            loss = loss + model.regularization()
    loss.backward()
    if clip and clip["by"] == "norm":
        nn.utils.clip_grad_norm_(model.parameters(), clip["limit"])
    elif clip:
        nn.utils.clip_grad_value_(model.parameters(), clip["limit"])
    optimizer.step()
    return loss.item()


done = 0


def run(steps):
    global done
    for _ in range(steps):
        step(*batches[done % len(batches)])
        done += 1


def peak_memory():
    try:
        with open("/proc/self/status") as status:
            return 1024 * int(re.search(r"VmHWM:\\s*(\\d+) kB", status.read())[1])
    except (OSError, TypeError):
        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return used if sys.platform == "darwin" else 1024 * used


def peak_flops(size=1024, seconds=0.4):
    a, b = torch.rand(size, size), torch.rand(size, size)
    least, end = float("inf"), time.perf_counter() + seconds
    while time.perf_counter() < end:
        start = time.perf_counter()
        torch.mm(a, b)
        least = min(least, time.perf_counter() - start)
    return 2 * size**3 / least


def say(**answer):
    print(json.dumps(answer), flush=True)


run(1)
say(peakMemoryBytes=peak_memory())
run(2)
start = time.perf_counter()
run(1)
steps = min(max(round(job["seconds"] / (time.perf_counter() - start)), 1), 2000)
for word in sys.stdin:
    if word.strip() == "peak":
        say(flops=peak_flops())
        continue
    start = time.perf_counter()
    run(steps)
    say(images=steps * batch, seconds=time.perf_counter() - start, peakMemoryBytes=peak_memory())
`.trimStart();
