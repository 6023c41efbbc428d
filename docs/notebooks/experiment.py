#!/usr/bin/env python3
"""What an experiment found: reads the results.sqlite that `rurban batch` leaves.

    python3 docs/notebooks/experiment.py results/tiny-sobol
    python3 docs/notebooks/experiment.py results/tiny-sobol population.residents population.births
    python3 docs/notebooks/experiment.py results/tiny-sobol population.births --plot births.png

Prints each figure's mean and the interval that 90 % of the replicates lie in, by point of the design, and the factors
that each figure follows most. Needs Python 3 alone; --plot needs matplotlib. Made to be taken apart: every step is a
function that a session or a notebook can call. experiment.R prints the same.
"""
import argparse
import math
import os
import sqlite3
import sys

SHARE = 0.9  # of the replicates inside an interval
STRONGEST = 3  # factors told of each figure


def open_results(path):
    """The database of an experiment's folder, or the file itself; read only."""
    if os.path.isdir(path):
        path = os.path.join(path, "results.sqlite")
    if not os.path.exists(path):
        sys.exit(f"{path}: no such file; rurban batch writes it when the experiment is done")
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True)


def quantile(values, share):
    """By linear interpolation between the order statistics (type 7 of Hyndman & Fan 1996)."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def factors_of(db):
    """Names and units of what the design varies, in its order."""
    return db.execute("select name, unit from factors order by factor").fetchall()


def points_of(db):
    """By point: the values of its factors, in the order of factors_of()."""
    names = "".join(f', "{name}"' for name, _ in factors_of(db))
    rows = db.execute(f"select distinct point{names} from points order by point")
    return {row[0]: row[1:] for row in rows}


def figures_of(db, wanted):
    """By figure: its unit, and by point the values of its replicates. All figures when none is wanted."""
    figures = {}
    for name, unit, point, value in db.execute(
        "select name, unit, point, value from figures join points using (run) where value is not null order by name, run"
    ):
        if not wanted or name in wanted:
            figures.setdefault(name, (unit, {}))[1].setdefault(point, []).append(value)
    missing = [name for name in wanted if name not in figures]
    if missing:
        sys.exit("not among the figures that the experiment kept: " + ", ".join(missing))
    return figures


def summary(values):
    """Mean, and the interval that SHARE of the values lie in."""
    mean = math.fsum(values) / len(values)
    return mean, quantile(values, (1 - SHARE) / 2), quantile(values, (1 + SHARE) / 2)


def ranks(values):
    """1 for the least; equals share the mean of theirs."""
    order = sorted(range(len(values)), key=lambda i: values[i])
    result = [0.0] * len(values)
    begin = 0
    while begin < len(order):
        end = begin
        while end < len(order) and values[order[end]] == values[order[begin]]:
            end += 1
        for i in order[begin:end]:
            result[i] = (begin + end + 1) / 2
        begin = end
    return result


def rank_correlation(a, b):
    """Spearman's, -1 to 1; None where one of the two never varies."""
    ra, rb = ranks(a), ranks(b)
    middle = (len(a) + 1) / 2
    aa = math.fsum((x - middle) ** 2 for x in ra)
    bb = math.fsum((y - middle) ** 2 for y in rb)
    if aa == 0 or bb == 0:
        return None
    return math.fsum((x - middle) * (y - middle) for x, y in zip(ra, rb)) / math.sqrt(aa * bb)


def strongest(factors, points, by_point):
    """The factors that a figure's means follow most, strongest first, each with its rank correlation.

    It sees what rises or falls throughout, over the points that were tried; what turns or depends on another factor it
    may miss. Sobol's indices, where the design allows them, tell more.
    """
    lived = sorted(by_point)
    means = [summary(by_point[point])[0] for point in lived]
    told = []
    for index, (name, _) in enumerate(factors):
        strength = rank_correlation([points[point][index] for point in lived], means)
        if strength is not None:
            told.append((name, strength))
    told.sort(key=lambda one: -round(abs(one[1]), 9))  # of equals the first of the design
    return told[:STRONGEST]


def tell(db, wanted):
    about = dict(db.execute("select key, value from experiment"))
    factors, points, figures = factors_of(db), points_of(db), figures_of(db, wanted)
    runs = db.execute("select count(*) from points").fetchone()[0]
    faults = db.execute("select count(*) from faults").fetchone()[0]
    print(f"{about['title_en']} ({about['design']}, rurban {about['version']})")
    print(f"{len(points)} points, {runs} runs, {faults} failed")
    print("\npoint  " + "  ".join(f"{name} ({unit})" for name, unit in factors))
    for point, values in points.items():
        print(f"{point:5d}  " + "  ".join(f"{value:.6g}" for value in values))
    for name, (unit, by_point) in figures.items():
        print(f"\n{name} ({unit})")
        print(f"{'point':>5} {'runs':>5} {'mean':>14} {'5 %':>14} {'95 %':>14}")
        for point in sorted(by_point):
            mean, low, high = summary(by_point[point])
            print(f"{point:5d} {len(by_point[point]):5d} {mean:14.6g} {low:14.6g} {high:14.6g}")
        for factor, strength in strongest(factors, points, by_point):
            print(f"  follows {factor}: {strength:+.3f}")


def plot(db, wanted, path):
    """Each wanted figure over each factor: points of the design with their intervals."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as pyplot

    factors, points, figures = factors_of(db), points_of(db), figures_of(db, wanted)
    columns = max(1, len(factors))
    chart, axes = pyplot.subplots(
        len(figures), columns, squeeze=False, figsize=(4 * columns, 3 * len(figures)), layout="constrained"
    )
    for row, (name, (unit, by_point)) in enumerate(figures.items()):
        lived = sorted(by_point)
        told = [summary(by_point[point]) for point in lived]
        for column, (factor, factor_unit) in enumerate(factors):
            axis = axes[row][column]
            axis.errorbar(
                [points[point][column] for point in lived],
                [mean for mean, _, _ in told],
                [[max(0, mean - low) for mean, low, _ in told], [max(0, high - mean) for mean, _, high in told]],
                fmt="o",
            )
            axis.set_xlabel(f"{factor} ({factor_unit})")
            axis.set_ylabel(f"{name} ({unit})")
    chart.savefig(path)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("results", help="an experiment's folder, or its results.sqlite")
    parser.add_argument("figures", nargs="*", help="names of figures; all when none is given")
    parser.add_argument("--plot", help="an image of the figures over each factor")
    arguments = parser.parse_args()
    db = open_results(arguments.results)
    tell(db, arguments.figures)
    if arguments.plot:
        plot(db, arguments.figures, arguments.plot)


if __name__ == "__main__":
    main()
