#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Claims about the count that ./dev test ends with: nothing that failed is lost, nothing is counted twice."""
import os
import tempfile
import unittest
from pathlib import Path

from summary import summarise

GTEST = """<testsuites><testsuite name="A">
<testcase name="Good" status="run" result="completed" classname="A"/>
<testcase name="Off" status="notrun" result="suppressed" classname="A"/>
<testcase name="Absent" status="run" result="skipped" classname="A"><skipped message="no data here"/></testcase>
{extra}</testsuite></testsuites>"""
FAILED_CASE = '<testcase name="Bad" status="run" result="completed" classname="A"><failure message="1 != 2"/></testcase>'


def junit(**status):
    return "<testsuite>" + "".join(f'<testcase name="{n}" status="{s}"/>' for n, s in status.items()) + "</testsuite>"


def counted(files, failed_steps=()):
    with tempfile.TemporaryDirectory() as folder:
        os.makedirs(Path(folder) / "reports/release")
        for name, text in files.items():
            (Path(folder) / name).write_text(text)
        tally = summarise(Path(folder), failed_steps)
        return tally.passed, tally.failed, tally.skipped


class Summary(unittest.TestCase):
    def test_cases_count_one_each_and_disabled_ones_do_not(self):
        files = {"reports/release/core_test.xml": GTEST.format(extra=""), "reports/release.junit.xml": junit(core="run", tidy="run")}
        self.assertEqual(counted(files), (2, 0, 1))

    def test_a_failed_case_is_one_failure_and_its_step_no_second(self):
        files = {"reports/release/core_test.xml": GTEST.format(extra=FAILED_CASE), "reports/release.junit.xml": junit(core="fail")}
        self.assertEqual(counted(files, ["ctest"]), (1, 1, 1))

    def test_a_program_that_dies_at_its_end_fails_although_its_cases_passed(self):
        files = {"reports/release/core_test.xml": GTEST.format(extra=""), "reports/release.junit.xml": junit(core="fail")}
        self.assertEqual(counted(files, ["ctest"]), (1, 1, 1))

    def test_a_program_that_leaves_no_report_fails(self):
        self.assertEqual(counted({"reports/release.junit.xml": junit(core="fail")}, ["ctest"]), (0, 1, 0))

    def test_a_step_that_did_not_build_is_one_failure(self):
        self.assertEqual(counted({}, ["build-release"]), (0, 1, 0))

    def test_reads_vitest_and_fuzz_logs(self):
        files = {"web.log": "\x1b[2m      Tests \x1b[22m 1 failed | 43 passed | 2 skipped (46)\n",
                 "fuzz.log": "fuzz cot: passed, 1234 runs\nfuzz json: FAILED, see x\n"}
        self.assertEqual(counted(files, ["web", "fuzz"]), (44, 2, 2))


if __name__ == "__main__":
    unittest.main()
