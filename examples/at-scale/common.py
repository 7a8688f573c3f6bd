"""What the three engines have in common: the questions, and where a line says of which call it is."""
import json
import pathlib
import subprocess

QUESTIONS = {
    path.stem: path.read_text()
    for path in sorted(pathlib.Path(__file__).parent.glob("questions/*.sql"))
}
# RE2, Java and Python read these alike. They are for the log of `make-log calls`: put those for yours.
HOUR = "(20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2})"
CALL = 'call[=":]+(c[0-9]+)'
ATTEMPT = 'attempt[=":]+([0-9]+)'


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def export(tcerr, folder, *arguments):
    """A file with an export of the catalog."""
    path = pathlib.Path(folder) / "-".join(arguments).strip("-")
    path.write_text(run(tcerr, "export", *arguments).strip("\n") + "\n")
    return str(path)


def patterns(tcerr):
    """What finds a code with what is around it, and what takes the codes out of that. They have no quote
    in them. A string of ClickHouse wants each backslash twice."""
    place, code = run(tcerr, "export", "--pattern").splitlines()
    return place, code


def codes_in_duckdb(tcerr, lines, *columns):
    """A query for the codes in lines, by the patterns, with other columns."""
    place, code = patterns(tcerr)
    columns = "".join(f"{column}, " for column in columns)
    return f"""
        SELECT {columns}unnest(regexp_extract_all(place, '{code}', 1)) AS code
        FROM (SELECT {columns}unnest(regexp_extract_all(line, '{place}')) AS place FROM {lines})
    """


def codes_in_clickhouse(tcerr, lines, *columns):
    place, code = (pattern.replace("\\", "\\\\") for pattern in patterns(tcerr))
    columns = "".join(f"{column}, " for column in columns)
    return f"""
        SELECT {columns}arrayJoin(extractAll(place, '{code}')) AS code
        FROM (SELECT {columns}arrayJoin(extractAll(line, '{place}')) AS place FROM {lines})
    """


def codes_in_spark(tcerr, lines, *columns):
    """Of a data frame."""
    from pyspark.sql import functions as f

    place, code = patterns(tcerr)
    places = lines.select(*columns, f.explode(f.regexp_extract_all("line", f.lit(place), f.lit(0))).alias("place"))
    return places.select(*columns, f.explode(f.regexp_extract_all("place", f.lit(code), f.lit(1))).alias("code"))


def write(answers):
    """Prints the answers, a line each: the name of the question, and its rows in order."""
    for question, rows in answers.items():
        rows = sorted([list(row) for row in rows])
        print(json.dumps({"question": question, "rows": rows}))
