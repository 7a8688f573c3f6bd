#!/usr/bin/env python3
"""The questions in Spark, on this machine: in_spark.py TCERR LOG exact|pattern"""
import pathlib
import sys
import tempfile

from common import ATTEMPT, CALL, HOUR, QUESTIONS, export, codes_in_spark, write
from pyspark.sql import SparkSession
from pyspark.sql import functions as f

tcerr, log, way = sys.argv[1:]
CODES = (
    "code STRING, family STRING, category STRING, retry STRING, http_status INT, description STRING, "
    "hint STRING, description_zh STRING, hint_zh STRING, actor STRING, window STRING, common BOOLEAN, "
    "products ARRAY<STRING>, version STRING, data_month STRING"
)


def fields(line):
    return [
        f.regexp_extract(line, HOUR, 1).alias("hour"),
        f.regexp_extract(line, CALL, 1).alias("call_id"),
        f.regexp_extract(line, ATTEMPT, 1).try_cast("int").alias("attempt"),
    ]


with tempfile.TemporaryDirectory() as folder:
    spark = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", False)
        .config("spark.sql.shuffle.partitions", 2)
        .config("spark.local.dir", folder)
        .config("spark.sql.warehouse.dir", folder)
        .getOrCreate()
    )
    codes = export(tcerr, folder, "--format", "ndjson")
    spark.read.schema(CODES).json(codes).createOrReplaceTempView("tencentcloud_error_codes")
    lines = spark.read.text(log).withColumnRenamed("value", "line")
    if way == "exact":
        # Each partition goes through a process, and what comes back are the lines with a code.
        rows = spark.sparkContext.textFile(log).pipe(
            f"{pathlib.Path(tcerr).resolve()} scan --annotate --threads 1", checkCode=True
        )
        found = spark.read.schema("text STRING, codes ARRAY<STRUCT<code: STRING>>").json(rows)
        found = found.select("text", f.explode("codes.code").alias("code"))
        found = found.select(*fields("text"), "code")
    else:
        found = codes_in_spark(tcerr, lines, "line").select(*fields("line"), "code")
    found.cache().createOrReplaceTempView("found")
    sent = lines.where(f.contains("line", f.lit("attempt"))).select(*fields("line"))
    sent.createOrReplaceTempView("sent")
    write({name: spark.sql(sql).collect() for name, sql in QUESTIONS.items()})
