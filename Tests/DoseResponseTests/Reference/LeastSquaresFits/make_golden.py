"""Writes curves.csv (curve, dose, response) and fits.csv (curve, then estimate and error of each parameter)."""
import csv
import numpy as np
from scipy.optimize import curve_fit


def logistic(log_dose, without_drug, full_effect, log_ec50, log_hill):
    return full_effect + (without_drug - full_effect) / (
        1 + np.exp(np.exp(log_hill) * (log_dose - log_ec50)))


rng = np.random.default_rng(20)
doses = np.repeat(10.0 ** np.linspace(-3, 1, 9), 3)
curves, fits = [], []
for curve in range(12):
    without_drug, full_effect = (1.0, rng.uniform(0, 0.4)) if curve % 2 else (200.0, 5000 * rng.uniform(1, 2))
    truth = (without_drug, full_effect, np.log(10 ** rng.uniform(-2, 0)), np.log(rng.uniform(0.8, 2.5)))
    spread = 0.0 if curve < 2 else 0.03 * abs(without_drug - full_effect)
    response = logistic(np.log(doses), *truth) + rng.normal(0, 1, doses.size) * spread
    start = np.array(truth) * 1.02
    found, covariance = curve_fit(
        logistic, np.log(doses), response, p0=start, ftol=1e-15, xtol=1e-15, gtol=1e-15, maxfev=100000)
    errors = np.sqrt(np.diag(covariance))
    # An error of ln x, times x, is the Gauss-Newton error of x.
    values = [found[0], found[1], np.exp(found[2]), np.exp(found[3])]
    deviations = [errors[0], errors[1], errors[2] * values[2], errors[3] * values[3]]
    curves += [(curve, repr(float(d)), repr(float(r))) for d, r in zip(doses, response)]
    fits.append((curve, *(repr(float(v)) for pair in zip(values, deviations) for v in pair)))
for name, rows in (("curves.csv", curves), ("fits.csv", fits)):
    with open(name, "w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
