# SPDX-License-Identifier: Apache-2.0
"""Nothing unfinished, nothing of one person's machine, no endless files, no invisible characters."""
import re
from pathlib import Path

LONGEST = 500  # lines of a source file
BINARY = {".png", ".jpg", ".pbf", ".mbtiles", ".ico", ".woff2", ".db", ".gz", ".wav", ".mp3", ".ogg", ".bin"}
# Split, so that this file does not find itself.
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|X" r"XX)\b")
MACHINE = re.compile(r"(?<![\w.])/(wo" r"rk|ro" r"ot|fa" r"rm)/|/ho" r"me/\w+/|C:\\Us" r"ers")
RESOLVED = re.compile(r'"resolved":\s*"https?:')  # where a package came from is the machine's business
# Zero-width and direction-changing characters can hide what a line does.
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


def check(tree):
    faults = []
    for path in tree.paths:
        if Path(path).suffix in BINARY or path.startswith(("fuzz/corpus/", "data/")):
            continue
        lines = tree.lines(path)
        if Path(path).name == "package-lock.json":
            if any(RESOLVED.search(line) for line in lines):
                faults.append(f"{path}: names the registry host in 'resolved'")
            continue
        for number, line in enumerate(lines, 1):
            if UNFINISHED.search(line):
                faults.append(f"{path}:{number}: unfinished: {line.strip()[:60]}")
            if MACHINE.search(line):
                faults.append(f"{path}:{number}: a path of one machine: {line.strip()[:60]}")
            if INVISIBLE.search(line):
                faults.append(f"{path}:{number}: an invisible character")
            if line.startswith(("<" * 7 + " ", ">" * 7 + " ")):
                faults.append(f"{path}:{number}: an unresolved merge")
    for path in tree.sources():
        length = len(tree.lines(path))
        if length > LONGEST:
            faults.append(f"{path}: {length} lines, at most {LONGEST}: one idea a file")
    return faults
