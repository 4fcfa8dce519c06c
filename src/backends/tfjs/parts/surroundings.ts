import type * as tf from '@tensorflow/tfjs-node';

// Names that every generated program defines by itself, for parts to refer to.

/** The shape of the model's input, without the batch. */
export declare const INPUT_SHAPE: number[];

/** The number of classes. */
export declare const CLASSES: number;

/** How `train` trains, unless its options say otherwise. */
export declare const SETTINGS: { epochs: number; batchSize: number; learningRate: number; seed: number };

/** The model, with initial weights. */
export declare function createModel(): tf.LayersModel;

/** Converts pixels from 0..255 to inputs of the model. */
export declare function preprocess(pixels: tf.Tensor): tf.Tensor;

/** Trains a model on the idx files of a folder. */
export declare function train(
  folder: string,
  options: Partial<typeof SETTINGS> & { model?: tf.LayersModel | undefined },
): tf.LayersModel;

/** Whether weight decay applies to a weight. */
export declare function decays(weight: tf.LayerVariable): boolean;

/** L2 penalties of kernels, by name. */
export declare const KERNEL_L2: Record<string, number>;
