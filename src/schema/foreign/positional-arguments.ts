/**
 * The attributes that the arguments of a class are, by their order, for names as PyTorch (`Conv2d`) and Keras (`Conv2D`) spell them. A
 * `-` is for one that modelc infers, or whose meaning differs.
 */
const attributesByNames: Readonly<Record<string, string>> = {
  'Conv1d Conv2d': '- filters kernel stride padding dilation groups bias',
  ConvTranspose2d: '- filters kernel stride padding output_padding - bias dilation',
  'LazyConv1d LazyConv2d': 'filters kernel stride padding dilation groups bias',
  Linear: '- units bias',
  LazyLinear: 'units bias',
  'MaxPool1d MaxPool2d': 'kernel stride padding - - ceil_mode',
  'AvgPool1d AvgPool2d': 'kernel stride padding ceil_mode count_include_pad',
  'AdaptiveAvgPool2d AdaptiveMaxPool2d': 'size',
  'BatchNorm1d BatchNorm2d LayerNorm InstanceNorm1d InstanceNorm2d': '- epsilon',
  GroupNorm: 'groups - epsilon',
  LocalResponseNorm: 'size alpha beta bias',
  'Dropout DropPath StochasticDepth': 'rate',
  LeakyReLU: 'slope',
  'ELU CELU': 'alpha',
  Upsample: '- factor interpolation',
  'PixelShuffle PixelUnshuffle': 'block',
  ChannelShuffle: 'groups',
  'Conv1D Conv2D SeparableConv2D Conv2DTranspose': 'filters kernel stride padding',
  'DepthwiseConv1D DepthwiseConv2D': 'kernel stride padding',
  'MaxPooling1D MaxPooling2D MaxPool1D MaxPool2D AveragePooling1D AveragePooling2D': 'kernel stride padding',
  Dense: 'units',
  UpSampling2D: 'factor - interpolation',
  ZeroPadding2D: 'padding',
  Cropping2D: 'cropping',
};

const orders = new Map(
  Object.entries(attributesByNames).flatMap(([names, attributes]) =>
    names.split(' ').map((name) => [name, attributes.split(' ')] as const),
  ),
);

/** The attributes of a class such as `nn.Conv2d`; undefined for one that is not in the table. */
export function positionalArguments(name: string): readonly string[] | undefined {
  return orders.get(name.replace(/^.*\./, ''));
}
