#!/usr/bin/env python3
"""The questions in ClickHouse, within this process: in_clickhouse.py TCERR LOG exact|pattern"""
import json
import pathlib
import sys
import tempfile

import chdb
from common import ATTEMPT, CALL, HOUR, QUESTIONS, export, codes_in_clickhouse, write

tcerr, log, way = sys.argv[1:]
# Without a path of its own, a file would be looked for in a folder of the engine.
log = pathlib.Path(log).resolve()
functions = pathlib.Path(__file__).resolve().parent / "tcerr_function.xml"
FIELDS = f"""
    extract(line, '{HOUR}') AS hour,
    extract(line, '{CALL}') AS call_id,
    toInt32OrNull(extract(line, '{ATTEMPT}')) AS attempt
"""

with tempfile.TemporaryDirectory() as folder:
    (pathlib.Path(folder) / "tcerr").symlink_to(pathlib.Path(tcerr).resolve())
    db = chdb.connect(
        f":memory:?user_scripts_path={folder}&user_defined_executable_functions_config={functions}"
    )
    for statement in pathlib.Path(export(tcerr, folder, "--format", "clickhouse")).read_text().split(";\n"):
        if statement.strip():
            db.query(statement)
    lines = f"(SELECT line FROM file('{log}', LineAsString))"
    if way == "exact":
        codes = f"SELECT line, splitByChar('\\t', tcerr_classify(line))[1] AS code FROM {lines} WHERE code <> ''"
    else:
        codes = codes_in_clickhouse(tcerr, lines, "line")
    db.query(f"CREATE TABLE found ENGINE = Memory AS SELECT {FIELDS}, code FROM ({codes})")
    db.query(f"""
        CREATE TABLE sent ENGINE = Memory AS
        SELECT {FIELDS} FROM {lines} WHERE position(line, 'attempt') > 0
    """)
    answers = {}
    for name, sql in QUESTIONS.items():
        # A row without a partner has NULL, as in standard SQL.
        rows = db.query(sql + " SETTINGS join_use_nulls = 1", "JSONCompactEachRow")
        answers[name] = [json.loads(row) for row in str(rows).splitlines()]
    write(answers)
