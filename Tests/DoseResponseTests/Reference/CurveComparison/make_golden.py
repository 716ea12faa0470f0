"""Writes curves.csv and golden.json: two log-logistic curves fitted together by scipy, sharing more and more."""
import csv
import json

import numpy as np
from scipy.optimize import brentq, least_squares
from scipy.stats import f as fisher

doses = np.repeat(10.0 ** np.linspace(-3, 1, 8), 2)
random = np.random.default_rng(20)


def curve(x, c, d, log_e, log_b):
    return c + (d - c) / (1 + np.exp(np.exp(log_b) * (np.log(x) - log_e)))


rows = []
for name, truth in (("A", (120.0, 980.0, np.log(0.05), np.log(1.1))),
                    ("B", (120.0, 980.0, np.log(0.2), np.log(1.7)))):
    for x, noise in zip(doses, random.normal(0, 40, len(doses))):
        rows.append((name, float(x), round(float(curve(x, *truth) + noise), 3)))
with open("curves.csv", "w") as file:
    writer = csv.writer(file)
    writer.writerow(["curve", "dose", "response"])
    writer.writerows(rows)

who = np.array([row[0] == "B" for row in rows]).astype(int)
x = np.array([row[1] for row in rows])
y = np.array([row[2] for row in rows])
start = {"c": 100.0, "d": 1000.0, "e": np.log(0.1), "b": np.log(1.3)}


def layout(shared):
    """For each curve the places of c, d, e and b; e of the second is the first's plus ln ratio."""
    places, count = [[], []], 0
    for name in "cdeb":
        if name in shared:
            places[0].append(count)
            places[1].append(count)
            count += 1
        else:
            places[0].append(count)
            places[1].append(count + 1)
            count += 2
    return places, count


def fit(shared, ratio=None):
    """The least sum of squares, with ln(EC50 of B / EC50 of A) held at `ratio` where it is given."""
    places, count = layout(shared)
    first = np.zeros(count)
    for index, name in enumerate("cdeb"):
        for curve_places in places:
            first[curve_places[index]] = start[name]
    if "e" not in shared:
        first[places[1][2]] = 0.5

    def residuals(p):
        out = np.empty(len(y))
        for curve_number in (0, 1):
            c, d, e, b = p[places[curve_number]]
            if curve_number == 1 and "e" not in shared:
                e = p[places[0][2]] + (e if ratio is None else ratio)
            mine = who == curve_number
            out[mine] = curve(x[mine], c, d, e, b) - y[mine]
        return out

    # Each unit its own, so that limits and logarithms are equally well found.
    scale = np.where(np.abs(first) > 10, 100.0, 1.0)
    best = least_squares(residuals, first, x_scale=scale, xtol=1e-15, ftol=1e-15, gtol=1e-15,
                         max_nfev=10000)
    return 2 * best.cost, best.x, count, places


steps, before = [], None
for shared in ("", "cd", "cdb", "cdbe"):
    rss, p, count, places = fit(shared)
    step = {"shared": shared, "rss": rss, "df": len(y) - count}
    if before is not None:
        q = step["df"] - before["df"]
        step["F"] = (rss - before["rss"]) / q / (before["rss"] / before["df"])
        step["p"] = float(fisher.sf(step["F"], q, before["df"]))
    if "e" not in shared:
        best = p[places[1][2]]
        rise = rss / step["df"] * fisher.ppf(0.95, 1, step["df"])
        reach = lambda value: fit(shared, value)[0] - rss - rise
        step["ratio"] = float(np.exp(best))
        step["low"] = float(np.exp(brentq(reach, best - 3, best, xtol=1e-10)))
        step["high"] = float(np.exp(brentq(reach, best, best + 3, xtol=1e-10)))
    steps.append(step)
    before = step
json.dump(steps, open("golden.json", "w"), indent=1)
