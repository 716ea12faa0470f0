"""Writes tails.csv: distribution, first and second parameter, x, lower tail, upper tail, to 20 digits.

The places come from SciPy's quantiles; the tails themselves from mpmath with 340 digits.
"""
import csv

import mpmath as mp
from scipy import stats

# The smaller tail may be found as 1 less the larger: that many digits it needs.
mp.mp.dps = 340
PROBABILITIES = (1e-290, 1e-100, 1e-12, 1e-4, 0.05, 0.5)


def beta_tails(x, y, a, b):
    """I_x(a, b) and its complement, y = 1 - x, by the series of whichever is below one half."""

    def series(x, y, a, b):
        # DLMF 8.17.8: x^a (1-x)^b / (a B) F(a+b, 1; a+1; x), all terms positive.
        term = total = mp.mpf(1)
        n = 0
        while n < 5 or term > total * mp.mpf(10) ** -(mp.mp.dps - 5) or (a + b + n) * x > a + 1 + n:
            term *= (a + b + n) / (a + 1 + n) * x
            total += term
            n += 1
        log_beta = mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b)
        return mp.exp(a * mp.log(x) + b * mp.log(y) - log_beta) / a * total

    if x < 0.5:
        lower = series(x, y, a, b)
        return lower, 1 - lower
    upper = series(y, x, b, a)
    return 1 - upper, upper


def f_tails(d1, d2, x):
    d1, d2, x = mp.mpf(d1), mp.mpf(d2), mp.mpf(x)
    total = d1 * x + d2
    return beta_tails(d1 * x / total, d2 / total, d1 / 2, d2 / 2)


def chi_tails(df, x):
    a, x = mp.mpf(df) / 2, mp.mpf(x) / 2
    term = total = 1 / a
    n = 0
    while n < 5 or term > total * mp.mpf(10) ** -(mp.mp.dps - 5) or x > a + n:
        n += 1
        term *= x / (a + n)
        total += term
    lower = mp.exp(a * mp.log(x) - x - mp.loggamma(a)) * total
    return lower, 1 - lower


def t_tails(df, x):
    df, x = mp.mpf(df), mp.mpf(x)
    total = df + x * x
    _, upper = beta_tails(x * x / total, df / total, mp.mpf(1) / 2, df / 2)
    tail = upper / 2
    return (1 - tail, tail) if x > 0 else (tail, 1 - tail)


def places(distribution):
    for p in PROBABILITIES:
        for x in (distribution.isf(p), distribution.ppf(p)):
            x = float(f"{x:.6g}")
            if mp.isfinite(x) and 1e-200 < abs(x) < 1e200:
                yield x


rows = {}
for x in (-37.0, -30.5, -20.0, -8.3, -5.7, -5.6, -3.1, -1.96, -0.7, -0.6, -0.01, -1e-9):
    rows["normal", 0.0, 0.0, x] = (mp.ncdf(mp.mpf(x)), mp.ncdf(-mp.mpf(x)))
for df in (0.5, 1.0, 2.0, 5.0, 30.0, 1000.0, 1e5):
    for x in places(stats.t(df)):
        if x < 0:
            rows["t", df, 0.0, x] = t_tails(df, x)
for df in (0.1, 0.5, 1.0, 2.0, 3.0, 17.0, 400.0, 2e4):
    for x in places(stats.chi2(df)):
        rows["chi2", df, 0.0, x] = chi_tails(df, x)
for d1, d2 in ((0.5, 0.5), (1.0, 1.0), (1.0, 2.0), (1.0, 24.0), (3.0, 23.0), (4.5, 9.5), (1.0, 1e5),
               (20.0, 1e4), (1e3, 1e3), (2e4, 1e4), (100.0, 1.0)):
    for x in places(stats.f(d1, d2)):
        rows["F", d1, d2, x] = f_tails(d1, d2, x)
with open("tails.csv", "w", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    for key, (lower, upper) in rows.items():
        if min(lower, upper) > 1e-300:
            writer.writerow([key[0], *map(repr, key[1:]), mp.nstr(lower, 20), mp.nstr(upper, 20)])
with open("quantiles.csv", "w", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    for p in (1e-300, 1e-100, 1e-20, 1e-9, 1e-4, 0.0249, 0.074, 0.0751, 0.3, 0.4999):
        exact = -mp.sqrt(2) * mp.erfinv(1 - 2 * mp.mpf(p)) if p > 1e-40 else mp.findroot(
            lambda x: mp.log(mp.ncdf(x)) - mp.log(mp.mpf(p)), stats.norm.ppf(p))
        writer.writerow([repr(p), mp.nstr(exact, 20)])
