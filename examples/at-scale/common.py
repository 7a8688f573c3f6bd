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
    """They have no quote in them. A string of ClickHouse wants each backslash twice."""
    return run(tcerr, "export", "--pattern").splitlines()


def write(answers):
    """Prints the answers, a line each: the name of the question, and its rows in order."""
    for question, rows in answers.items():
        rows = sorted([list(row) for row in rows])
        print(json.dumps({"question": question, "rows": rows}))
