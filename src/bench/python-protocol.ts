/**
 * The shared part of the Python programs, as the module `protocol.py` next to them: the job, its data, and how a process
 * answers (`serve`). A net that takes part in races has `restart(seed)`, `train(indices, rates)` and `accuracy()`.
 */
export const pythonProtocol = `
import json
import re
import resource
import sys
import time

import numpy as np

job = json.loads(sys.argv[1])


def read(part):
    """The images of a part of the data, a row each, and their classes."""
    images = np.fromfile(job["dataFolder"] + f"/{part}images.bin", dtype=np.uint8)
    labels = np.fromfile(job["dataFolder"] + f"/{part}labels.bin", dtype=np.uint8)
    return images.reshape(-1, *job["shape"]), labels


def peak_memory():
    try:
        with open("/proc/self/status") as status:
            return 1024 * int(re.search(r"VmHWM:\\s*(\\d+) kB", status.read())[1])
    except (OSError, TypeError):
        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return used if sys.platform == "darwin" else 1024 * used


def peak_flops(multiply, a, b, seconds=0.4):
    least, end = float("inf"), time.perf_counter() + seconds
    while time.perf_counter() < end:
        start = time.perf_counter()
        multiply(a, b)
        least = min(least, time.perf_counter() - start)
    return 2 * len(a) ** 3 / least


def race(net, seed):
    """Trains with the settings of the spec to the test accuracy; the time of evaluations is not counted."""
    aim, batch = job["race"], job["batch"]
    rates = np.fromfile(job["dataFolder"] + "/rates.bin", dtype=np.float32)
    random = np.random.default_rng(seed)
    net.restart(seed)
    step, seconds, accuracy = 0, 0.0, 0.0
    for _ in range(aim["epochs"]):
        order = random.permutation(aim["trainCount"])
        batches = [order[at : at + batch] for at in range(0, len(order), batch)]
        for at in range(0, len(batches), aim["every"]):
            part = batches[at : at + aim["every"]]
            start = time.perf_counter()
            net.train(part, rates[step : step + len(part)])
            seconds += time.perf_counter() - start
            step += len(part)
            accuracy = net.accuracy()
            if accuracy >= aim["accuracy"]:
                return {"seconds": seconds, "steps": step, "accuracy": accuracy}
    return {"seconds": None, "steps": step, "accuracy": accuracy}


def say(answer):
    print(json.dumps(answer), flush=True)


def warm_up(run):
    """Takes some steps, and gives how many last for a round."""
    run(2)
    start = time.perf_counter()
    run(1)
    return min(max(round(job["seconds"] / (time.perf_counter() - start)), 1), 2000)


def serve(run, flops, make_net):
    """Takes the first step, says so, and then answers what it is asked until the input ends; it warms up once, before any round."""
    run(1)
    say({"peakMemoryBytes": peak_memory()})
    net = None
    steps = None
    for line in sys.stdin:
        word, *rest = line.split()
        if word == "peak":
            say({"flops": flops()})
        elif word == "race":
            net = net or make_net()
            say(race(net, int(rest[0])))
        else:
            steps = steps or warm_up(run)
            if word == "warm":
                say({"steps": steps})
                continue
            start = time.perf_counter()
            run(steps)
            seconds = time.perf_counter() - start
            say({"images": steps * job["batch"], "seconds": seconds, "peakMemoryBytes": peak_memory()})
`.trimStart();
