#!/usr/bin/env python3
"""Measures what this crate costs a crate that has serde with derive and serde_json already: a cold
debug build, and a rebuild of this crate alone, by feature set. Variants are interleaved, and what is
printed are medians.

Usage: build-times.py [ROUNDS]
"""
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 3
OURS = pathlib.Path(__file__).resolve().parent.parent
# The name of each, and what stands in the manifest.
VARIANTS = {
    "none of ours": None,
    "no feature": 'default-features = false',
    "`serde`": 'default-features = false, features = ["serde"]',
    "default": '',
    "default, `cvm`": 'features = ["cvm"]',
    "default, `codegen`": 'features = ["codegen"]',
    "`all-products`": 'features = ["all-products"]',
    "`all-products`, `actions`": 'features = ["all-products", "actions"]',
}
MANIFEST = """[package]
name = "cost"
version = "0.0.0"
edition = "2024"

[dependencies]
serde = {{ version = "1", features = ["derive"] }}
serde_json = "1"
{ours}
[workspace]
"""


def build(folder, *options, incremental="1"):
    """Builds, and returns the seconds."""
    start = time.monotonic()
    subprocess.run(
        ["cargo", "build", "--quiet", *options],
        cwd=folder,
        check=True,
        env={**os.environ, "CARGO_INCREMENTAL": incremental},
    )
    return time.monotonic() - start


with tempfile.TemporaryDirectory() as scratch:
    # A copy, whose files can be touched.
    ours = pathlib.Path(scratch) / "ours"
    shutil.copytree(OURS, ours, ignore=shutil.ignore_patterns("target", ".git"))
    folders = {}
    for index, (name, features) in enumerate(VARIANTS.items()):
        folder = folders[name] = pathlib.Path(scratch) / f"v{index}"
        (folder / "src").mkdir(parents=True)
        (folder / "src/main.rs").write_text("fn main() {}\n")
        dependency = ""
        if features is not None:
            source = f'path = "{ours}"' + (", " + features if features else "")
            dependency = f"tencentcloud-error-codes = {{ {source} }}\n"
        (folder / "Cargo.toml").write_text(MANIFEST.format(ours=dependency))
        # Fetches what is needed, so that no download is measured.
        build(folder, "--release", incremental="0")

    times = {name: {} for name in folders}
    for _ in range(ROUNDS):
        for name, folder in folders.items():
            shutil.rmtree(folder / "target/debug", ignore_errors=True)
            times[name].setdefault("cold", []).append(build(folder, incremental="0"))
            if name == "none of ours":
                continue
            for kind, touched, options, incremental in [
                ("debug", "build.rs", [], "0"),
                ("release", "build.rs", ["--release"], "0"),
                ("source", "src/code.rs", [], "1"),
                ("table", "data/common.toml", [], "1"),
            ]:
                # What differs from the last build but for the file that is touched is built first.
                build(folder, *options, incremental=incremental)
                (ours / touched).touch()
                took = build(folder, "-p", "tencentcloud-error-codes", *options, incremental=incremental)
                times[name].setdefault(kind, []).append(took)

print("| features | cold debug build | all of this crate, debug | release | a source changed | a table changed |")
print("| --- | --- | --- | --- | --- | --- |")
for name, kinds in times.items():
    cells = [f"{statistics.median(kinds[kind]):.2f} s" if kind in kinds else "" for kind in
             ["cold", "debug", "release", "source", "table"]]
    print("|", name, "|", " | ".join(cells), "|")
