import type { Attributes, Kind } from '../../schema/kinds';
import type { WeightSpec } from '../../schema/layer';
import type { WeightLayout } from '../channels-first/weight-layout';
import type { AttributeTexts } from '../source/attribute-texts';
import type { Code } from '../source/code';

/** Where a weight of modelc's lies in PyTorch's state, and how. */
export interface StateEntry extends WeightLayout {
  /** After the path of the layer's module: `weight`, `0.weight`. */
  readonly key: string;
}

/** What becomes of a node. */
export interface LayerCode {
  /** What makes the module that is kept as an attribute; undefined for a function. */
  readonly module?: Code;
  /** The module, or function, at work. `self` is the attribute; the values are names, or for `wraps` an expression. */
  readonly expression: (inputs: readonly Code[], self: string) => Code;
  /** The channels of the output (or features) as Python, where the layer says them by an attribute. */
  readonly channels?: Code;
  /** True for a function of one value that may stand around the expression that makes it. */
  readonly wraps?: boolean;
  /** By modelc's names of the weights. */
  readonly state?: Readonly<Record<string, StateEntry>>;
  /** State that PyTorch has and modelc has not: keys with the number that fills them. */
  readonly constants?: readonly { readonly key: string; readonly value: number; readonly shape: readonly number[] }[];
  /** Attributes of the module that are not to learn though the layer does. */
  readonly frozen?: readonly string[];
}

/** What a row of the table knows about its node. Its own texts of attributes are for the call that makes the module. */
export interface Lowering<K extends Kind> extends AttributeTexts {
  readonly attributes: Attributes<K>;
  /** Shapes of the inputs, without the batch, in modelc's order. */
  readonly inputs: readonly (readonly number[])[];
  readonly output: readonly number[];
  readonly weights: Readonly<Record<string, WeightSpec>>;
  /** Python of the channels, or features, of each input. */
  readonly channels: readonly Code[];
  /** For a dense layer: the image whose cells its rows are, where a flatten before it left them in PyTorch's order. */
  readonly flattened: readonly number[] | undefined;
  /** For a flatten: its values may come in PyTorch's order, for a dense layer alone reads them. */
  readonly ordered: boolean;
  /** For functions: in `forward` a parameter is read from the module, `self.slope`. */
  readonly forward: AttributeTexts;
}

/** How a kind is said in PyTorch. */
export type Row<K extends Kind> = (lowering: Lowering<K>) => LayerCode;
