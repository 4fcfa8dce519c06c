import type { Text } from '../source/code';

/** The helpers that generated programs contain on demand, and what they refer to; each after those that it needs. */
export const helpers = {
  pad_same: {
    uses: ['F'],
    text: `
def pad_same(
    x: Tensor,
    kernel: list[int],
    stride: list[int],
    dilation: list[int] | None = None,
    value: float = 0.0,
) -> Tensor:
    """Pads so that windows are ceil(size / stride) along each axis; an odd cell is last."""
    pads: list[int] = []
    for axis in range(len(kernel) - 1, -1, -1):
        size, step = x.shape[axis + 2], stride[axis]
        extent = kernel[axis]
        if dilation is not None:
            extent = dilation[axis] * (extent - 1) + 1
        missing = max((size - 1) // step * step + extent - size, 0)
        pads += [missing // 2, missing - missing // 2]
    return F.pad(x, pads, value=value)`,
  },
  Conv1dSame: {
    uses: ['F', 'pad_same'],
    text: `
class Conv1dSame(nn.Conv1d):
    """Pads its input by its length, so that the output has ceil(length / stride)."""

    def forward(self, input: Tensor) -> Tensor:
        kernel, stride, dilation = self.kernel_size, self.stride, self.dilation
        x = pad_same(input, list(kernel), list(stride), list(dilation))
        return F.conv1d(x, self.weight, self.bias, stride, 0, dilation, self.groups)`,
  },
  Conv2dSame: {
    uses: ['F', 'pad_same'],
    text: `
class Conv2dSame(nn.Conv2d):
    """Pads its input by its size, so that the output has ceil(size / stride)."""

    def forward(self, input: Tensor) -> Tensor:
        kernel, stride, dilation = self.kernel_size, self.stride, self.dilation
        x = pad_same(input, list(kernel), list(stride), list(dilation))
        return F.conv2d(x, self.weight, self.bias, stride, 0, dilation, self.groups)`,
  },
  make_divisible: {
    uses: [],
    text: `
def make_divisible(value: float, divisor: int) -> int:
    """The nearest multiple of the divisor that is at least 90 % of the value."""
    near = max(divisor, int(value + divisor / 2) // divisor * divisor)
    return near if near >= 0.9 * value else near + divisor`,
  },
  FrozenBatchNorm1d: {
    uses: ['F'],
    text: `
class FrozenBatchNorm1d(nn.BatchNorm1d):
    """Normalises by its running statistics in training too."""

    def forward(self, input: Tensor) -> Tensor:
        mean, variance = self.running_mean, self.running_var
        return F.batch_norm(input, mean, variance, self.weight, self.bias, eps=self.eps)`,
  },
  FrozenBatchNorm2d: {
    uses: ['F'],
    text: `
class FrozenBatchNorm2d(nn.BatchNorm2d):
    """Normalises by its running statistics in training too."""

    def forward(self, input: Tensor) -> Tensor:
        mean, variance = self.running_mean, self.running_var
        return F.batch_norm(input, mean, variance, self.weight, self.bias, eps=self.eps)`,
  },
  maximum: {
    uses: ['torch'],
    text: `
def maximum(largest: Tensor, *others: Tensor) -> Tensor:
    """The largest elements; of equal ones, the first receives the gradient."""
    for other in others:
        largest = torch.where(largest >= other, largest, other)
    return largest`,
  },
  space_to_depth: {
    uses: [],
    text: `
def space_to_depth(x: Tensor, block: int) -> Tensor:
    """Turns blocks of cells into channels, cell by cell; F.pixel_unshuffle does it channel by channel."""
    batch, channels, height, width = x.shape
    x = x.reshape(batch, channels, height // block, block, width // block, block)
    return x.permute(0, 3, 5, 1, 2, 4).flatten(1, 3)`,
  },
  depth_to_space: {
    uses: [],
    text: `
def depth_to_space(x: Tensor, block: int) -> Tensor:
    """Turns channels in the order of the cells into blocks of cells; F.pixel_shuffle has another order."""
    batch, channels, height, width = x.shape
    x = x.reshape(batch, block, block, channels // block**2, height, width)
    return x.permute(0, 3, 4, 1, 5, 2).flatten(4, 5).flatten(2, 3)`,
  },
  DropPath: {
    uses: ['torch'],
    text: `
class DropPath(nn.Module):
    """Stochastic depth: in training, sets whole samples to zero and scales the others by 1 / (1 - rate)."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, input: Tensor) -> Tensor:
        if not self.training or self.rate == 0:
            return input
        sizes = [input.shape[0]] + [1] * (input.dim() - 1)
        kept = torch.rand(sizes, device=input.device) >= self.rate
        return input * kept / (1 - self.rate)`,
  },
  LayerScale: {
    uses: ['torch'],
    text: `
class LayerScale(nn.Module):
    """Multiplies each channel by a learned number."""

    def __init__(self, channels: int, initial: float = 1e-6) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.full((channels,), initial))

    def forward(self, input: Tensor) -> Tensor:
        return input * self.weight.reshape([-1] + [1] * (input.dim() - 2))`,
  },
  truncated_normal_: {
    uses: ['torch'],
    text: `
def truncated_normal_(tensor: Tensor, std: float) -> None:
    """nn.init.trunc_normal_ with bounds at two deviations, several times as fast."""
    if tensor.is_meta:
        return
    with torch.no_grad():
        values = tensor.new_empty(tensor.numel()).normal_(std=std)
        places = (values.abs() > 2 * std).nonzero().squeeze(1)
        while places.numel() > 0:
            drawn = values.new_empty(places.numel()).normal_(std=std)
            values[places] = drawn
            places = places[drawn.abs() > 2 * std]
        tensor.copy_(values.view(tensor.shape))`,
  },
  avg_pool1d_same: {
    uses: ['F', 'pad_same', 'torch'],
    text: `
def avg_pool1d_same(x: Tensor, kernel: list[int], stride: list[int]) -> Tensor:
    """The mean of each window over its places of the sequence, padded by pad_same."""
    ones = pad_same(torch.ones_like(x[:1, :1]), kernel, stride)
    share = F.avg_pool1d(ones, kernel, stride)
    return F.avg_pool1d(pad_same(x, kernel, stride), kernel, stride) / share`,
  },
  avg_pool2d_same: {
    uses: ['F', 'pad_same', 'torch'],
    text: `
def avg_pool2d_same(x: Tensor, kernel: list[int], stride: list[int]) -> Tensor:
    """The mean of each window over its cells of the image, padded by pad_same."""
    ones = pad_same(torch.ones_like(x[:1, :1]), kernel, stride)
    share = F.avg_pool2d(ones, kernel, stride)
    return F.avg_pool2d(pad_same(x, kernel, stride), kernel, stride) / share`,
  },
  avg_pool1d_of_sequence: {
    uses: ['F', 'torch'],
    text: `
def avg_pool1d_of_sequence(
    x: Tensor,
    kernel: int,
    stride: int,
    padding: tuple[int, int],
    ceil_mode: bool = False,
) -> Tensor:
    """The mean of each window over its places of the sequence, however it is padded."""
    ones = F.pad(torch.ones_like(x[:1, :1]), padding)
    share = F.avg_pool1d(ones, kernel, stride, ceil_mode=ceil_mode)
    return F.avg_pool1d(F.pad(x, padding), kernel, stride, ceil_mode=ceil_mode) / share`,
  },
  avg_pool2d_of_image: {
    uses: ['F', 'torch'],
    text: `
def avg_pool2d_of_image(
    x: Tensor,
    kernel: int | tuple[int, int],
    stride: int | tuple[int, int],
    padding: tuple[int, int, int, int],
    ceil_mode: bool = False,
) -> Tensor:
    """The mean of each window over its cells of the image, however it is padded."""
    ones = F.pad(torch.ones_like(x[:1, :1]), padding)
    share = F.avg_pool2d(ones, kernel, stride, ceil_mode=ceil_mode)
    return F.avg_pool2d(F.pad(x, padding), kernel, stride, ceil_mode=ceil_mode) / share`,
  },
} as const satisfies Readonly<Record<string, Text>>;

export type HelperName = keyof typeof helpers;
