"""Looks up a code, and says whether its request may be sent again: lookup.py CODES.JSON CODE [idempotent]"""
import json
import sys


def load(path):
    with open(path, encoding="utf-8") as file:
        return {row["code"]: row for row in json.load(file)["codes"]}


def may_retry(codes, code, is_idempotent):
    row = codes.get(code)
    is_exact = row is not None
    if not is_exact:
        # A code that is newer than the file: its family says what most of its codes mean.
        row = codes.get(code.split(".")[0])
    if row is None or row["retry"] == "never":
        return False
    if is_idempotent:
        return True
    return row["retry"] != "if_idempotent" and (is_exact or row["category"] == "throttling")


if __name__ == "__main__":
    codes = load(sys.argv[1])
    code = sys.argv[2]
    row = codes.get(code)
    print(f"{code}: {row['category']}, {row['retry']}" if row else f"{code}: unknown")
    print("retry" if may_retry(codes, code, "idempotent" in sys.argv[3:]) else "give up")
