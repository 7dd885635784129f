#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Counts what ./dev test ran, from its logs and reports, and prints the closing line.

usage: summary.py LOGS [FAILED_STEP…]
A GoogleTest case counts as one, so does a ctest entry of another kind, a console test and a fuzz target. A step that failed
without a failed test in it (it did not build, say) counts as one failure. Exit code 1 where anything failed.
"""
import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path


class Tally:
    def __init__(self):
        self.passed = self.failed = self.skipped = 0
        self.notes = []  # "skipped: name: reason", "failed: name"

    def add(self, outcome, name, reason=""):
        setattr(self, outcome, getattr(self, outcome) + 1)
        if outcome != "passed":
            self.notes.append(f"{outcome}: {name}: {reason}" if reason else f"{outcome}: {name}")


def count_gtest(report, tally):
    """One XML report of a GoogleTest program."""
    for case in ElementTree.parse(report).getroot().iter("testcase"):
        name = f"{case.get('classname')}.{case.get('name')}"
        if case.find("failure") is not None:
            tally.add("failed", name)
        elif case.get("result") == "skipped" or case.find("skipped") is not None:
            skip = case.find("skipped")
            lines = (skip.get("message") or skip.text or "").strip().splitlines() if skip is not None else []
            tally.add("skipped", name, lines[-1] if lines else "")
        elif case.get("status") == "run":
            tally.add("passed", name)


def count_ctest(report, counted, tally):
    """ctest's JUnit report. Programs that left a report of their own are counted there: `counted`, name -> failures in it.
    A program that failed without a failed case (a leak at exit, a signal) still counts as a failure."""
    for case in ElementTree.parse(report).getroot().iter("testcase"):
        name, status = case.get("name"), case.get("status")
        failures_inside = counted.get(f"{name}_test")
        if failures_inside is not None:
            if status == "fail" and failures_inside == 0:
                tally.add("failed", name, "failed outside its cases")
            continue
        if status == "run":
            tally.add("passed", name)
        elif status in ("notrun", "disabled", "skipped"):
            out = (case.findtext("system-out") or "").strip().splitlines()
            tally.add("skipped", name, out[-1] if out else "")
        else:
            tally.add("failed", name)


def count_vitest(log, tally):
    """Vitest's line `Tests  2 failed | 43 passed | 1 skipped (46)`."""
    text = re.sub(r"\x1b\[[0-9;]*m", "", log.read_text(errors="replace"))
    for line in re.findall(r"^\s*Tests\s+(.*)\(\d+\)", text, re.MULTILINE):
        for number, outcome in re.findall(r"(\d+) (passed|failed|skipped)", line):
            for _ in range(int(number)):
                tally.add(outcome, "console")


def count_fuzz(log, tally):
    for outcome in re.findall(r"^fuzz \S+: (passed|FAILED)", log.read_text(errors="replace"), re.MULTILINE):
        tally.add(outcome.lower(), "fuzz")


def summarise(logs, failed_steps):
    tally = Tally()
    explained = set()  # steps whose failure shows as a failed test

    def counting(step, count):
        before = tally.failed
        count()
        if tally.failed > before:
            explained.add(step)

    for step, build in (("ctest", "release"), ("asan", "asan"), ("tsan", "tsan")):
        reports = sorted((logs / "reports" / build).glob("*.xml"))
        junit = logs / "reports" / f"{build}.junit.xml"

        def count(reports=reports, junit=junit):
            counted = {}
            for report in reports:
                before = tally.failed
                count_gtest(report, tally)
                counted[report.stem] = tally.failed - before
            if junit.exists():
                count_ctest(junit, counted, tally)

        counting(step, count)
    for step, reader in (("web", count_vitest), ("fuzz", count_fuzz)):
        log = logs / f"{step}.log"
        if log.exists():
            counting(step, lambda log=log, reader=reader: reader(log, tally))
    for step in failed_steps:
        if step not in explained:
            tally.add("failed", step)
    return tally


def main():
    tally = summarise(Path(sys.argv[1]), sys.argv[2:])
    for note in tally.notes:
        print(note)
    print(f"{tally.passed} passed, {tally.failed} failed, {tally.skipped} skipped")
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())
