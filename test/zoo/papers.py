"""Nets of papers in plain PyTorch, which generated models are compared with: written from the papers and the authors' code."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def conv_norm(inputs: int, outputs: int, kernel: int, stride: int = 1, bias: bool = False, momentum: float = 0.1) -> nn.Sequential:
    conv = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=bias)
    return nn.Sequential(conv, nn.BatchNorm2d(outputs, momentum=momentum))


class Gate(nn.Module):
    """Attention of Attention U-Net: how much of each place of the skip the signal lets through."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.signal = conv_norm(channels, channels // 2, 1, bias=True)
        self.skip = conv_norm(channels, channels // 2, 1, bias=True)
        self.psi = conv_norm(channels // 2, 1, 1, bias=True)

    def forward(self, signal: Tensor, skip: Tensor) -> Tensor:
        return skip * self.psi(F.relu(self.signal(signal) + self.skip(skip))).sigmoid()


class AttentionUNet(nn.Module):
    """Oktay et al. 2018, as in LeeJunHyun/Image_Segmentation."""

    def __init__(self) -> None:
        super().__init__()
        widths = [64, 128, 256, 512, 1024]
        pairs = list(zip(widths, widths[1:]))
        self.encode = nn.ModuleList(self.double(a, b) for a, b in [(3, 64), *pairs])
        self.grow = nn.ModuleList(nn.Sequential(*conv_norm(b, a, 3, bias=True), nn.ReLU()) for a, b in pairs)
        self.gate = nn.ModuleList(Gate(a) for a, _ in pairs)
        self.decode = nn.ModuleList(self.double(2 * a, a) for a, _ in pairs)
        self.scores = nn.Conv2d(64, 1, 1)

    @staticmethod
    def double(a: int, b: int) -> nn.Sequential:
        return nn.Sequential(*conv_norm(a, b, 3, bias=True), nn.ReLU(), *conv_norm(b, b, 3, bias=True), nn.ReLU())

    def forward(self, x: Tensor) -> Tensor:
        skips: list[Tensor] = []
        for i, encode in enumerate(self.encode):
            x = encode(F.max_pool2d(x, 2) if i > 0 else x)
            skips.append(x)
        for i in (3, 2, 1, 0):
            x = self.grow[i](F.interpolate(x, scale_factor=2))
            x = self.decode[i](torch.cat([self.gate[i](x, skips[i]), x], 1))
        return self.scores(x)


class Cbam(nn.Module):
    """Woo et al. 2018: attention to channels, then to places."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        hidden = channels // 16
        self.channels = nn.Sequential(nn.Linear(channels, hidden), nn.ReLU(), nn.Linear(hidden, channels))
        self.places = conv_norm(2, 1, 7, momentum=0.01)

    def forward(self, x: Tensor) -> Tensor:
        weights = self.channels(x.mean((2, 3))) + self.channels(x.amax((2, 3)))
        x = x * weights.sigmoid()[:, :, None, None]
        both = torch.cat([x.amax(1, keepdim=True), x.mean(1, keepdim=True)], 1)
        return x * self.places(both).sigmoid()


class CbamBottleneck(nn.Module):
    def __init__(self, inputs: int, base: int, stride: int) -> None:
        super().__init__()
        outputs = 4 * base
        self.main = nn.Sequential(
            *(*conv_norm(inputs, base, 1), nn.ReLU()),
            *(*conv_norm(base, base, 3, stride), nn.ReLU()),
            *(*conv_norm(base, outputs, 1), Cbam(outputs)),
        )
        self.skip = conv_norm(inputs, outputs, 1, stride) if inputs != outputs else nn.Identity()

    def forward(self, x: Tensor) -> Tensor:
        return F.relu(self.main(x) + self.skip(x))


class CbamResNet50(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        layers: list[nn.Module] = [*conv_norm(3, 64, 7, 2), nn.ReLU(), nn.MaxPool2d(3, 2, 1)]
        inputs = 64
        for stage, depth in enumerate([3, 4, 6, 3]):
            base = 64 * 2**stage
            for i in range(depth):
                layers.append(CbamBottleneck(inputs, base, 2 if i == 0 and stage > 0 else 1))
                inputs = 4 * base
        self.features = nn.Sequential(*layers)
        self.fc = nn.Linear(inputs, 1000)

    def forward(self, x: Tensor) -> Tensor:
        return self.fc(self.features(x).mean((2, 3)))


class Siamese(nn.Module):
    """Koch, Zemel and Salakhutdinov 2015, figure 4."""

    def __init__(self) -> None:
        super().__init__()
        self.tower = nn.Sequential(
            *(nn.Conv2d(1, 64, 10), nn.ReLU(), nn.MaxPool2d(2)),
            *(nn.Conv2d(64, 128, 7), nn.ReLU(), nn.MaxPool2d(2)),
            *(nn.Conv2d(128, 128, 4), nn.ReLU(), nn.MaxPool2d(2)),
            *(nn.Conv2d(128, 256, 4), nn.ReLU(), nn.Flatten()),
            *(nn.Linear(9216, 4096), nn.Sigmoid()),
        )
        self.score = nn.Linear(4096, 1)

    def forward(self, left: Tensor, right: Tensor) -> Tensor:
        return self.score((self.tower(left) - self.tower(right)).abs()).sigmoid()


PAPERS = {"attention-unet": AttentionUNet, "cbam-resnet": CbamResNet50, "siamese-omniglot": Siamese}
