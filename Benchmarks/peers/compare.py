"""Side by side on one core: the lane engine and libRoadRunner on the same variants.

  python3 Benchmarks/peers/compare.py [--models DIR] [--cpu N] [--members N] [--repeats N]

It needs the models folder of the reference data (`PRIMED_REFERENCE_DATA`), a built LaneBenchmark
(`swift build -c release --package-path Benchmarks`) and, on its first run, the network: libRoadRunner
2.10.0 from PyPI goes into an environment of its own in the user's cache folder. For each model all
run in turn on the same members, several times, pinned to one CPU; the fastest of each counts, in
runs a second of processor time, since machines are shared. Errors are
max |x - ref| / max(|ref|, 1) over species against CVODE at 1e-10.

Two comparisons are made: at the peer's tolerances, and at looser ones with which the lanes' worst
error is still below the peer's worst error on the same members.
"""

import argparse
import csv
import json
import os
import pathlib
import subprocess
import sys
import time
import venv

PEER = "libroadrunner==2.10.0"
RATE = "runs_per_processor_second"
EQUAL = "1e-6,1e-9"
MODELS = {"earm_1_0": "2e-5,1e-4", "earm2_lopez_embedded": "1e-5,1e-4", "big_bcl2": "1e-4,1e-5"}
HERE = pathlib.Path(__file__).resolve().parent


def peer_python():
    cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache"))
    folder = cache / "primed" / "peers"
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", PEER, "numpy"], check=True)
    return python


def table(path):
    with open(path) as file:
        rows = list(csv.reader(file))
    return rows[0], [[float(x) for x in row] for row in rows[1:]]


def run_peer(folder, model, members, relative, absolute):
    """Runs inside the peer's environment; prints one line of JSON."""
    import numpy
    import roadrunner

    start = time.perf_counter()
    runner = roadrunner.RoadRunner(f"{folder}/{model}.xml")
    ready = time.perf_counter() - start
    columns, variants = table(f"{folder}/{model}.variants.csv")
    names, reference = table(f"{folder}/{model}.reference.csv")
    ids = list(runner.model.getFloatingSpeciesIds())
    at = [(ids.index(name), i) for i, name in enumerate(columns) if name in ids]
    ends = [(ids.index(name), i) for i, name in enumerate(names) if name in ids]
    runner.integrator.stiff = True
    runner.integrator.relative_tolerance = relative
    runner.integrator.absolute_tolerance = absolute
    runner.selections = ["time"]
    spent, processor, errors = 0.0, 0.0, []
    for row, wanted in list(zip(variants, reference))[:members]:
        start, processor_start = time.perf_counter(), time.process_time()
        runner.reset()
        amounts = runner.model.getFloatingSpeciesAmounts()
        for place, column in at:
            amounts[place] = row[column]
        runner.model.setFloatingSpeciesAmounts(amounts)
        runner.integrator.restart(0.0)
        runner.simulate(0, 20000, 2)
        found = runner.model.getFloatingSpeciesAmounts()
        spent += time.perf_counter() - start
        processor += time.process_time() - processor_start
        errors.append(
            max(abs(found[p] - wanted[c]) / max(abs(wanted[c]), 1) for p, c in ends))
    print(json.dumps({
        "members": len(errors), "runs_per_second": len(errors) / spent, "ready_seconds": ready,
        "runs_per_processor_second": len(errors) / processor,
        "median_error": float(numpy.median(errors)), "worst_error": max(errors)}))


def call(command):
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main():
    parser = argparse.ArgumentParser()
    data = os.environ.get("PRIMED_REFERENCE_DATA", ".")
    parser.add_argument("--models", default=f"{data}/models")
    parser.add_argument("--cpu", type=int, default=0)
    parser.add_argument("--members", type=int, default=1000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--only", choices=list(MODELS), nargs="+", default=list(MODELS))
    parser.add_argument("--benchmark", default=HERE.parent / ".build" / "release" / "LaneBenchmark")
    parser.add_argument("--peer", nargs=5, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peer:
        folder, model, members, relative, absolute = options.peer
        return run_peer(folder, model, int(members), float(relative), float(absolute))
    os.sched_setaffinity(0, {options.cpu})
    python = peer_python()
    print("| model | engine | compared at | tolerances | runs/s | × libRoadRunner "
          "| median error | worst error | ready, s |\n|---|---|---|---|---|---|---|---|---|")
    for model in options.only:
        place = f"{options.models}/{model}"
        contestants = {("libRoadRunner", "", EQUAL): [
            python, __file__, "--peer", options.models, model, str(options.members),
            *EQUAL.split(",")]}
        for engine in ["interpreter", "native"]:
            for kind, tolerances in [("equal tolerance", EQUAL), ("matched error", MODELS[model])]:
                contestants[engine, kind, tolerances] = [
                    options.benchmark, f"{place}.xml", f"{place}.variants.csv",
                    f"{place}.reference.csv", engine, str(options.members),
                    *tolerances.split(","), "1"]
        best, ready = {}, {}
        for _ in range(options.repeats):
            for key, command in contestants.items():
                result = call(command)
                ready[key] = min(result["ready_seconds"], ready.get(key, float("inf")))
                if key not in best or result[RATE] > best[key][RATE]:
                    best[key] = result
        peer = best["libRoadRunner", "", EQUAL][RATE]
        for (engine, kind, tolerances), r in best.items():
            print(f"| {model} | {engine} | {kind} | {tolerances} | {r[RATE]:.4g} "
                  f"| {r[RATE] / peer:.0f} | {r['median_error']:.1e} | {r['worst_error']:.1e} "
                  f"| {ready[engine, kind, tolerances]:.2f} |")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
