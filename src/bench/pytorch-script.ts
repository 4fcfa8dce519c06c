/** The Python program that trains the model of `model.py`, next to it, in PyTorch's fastest way. */
export const pytorchScript = `
import torch
import torch.nn.functional as F
import model as program
from model import Model
from protocol import job, peak_flops, read, serve
from torch import nn

batch, train = job["batch"], job["train"]
torch.manual_seed(1)
torch.set_num_threads(job["threads"])
# Only inputs that the spec scales or trains with have one.
preprocess = getattr(program, "preprocess", lambda values: values.movedim(-1, 1) / 255)
model = Model().train()
channels_last = job["layout"] != "contiguous" and len(job["shape"]) == 3
if channels_last:
    model = model.to(memory_format=torch.channels_last)
forward = torch.compile(model) if job["layout"] == "compile" else model


def load(part):
    images, labels = read(part)
    x = preprocess(torch.from_numpy(images).float()).contiguous()
    if channels_last:
        x = x.to(memory_format=torch.channels_last)
    return x, torch.from_numpy(labels).long()


def loss_of(scores, labels):
    loss = train["loss"]
    if loss["type"] == "softmax_cross_entropy":
        return F.cross_entropy(scores, labels, label_smoothing=loss["label_smoothing"])
    target = F.one_hot(labels, scores.shape[1]).to(scores.dtype)
    if loss["type"] == "binary_cross_entropy":
        return F.binary_cross_entropy_with_logits(scores, target)
    return F.mse_loss(scores, target)


def make_optimizer(rate):
    s = train["optimizer"]
    decay = s.get("weight_decay", 0)
    parameters = [p for p in model.parameters() if p.requires_grad]
    groups = [
        {"params": [p for p in parameters if p.dim() > 1], "weight_decay": decay},
        {"params": [p for p in parameters if p.dim() <= 1], "weight_decay": 0},
    ]
    groups = [group for group in groups if group["params"]]
    if s["type"] == "sgd":
        return torch.optim.SGD(groups, lr=rate, momentum=s["momentum"], nesterov=s["nesterov"] and s["momentum"] > 0)
    if s["type"] == "rmsprop":
        return torch.optim.RMSprop(groups, lr=rate, alpha=s["rho"], momentum=s["momentum"], eps=s["epsilon"])
    kind = torch.optim.Adam if s["type"] == "adam" else torch.optim.AdamW
    return kind(groups, lr=rate, betas=(s["beta1"], s["beta2"]), eps=s["epsilon"])


clip = train.get("clip")


def computing():
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=job["precision"] == "bf16")


def step(optimizer, x, y):
    optimizer.zero_grad()
    with computing():
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


class Racer:
    """Starts anew in the model that there is, which is compiled by then, for the last batch of an epoch too."""

    def __init__(self):
        self.train_part, self.test_part = load("train-"), load("test-")
        rest = job["race"]["trainCount"] % batch
        if rest > 0:
            step(optimizer, inputs[:rest], labels[:rest])

    def restart(self, seed):
        torch.manual_seed(seed)
        model.load_state_dict(Model().state_dict())
        self.optimizer = make_optimizer(train["optimizer"]["learning_rate"])

    def train(self, batches, rates):
        images, labels = self.train_part
        for indices, rate in zip(batches, rates):
            for group in self.optimizer.param_groups:
                group["lr"] = float(rate)
            chosen = torch.from_numpy(indices)
            step(self.optimizer, images[chosen], labels[chosen])

    def accuracy(self):
        images, labels = self.test_part
        model.eval()
        with torch.inference_mode(), computing():
            given = [model(part) for part in images.split(1000)]
        model.train()
        scores = torch.cat([one[job["main"]] if isinstance(one, dict) else one for one in given])
        return (scores.argmax(1) == labels).float().mean().item()


inputs, labels = load("")
batches = list(zip(inputs.split(batch), labels.split(batch)))
optimizer = make_optimizer(0.01 * train["optimizer"]["learning_rate"])
done = 0


def run(steps):
    global done
    for _ in range(steps):
        step(optimizer, *batches[done % len(batches)])
        done += 1


serve(run, lambda: peak_flops(torch.mm, torch.rand(1024, 1024), torch.rand(1024, 1024)), Racer)
`.trimStart();
