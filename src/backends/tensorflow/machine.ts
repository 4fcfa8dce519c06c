import type { Precision } from '../../schema/train';

/** Two operations, the second of which reads the first. */
export interface FaultyFusion {
  readonly operation: string;
  readonly next: string;
}

/**
 * What the CPU does well, slowly or wrongly: x86 with AVX2 or AVX-512, with TensorFlow 2.15, whose convolutions, pools and
 * norms are oneDNN's. One program runs on all of them, since a saved model can be written on one machine and run on another.
 * The passes in `passes/` decide by these facts. Each cites its source; commits are those of this repository.
 */
export interface Machine {
  /**
   * The number of output channels of a convolution that oneDNN computes at once, whether they exist or not. Source: its blocked
   * layouts, `nChw16c` for AVX-512; two blocks of AVX2's `nChw8c` fill one. Measured: commit 2029966, a fifth faster in nets
   * with narrow branches.
   */
  readonly convolutionBlock: number;
  /**
   * The channels of a batch norm must be divisible by this for its fast kernels. Otherwise its kernel fused with a ReLU takes 5
   * times as long as both separately, and its kernel for 16-bit values 30 times as long as that for 32. Measured: commit
   * 00661bc, with AVX-512.
   */
  readonly normChannels: { readonly fusedWithRelu: number; readonly bfloat16: number };
  /**
   * Whether matrix products are faster than 1 x 1 convolutions with partly filled blocks. In 16 bits they use the CPU better.
   * Measured: training the zoo's nets for MNIST, with AVX-512.
   */
  readonly fastProducts: { readonly [P in Precision]: boolean };
  /** Whether one `AddN` is faster than a chain of additions. Measured: as above. */
  readonly fastSums: { readonly [P in Precision]: boolean };
  /**
   * Approximate times of the parts of a step, in seconds. Source: x86 servers; `docs/benchmarks.md` says how often thread
   * plans based on them were right.
   */
  readonly times: {
    /** Multiply-accumulates per second of one core. */
    readonly rate: { readonly [P in Precision]: number };
    /** Of one core, per value that an operation computes. */
    readonly value: number;
    /** Overhead of an operation. */
    readonly start: number;
    /** Cost of splitting one operation among threads and waiting for the last of them. */
    readonly sharing: number;
  };
  /** Kernels that must not be used. */
  readonly faults: {
    /**
     * `Conv2DBackpropFilter` for a kernel of one cell with a stride, and `DepthwiseConv2dNativeBackpropFilter` of one channel,
     * which is the same: wrong by up to its own size, and for some sizes it writes outside its memory. Measured against float64:
     * commit 0b2445b; and with glibc's checks of its memory, `MALLOC_CHECK_=3`.
     */
    readonly kernelGradientOfPassedCells: boolean;
    /**
     * `Conv2D` by a kernel of a single number, fused with a bias: after some depthwise convolutions, most runs end with an error
     * about a reorder primitive. Measured: a separable convolution of 2 x 1 x 1, with AVX-512.
     */
    readonly biasedConvolutionByOneNumber: boolean;
    /**
     * Operations that TensorFlow's rewriter fuses with the convolution or product before them, without a right kernel for the
     * result: a run ends with "Fusion is not implemented", or computes something else. Measured: every kind after every kind in
     * `test/targets/neighbours.targets.ts`, and activations of sums in `test/engines/graph/sums.engine.test.ts`.
     */
    readonly fusions: readonly FaultyFusion[];
  };
}

export const machine: Machine = {
  convolutionBlock: 16,
  normChannels: { fusedWithRelu: 8, bfloat16: 16 },
  fastProducts: { f32: true, bf16: false },
  fastSums: { f32: true, bf16: false },
  times: { rate: { f32: 60e9, bf16: 150e9 }, value: 0.25e-9, start: 6e-6, sharing: 30e-6 },
  faults: {
    kernelGradientOfPassedCells: true,
    biasedConvolutionByOneNumber: true,
    fusions: [
      // [FusedBatchNorm,Tanh] and [FusedBatchNorm,Mish], of a batch norm by running statistics.
      { operation: 'FusedBatchNormV3', next: 'Tanh' },
      { operation: 'FusedBatchNormV3', next: 'Softplus' },
      // [BiasAdd,_MklSwish,LeakyRelu] and [BiasAdd,_MklSwish,Mish]: x * sigmoid(x) is a product, and `_MklSwish` for the rewriter.
      { operation: 'Mul', next: 'LeakyRelu' },
      { operation: 'Mul', next: 'Softplus' },
      // [BiasAdd,Add,Mish]; and [BiasAdd,Add,LeakyRelu] without an error, but with the slope 0.2, TensorFlow's default.
      { operation: 'AddV2', next: 'Softplus' },
      { operation: 'AddV2', next: 'LeakyRelu' },
    ],
  },
};
