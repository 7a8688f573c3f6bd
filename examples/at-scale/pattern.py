#!/usr/bin/env python3
"""Compares what `tcerr export --pattern` finds, by RE2 within DuckDB, with what `tcerr scan` finds: the known
codes, line by line.

Usage: pattern.py TCERR LOG    a log
       pattern.py TCERR        the texts of the extractor's tests
"""
import collections
import json
import pathlib
import subprocess
import sys
import tempfile

import duckdb
from common import export, run

# Words of other systems: where the logs of several clouds are in one table, leave their lines out.
FOREIGN = "(?i)alibaba|alicloud|aliyun|amazon|aws|azure|boto|googleapis|huaweicloud|kubectl|autorest"
FIXTURES = pathlib.Path(__file__).parents[2] / "tests/fixtures/extract"

tcerr, *log = sys.argv[1:]


def texts():
    """The texts with codes in them, and those that look as if they had some."""
    cases = lambda name: [
        case.split("\n", 1)[1].split("\n---\n")[0].replace("␛", "\x1b").replace("␍", "")
        for case in (FIXTURES / name).read_text().split("\n=== ")[1:]
    ]
    lines = lambda name: (FIXTURES / name).read_text().splitlines()
    with_codes = cases("found.txt") + [line.split("\t", 1)[1] for line in lines("codes.tsv")]
    return with_codes, cases("not-found.txt") + lines("not-codes.txt")


def by_scan(path):
    """All known codes, and those that are the first of their line."""
    found, first = collections.Counter(), collections.Counter()
    scan = subprocess.Popen([tcerr, "scan", "--annotate", path], stdout=subprocess.PIPE, text=True)
    for row in scan.stdout:
        row = json.loads(row)
        codes = [(row["line"], code["code"]) for code in row["codes"] if code["known"]]
        found.update(codes)
        first.update(codes[:1])
    return found, first


def by_pattern(path, folder, where):
    db = duckdb.connect()
    db.execute(f"CREATE TABLE codes AS FROM read_csv('{export(tcerr, folder, '--format', 'csv')}')")
    pattern = export(tcerr, folder, "--pattern")
    db.execute(f"SET VARIABLE pattern = (SELECT rtrim(content, chr(10)) FROM read_text('{pattern}'))")
    db.execute(f"SET VARIABLE skipped = '{FOREIGN}'")
    rows = db.execute(f"""
        SELECT number, code FROM (
            SELECT number, regexp_extract(line, getvariable('pattern'), 1) AS code FROM (
                SELECT row_number() OVER () AS number, line
                FROM read_csv('{path}', columns = {{'line': 'VARCHAR'}}, auto_detect = false,
                    header = false, delim = '\x01', quote = '', escape = '', strict_mode = false))
            WHERE {where})
        JOIN codes USING (code)
    """)
    return collections.Counter(rows.fetchall())


def compare(what, path, folder, where="true"):
    (right, first), found = by_scan(path), by_pattern(path, folder, where)
    part = lambda some, all: f"{(some & all).total() / (all.total() or 1):.2%}"
    print(f"{what}: {right.total()} known codes, {found.total()} found, {(right & found).total()} right: "
          f"recall {part(found, right)} (of the first of each line {part(found, first)}), "
          f"precision {part(right, found)}")
    return right, first, found


with tempfile.TemporaryDirectory() as folder:
    if log:
        right, _, found = compare("the log", log[0], folder)
        missed = collections.Counter(code for _, code in right - found)
        print("missed most:", missed.most_common(8))
        print("wrong most:", collections.Counter(code for _, code in found - right).most_common(8))
        both = (right & found).total()
        assert both >= 0.99 * right.total() and both >= 0.99 * found.total()
    else:
        with_codes, without = texts()
        path = f"{folder}/log"
        for what, some in [
            ("texts with codes", with_codes),
            ("traps", without),
            ("all of them", with_codes + without),
        ]:
            # A text for itself: a line of another one is not beside it.
            pathlib.Path(path).write_text("\n".join(text + "\n" * 3 for text in some))
            right, first, found = compare(what, path, folder)
            if some is with_codes:
                # It knows less than the extractor does, but should not get worse.
                assert (found & first).total() >= 0.85 * first.total()
                assert (found & right).total() >= 0.98 * found.total()
            compare(f"{what}, without other clouds", path, folder, "NOT regexp_matches(line, getvariable('skipped'))")
