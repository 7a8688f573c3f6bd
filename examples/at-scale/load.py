#!/usr/bin/env python3
"""Loads the export into engines, and compares what is there then with the catalog: rows, types, comments.

Usage: load.py TCERR ENGINE...    (duckdb, clickhouse, postgresql; Spark is loaded by in_spark.py)
"""
import glob
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from common import run

tcerr, *engines = sys.argv[1:]
CATALOG = json.loads(run(tcerr, "export", "--format", "json"))["codes"]
COUNTS = [
    len(CATALOG),
    sum(code["hint"] is not None for code in CATALOG),
    sum(code["common"] for code in CATALOG),
    sum(code["http_status"] for code in CATALOG),
    sum(len(code["description"]) for code in CATALOG),
]
QUERY = (
    "SELECT count(*), count(hint), sum(CASE WHEN common THEN 1 ELSE 0 END), sum(http_status), "
    "sum({length}(description)) FROM tencentcloud_error_codes"
)
COMMENT = "What to do about it"


def duckdb(folder):
    import duckdb

    db = duckdb.connect()
    count = lambda: list(db.execute(QUERY.format(length="length")).fetchone())
    db.execute(run(tcerr, "export", "--format", "postgresql"))
    assert count() == COUNTS, (count(), COUNTS)
    comments = "SELECT comment FROM duckdb_columns() WHERE column_name = 'hint'"
    assert (COMMENT,) in db.execute(comments).fetchall()
    csv = pathlib.Path(folder) / "codes.csv"
    csv.write_text(run(tcerr, "export", "--format", "csv"))
    db.execute(f"CREATE OR REPLACE TABLE tencentcloud_error_codes AS FROM read_csv('{csv}')")
    assert count() == COUNTS, (count(), COUNTS)
    # The command of docs/at-scale.md, where there is the program: `pip install duckdb-cli`.
    program = shutil.which("duckdb", path=f"{pathlib.Path(sys.executable).parent}:{os.environ['PATH']}")
    if not program:
        print("duckdb: found no program `duckdb`, so its command line is not tested")
        return
    load = "CREATE OR REPLACE TABLE tencentcloud_error_codes AS FROM read_csv('/dev/stdin')"
    subprocess.run([program, f"{folder}/logs.duckdb", load], check=True, input=csv.read_bytes())
    rows = json.loads(run(program, "-json", f"{folder}/logs.duckdb", QUERY.format(length="length")))
    assert [int(count) for count in rows[0].values()] == COUNTS, (rows, COUNTS)


def clickhouse(folder):
    import chdb

    db = chdb.connect()
    for statement in run(tcerr, "export", "--format", "clickhouse").split(";\n"):
        if statement.strip():
            db.query(statement)
    counts = json.loads(str(db.query(QUERY.format(length="lengthUTF8"), "JSONCompactEachRow")))
    assert counts == COUNTS, (counts, COUNTS)
    comments = "SELECT comment FROM system.columns WHERE table = 'tencentcloud_error_codes' AND name = 'hint'"
    assert COMMENT in str(db.query(comments))


def postgresql(folder):
    """A server of its own, which only this process can reach."""
    programs = sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1]
    # It does not run as root.
    user = ["runuser", "-u", "nobody", "--"] if os.geteuid() == 0 else []
    os.chmod(folder, 0o777)
    data, log = f"{folder}/data", f"{folder}/log"
    run(*user, f"{programs}/initdb", "--pgdata", data, "--username", "tcerr", "--no-sync")
    options = f"-c listen_addresses='' -c unix_socket_directories={folder}"
    control = [*user, f"{programs}/pg_ctl", "--pgdata", data]
    subprocess.run([*control, "--log", log, "--options", options, "--wait", "start"], check=True, stdout=subprocess.DEVNULL)
    try:
        psql = ["psql", "--host", folder, "--username", "tcerr", "--no-psqlrc", "--quiet", "postgres"]
        script = run(tcerr, "export", "--format", "postgresql")
        # Twice: an older catalog gives way.
        for _ in range(2):
            subprocess.run([*psql, "--set", "ON_ERROR_STOP=1"], check=True, input=script, text=True, stderr=subprocess.DEVNULL)
        ask = lambda query: run(*psql, "--tuples-only", "--no-align", "--command", query).strip()
        counts = [int(count) for count in ask(QUERY.format(length="length")).split("|")]
        assert counts == COUNTS, (counts, COUNTS)
        table = "'tencentcloud_error_codes'::regclass"
        assert ask(f"SELECT col_description({table}, 7)") == COMMENT
        assert "tencentcloud-error-codes" in ask(f"SELECT obj_description({table})")
        # The exact way of docs/at-scale.md. Quotes and backslashes come through.
        log = pathlib.Path(folder) / "app.log"
        log.write_text(r'{"msg":"\"InternalError\" \\ LimitExceeded"}' + "\n")
        script = (
            "CREATE TABLE found (line json);\n"
            rf"\copy found FROM PROGRAM '{tcerr} scan --annotate {log}' "
            rf"WITH (FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02')" "\n"
        )
        subprocess.run([*psql, "--set", "ON_ERROR_STOP=1"], check=True, input=script, text=True)
        found = "SELECT code->>'code' FROM found, json_array_elements(line->'codes') code"
        assert ask(found).split() == ["InternalError", "LimitExceeded"]
    finally:
        subprocess.run([*control, "--mode", "immediate", "stop"], check=True, stdout=subprocess.DEVNULL)


for engine in engines:
    with tempfile.TemporaryDirectory() as folder:
        {"duckdb": duckdb, "clickhouse": clickhouse, "postgresql": postgresql}[engine](folder)
    print(f"{engine}: {COUNTS[0]} codes are loaded, with types and comments")
