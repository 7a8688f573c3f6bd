#!/usr/bin/env python3
"""Counts instructions for a look-up and for an answer under callgrind, and compares them with
instructions.tsv: a measure that does not depend on the clock or on what else the machine does.

Usage: count-instructions.py PROGRAM [--record]
"""
import pathlib
import re
import subprocess
import sys

SCENARIOS = ["lookup-hit", "lookup-miss", "wire-miss", "success", "failure"]
ROUNDS = 3800
TOLERANCE = 0.05

program = sys.argv[1]
recorded_file = pathlib.Path(__file__).with_name("instructions.tsv")


def collected(scenario, rounds):
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
    result = subprocess.run(
        [*command, program, scenario, str(rounds)], check=True, capture_output=True, text=True
    )
    return int(re.search(r"Collected : (\d+)", result.stderr)[1])


# The start of the program is in both runs, and so in neither difference.
counts = {
    scenario: round((collected(scenario, 2 * ROUNDS) - collected(scenario, ROUNDS)) / ROUNDS)
    for scenario in SCENARIOS
}
if "--record" in sys.argv:
    recorded_file.write_text("".join(f"{name}\t{count}\n" for name, count in counts.items()))
recorded = dict(line.split("\t") for line in recorded_file.read_text().splitlines())
failed = False
for name, count in counts.items():
    change = count / int(recorded[name]) - 1
    failed |= change > TOLERANCE
    print(f"{name:<12} {count:>6} instructions, {change:+.1%} of the record")
if failed:
    sys.exit(f"more than {TOLERANCE:.0%} above benches/instructions.tsv; if that is meant, --record it")
