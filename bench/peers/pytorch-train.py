"""Trains the small Inception net with PyTorch on one thread; prints images a second for each line that it reads.

    python bench/peers/pytorch-train.py
"""

import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

STEPS, BATCH = 10, 64
torch.set_num_threads(1)
torch.manual_seed(1)


class Inception(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.one = nn.Conv2d(channels, 16, 1)
        self.five = nn.Sequential(nn.Conv2d(channels, 16, 1), nn.Conv2d(16, 24, 5, padding=2))
        self.three = nn.Sequential(
            nn.Conv2d(channels, 16, 1), nn.Conv2d(16, 24, 3, padding=1), nn.Conv2d(24, 24, 3, padding=1)
        )
        self.pool = nn.Conv2d(channels, 24, 1)

    def forward(self, x):
        pooled = F.avg_pool2d(x, 3, stride=1, padding=1)
        return torch.cat([self.one(x), self.five(x), self.three(x), self.pool(pooled)], 1)


def stem(channels, filters):
    return [nn.Conv2d(channels, filters, 5), nn.MaxPool2d(2), nn.ReLU()]


net = nn.Sequential(*stem(1, 10), Inception(10), *stem(88, 20), Inception(20), nn.Flatten(), nn.Linear(1408, 10))
assert sum(parameter.numel() for parameter in net.parameters()) == 97298
memory_format = torch.channels_last if "channels_last" in sys.argv else torch.contiguous_format
net = net.to(memory_format=memory_format)
optimizer = torch.optim.SGD(net.parameters(), lr=0.01, momentum=0.9, nesterov=True)
images = torch.randn(STEPS * BATCH, 1, 28, 28)
labels = torch.randint(0, 10, (STEPS * BATCH,))


def train():
    for start in range(0, STEPS * BATCH, BATCH):
        batch = images[start : start + BATCH].contiguous(memory_format=memory_format)
        optimizer.zero_grad()
        loss = F.cross_entropy(net(batch), labels[start : start + BATCH])
        loss.backward()
        optimizer.step()
        loss.item()


train()
print("ready", flush=True)
for _ in sys.stdin:
    start = time.perf_counter()
    train()
    print(STEPS * BATCH / (time.perf_counter() - start), flush=True)
