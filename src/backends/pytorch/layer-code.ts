import type { Attributes, Kind } from '../../schema/kinds';
import type { WeightSpec } from '../../schema/layer';
import type { WeightLayout } from '../channels-first/weight-layout';
import type { AttributeTexts } from '../source/attribute-texts';
import type { Code } from '../source/code';

/** The place of a modelc weight in PyTorch's state, and its layout. */
export interface StateEntry extends WeightLayout {
  /** After the path of the layer's module: `weight`, `0.weight`. */
  readonly key: string;
  /** True if the call that creates the module says the initial values. */
  readonly initialized?: boolean;
}

/** The code of a node. */
export interface LayerCode {
  /** Creates the module that is kept as an attribute; undefined for a function. */
  readonly module?: Code;
  /** The call of the module or function. `self` is the attribute; the values are names, or an expression for `wraps`. */
  readonly expression: (inputs: readonly Code[], self: string) => Code;
  /** The same for a list that holds all inputs, for a join of them. */
  readonly listed?: (list: string) => Code;
  /**
   * The modules that do the same one after the other, as in `nn.Sequential`; undefined where PyTorch has none. Their arguments are read
   * in `__init__`. If the layer has weights, one of them is `module`.
   */
  readonly modules?: readonly Code[] | undefined;
  /** The class of its only module, if that is created without arguments: `nn.ReLU`. */
  readonly type?: string;
  /** The output channels (or features) as Python, if an attribute of the layer gives them. */
  readonly channels?: Code;
  /** Attributes whose values decide more than their texts say. */
  readonly decides?: readonly string[];
  /** True if its code has sizes of the image, or of all values, in numbers. */
  readonly sized?: boolean;
  /** True for a function of one value that can wrap the expression of its input. */
  readonly wraps?: boolean;
  /** By modelc's names of the weights. */
  readonly state?: Readonly<Record<string, StateEntry>>;
  /** State that PyTorch has and modelc does not: keys with the number that fills them. */
  readonly constants?: readonly { readonly key: string; readonly value: number; readonly shape: readonly number[] }[];
  /** Parameters of the module that are not trained although the layer is. */
  readonly frozen?: readonly string[];
}

/** What a row of the table knows about its node. Its attribute texts are for the call that creates the module. */
export interface Lowering<K extends Kind> extends AttributeTexts {
  readonly attributes: Attributes<K>;
  /** Shapes of the inputs, without the batch, in modelc's order. */
  readonly inputs: readonly (readonly number[])[];
  readonly output: readonly number[];
  readonly weights: Readonly<Record<string, WeightSpec>>;
  /** Python of the channels, or features, of each input. */
  readonly channels: readonly Code[];
  /** For a dense layer: the image whose cells its rows are, if a flatten before it left them in PyTorch's order. */
  readonly flattened: readonly number[] | undefined;
  /** The parameter that is the padding of a convolution, whatever its value is; undefined if it is written. */
  readonly padding: { readonly code: Code; readonly strided: boolean } | undefined;
  /** For a flatten: its values can stay in PyTorch's order, since only a dense layer reads them. */
  readonly ordered: boolean;
  /** For `expression`: in `forward`, a parameter is read from the module, `self.slope`, which keeps those that are asked for. */
  readonly forward: AttributeTexts;
}

/** How a kind is written in PyTorch. */
export type Row<K extends Kind> = (lowering: Lowering<K>) => LayerCode;

/** The modules of a layer in a `nn.Sequential`, and which of them has its weights. */
export function modulesOf({ module, modules = [] }: LayerCode): {
  readonly modules: readonly Code[];
  readonly holder: number;
} {
  return { modules, holder: Math.max(module === undefined ? -1 : modules.indexOf(module), 0) };
}
