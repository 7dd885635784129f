#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Claims about a crowd in a city's streets: the demo city's stadium, and the Dragão's scenario on Porto's map.

usage: crowd_city_test.py VIGIE
The map is $VIGIE_TEST_DATA/osm/porto.osm.pbf (default ../shared/data); the Dragão is skipped where it is absent.
"""
import json
import math
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

VIGIE = sys.argv.pop(1) if len(sys.argv) > 1 else "vigie"
ROOT = Path(__file__).parents[2]
MAP = Path(os.environ.get("VIGIE_TEST_DATA", ROOT / "../shared/data")) / "osm/porto.osm.pbf"


def run(scenario, city, *words):
    return subprocess.run([VIGIE, "crowd", "simulate", scenario, "--city", city, *words], capture_output=True, text=True, timeout=500,
                          check=False)


def simulate(scenario, city, *words):
    return run(ROOT / "data/scenarios" / scenario, city, "--step", "8", "--cell", "24", *words)


def demo_scenario(folder, *changes):
    """The demo city's stadium, changed: pairs of what stands there and what stands there instead."""
    text = (ROOT / "data/scenarios/demo-stade.toml").read_text()
    for there, instead in changes:
        assert there in text, there
        text = text.replace(there, instead, 1)
    file = Path(folder) / "changed.toml"
    file.write_text(text)
    return file


# A tenth of the people, who leave only: nowhere in the square is it full.
FEW = (("attendance = 30000", "attendance = 3000"), ("[arrival]\nbegins_before_end_min = 110\nmedian_before_min = 35\nfirst_before_min = 90", ""))


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

    def walk(self, *words, changes=FEW):
        return run(demo_scenario(self.folder.name, *changes), self.city, "--base-only", "--runs", "0", "--walk", *words)

    def test_a_walked_square_sees_at_each_way_in_what_the_flow_sees(self):
        drawing, frames = Path(self.folder.name) / "square.svg", Path(self.folder.name) / "frames"
        done = self.walk("Esplanade du Stade", "--walk-svg", drawing, "--walk-frames", frames, "--every", "600", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        walked = json.loads(done.stdout.splitlines()[-1])["walked"]
        self.assertEqual((walked["place"], walked["kind"]), ("Esplanade du Stade", "square"))
        self.assertAlmostEqual(walked["in"], 3000, delta=60)
        for way in walked["ways_in"]:
            for seen, flow in ((way["in"], way["flow_in"]), (way["out"], way["flow_out"])):
                # A tenth, and three standard deviations of the chance in who takes which way.
                self.assertAlmostEqual(seen, flow, delta=0.1 * flow + 3 * math.sqrt(flow) + 5, msg=way["name"])
        self.assertLess(walked["conservation"]["worst_imbalance"], 1e-6)
        self.assertLess(abs(walked["clearing"]["streets_later_min"]), 5)
        self.assertLess(walked["density_max_per_m2"], 5)
        self.assertGreater(walked["agent_steps_per_cpu_second"], 0)
        picture = drawing.read_text()
        self.assertIn("North: ", picture)
        self.assertIn(" out a minute", picture)
        self.assertRegex(picture, r">\d+ m</text>")
        self.assertGreater(len(list(frames.glob("frame-*.svg"))), 1)

    def test_the_report_says_what_was_walked_in_words(self):
        done = self.walk("Esplanade du Stade")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("walked person by person: Esplanade du Stade (square", done.stdout)
        self.assertIn("flow in", done.stdout)
        self.assertIn("at the end 3000 set out = ", done.stdout)

    def test_a_place_that_cannot_be_walked_is_refused(self):
        def refused(words, what, changes=FEW):
            done = self.walk(*words, changes=changes)
            self.assertEqual(done.returncode, 2, done.stdout)
            self.assertIn(what, done.stderr)
            self.assertEqual(len(done.stderr.splitlines()), 1)
        refused(["Esplanade du Stad"], '--walk: no square or street is called "Esplanade du Stad"')
        refused(["Esplanade du Stad"], '"Esplanade du Stade"')
        refused(["43.2,4.8"], "no square within 300 m of 43.2,4.8; the nearest")
        crossed = (("[43.16228, 4.73064], [43.16214, 4.73104]", "[43.16214, 4.73104], [43.16228, 4.73064]"),
                   ("[43.15650, 4.73410],\n           [43.15672, 4.73282]", "[43.15672, 4.73282],\n           [43.15650, 4.73410]"))
        refused(["Esplanade du Stade"], "changed.toml:24: Esplanade du Stade, outline, corner", changes=crossed)
        done = self.walk("Esplanade du Stade", "--walk-svg", "/nowhere/at/all.svg")
        self.assertEqual(done.returncode, 1)

    def test_drawing_a_walk_needs_a_walk(self):
        done = simulate("demo-stade.toml", self.city, "--walk-svg", "square.svg")
        self.assertEqual(done.returncode, 2)
        self.assertIn("--walk", done.stderr)


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
