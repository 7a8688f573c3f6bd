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
from common import export, patterns

# Words of other systems: where the logs of several clouds are in one table, leave their lines out.
FOREIGN = "(?i)alibaba|alicloud|aliyun|amazon|aws|azure|boto|googleapis|huaweicloud|kubectl|autorest"
# What no pattern of a line tells: {} is the code.
OUT_OF_REACH = {
    "the record goes on in another line": "<Code>{}</Code>$",
    "one character between two codes": "(?:{codes}).{}",
    "only the catalog tells it from a call, a type or a path": "{}[(>/]|/{}",
}
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
    """All known codes, those that are the first of their line, and those that are out of reach."""
    found, first, out = collections.Counter(), collections.Counter(), collections.defaultdict(collections.Counter)
    scan = subprocess.Popen([tcerr, "scan", "--annotate", path], stdout=subprocess.PIPE, text=True)
    for row in scan.stdout:
        row = json.loads(row)
        codes = [(row["line"], code["code"]) for code in row["codes"] if code["known"]]
        found.update(codes)
        first.update(codes[:1])
        for line, code in [] if log else codes:
            for why, around in OUT_OF_REACH.items():
                around = around.replace("{codes}", "|".join(re.escape(code) for _, code in codes))
                if re.search(around.replace("{}", re.escape(code) + "(?![A-Za-z0-9_.])"), row["text"]):
                    out[why][line, code] += 1
                    break
    return found, first, out


def by_pattern(path, folder, where):
    db = duckdb.connect()
    db.execute(f"CREATE TABLE codes AS FROM read_csv('{export(tcerr, folder, '--format', 'csv')}')")
    codes = ", ".join(f"regexp_extract_all(line, '{pattern}', 1)" for pattern in patterns(tcerr))
    db.execute(f"SET VARIABLE skipped = '{FOREIGN}'")
    rows = db.execute(f"""
        SELECT number, code FROM (
            SELECT number, unnest(list_concat({codes})) AS code FROM (
                SELECT row_number() OVER () AS number, line
                FROM read_csv('{path}', columns = {{'line': 'VARCHAR'}}, auto_detect = false,
                    header = false, delim = '\x01', quote = '', escape = '', strict_mode = false))
            WHERE {where})
        JOIN codes USING (code)
    """)
    return collections.Counter(rows.fetchall())


def compare(what, path, folder, where="true"):
    (right, first, out), found = by_scan(path), by_pattern(path, folder, where)
    part = lambda some, all: f"{(some & all).total() / (all.total() or 1):.2%}"
    within = right - sum(out.values(), collections.Counter())
    print(f"{what}: {right.total()} known codes, {found.total()} found, {(right & found).total()} right: "
          f"recall {part(found, right)} (of the first of each line {part(found, first)}, "
          f"of {within.total()} within reach {part(found, within)}), precision {part(right, found)}")
    for why, codes in out.items():
        print(f"  out of reach: {codes.total()}, of which {(codes - found).total()} are missed: {why}")
    return right, within, found


def assert_parts(right, found, recall, precision=0.99):
    both = (right & found).total()
    assert both >= recall * right.total(), f"{both} of {right.total()}"
    assert both >= precision * found.total(), f"{both} of {found.total()}"


with tempfile.TemporaryDirectory() as folder:
    if log:
        right, _, found = compare("the log", log[0], folder)
        missed = collections.Counter(code for _, code in right - found)
        print("missed most:", missed.most_common(8))
        print("wrong most:", collections.Counter(code for _, code in found - right).most_common(8))
        assert_parts(right, found, 0.99)
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
            right, within, found = compare(what, path, folder)
            if some is with_codes:
                assert_parts(right, found, 0.96)
                assert (found & within).total() >= 0.99 * within.total()
            compare(f"{what}, without other clouds", path, folder, "NOT regexp_matches(line, getvariable('skipped'))")
