import { readSpecFile, specOf } from './support';

/** Specs that together use every kind, every padding and every form of block. */
export const specs: Readonly<Record<string, string>> = {
  'inception-mnist': readSpecFile('inception-mnist.yaml'),
  windows: specOf(`
  - conv2d: { filters: 4, kernel: 3, padding: 1 }
  - conv2d: { filters: 4, kernel: [3, 2], padding: [0, 2, 1, 0], stride: [2, 1], bias: false }
  - conv2d: { filters: 4, kernel: 3, padding: [2, 1] }
  - max_pool2d: { kernel: 3, stride: 2, padding: 1 }
    name: pooled
  - max_pool2d: { kernel: [2, 3], stride: 1, padding: [0, 1, 1, 1] }
  - avg_pool2d: { kernel: 3, stride: 1, padding: [1, 0, 0, 2], count_include_pad: false }
    name: mean
  - avg_pool2d: { kernel: 3, stride: 2, padding: [1, 0, 1, 2], count_include_pad: true }
  - avg_pool2d: { kernel: 2, stride: 1, padding: same, count_include_pad: true }
  - zero_pad2d: { padding: [1, 2, 0, 1] }
  - max_pool2d: { kernel: 2, stride: 1, padding: same }
  - avg_pool2d: { kernel: [3, 2], stride: 2, padding: same, count_include_pad: false }
  - conv2d: { filters: 4, kernel: 3, padding: same, stride: 2 }
  - avg_pool2d: { kernel: 1 }
`),
  convolutions: specOf(`
  - conv2d: { filters: 6, kernel: 3, groups: 2, padding: same }
  - conv2d: { filters: 6, kernel: [3, 2], dilation: [2, 1], padding: same }
    name: dilated
  - conv2d: { filters: 8, kernel: 2, dilation: [1, 2], groups: 2, padding: [1, 0, 2, 1], stride: [1, 2], bias: false }
  - conv2d: { filters: 4, kernel: 3, dilation: 2, padding: 2 }
`),
  elementwise: specOf(`
  - branch:
      same: []
      wide:
        - conv2d: { filters: 4, kernel: 3, padding: same }
        - batch_norm: { momentum: 0.9 }
        - tanh
  - add
  - batch_norm: { scale: false, epsilon: 0.01 }
  - batch_norm: { center: false, scale: false }
  - sigmoid
  - reshape: { shape: [6, 8, 4] }
  - relu: {}
    name: main
  - branch:
      only: [ { dropout: { rate: 0 } } ]
  - concat
  - softmax
  - global_avg_pool2d
  - flatten
  - batch_norm
  - dense: { units: 5, bias: false }
  - dense: { units: 3 }
`),
  sizes: specOf(
    `
  - use: unit
    with: { width: 4 }
  - use: unit
    name: wide
    with: { width: 9, kernel: 5, stride: 2 }
  - use: unit
    name: given
    with: { width: 8, hidden: 3 }
`,
    `
blocks:
  unit:
    params: { width, kernel: 3, stride: 1, hidden: "\${max(2, floor(width / 2))}", out: "\${hidden + input.channels}" }
    layers:
      - depthwise_conv2d:
          kernel: "\${kernel}"
          stride: "\${stride}"
          padding: "\${(kernel - 1) / 2}"
          kernel_initializer: he_normal
      - conv2d: { filters: "\${2 * in.channels}", kernel: 1 }
        name: double
      - branch:
          value: []
          weight:
            - global_avg_pool2d
            - dense: { units: "\${hidden}" }
            - dense: { units: "\${2 * input.channels}" }
            - sigmoid
      - multiply
      - { use: point, with: { out: "\${out}" } }
  point:
    params: { out }
    layers: [{ conv2d: { filters: "\${out}", kernel: 1 } }]
`,
  ),
  loops: specOf(
    `
  - use: dense
    with: { count: 3 }
  - use: dense
    name: shorter
    with: { count: 2 }
  - repeat:
      times: 3
      as: turn
      layers:
        - conv2d: { filters: "\${turn + 2}", kernel: 3, padding: same }
        - repeat: { times: 2, layers: [{ conv2d: { filters: "\${turn + 2}", kernel: 1 } }, relu] }
    name: wider
  - repeat: { over: [3, 4, 4], as: width, layers: [{ conv2d: { filters: "\${width}", kernel: 1 } }] }
`,
    `
blocks:
  dense:
    params: { count }
    layers:
      - repeat:
          times: "\${count}"
          layers:
            - branch: { old: [], new: [{ conv2d: { filters: 2, kernel: 1 } }, tanh] }
            - concat
`,
  ),
  blocks: specOf(
    `
  - use: outer
    name: first
  - use: outer
    with: { width: 6, third: 0.25 }
    name: second
  - use: outer
    with: { pad: valid }
  - use: forked
    name: fork
  - branch:
      a:
        - use: inner
          from: fork/left
          with: { width: 2, slope: 0.5 }
      b: [ { conv2d: { filters: 2, kernel: 1 }, from: fork } ]
  - concat
  - relu
  - add: {}
    from: [relu, concat]
`,
    `blocks:
  outer:
    params: { width: 4, third: 0.1, pad: same, biased: true }
    layers:
      - use: inner
        with: { width: "\${width * 2}", slope: "\${third}" }
      - conv2d:
          { filters: "\${max(width, 2) if biased and pad == 'same' else 3}", kernel: ["\${width - 3}", 3], padding: "\${pad}", bias: "\${not biased}" }
      - dropout: { rate: "\${third * 3}" }
  inner:
    params: { width: 1, slope: 1 }
    layers:
      - conv2d: { filters: "\${(width + 1) / 1 - 1}", kernel: "\${1 + 0 * width}", stride: "\${ceil(slope)}" }
  unused:
    layers: [ { conv2d: { filters: 1000, kernel: 1 } } ]
  forked:
    layers:
      - branch:
          left: [ { conv2d: { filters: 3, kernel: 1 } } ]
          right: [ relu ]
      - concat
`,
  ),
  wiring: specOf(
    `
  - use: passing
  - use: around
    name: deep
  - conv2d: { filters: 3, kernel: 1 }
    name: leftover
  - add: {}
    from: [deep/inside/left, deep/inside/right]
    name: sum
  - use: inside
    from: input
    with: { filters: 2 }
    name: inside2
  - use: inside
    name: again
    with: { filters: 2 }
    from: sum
  - concat: {}
    from: [inside2/left, again/right, again/skip, sum]
  - relu: {}
    name: re_lu_ReLU1
  - relu
  - conv2d: { filters: 2, kernel: 2, padding: 1 }
  - max_pool2d: { kernel: 2, padding: 1 }
`,
    `blocks:
  passing:
    layers:
      - branch:
          nothing: []
      - concat
  around:
    params: { inside: 3 }
    layers:
      - use: passing
      - use: inside
        with: { filters: "\${inside}" }
        name: inside
      - dropout: { rate: 0.5 }
      - conv2d: { filters: "\${inside}", kernel: 1 }
  inside:
    params: { filters: }
    layers:
      - branch:
          left:
            - relu
            - conv2d: { filters: "\${filters}", kernel: 1 }
          right:
            - conv2d: { filters: "\${filters}", kernel: 1 }
          skip: []
      - concat
`,
  ),
  conditions: specOf(
    `
  - use: unit
    with: { out: 6, hidden: 12 }
    name: wide
  - use: unit
    with: { out: 6, hidden: 6, gated: true }
    name: gated
  - use: unit
    with: { out: 8, stride: 2, hidden: 9, gated: true, active: false }
    name: half
  - use: halves
    with: { count: 1 }
    name: once
  - use: halves
    with: { count: 3, dilation: 2 }
    name: thrice
`,
    `blocks:
  point:
    params: { out, stride: 1 }
    layers:
      - { conv2d: { filters: "\${out}", kernel: 2, padding: same, stride: "\${stride}" } }
  gate:
    params: { gated }
    layers:
      - { use: weigh, when: "\${gated}" }
  weigh:
    params: { hidden: "\${make_divisible(input.channels / 2, 4)}" }
    layers:
      - branch:
          value: []
          weight: [ global_avg_pool2d, { dense: { units: "\${hidden}" } }, { dense: { units: "\${input.channels}" } }, sigmoid ]
      - multiply
  unit:
    params: { out, hidden, stride: 1, gated: false, active: true }
    layers:
      - { use: point, with: { out: "\${hidden}" }, when: "\${input.channels != hidden}" }
      - { tanh: {}, when: "\${input.channels != hidden}" }
      - branch:
          main:
            - { use: point, with: { out, stride } }
            - { batch_norm: {}, when: "\${active}" }
          skip:
            - { use: point, with: { out, stride }, when: "\${stride > 1 or in.channels != out}" }
      - add
      - { use: gate, with: { gated }, name: last }
      - { add: {}, from: [ input, last ], when: "\${stride == 1 and input.channels == out}" }
      - { relu6: {}, when: "\${active}" }
  halves:
    params: { count, dilation: 1 }
    layers:
      - split:
          left: []
          right:
            - repeat:
                times: "\${count}"
                as: turn
                layers: [ { conv2d: { filters: "\${in.channels}", kernel: 1, padding: "\${turn - turn}", bias: "\${turn > 0}" } } ]
      - concat
`,
  ),
  ways: specOf(
    `
  - use: ways
    with: { out: 3 }
    name: one
  - use: ways
    with: { out: 3, narrow: true }
    name: three
  - use: ways
    with: { out: 4, narrow: true }
    name: two
`,
    `blocks:
  ways:
    params: { out, narrow: false }
    layers:
      - branch:
          same: { when: "\${in.channels == out}", layers: [ batch_norm ] }
          narrow: { when: "\${narrow}", layers: [ { conv2d: { filters: "\${out}", kernel: 1 } } ] }
          wide: [ { conv2d: { filters: "\${out}", kernel: 3, padding: same } } ]
      - add
      - tanh
`,
  ),
  repeated: specOf(
    `
  - tanh: {}
    name: value
  - add: {}
    from: [value, value, value]
    name: sum
  - branch: { once: [], twice: [], joined: [relu] }
  - concat
  - conv2d: { filters: 4, kernel: 1 }
  - multiply: {}
    from: [conv2d, value]
    name: product
  - use: doubled
    from: [product, sum]
  - add: {}
    from: [doubled, doubled/same, doubled/sum, product]
    name: all
  - add: {}
    from: [all, sum, doubled/same]
`,
    `blocks:
  doubled:
    inputs: [left, right]
    layers:
      - branch: { only: [] }
        from: left
      - concat: {}
        name: same
      - multiply: {}
        from: [same, left]
      - add: {}
        from: [multiply, same, right]
        name: sum
      - branch: { again: [] }
      - concat
`,
  ),
  resampling: specOf(`
  - max_pool2d: { kernel: 3, stride: 2, ceil_mode: true }
  - avg_pool2d: { kernel: 2, stride: 2, padding: 1, ceil_mode: true, count_include_pad: true }
  - upsample2d: { factor: 2 }
  - upsample2d: { factor: [3, 2], interpolation: bilinear }
  - depthwise_conv2d: { kernel: 3, multiplier: 2, padding: 1 }
  - separable_conv2d: { filters: 6, kernel: 3, multiplier: 2, kernel_initializer: he_normal }
  - separable_conv2d: { filters: 4, kernel: 3, stride: [1, 2], padding: same, bias: false }
  - adaptive_avg_pool2d: { size: [5, 3] }
  - conv2d_transpose: { filters: 4, kernel: 2, stride: 2 }
    name: up
  - conv2d_transpose: { filters: 3, kernel: 3, stride: 2, padding: 1, output_padding: 1, bias: false }
  - adaptive_avg_pool2d: { size: 1 }
  - global_max_pool2d
`),
  normed: specOf(`
  - lrn
  - lrn: { size: 3, alpha: 1, bias: 2 }
  - layer_norm
  - layer_norm: { axes: all, center: false }
  - relu6
  - leaky_relu
  - elu
  - elu: { alpha: 0.5 }
  - gelu
  - gelu: { approximate: tanh }
  - silu
  - branch:
      value: []
      weight: [ global_avg_pool2d, sigmoid ]
  - multiply
  - branch: { a: [], b: [ tanh ] }
  - multiply
  - scale: { factor: 0.1 }
`),
  activations: specOf(`
  - hard_sigmoid
  - hard_swish
  - selu
  - celu
  - celu: { alpha: 0.5 }
  - mish
  - softplus
  - softsign
  - log_softmax
  - prelu
  - prelu: { slope_initializer: { constant: 0.1 }, trainable: false }
`),
  residual: specOf(
    `
  - conv2d: { filters: 8, kernel: 3, padding: same, bias: false }
  - group_norm: { groups: 4 }
  - use: unit
  - use: unit
    name: wide
    with: { groups: 2, rate: 0.2 }
  - gelu # otherwise the norm would cancel the offsets before it, whose gradients would be rounding alone
  - instance_norm: { epsilon: 0.001, center: false, scale: false }
  - flatten
  - layer_scale: { initial: 0.1, trainable: false }
`,
    `blocks:
  unit:
    params: { groups: 8, rate: 0.1 }
    layers:
      - branch:
          path:
            - group_norm: { groups: "\${groups}", center: false }
            - conv2d: { filters: 8, kernel: 3, padding: same, bias: false }
            - instance_norm
            - layer_scale
            - drop_path: { rate: "\${rate}" }
          skip: []
      - add
`,
  ),
  moved: specOf(
    `
  - conv2d: { filters: 8, kernel: 3, padding: same }
  - channel_shuffle: { groups: 4 }
  - permute: { axes: [width, height, channels] }
  - permute: { axes: [channels, height, width] }
  - permute: { axes: [width, channels, height] }
  - permute: { axes: [channels, width, height] }
  - use: blocks
  - use: blocks
    name: deeper
    with: { size: 1 }
  - crop2d: { cropping: [0, 1, 2, 0] }
  - zero_pad2d: { padding: [0, 1, 2, 0] }
  - slice: { axis: height, start: 1, end: -1 }
  - slice: { start: 2 }
  - use: half
    with: { end: 4, groups: 2 }
  - use: half
    name: again
  - branch:
      all: []
      mask: [{ conv2d: { filters: 1, kernel: 1 } }]
  - subtract
  - branch:
      places: []
      features: [global_avg_pool2d]
  - add
  - branch: { plain: [], bent: [tanh], one: [{ conv2d: { filters: 1, kernel: 1 } }] }
  - maximum
  - branch: { left: [], right: [tanh] }
  - maximum
  - branch:
      means: [reduce_mean]
      maxima: [reduce_max]
  - concat
  - upsample2d: { factor: [1, 2], interpolation: bilinear, align_corners: true }
  - reduce_max: { axis: width }
  - upsample2d: { factor: [1, 7] }
  - adaptive_max_pool2d: { size: [3, 2] }
  - adaptive_max_pool2d: { size: [1, 2] }
`,
    `blocks:
  blocks:
    params: { size: 2 }
    layers:
      - space_to_depth: { block: "\${size}", order: crd }
      - conv2d: { filters: 8, kernel: 1 }
      - space_to_depth: { block: 1 }
      - depth_to_space: { block: "\${size}" }
      - conv2d: { filters: 32, kernel: 1 }
      - depth_to_space: { block: 2, order: crd }
      - space_to_depth: { block: "\${size}" }
      - conv2d: { filters: 8, kernel: 1 }
  half:
    params: { end: 2, groups: 1 }
    layers:
      - slice: { end: "\${end}" }
      - conv2d: { filters: 4, kernel: 1 }
      - channel_shuffle: { groups: "\${groups}" }
`,
  ),
  weighted: specOf(`
  - conv2d: { filters: 4, kernel: 3, kernel_initializer: he_uniform, bias_initializer: { constant: 0.1 }, kernel_l2: 0.001 }
  - conv2d: { filters: 4, kernel: 1, kernel_initializer: { normal: 0.01 }, trainable: false }
    name: frozen
  - conv2d: { filters: 4, kernel: 1, groups: 2, kernel_initializer: { uniform: 0.2 } }
  - batch_norm: { trainable: false }
  - conv2d_transpose: { filters: 4, kernel: 3 }
  - flatten
  - dense: { units: 3, kernel_initializer: { truncated_normal: 0.05 }, bias_initializer: ones }
`),
  identity: `modelc: 1\nname: identity\ninput: { features: 3 }\nlayers: [ flatten ]\n`,
  vector: `modelc: 1
name: vector
input: { features: 12, preprocess: { mean: 0.5 } }
layers:
  - flatten
  - dense: { units: 7 }
  - relu
`,
  colours: `modelc: 1
name: colours
input: { height: 4, width: 4, channels: 3, preprocess: { mean: [0.4, 0.5, 0.6], std: [0.2, 0.25, 0.3] } }
layers:
  - conv2d: { filters: 2, kernel: 3 }
`,
};

const train = (settings: string) => `modelc: 1
name: trained
input: { height: 28, width: 28, channels: 1 }
layers:
  - flatten
  - dense: { units: 10 }
train: { dataset: mnist, ${settings} }
`;

/** One for each way to train. */
export const trainingSpecs: Readonly<Record<string, string>> = {
  'sgd-constant': train('optimizer: { sgd: { learning_rate: 0.1 } }, schedule: constant'),
  'sgd-decay': train(
    'optimizer: { sgd: { learning_rate: 0.1, momentum: 0.9, weight_decay: 0.0005 } }, schedule: cosine',
  ),
  adam: train('optimizer: { adam: { learning_rate: 0.002 } }, schedule: constant'),
  'adam-cosine': train('optimizer: { adam: { learning_rate: 0.002 } }, schedule: { warmup_cosine: { warmup: 0.1 } }'),
  'adamw-one-cycle': train(
    'loss: { softmax_cross_entropy: { label_smoothing: 0.1 } }, optimizer: { adamw: { learning_rate: 0.002, weight_decay: 0.3 } }, schedule: { one_cycle: { warmup: 0.5 } }',
  ),
  'adamw-constant': train('optimizer: { adamw: { weight_decay: 0.5 } }'),
  'rmsprop-step': train(
    'loss: mean_squared_error, optimizer: { rmsprop: { momentum: 0.9, epsilon: 0.1 } }, schedule: { step: { every: 0.5, unit: shares } }, clip_norm: 0.3',
  ),
  'rmsprop-constant': train('loss: binary_cross_entropy, optimizer: { rmsprop: { rho: 0.8 } }, clip_value: 0.004'),
  'sgd-step': train(
    'optimizer: { sgd: { learning_rate: 0.1, weight_decay: 0.01 } }, schedule: { step: { every: 2, unit: epochs, factor: 0.5 } }, clip_norm: 0.5',
  ),
};
