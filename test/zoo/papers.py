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


def darknet_conv(inputs: int, outputs: int, kernel: int = 1, stride: int = 1) -> nn.Sequential:
    conv = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(outputs, eps=1e-6, momentum=0.01), nn.LeakyReLU(0.1))


class DarknetResidual(nn.Module):
    def __init__(self, channels: int) -> None:
        super().__init__()
        self.main = nn.Sequential(darknet_conv(channels, channels // 2), darknet_conv(channels // 2, channels, 3))

    def forward(self, x: Tensor) -> Tensor:
        return x + self.main(x)


class YoloV3(nn.Module):
    """Redmon and Farhadi 2018, line by line as in Darknet's `cfg/yolov3.cfg`."""

    def __init__(self, predictions: int = 255) -> None:
        super().__init__()
        self.stem = darknet_conv(3, 32, 3)
        self.stages = nn.ModuleList(
            nn.Sequential(darknet_conv(32 * 2**i, 64 * 2**i, 3, 2), *(DarknetResidual(64 * 2**i) for _ in range(count)))
            for i, count in enumerate([1, 2, 8, 8, 4])
        )
        self.necks = nn.ModuleList(self.neck(inputs, out) for inputs, out in [(1024, 512), (768, 256), (384, 128)])
        self.heads = nn.ModuleList(
            nn.Sequential(darknet_conv(out, 2 * out, 3), nn.Conv2d(2 * out, predictions, 1)) for out in (512, 256, 128)
        )
        self.narrow = nn.ModuleList([darknet_conv(512, 256), darknet_conv(256, 128)])

    @staticmethod
    def neck(inputs: int, out: int) -> nn.Sequential:
        wide = 2 * out
        pairs = [(inputs, out, 1), (out, wide, 3), (wide, out, 1), (out, wide, 3), (wide, out, 1)]
        return nn.Sequential(*(darknet_conv(*pair) for pair in pairs))

    def forward(self, x: Tensor) -> dict[str, Tensor]:
        features: list[Tensor] = []
        x = self.stem(x)
        for stage in self.stages:
            x = stage(x)
            features.append(x)
        large = self.necks[0](x)
        found = {"large": self.heads[0](large)}
        medium = self.necks[1](torch.cat([F.interpolate(self.narrow[0](large), scale_factor=2), features[3]], 1))
        found["medium"] = self.heads[1](medium)
        small = self.necks[2](torch.cat([F.interpolate(self.narrow[1](medium), scale_factor=2), features[2]], 1))
        found["small"] = self.heads[2](small)
        return found


class M5(nn.Module):
    """Dai et al. 2016, as in PyTorch's tutorial on speech commands, which ends in a log-softmax that the spec leaves to the loss."""

    def __init__(self) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for inputs, outputs, kernel, stride in [(1, 32, 80, 16), (32, 32, 3, 1), (32, 64, 3, 1), (64, 64, 3, 1)]:
            conv = nn.Conv1d(inputs, outputs, kernel, stride)
            layers += [conv, nn.BatchNorm1d(outputs), nn.ReLU(), nn.MaxPool1d(4)]
        self.features = nn.Sequential(*layers)
        self.fc = nn.Linear(64, 35)

    def forward(self, x: Tensor) -> Tensor:
        x = self.features(x)
        return self.fc(F.avg_pool1d(x, x.shape[-1]).permute(0, 2, 1)).squeeze(1)


class WaveNetUnit(nn.Module):
    def __init__(self, dilation: int, last: bool) -> None:
        super().__init__()
        self.dilation = dilation
        self.signal = nn.Conv1d(32, 32, 2, dilation=dilation)
        self.gate = nn.Conv1d(32, 32, 2, dilation=dilation)
        self.skip = nn.Conv1d(32, 1024, 1)
        self.residual = None if last else nn.Conv1d(32, 32, 1)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        past = F.pad(x, (self.dilation, 0))
        gated = self.signal(past).tanh() * self.gate(past).sigmoid()
        skip = self.skip(gated)
        return skip, x if self.residual is None else x + self.residual(gated)


class WaveNet(nn.Module):
    """Van den Oord et al. 2016, with the sizes of vincentherrmann/pytorch-wavenet, without the last residual, which nothing reads."""

    def __init__(self) -> None:
        super().__init__()
        self.start = nn.Conv1d(256, 32, 1)
        self.units = nn.ModuleList(WaveNetUnit(2 ** (i % 10), i == 29) for i in range(30))
        self.end = nn.Sequential(nn.ReLU(), nn.Conv1d(1024, 512, 1), nn.ReLU(), nn.Conv1d(512, 256, 1))

    def forward(self, x: Tensor) -> Tensor:
        x = self.start(x)
        skips: list[Tensor] = []
        for unit in self.units:
            skip, x = unit(x)
            skips.append(skip)
        return self.end(torch.stack(skips).sum(0))


PAPERS = {
    "attention-unet": AttentionUNet,
    "cbam-resnet": CbamResNet50,
    "m5": M5,
    "siamese-omniglot": Siamese,
    "wavenet": WaveNet,
    "yolov3": YoloV3,
}
