"""Side by side on one core: four-parameter fits by FitBenchmark and by SciPy on the same curves.

  python3 Benchmarks/peers/fit_compare.py --curves main.csv --truth main_truth.csv [--cpu N] [--sample N]

The tables are (curve, dose, replicate, response) and (curve, e0, einf, ec50, hill). It needs a built
FitBenchmark (`swift build -c release --package-path Benchmarks --product FitBenchmark`, or the path of
one in FIT_BENCHMARK), NumPy and SciPy. Both run in turn, three times, pinned to one CPU; the fastest of
each counts, in fits a second of processor time, since machines are shared. SciPy fits the first
`--sample` curves by MINPACK from a start read off the data, in log dose, with an analytic Jacobian.
"""

import argparse
import json
import os
import pathlib
import subprocess
import time

import numpy as np
from scipy.optimize import curve_fit

HERE = pathlib.Path(__file__).resolve().parent


def curve(x, without_drug, full_effect, position, log_hill):
    return full_effect + (without_drug - full_effect) / (1 + np.exp(np.exp(log_hill) * (x - position)))


def jacobian(x, without_drug, full_effect, position, log_hill):
    hill = np.exp(log_hill)
    left = 1 / (1 + np.exp(hill * (x - position)))
    along = (without_drug - full_effect) * left * (1 - left)
    return np.stack([left, 1 - left, along * hill, -along * hill * (x - position)], axis=1)


def scipy_rate(curves, truth, sample):
    near = failed = 0
    before = time.process_time()
    for x, y, ec50 in zip(curves[0][:sample], curves[1][:sample], truth[:sample]):
        low, high = y[:3].mean(), y[-3:].mean()
        start = [low, high, x[np.argmin(np.abs(y - (low + high) / 2))], 0.2]
        try:
            found, _ = curve_fit(curve, x, y, p0=start, jac=jacobian, maxfev=400)
        except RuntimeError:
            failed += 1
            continue
        near += max(np.exp(found[2]) / ec50, ec50 / np.exp(found[2])) <= 2
    spent = time.process_time() - before
    return {"fits_per_processor_second": round(sample / spent), "within_2x": near / sample, "failed": failed}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--curves", required=True)
    parser.add_argument("--truth", required=True)
    parser.add_argument("--cpu", type=int)
    parser.add_argument("--sample", type=int, default=1000)
    options = parser.parse_args()
    if options.cpu is not None:
        os.sched_setaffinity(0, {options.cpu})
    binary = os.environ.get(
        "FIT_BENCHMARK", str(HERE.parent / ".build" / "release" / "FitBenchmark"))
    table = np.genfromtxt(options.curves, delimiter=",", skip_header=1)
    truth = np.genfromtxt(options.truth, delimiter=",", skip_header=1)[:, 3]
    rows = [table[table[:, 0] == i] for i in range(min(options.sample, len(truth)))]
    curves = ([np.log(r[:, 1]) for r in rows], [r[:, 3] for r in rows])
    best = {}
    for _ in range(3):
        runs = {"scipy": scipy_rate(curves, truth, len(rows))}
        for engine in ("least-squares", "batch", "careful"):
            output = subprocess.run(
                [binary, options.curves, options.truth, engine, "1", "main"],
                check=True, capture_output=True, text=True).stdout
            runs[engine] = json.loads(output)
        for name, run in runs.items():
            known = best.get(name)
            if not known or run["fits_per_processor_second"] > known["fits_per_processor_second"]:
                best[name] = run
    for name, run in best.items():
        print(name, json.dumps(run))


if __name__ == "__main__":
    main()
