#!/usr/bin/env python3
"""Asks the engines the questions about a log, and compares their answers with what `tcerr scan` finds in
it: the exact ways have to be the same to the row, the pattern has to have 99 % of the known codes right.

Usage: check.py TCERR LOG ENGINE...    (duckdb, clickhouse, spark; LOG is of `make-log MEGABYTES calls`)
"""
import collections
import json
import pathlib
import re
import subprocess
import sys

from common import ATTEMPT, CALL, HOUR, run

tcerr, log, *engines = sys.argv[1:]


def field(pattern, line):
    match = re.search(pattern, line)
    return match and match[1]


def expected():
    """The answers by `tcerr scan`, which has the class of each code with it."""
    sent = {(field(CALL, line), int(field(ATTEMPT, line))) for line in open(log) if "attempt" in line}
    by_hour, retries, new, again = (collections.Counter() for _ in range(4))
    for row in run(tcerr, "scan", "--annotate", log).splitlines():
        row = json.loads(row)
        line = row["text"]
        call, attempt = field(CALL, line), int(field(ATTEMPT, line) or 0)
        for code in row["codes"]:
            known = code["known"]
            by_hour[field(HOUR, line), code["code"], code["category"] if known else "new"] += 1
            retries[code["retry"] if known else "new"] += 1
            if not known:
                new[code["code"]] += 1
            elif code["retry"] == "never" and (call, attempt + 1) in sent:
                again[code["code"]] += 1
    # What is annotated is what is summed up.
    summary = map(json.loads, run(tcerr, "scan", "--json", log).splitlines())
    total = collections.Counter()
    for (_, code, _), count in by_hour.items():
        total[code] += count
    assert total == {row["code"]: row["count"] for row in summary}
    cured = [retries.total(), retries["backoff"] + retries["when_ready"]]
    return {
        "by_hour": sorted([*key, count] for key, count in by_hour.items()),
        "curable": [[*cured, retries["refresh"], retries["if_idempotent"]]],
        "new_codes": sorted([code, count] for code, count in new.items()),
        "sent_again": sorted([code, count] for code, count in again.items()),
    }


def answers(engine, way):
    script = pathlib.Path(__file__).parent / f"in_{engine}.py"
    output = run(sys.executable, str(script), tcerr, log, way)
    return {row["question"]: row["rows"] for row in map(json.loads, output.splitlines())}


def known(rows):
    return collections.Counter({(hour, code): n for hour, code, category, n in rows if category != "new"})


want = expected()
assert all(want.values()), "the log has no answer to a question"
for engine in engines:
    try:
        exact, pattern = answers(engine, "exact"), answers(engine, "pattern")
    except subprocess.CalledProcessError as error:
        sys.exit(f"{engine}: {error.stderr}")
    for question, rows in want.items():
        assert exact[question] == rows, f"{engine}, {question}: found {exact[question][:5]}, expected {rows[:5]}"
    right, found = known(want["by_hour"]), known(pattern["by_hour"])
    both = (right & found).total()
    recall, precision = both / right.total(), both / found.total()
    assert recall >= 0.99 and precision >= 0.99, f"{engine}: recall {recall}, precision {precision}"
    sizes = ", ".join(f"{question} {len(rows)}" for question, rows in want.items())
    print(f"{engine}: the same rows as scan ({sizes}); the pattern has a recall of {recall:.2%}, a precision of {precision:.2%}")
