"""Writes golden.json: logistic regressions of selenium.csv on ln dose by statsmodels, vehicle left out."""
import csv
import json

import numpy as np
import statsmodels.api as sm
from scipy.optimize import brentq, minimize_scalar
from scipy.stats import chi2

rows = [[float(x) for x in row] for row in list(csv.reader(open("selenium.csv")))[1:]]
data = np.array([row for row in rows if row[1] > 0])


def fit(kind, dose, total, dead, slopes, places):
    """Deviance and coefficients with a slope and an intercept for each label given."""
    columns = [(slopes == s) * np.log(dose) for s in np.unique(slopes)]
    columns += [(places == p).astype(float) for p in np.unique(places)]
    model = sm.GLM(np.column_stack([dead, total - dead]), np.column_stack(columns),
                   family=sm.families.Binomial())
    result = model.fit(tol=1e-14, maxiter=200)
    return result.deviance, result.params, result


kind, dose, total, dead = data.T
one = np.zeros(len(kind))
out = {}
for name, slopes, places in (("separate", kind, kind), ("same_slope", one, kind),
                             ("same_potency_and_slope", one, one)):
    out["all_" + name] = fit(kind, dose, total, dead, slopes, places)[0]


def pair(first_kind, second_kind):
    """Two types: each on its own, with common slope, common ED50, and one curve; and their ratio."""
    kind, dose, total, dead = data[(data[:, 0] == first_kind) | (data[:, 0] == second_kind)].T
    one = np.zeros(len(kind))
    separate, _, _ = fit(kind, dose, total, dead, kind, kind)
    shared, (slope, first, second), result = fit(kind, dose, total, dead, one, kind)

    def same_potency(place):
        """Own slopes through one half at a common ln dose."""
        columns = [(kind == k) * (np.log(dose) - place) for k in np.unique(kind)]
        model = sm.GLM(np.column_stack([dead, total - dead]), np.column_stack(columns),
                       family=sm.families.Binomial())
        return model.fit(tol=1e-14, maxiter=200).deviance

    places = np.log(dose)
    best = minimize_scalar(same_potency, bounds=(places.min(), places.max()), method="bounded",
                           options={"xatol": 1e-10})
    log_ratio = (first - second) / slope
    gradient = np.array([-(first - second) / slope**2, 1 / slope, -1 / slope])

    def profiled(log_ratio):
        """The deviance with the second curve's doses moved onto the first's."""
        moved = np.where(kind == second_kind, dose / np.exp(log_ratio), dose)
        return fit(kind, moved, total, dead, one, one)[0] - shared - chi2.ppf(0.95, 1)

    return {
        "separate": separate,
        "same_slope": shared,
        "same_potency": best.fun,
        "one_curve": fit(kind, dose, total, dead, one, one)[0],
        "ratio": float(np.exp(log_ratio)),
        "ratio_standard_error": float(np.exp(log_ratio) * np.sqrt(gradient @ result.cov_params() @ gradient)),
        "ratio_low": float(np.exp(brentq(profiled, log_ratio - 1, log_ratio, xtol=1e-12))),
        "ratio_high": float(np.exp(brentq(profiled, log_ratio, log_ratio + 1, xtol=1e-12))),
    }


for first_kind in (1, 2, 3):
    for second_kind in range(first_kind + 1, 5):
        out[f"{first_kind}{second_kind}"] = pair(first_kind, second_kind)
json.dump(out, open("golden.json", "w"), indent=1)
