#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Claims about a crowd in a city's streets: the demo city's stadium, and the Dragão's scenario on Porto's map.

usage: crowd_city_test.py VIGIE
The map is $VIGIE_TEST_DATA/osm/porto.osm.pbf (default ../shared/data); the Dragão is skipped where it is absent.
"""
import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

VIGIE = sys.argv.pop(1) if len(sys.argv) > 1 else "vigie"
ROOT = Path(__file__).parents[2]
MAP = Path(os.environ.get("VIGIE_TEST_DATA", ROOT / "../shared/data")) / "osm/porto.osm.pbf"


def simulate(scenario, city, *words):
    return subprocess.run([VIGIE, "crowd", "simulate", ROOT / "data/scenarios" / scenario, "--city", city, "--step", "8", "--cell", "24",
                           *words], capture_output=True, text=True, timeout=500, check=False)


class DemoStadium(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="vigie-crowd-")
        cls.city = Path(cls.folder.name) / "demo"
        subprocess.run([VIGIE, "city", "demo", "--city", cls.city, "--quiet"], check=True, timeout=300)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_a_crowd_comes_and_leaves_and_a_what_if_says_what_changes(self):
        drawing = Path(self.folder.name) / "streets.svg"
        done = simulate("demo-stade.toml", self.city, "--runs", "2", "--variant", "The match ends 15 minutes later", "--svg", drawing,
                        "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        told = json.loads(done.stdout.splitlines()[-1])
        base = told["cases"][0]
        self.assertTrue(told["synthetic"])
        self.assertEqual(len(told["cases"]), 2)
        self.assertLessEqual(base["clearing"]["streets_p50_min"], base["clearing"]["streets_p95_min"])
        self.assertAlmostEqual(told["differences"][0]["against_base"]["streets_min"], 15, delta=0.5)
        self.assertGreater(max(minute["inside"] for minute in base["series"]), 29000)
        self.assertIn("people/m²", drawing.read_text())
        self.assertIn("200 m", drawing.read_text())

    def test_a_what_if_that_is_not_there_is_refused(self):
        done = simulate("demo-stade.toml", self.city, "--variant", "Nobody's")
        self.assertEqual(done.returncode, 2)
        self.assertIn("no what_if is called", done.stderr)


@unittest.skipUnless(MAP.exists(), f"no {MAP.name} among the test data")
class Dragao(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="vigie-crowd-")
        city = Path(cls.folder.name) / "porto"
        subprocess.run([VIGIE, "city", "import", MAP, "--city", city, "--quiet"], check=True, timeout=300)
        done = simulate("porto-dragao.toml", city, "--runs", "0", "--json")
        assert done.returncode == 0, done.stderr
        cls.told = json.loads(done.stdout.splitlines()[-1])

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_the_streets_clear_within_the_hour(self):
        clearing = self.told["cases"][0]["clearing"]
        self.assertGreater(clearing["streets_min"], 35)
        self.assertLess(clearing["streets_min"], 65)

    def test_every_what_if_clears(self):
        self.assertEqual(len(self.told["cases"]), 7)
        for case in self.told["cases"]:
            self.assertIsNotNone(case["clearing"]["served_min"], case["name"])
            self.assertEqual(case["blocked"], [], case["name"])

    def test_everybody_is_somewhere(self):
        for case in self.told["cases"]:
            for minute in case["series"]:
                everybody = sum(minute[key] for key in ("outside", "inside", "walking", "waiting", "gone"))
                self.assertAlmostEqual(everybody, 50000, delta=5)

    def test_no_tram_makes_the_way_to_the_train_dense(self):
        def peak(name):
            return next(case for case in self.told["cases"] if case["name"] == name)["peak_density_per_m2"]
        self.assertGreater(peak("Metro passengers are sent to Campanhã"), peak("base") + 1)


if __name__ == "__main__":
    unittest.main()
