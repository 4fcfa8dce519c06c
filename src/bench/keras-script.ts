/**
 * The Python program that trains the model of `model.json`, next to it, with Keras' `fit`: the layers that `modelc build`
 * writes for tfjs, as saved by tfjs. Without XLA and with several steps per call, which is fastest on a CPU.
 */
export const kerasScript = `
import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "1"

import json
import re

import keras
import numpy as np
import tensorflow as tf
from protocol import job, peak_flops, read, serve

batch, train = job["batch"], job["train"]
keras.utils.set_random_seed(1)
if job["precision"] == "bf16":
    keras.mixed_precision.set_global_policy("mixed_bfloat16")
with open(job["dataFolder"] + "/model.json") as file:
    topology = json.load(file)["config"]


def batch_norm(momentum, epsilon, center, scale, trainable=True, **_):
    rest = {"center": center, "scale": scale, "trainable": trainable}
    return keras.layers.BatchNormalization(momentum=momentum, epsilon=epsilon, **rest)


def initializer(name):
    """By the name that tfjs has for it."""
    return keras.initializers.get(re.sub("([A-Z])", r"_\\1", name).lower())


def convolution(
    filters, kernelSize, strides, padding, dilationRate, groups, useBias, trainable=True,
    kernelInitializer="glorotNormal", biasInitializer="zeros", layer=keras.layers.Conv2D, **_
):
    return layer(
        filters,
        kernelSize,
        strides,
        padding,
        dilation_rate=dilationRate,
        groups=groups,
        use_bias=useBias,
        kernel_initializer=initializer(kernelInitializer),
        bias_initializer=initializer(biasInitializer),
        trainable=trainable,
    )


def response_norm(size, alpha, beta, bias, **_):
    return keras.layers.Lambda(
        lambda x: tf.nn.local_response_normalization(x, size // 2, bias, alpha / size, beta)
    )


def lowest_padding(cells, **_):
    return keras.layers.Lambda(lambda x: tf.pad(x, cells, constant_values=x.dtype.min))


def padding1d(cells, lowest, **_):
    return keras.layers.Lambda(lambda x: tf.pad(x, cells, constant_values=x.dtype.min if lowest else 0))


# What Keras has for the classes that the program has of its own.
own = {
    "AdaptiveAveragePooling2d": lambda size, **_: keras.layers.AdaptiveAveragePooling2D(size),
    "BatchNorm": batch_norm,
    "Convolution1d": lambda **options: convolution(layer=keras.layers.Conv1D, **options),
    "Convolution2d": convolution,
    "LowestPadding2d": lowest_padding,
    "Padding1d": padding1d,
    "LocalResponseNormalization": response_norm,
    "Relu6": lambda **_: keras.layers.ReLU(6),
}


def make_layer(layer):
    kind = layer["class_name"]
    if kind in own:
        return own[kind](**layer.get("options", {}))
    if not hasattr(keras.layers, kind):
        raise SystemExit(f"Keras has no layer {kind}")
    config = {key: value for key, value in layer["config"].items() if key not in ("name", "dtype")}
    return getattr(keras.layers, kind).from_config(config)


def build():
    """A layer that is applied several times has as many inbound nodes; values are found by layer and node."""
    made, pending = {}, []
    for saved in topology["layers"]:
        if saved["class_name"] == "InputLayer":
            made[saved["name"], 0] = keras.Input(saved["config"]["batch_input_shape"][1:])
        else:
            layer = make_layer(saved)
            pending += [(saved["name"], at, node, layer) for at, node in enumerate(saved["inbound_nodes"])]
    while pending:
        later = []
        for name, at, node, layer in pending:
            given = [made.get((source, index)) for source, index, *_ in node]
            if any(value is None for value in given):
                later.append((name, at, node, layer))
            else:
                made[name, at] = layer(given if len(given) > 1 else given[0])
        pending = later
    values = [[made[name, at] for name, at, *_ in topology[ends]] for ends in ("input_layers", "output_layers")]
    return keras.Model(*values)


def loss_of():
    loss = train["loss"]
    if loss["type"] == "softmax_cross_entropy":
        smoothing = loss["label_smoothing"]
        return keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=smoothing)
    if loss["type"] == "binary_cross_entropy":
        return keras.losses.BinaryCrossentropy(from_logits=True)
    return keras.losses.MeanSquaredError()


rates = tf.Variable(np.full(job["recipeSteps"], 0.01 * train["optimizer"]["learning_rate"], np.float32))


class Rates(keras.optimizers.schedules.LearningRateSchedule):
    def __call__(self, step):
        return tf.gather(rates, tf.cast(step, tf.int32) % job["recipeSteps"])


def make_optimizer():
    """The closest Keras optimizer: its decay bypasses the momentum, and RMSprop's epsilon is inside the square root."""
    optimizer = plain_optimizer()
    optimizer.exclude_from_weight_decay(var_names=["bias", "gamma", "beta"])
    return optimizer


def plain_optimizer():
    s, clip = train["optimizer"], train.get("clip")
    bound = {"global_clipnorm" if clip["by"] == "norm" else "clipvalue": clip["limit"]} if clip else {}
    if s["type"] == "sgd":
        bound["weight_decay"] = s["weight_decay"] or None
        return keras.optimizers.SGD(Rates(), momentum=s["momentum"], nesterov=s["nesterov"], **bound)
    if s["type"] == "rmsprop":
        return keras.optimizers.RMSprop(Rates(), rho=s["rho"], momentum=s["momentum"], epsilon=s["epsilon"], **bound)
    kind = keras.optimizers.Adam if s["type"] == "adam" else keras.optimizers.AdamW
    if s["type"] == "adamw":
        bound["weight_decay"] = s["weight_decay"]
    return kind(Rates(), beta_1=s["beta1"], beta_2=s["beta2"], epsilon=s["epsilon"], **bound)


def load(part):
    images, labels = read(part)
    mean, std = (np.array(job["preprocess"][name], np.float32) for name in ("mean", "std"))
    return (images.astype(np.float32) / 255 - mean) / std, labels


model = build()
model.compile(
    make_optimizer(),
    [loss_of() for _ in model.outputs],
    loss_weights=[output["weight"] for output in job["outputs"]],
    jit_compile=False,
    steps_per_execution=8,
)


# Its tuning threads now and then hold a call up for seconds.
options = tf.data.Options()
options.autotune.enabled = False


def batches_of(x, labels):
    targets = tuple(np.eye(output.shape[-1], dtype=np.float32)[labels] for output in model.outputs)
    pairs = (x, targets if len(targets) > 1 else targets[0])
    return tf.data.Dataset.from_tensor_slices(pairs).batch(batch).with_options(options)


class Racer:
    """Starts anew in the model that there is, which is traced by then."""

    def __init__(self):
        self.train_part, self.test_part = load("train-"), load("test-")

    def restart(self, seed):
        keras.utils.set_random_seed(seed)
        model.set_weights(build().get_weights())
        for variable in model.optimizer.variables:
            variable.assign(np.zeros(variable.shape, np.dtype(variable.dtype)))
        rates.assign(np.fromfile(job["dataFolder"] + "/rates.bin", dtype=np.float32))

    def train(self, batches, _rates):
        images, labels = self.train_part
        chosen = np.concatenate(batches)
        model.fit(batches_of(images[chosen], labels[chosen]), verbose=0)

    def accuracy(self):
        images, labels = self.test_part
        given = model.predict(images, batch_size=1000, verbose=0)
        main = [output["name"] for output in job["outputs"]].index(job["main"])
        scores = given if len(model.outputs) == 1 else given[main]
        return float((scores.argmax(1) == labels).mean())


inputs, labels = load("")
batches = batches_of(inputs, labels)


def run(steps):
    while steps > 0:
        count = min(steps, len(batches))
        model.fit(batches.take(count), verbose=0)
        steps -= count


def multiply(a, b):
    return tf.matmul(a, b).numpy()


serve(run, lambda: peak_flops(multiply, tf.random.uniform((1024, 1024)), tf.random.uniform((1024, 1024))), Racer)
`.trimStart();
