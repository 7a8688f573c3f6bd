#!/usr/bin/env python3
"""Validates the JSON of the export against the schema that it comes with.

Usage: schema.py TCERR    (needs the Python package jsonschema)
"""
import json
import subprocess
import sys

import jsonschema


def export(form):
    command = [sys.argv[1], "export", "--format", form]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


catalog = export("json")
jsonschema.validate(catalog, export("json-schema"))
print(f"{len(catalog['codes'])} codes are as the schema says")
