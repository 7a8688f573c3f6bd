#!/usr/bin/env python3
"""How many lines, or rows, a second of user CPU takes in each engine, by each way: all of them count the
known codes in one log by category.

Usage: costs.py TCERR LOG ENGINE...    (tcerr, duckdb, clickhouse, spark; LOG is of make-log)
"""
import os
import pathlib
import subprocess
import sys
import tempfile
import time

from common import export, codes_in_clickhouse, codes_in_duckdb, codes_in_spark

tcerr, log, *engines = sys.argv[1:]
tcerr, log = (str(pathlib.Path(path).resolve()) for path in (tcerr, log))
LINES = sum(1 for _ in open(log))
BY_CATEGORY = (
    "SELECT c.category, count(*) FROM ({found}) f JOIN tencentcloud_error_codes c ON f.code = c.code "
    "GROUP BY c.category"
)


def user_cpu():
    """Of this process and all below it, in seconds."""
    parents, times = {}, {}
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        pid = int(stat.parent.name)
        parents[pid] = int(fields[1])
        # Its own, and that of children that have ended.
        times[pid] = int(fields[11]) + int(fields[13])
    family = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(times.get(pid, 0) for pid in family) / os.sysconf("SC_CLK_TCK")


def measure(what, work, rounds=3):
    """The best of some rounds, for others are busy on this machine."""
    best, wall = float("inf"), float("inf")
    for _ in range(rounds):
        start = user_cpu(), time.time()
        work()
        best, wall = min(best, user_cpu() - start[0]), min(wall, time.time() - start[1])
    best = max(best, 0.01)
    print(f"{what:44} {LINES / best:>12,.0f} a second of user CPU {LINES / wall:>12,.0f} of the clock", flush=True)


def shell(command):
    subprocess.run(command, shell=True, check=True, stdout=subprocess.DEVNULL)


def by_tcerr(folder):
    measure("tcerr scan", lambda: shell(f"{tcerr} scan --json {log}"))
    measure("tcerr classify", lambda: shell(f"{tcerr} classify < {log}"))


def by_duckdb(folder):
    import duckdb

    db = duckdb.connect()
    csv = export(tcerr, folder, "--format", "csv")
    db.execute(f"CREATE TABLE tencentcloud_error_codes AS FROM read_csv('{csv}')")
    db.execute(
        f"CREATE TABLE lines AS FROM read_csv('{log}', columns = {{'line': 'VARCHAR'}}, auto_detect = false, "
        "header = false, delim = '\x01', quote = '', escape = '')"
    )
    matched = codes_in_duckdb(tcerr, "lines")
    db.execute(f"CREATE TABLE logged AS {matched}")
    ask = lambda found: db.execute(BY_CATEGORY.format(found=found)).fetchall()
    measure("DuckDB, join by a column", lambda: ask("FROM logged"))
    measure("DuckDB, patterns", lambda: ask(matched))

    def piped():
        scan = subprocess.Popen([tcerr, "scan", "--annotate", log], stdout=subprocess.PIPE)
        ask(f"SELECT unnest(codes).code AS code FROM read_json('/dev/fd/{scan.stdout.fileno()}', "
            "format = 'newline_delimited', columns = {'codes': 'STRUCT(code VARCHAR)[]'})")
        scan.wait()

    measure("DuckDB, reads from tcerr scan --annotate", piped)


def by_clickhouse(folder):
    import chdb

    (pathlib.Path(folder) / "tcerr").symlink_to(tcerr)
    functions = pathlib.Path(__file__).resolve().parent / "tcerr_function.xml"
    db = chdb.connect(
        f":memory:?user_scripts_path={folder}&user_defined_executable_functions_config={functions}"
    )
    for statement in pathlib.Path(export(tcerr, folder, "--format", "clickhouse")).read_text().split(";\n"):
        if statement.strip():
            db.query(statement)
    db.query(f"CREATE TABLE lines ENGINE = Memory AS SELECT line FROM file('{log}', LineAsString)")
    matched = codes_in_clickhouse(tcerr, "lines")
    db.query(f"CREATE TABLE logged ENGINE = Memory AS {matched}")
    ask = lambda found: db.query(BY_CATEGORY.format(found=found))
    measure("ClickHouse, join by a column", lambda: ask("SELECT code FROM logged"))
    measure("ClickHouse, patterns", lambda: ask(matched))
    classify = "SELECT splitByChar('\\t', tcerr_classify(line))[1] AS code FROM lines"
    measure("ClickHouse, executable function", lambda: ask(classify))


def by_spark(folder):
    from pyspark.sql import SparkSession
    from pyspark.sql import functions as f

    spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", False)
    spark = spark.config("spark.sql.shuffle.partitions", 2).config("spark.local.dir", folder).getOrCreate()
    codes = spark.read.json(export(tcerr, folder, "--format", "ndjson")).cache()
    codes.createOrReplaceTempView("tencentcloud_error_codes")
    matched = codes_in_spark(tcerr, spark.read.text(log).withColumnRenamed("value", "line"))
    matched.write.parquet(f"{folder}/logged")
    spark.read.parquet(f"{folder}/logged").createOrReplaceTempView("logged")
    matched.createOrReplaceTempView("matched")
    ask = lambda table: spark.sql(BY_CATEGORY.format(found=f"SELECT code FROM {table}")).collect()

    def piped():
        rows = spark.sparkContext.textFile(log).pipe(f"{tcerr} scan --annotate --threads 1", checkCode=True)
        rows = spark.read.schema("codes ARRAY<STRUCT<code: STRING>>").json(rows)
        rows.select(f.explode("codes.code").alias("code")).createOrReplaceTempView("piped")
        ask("piped")

    measure("Spark, join by a column", lambda: ask("logged"))
    measure("Spark, patterns", lambda: ask("matched"), rounds=2)
    measure("Spark, pipe to tcerr scan --annotate", piped, rounds=2)


for engine in engines:
    with tempfile.TemporaryDirectory() as folder:
        globals()[f"by_{engine}"](folder)
