#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Claims about `vigie crowd twin` in a small town: what it prints, that it repeats itself, and what it refuses.

usage: crowd_twin_test.py VIGIE
"""
import json
import subprocess
import sys
import unittest

VIGIE = sys.argv.pop(1) if len(sys.argv) > 1 else "vigie"


def twin(*words):
    return subprocess.run([VIGIE, "crowd", "twin", "--side", "5", "--people", "6000", "--members", "24", "--runs", "1", *words],
                          capture_output=True, text=True, timeout=200, check=False)


def told(*words):
    done = twin("--json", *words)
    assert done.returncode == 0, done.stderr
    out = json.loads(done.stdout.splitlines()[-1])
    out.pop("cpu_seconds")
    return out


class Twin(unittest.TestCase):
    def test_counts_help_now_and_ahead_and_the_same_seed_tells_the_same(self):
        first = told()
        run = first["runs"][0]
        self.assertEqual(first["sections"], 40)
        self.assertGreaterEqual(run["counters"], 16)  # 8 streets, both directions
        self.assertLess(first["mean"]["ratio"], 1)
        self.assertEqual([ahead["horizon_min"] for ahead in first["forecasts"]], [15, 30, 60])
        self.assertEqual(first, told())

    def test_a_stuck_counter_is_found_out(self):
        run = told("--no-forecasts", "--fault", "stuck", "--seed", "3")["runs"][0]
        self.assertGreater(run["counters_faulty"], 0)
        self.assertGreater(run["readings_distrusted"], run["readings_distrusted_of_sound"])

    def test_a_longer_evening_is_looked_at_as_often_as_asked(self):
        long = ("--leave-median", "25", "--leave-p90", "50", "--until", "100")
        seldom, often = (told(*long, "--look-every", every)["forecasts"][0]["compared"] for every in ("30", "10"))
        self.assertGreater(seldom, 0)
        self.assertGreater(often, seldom)

    def test_what_cannot_be_is_refused(self):
        for words in (["--side", "2"], ["--counted", "1"], ["--method", "guess"], ["--until", "1"], ["--look-every", "0"],
                      ["--leave-median", "60", "--leave-p90", "60"], ["--scenario", "none.toml"],
                      ["--scenario", "none.toml", "--city", "none"]):
            done = twin(*words)
            self.assertEqual(done.returncode, 2, words)
            self.assertTrue(done.stderr.strip(), words)


if __name__ == "__main__":
    unittest.main()
