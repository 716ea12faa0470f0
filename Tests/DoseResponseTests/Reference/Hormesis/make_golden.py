"""Writes curve.csv and golden.json: Brain–Cousens curves fitted by SciPy in drc's own parameters."""
import csv
import json

import numpy as np
from scipy.optimize import brentq, least_squares
from scipy.stats import f as fisher

doses = np.repeat(np.concatenate([[0.0], 10.0 ** np.linspace(-2, 1.5, 9)]), 3)
random = np.random.default_rng(4)


def curve(x, b, c, d, e, f):
    with np.errstate(divide="ignore"):
        return c + (d - c + f * x) / (1 + np.exp(b * (np.log(x) - np.log(e))))


y = np.round(curve(doses, 2.2, 0.04, 1.0, 1.2, 0.5) + random.normal(0, 0.03, len(doses)), 5)
with open("curve.csv", "w") as file:
    csv.writer(file).writerows(zip(doses, y))
out = {}
for name, start in (("bc4", [2.0, 1.0, 1.0, 0.4]), ("bc5", [2.0, 0.05, 1.0, 1.0, 0.4])):
    def whole(p):
        return np.insert(p, 1, 0.0) if name == "bc4" else p

    def fit(held=None):
        """Least squares, with f held where that is given."""
        first = np.array(start if held is None else start[:-1])
        full = lambda p: whole(p if held is None else np.append(p, held))
        best = least_squares(lambda p: curve(doses, *full(p)) - y, first, xtol=1e-15, ftol=1e-15,
                             gtol=1e-15, max_nfev=10000, method="lm")
        return 2 * best.cost, best

    rss, best = fit()
    freedom = len(y) - len(start)
    errors = np.sqrt(np.diag(np.linalg.inv(best.jac.T @ best.jac)) * rss / freedom)
    f, error = best.x[-1], errors[-1]
    rise = rss / freedom * fisher.ppf(0.95, 1, freedom)
    reach = lambda value: fit(value)[0] - rss - rise
    out[name] = {"rss": rss, "estimate": f, "se": error,
                 "low": brentq(reach, f - 4 * error, f, xtol=1e-9),
                 "high": brentq(reach, f, f + 6 * error, xtol=1e-9)}
json.dump(out, open("golden.json", "w"), indent=1)
