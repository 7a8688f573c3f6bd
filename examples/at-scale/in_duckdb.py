#!/usr/bin/env python3
"""The questions in DuckDB: in_duckdb.py TCERR LOG exact|pattern"""
import subprocess
import sys
import tempfile

import duckdb
from common import ATTEMPT, CALL, HOUR, QUESTIONS, export, codes_in_duckdb, write

tcerr, log, way = sys.argv[1:]
FIELDS = f"""
    regexp_extract(line, '{HOUR}', 1) AS hour,
    regexp_extract(line, '{CALL}', 1) AS call_id,
    try_cast(regexp_extract(line, '{ATTEMPT}', 1) AS INTEGER) AS attempt
"""

with tempfile.TemporaryDirectory() as folder:
    db = duckdb.connect()
    db.execute(
        "CREATE TABLE tencentcloud_error_codes AS "
        f"FROM read_csv('{export(tcerr, folder, '--format', 'csv')}')"
    )
    # A line of the log is a row: no such byte is in it.
    db.execute(
        f"CREATE VIEW lines AS FROM read_csv('{log}', columns = {{'line': 'VARCHAR'}}, "
        "auto_detect = false, header = false, delim = '\x01', quote = '', escape = '', "
        "strict_mode = false)"
    )
    if way == "exact":
        # In a shell: tcerr scan --annotate LOG | duckdb -c "... read_json('/dev/stdin') ..."
        scan = subprocess.Popen([tcerr, "scan", "--annotate", log], stdout=subprocess.PIPE)
        db.execute(f"""
            CREATE TABLE found AS SELECT {FIELDS}, code FROM (
                SELECT text AS line, unnest(codes).code AS code
                FROM read_json('/dev/fd/{scan.stdout.fileno()}', format = 'newline_delimited',
                    columns = {{'text': 'VARCHAR', 'codes': 'STRUCT(code VARCHAR)[]'}}))
        """)
        assert scan.wait() == 0
    else:
        db.execute(f"CREATE TABLE found AS SELECT {FIELDS}, code FROM ({codes_in_duckdb(tcerr, 'lines', 'line')})")
    db.execute(f"CREATE TABLE sent AS SELECT {FIELDS} FROM lines WHERE contains(line, 'attempt')")
    write({name: db.execute(sql).fetchall() for name, sql in QUESTIONS.items()})
