import type { Precision } from '../../schema/train';

/**
 * What the CPU behind a program does well, slowly or wrongly: x86 with AVX2 or AVX-512, under TensorFlow 2.15, whose convolutions, pools
 * and norms are oneDNN's. One program runs on all of them, as a saved model is written on one machine and runs on another. The passes in
 * `passes/` decide by these facts. Each names its source; commits are those of this repository.
 */
export interface Machine {
  /**
   * Output channels of a convolution that oneDNN computes at once, whether they are there or not. Source: its blocked layouts, `nChw16c`
   * for AVX-512; two blocks of AVX2's `nChw8c` fill one. Measured: commit 2029966, a fifth faster in nets with narrow branches.
   */
  readonly convolutionBlock: number;
  /**
   * Channels that must divide those of a batch norm for its fast kernels. Else its kernel with a ReLU in it takes 5 times as long as both
   * apart, and its kernel for 16-bit values 30 times as long as that for 32. Measured: commit 00661bc, with AVX-512.
   */
  readonly normChannels: { readonly fusedWithRelu: number; readonly bfloat16: number };
  /**
   * Whether products of matrices beat convolutions by single cells with partly filled blocks. In 16 bits they take more of the CPU.
   * Measured: training the zoo's nets for MNIST, with AVX-512.
   */
  readonly fastProducts: { readonly [P in Precision]: boolean };
  /** Whether one `AddN` beats an addition after another. Measured: the same. */
  readonly fastSums: { readonly [P in Precision]: boolean };
  /** Rough seconds of a step's parts. Source: x86 servers; `docs/architecture.md` says how often threads planned by them were right. */
  readonly times: {
    /** Multiply-accumulates a second of one core. */
    readonly rate: { readonly [P in Precision]: number };
    /** Of one core, for each value that an operation computes. */
    readonly value: number;
    /** That an operation takes besides. */
    readonly start: number;
    /** To share one operation among threads, and to wait for the last of them. */
    readonly sharing: number;
  };
  /** Kernels that must not be run. */
  readonly faults: {
    /**
     * `Conv2DBackpropFilter` of a kernel of one cell with a stride: wrong by up to its own size, and for some sizes it writes past its
     * memory. Measured against float64: commit 0b2445b.
     */
    readonly kernelGradientOfPassedCells: boolean;
  };
}

export const machine: Machine = {
  convolutionBlock: 16,
  normChannels: { fusedWithRelu: 8, bfloat16: 16 },
  fastProducts: { f32: true, bf16: false },
  fastSums: { f32: true, bf16: false },
  times: { rate: { f32: 60e9, bf16: 150e9 }, value: 0.25e-9, start: 6e-6, sharing: 30e-6 },
  faults: { kernelGradientOfPassedCells: true },
};
