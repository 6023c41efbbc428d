#!/usr/bin/env python3
"""The notebooks on a small experiment whose figures are known beforehand.

    check.py python|R NOTEBOOK

Exit 77, which is a skip, where the interpreter or RSQLite is missing.
"""
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile

# As `rurban batch` writes it (tools/batch/store.cpp), with two factors.
TABLES = """
create table experiment(key text primary key, value text not null) without rowid;
create table factors(factor integer primary key, name text not null, unit text not null, "from" real, "to" real,
  "values" text not null);
create table points(run integer primary key, point integer not null, replicate integer not null,
  seed integer not null, "model.slope" real not null, "model.idle" real not null);
create table figure_names(figure integer primary key, name text not null, unit text not null);
create table figure_values(run integer not null, figure integer not null, value real, primary key(run, figure))
  without rowid;
create table faults(run integer primary key, reason_sv text not null, reason_en text not null);
create view figures as select run, name, unit, value from figure_values join figure_names using (figure);
"""
REPLICATES = 11


def make(path):
    """Four points; `model.falls` is -10 times the first factor plus 0 to 10 by replicate, `model.still` is always 7."""
    db = sqlite3.connect(path)
    db.executescript(TABLES)
    db.executemany(
        "insert into experiment values(?, ?)",
        [("title_en", "A slope"), ("design", "list"), ("version", "0.0.0")],
    )
    db.execute("insert into factors values(0, 'model.slope', 'kr', 1, 4, ''), (1, 'model.idle', '%', 0, 1, '')")
    db.execute("insert into figure_names values(0, 'model.falls', 'persons'), (1, 'model.still', '1')")
    points = [(1, 0), (2, 1), (3, 0), (4, 1)]
    run = 0
    for point, values in enumerate(points):
        for replicate in range(REPLICATES):
            db.execute("insert into points values(?, ?, ?, ?, ?, ?)", (run, point, replicate, replicate + 1, *values))
            if (point, replicate) == (3, 10):
                db.execute("insert into faults values(?, 'föll', 'fell')", (run,))
            else:
                db.execute("insert into figure_values values(?, 0, ?)", (run, replicate - 10 * values[0]))
                db.execute("insert into figure_values values(?, 1, 7)", (run,))
            run += 1
    db.commit()
    db.close()


def fields(line):
    return line.split()


def check(run, folder):
    told = run(folder).splitlines()
    assert told[0] == "A slope (list, rurban 0.0.0)", told[0]
    assert told[1] == "4 points, 44 runs, 1 failed", told[1]
    begin = told.index("model.falls (persons)")
    # Of 0 to 10 the mean is 5, and the quantiles of 5 and 95 % are 0.5 and 9.5.
    assert fields(told[begin + 2]) == ["0", "11", "-5", "-9.5", "-0.5"], told[begin + 2]
    # A run of the last point failed: 0 to 9 are left, with 0.45 and 8.55.
    assert fields(told[begin + 5]) == ["3", "10", "-35.5", "-39.55", "-31.45"], told[begin + 5]
    assert told[begin + 6] == "  follows model.slope: -1.000", told[begin + 6]
    # Ranks 1 3 2 4 and ties 1.5 3.5 1.5 3.5 of the idle factor: -2 / sqrt(5 * 4).
    assert told[begin + 7] == "  follows model.idle: -0.447", told[begin + 7]
    still = told[told.index("model.still (1)") :]
    assert not any("follows" in line for line in still), still
    one = run(folder, "model.still")
    assert "model.falls" not in one and "model.still" in one, one
    failed = run(folder, "model.unknown", fails=True)
    assert "model.unknown" in failed, failed
    empty = tempfile.mkdtemp(dir=folder)
    assert "results.sqlite" in run(empty, fails=True)
    return "\n".join(told)


def main():
    which, notebook = sys.argv[1:]
    command = [sys.executable, notebook] if which == "python" else ["Rscript", notebook]
    if which == "R":
        if shutil.which("Rscript") is None:
            print("skipped: no Rscript here")
            sys.exit(77)
        if subprocess.run(["Rscript", "-e", "library(RSQLite)"], capture_output=True).returncode != 0:
            print("skipped: R has no RSQLite here")
            sys.exit(77)

    def run(*arguments, fails=False):
        done = subprocess.run([*command, *arguments], capture_output=True, text=True)
        assert (done.returncode != 0) == fails, done.stderr
        return done.stderr if fails else done.stdout

    with tempfile.TemporaryDirectory() as folder:
        make(os.path.join(folder, "results.sqlite"))
        told = check(run, folder)
        if which == "R":  # both notebooks say the same, to the letter
            other = os.path.join(os.path.dirname(notebook), "experiment.py")
            done = subprocess.run([sys.executable, other, folder], capture_output=True, text=True, check=True)
            assert told == done.stdout.rstrip("\n"), f"{told}\n---- python:\n{done.stdout}"


if __name__ == "__main__":
    main()
