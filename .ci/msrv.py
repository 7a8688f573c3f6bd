#!/usr/bin/env python3
"""Compares the Rust version that each locked dependency states with ours. It is only as true as
what they state, and some state none: .ci/slow builds with the real version where it can.
"""
import json
import subprocess
import sys


def number(version):
    return tuple(int(part) for part in version.split(".")[:2])


command = ["cargo", "metadata", "--locked", "--all-features", "--format-version", "1"]
packages = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)["packages"]
ours = next(p["rust_version"] for p in packages if p["name"] == "tencentcloud-error-codes")
silent = [p["name"] for p in packages if p["rust_version"] is None]
newer = [p for p in packages if p["rust_version"] and number(p["rust_version"]) > number(ours)]
for p in newer:
    print(f"found {p['name']} {p['version']}, which asks for Rust {p['rust_version']}, expected at most {ours}")
print(f"{len(packages)} packages: {len(newer)} ask for more than Rust {ours}, {len(silent)} do not say")
print("not said by", ", ".join(silent))
sys.exit(bool(newer))
