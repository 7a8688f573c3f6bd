#!/usr/bin/env python3
"""Joins the export of the catalog with a table of log rows in SQLite and in DuckDB, and compares
the counts by category and retry class with those of `tcerr scan`.

Usage: join.py TCERR LOG    (needs the program sqlite3 and the Python package duckdb)
"""
import collections
import csv
import json
import pathlib
import subprocess
import sys
import tempfile

import duckdb

tcerr, log = sys.argv[1:]


def run(*arguments, **options):
    return subprocess.run(arguments, check=True, capture_output=True, text=True, **options).stdout


QUERY = (
    "SELECT c.category, c.retry, count(*) FROM log JOIN tencentcloud_error_codes c USING (code) "
    "GROUP BY c.category, c.retry"
)

with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    # The log rows as an engine has them: a code a row.
    with open(folder / "log.csv", "w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["code"])
        for line in run(tcerr, "scan", "--annotate", log).splitlines():
            rows.writerows([code["code"]] for code in json.loads(line)["codes"] if code["known"])
    (folder / "codes.csv").write_text(run(tcerr, "export", "--format", "csv"))
    (folder / "codes.sql").write_text(run(tcerr, "export", "--format", "sql"))

    expected = collections.Counter()
    for line in run(tcerr, "scan", "--json", log).splitlines():
        row = json.loads(line)
        if row["known"]:
            expected[row["category"], row["retry"]] += row["count"]
    assert expected, "the log holds no code"

    script = f".read {folder / 'codes.sql'}\n.import --csv {folder / 'log.csv'} log\n{QUERY};\n"
    output = run("sqlite3", "-batch", ":memory:", input=script)
    in_sqlite = {
        (category, retry): int(count)
        for category, retry, count in (line.split("|") for line in output.splitlines())
    }

    duck = duckdb.connect()
    duck.execute(f"CREATE TABLE log AS FROM read_csv('{folder / 'log.csv'}', header = true)")
    duck.execute(
        f"CREATE TABLE tencentcloud_error_codes AS FROM read_csv('{folder / 'codes.csv'}', header = true)"
    )
    in_duckdb = {(category, retry): count for category, retry, count in duck.execute(QUERY).fetchall()}

assert in_sqlite == dict(expected), (in_sqlite, expected)
assert in_duckdb == dict(expected), (in_duckdb, expected)
print(f"{sum(expected.values())} rows in {len(expected)} classes: SQLite, DuckDB and scan agree")
