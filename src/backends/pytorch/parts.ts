/** A helper that a generated file holds where it is needed. */
export type PartName =
  | 'mean_pool2d'
  | 'LenientBatchNorm1d'
  | 'LenientBatchNorm2d'
  | 'FrozenBatchNorm1d'
  | 'FrozenBatchNorm2d'
  | 'glorot_normal_'
  | 'he_normal_'
  | 'lecun_normal_';

const lenient = (suffix: string) => `class LenientBatchNorm${suffix}(nn.BatchNorm${suffix}):
    """Batch normalisation that can train on one value a channel, which becomes 0."""

    def forward(self, input: Tensor) -> Tensor:
        if self.training and input.numel() == self.num_features:
            return super().forward(torch.cat([input, input]))[:1]
        return super().forward(input)`;

const frozen = (suffix: string) => `class FrozenBatchNorm${suffix}(nn.BatchNorm${suffix}):
    """Batch normalisation by running statistics alone, in training too."""

    def train(self, mode: bool = True) -> Self:
        return super().train(False)`;

const cutNormal = (name: string, variance: string, reads: readonly string[]) => `def ${name}(weight: Tensor) -> None:
    """Fills a kernel from a normal distribution, cut at two deviations."""
${reads.map((line) => `    ${line}\n`).join('')}    std = math.sqrt(${variance})
    nn.init.trunc_normal_(weight, std=std, a=-2 * std, b=2 * std)`;

const FAN_IN = 'fan_in = weight[0].numel()';
const FAN_OUT = 'fan_out = weight[:, 0].numel()';

/** The helpers, in the order in which they stand in a file. */
export const parts: Readonly<Record<PartName, string>> = {
  mean_pool2d: `def mean_pool2d(
    x: Tensor,
    kernel_size: int | tuple[int, int],
    stride: int | tuple[int, int],
    pad: tuple[int, ...],
) -> Tensor:
    """The mean of each window over those of its cells that are not padding."""
    ones = x.new_ones(1, 1, *x.shape[2:])
    means = F.avg_pool2d(F.pad(x, pad), kernel_size, stride)
    return means / F.avg_pool2d(F.pad(ones, pad), kernel_size, stride)`,
  LenientBatchNorm1d: lenient('1d'),
  LenientBatchNorm2d: lenient('2d'),
  FrozenBatchNorm1d: frozen('1d'),
  FrozenBatchNorm2d: frozen('2d'),
  glorot_normal_: cutNormal('glorot_normal_', '2 / (fan_in + fan_out)', [FAN_IN, FAN_OUT]),
  he_normal_: cutNormal('he_normal_', '2 / fan_in', [FAN_IN]),
  lecun_normal_: cutNormal('lecun_normal_', '1 / fan_in', [FAN_IN]),
};
