#!/usr/bin/env python3
"""Compares what the patterns of `tcerr export --pattern` find, by RE2 within DuckDB, with what `tcerr scan`
finds: the known codes, line by line.

Usage: pattern.py TCERR LOG    a log
       pattern.py TCERR        the texts of the extractor's tests
"""
import collections
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import duckdb
from common import codes_in_duckdb, export, patterns, run

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


def catalog():
    """Every code in each form of a record."""
    forms = [
        '{"Response":{"Error":{"Code":"%s","Message":"m"},"RequestId":"x"}}',
        "[TencentCloudSDKError] Code=%s, Message=m, RequestId=b37523a5-3b4a-4ee2-8463-513755ac0ecd",
        "[TencentCloudSDKException] code:%s message:m requestId:b37523a5-3b4a-4ee2-8463-513755ac0ecd",
    ]
    codes = json.loads(run(tcerr, "export", "--format", "json"))["codes"]
    return [form % code["code"] for code in codes for form in forms]


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
    db.execute(f"SET VARIABLE skipped = '{FOREIGN}'")
    db.execute(f"""
        CREATE VIEW lines AS SELECT * FROM (
            SELECT row_number() OVER () AS number, line
            FROM read_csv('{path}', columns = {{'line': 'VARCHAR'}}, auto_detect = false,
                header = false, delim = '\x01', quote = '', escape = '', strict_mode = false))
        WHERE {where}
    """)
    rows = db.execute(f"SELECT number, code FROM ({codes_in_duckdb(tcerr, 'lines', 'number')}) JOIN codes USING (code)")
    return collections.Counter(rows.fetchall())


def compare(what, path, folder, where="true"):
    (right, first), found = by_scan(path), by_pattern(path, folder, where)
    part = lambda some, all: f"{(some & all).total() / (all.total() or 1):.3%}"
    print(f"{what}: {right.total()} known codes, {found.total()} found, {(right & found).total()} right: "
          f"recall {part(found, right)} (of the first of each line {part(found, first)}), "
          f"precision {part(right, found)}")
    print("  missed most:", collections.Counter(code for _, code in right - found).most_common(8))
    print("  wrong most:", collections.Counter(code for _, code in found - right).most_common(8))
    return right, found


def assert_parts(right, found, part):
    both = (right & found).total()
    assert both >= part * right.total(), f"{both} of {right.total()}"
    assert both >= part * found.total(), f"{both} of {found.total()}"


place, code = patterns(tcerr)
# A group would take the engines several times as long.
assert (re.compile(place).groups, re.compile(code).groups) == (0, 1)

with tempfile.TemporaryDirectory() as folder:
    if log:
        assert_parts(*compare("the log", log[0], folder), 0.99)
    else:
        with_codes, without = texts()
        path = f"{folder}/log"
        for what, some, wanted in [
            ("the catalog", catalog(), 0.999),
            ("texts with codes", with_codes, 0.99),
            ("traps", without, 0),
            ("all of them", with_codes + without, 0),
        ]:
            # A text for itself: a line of another one is not beside it.
            pathlib.Path(path).write_text("\n".join(text + "\n" * 3 for text in some))
            assert_parts(*compare(what, path, folder), wanted)
            compare(f"{what}, without other clouds", path, folder, "NOT regexp_matches(line, getvariable('skipped'))")
