"""Writes distributions.csv: distribution, first and second parameter, x, cdf, upper tail, p, quantile."""
import csv
from scipy import stats

rows = []
for x in (-30.0, -8.0, -3.0, -1.96, -0.5, 0.0, 0.7, 2.5, 6.0):
    for p in (1e-12, 0.001, 0.025, 0.3, 0.5, 0.8, 0.975):
        rows.append(("normal", 0, 0, x, stats.norm.cdf(x), stats.norm.sf(x), p, stats.norm.ppf(p)))
for df in (1.0, 2.0, 3.5, 10.0, 23.0, 200.0):
    for x, p in ((-40.0, 1e-8), (-2.0, 0.005), (-0.3, 0.025), (0.9, 0.4), (2.1, 0.95), (12.0, 0.9995)):
        t = stats.t(df)
        rows.append(("t", df, 0, x, t.cdf(x), t.sf(x), p, t.ppf(p)))
for d1, d2 in ((1.0, 1.0), (1.0, 23.0), (3.0, 23.0), (2.0, 5.0), (4.5, 9.5), (8.0, 18.0), (30.0, 200.0), (100.0, 3.0)):
    for x, p in ((0.01, 0.001), (0.5, 0.05), (1.0, 0.5), (2.7, 0.95), (15.0, 0.99), (300.0, 0.999999)):
        f = stats.f(d1, d2)
        rows.append(("F", d1, d2, x, f.cdf(x), f.sf(x), p, f.ppf(p)))
with open("distributions.csv", "w", newline="") as file:
    writer = csv.writer(file)
    for row in rows:
        writer.writerow([row[0], *(repr(float(value)) for value in row[1:])])
