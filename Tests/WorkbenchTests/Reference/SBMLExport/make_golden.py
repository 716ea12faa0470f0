#!/usr/bin/env python3
"""Has libRoadRunner run what `primed models export --format sbml` writes, and records what it finds.

    make_golden.py PRIMED > trajectories.csv
"""

import subprocess
import sys
import tempfile

import roadrunner

CASES = {
    "earm": (["earm-1.0"], [3600, 7200, 14400, 21600],
             ["tBid", "C3", "XIAP_C3", "Bcl2_Bax2", "AMito", "cCytoC", "CPARP"]),
    "rs411": (["rs4-11", "--drug", "AZD4320=10nM"], [3600, 10800, 21600, 43200],
              ["BCL2", "AZD4320_BCL2", "BIM_BCL2", "BIM_MCL1", "BAX_active", "CYTC_IMS", "cPARP"]),
}


def main():
    print("case,time_s,species,amount")
    for case, (words, times, species) in CASES.items():
        with tempfile.NamedTemporaryFile(suffix=".xml") as file:
            subprocess.run(
                [sys.argv[1], "models", "export", *words, "--format", "sbml", "--output", file.name],
                check=True, stderr=subprocess.DEVNULL)
            model = roadrunner.RoadRunner(file.name)
        model.integrator.relative_tolerance = 1e-10
        model.integrator.absolute_tolerance = 1e-12
        model.integrator.maximum_num_steps = 200000
        model.timeCourseSelections = ["time"] + species
        result = model.simulate(times=[0] + times)
        for row in result[1:]:
            for name, amount in zip(species, row[1:]):
                print(f"{case},{row[0]:.0f},{name},{amount:.12g}")


main()
