#!/usr/bin/env python3
"""Compares the Rust version that the locked dependencies ask for with ours. With one toolchain this
is as far as a check goes; clippy looks at our own code by `rust-version`.
"""
import json
import subprocess
import sys


def number(version):
    return tuple(int(part) for part in (version or "0").split(".")[:2])


command = ["cargo", "metadata", "--locked", "--all-features", "--format-version", "1"]
packages = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)["packages"]
ours = next(p["rust_version"] for p in packages if p["name"] == "tencentcloud-error-codes")
newer = [p for p in packages if number(p["rust_version"]) > number(ours)]
for p in newer:
    print(f"found {p['name']} {p['version']}, which asks for Rust {p['rust_version']}, expected at most {ours}")
print(f"{len(packages)} packages, {len(newer)} of which ask for more than Rust {ours}")
sys.exit(bool(newer))
