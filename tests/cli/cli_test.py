#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Claims about the command line, made to the built binary.

usage: cli_test.py VIGIE
"""
import json
import os
import re
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

VIGIE = sys.argv.pop(1) if len(sys.argv) > 1 else "vigie"


def run(*words):
    return subprocess.run([VIGIE, *map(str, words)], capture_output=True, text=True, timeout=60, check=False)


class Served:
    """A server on any free ports, until the end of the block."""

    def __init__(self, city, data, *words):
        self.ports = Path(str(data) + ".ports")
        self.process = subprocess.Popen(
            [VIGIE, "serve", "--city", city, "--data", data, "--ports-file", self.ports, *words],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def __enter__(self):
        for _ in range(600):
            if self.ports.exists():
                return json.loads(self.ports.read_text())
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise AssertionError("it did not start: " + self.__exit__())

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        said = self.process.communicate(timeout=30)[0]
        self.ports.unlink(missing_ok=True)
        return "" if _ else said


def names(port, authority):
    """The names in the certificate that a client which trusts `authority` is shown."""
    text = ssl.get_server_certificate(("127.0.0.1", port), ca_certs=str(authority))
    shown = subprocess.run(["openssl", "x509", "-noout", "-ext", "subjectAltName"], input=text, capture_output=True, text=True,
                           check=True).stdout
    return set(re.findall(r"(?:DNS|IP Address):([^,\s]+)", shown))


class CommandLine(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="vigie-cli-")
        cls.at = Path(cls.folder.name)
        cls.city = cls.at / "city"
        assert run("city", "demo", "--city", cls.city, "--quiet").returncode == 0

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def refused(self, done, code, words):
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertIn(words, done.stderr)
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)

    def test_a_crowd_scenario_that_cannot_be_is_refused_with_its_line(self):
        text = (Path(__file__).parents[2] / "data/scenarios/demo-stade.toml").read_text()
        bad = self.at / "bad.toml"
        lines = text.splitlines()
        for old, new, words in (("width_m = 10", "width_m = 0", "width_m: expected"),
                                ("attendance = 30000", "attendance = nan", "attendance: expected"),
                                ("until_min = 10", "until_min = -1", "until_min must be after"),
                                ('lose_exit = "West"', 'lose_exit = "Up"', 'no exit is called "Up"'),
                                ("lat = 43.1597", "lat = 43.2597", "is outside the simulated circle")):
            bad.write_text(text.replace(old, new, 1))
            line = next(i for i, one in enumerate(lines, 1) if one == old)
            done = run("crowd", "simulate", bad, "--city", self.city)
            if "outside" in words:  # a place is its table
                line = max(i for i, one in enumerate(lines[:line], 1) if one == "[[destination]]")
            self.refused(done, 2, f"bad.toml:{line}: ")
            self.assertIn(words, done.stderr)

    def test_a_mistyped_data_folder_is_said_and_not_made(self):
        nowhere = self.at / "nowhere"
        for words in (["user", "list"], ["user", "revoke", "bob"], ["user", "totp", "bob"], ["device", "list"],
                      ["device", "revoke", "PM-03"], ["source", "list"], ["source", "revoke", "gate"], ["audit", "list"],
                      ["user", "invite", "bob", "--role", "operator"], ["source", "enrol", "gate"]):
            self.refused(run(*words, "--data", nowhere), 1, "not the data folder of a server")
            self.assertFalse(nowhere.exists(), words)
        self.refused(run("audit", "verify", "--data", nowhere), 1, "is not there")
        self.refused(run("replay", nowhere), 1, "journal.db")
        self.assertFalse(nowhere.exists())

    def test_an_empty_folder_is_not_a_service_without_accounts(self):
        empty = self.at / "empty"
        empty.mkdir()
        for words in (["user", "list"], ["device", "list"], ["source", "list"], ["audit", "list"]):
            self.refused(run(*words, "--data", empty), 1, "not the data folder of a server")
        self.assertEqual(list(empty.iterdir()), [])

    def test_a_folder_of_other_things_is_not_taken_for_data(self):
        home = self.at / "home"
        home.mkdir(mode=0o755)
        (home / "letter.txt").write_text("dear")
        self.refused(run("serve", "--city", self.city, "--data", home, "--no-cot", "--http", "127.0.0.1:0"), 1, "holds other things")
        self.assertEqual(home.stat().st_mode & 0o777, 0o755)
        self.assertEqual([each.name for each in home.iterdir()], ["letter.txt"])

    @unittest.skipUnless(os.geteuid() == 0 and shutil.which("setpriv"), "needs root, to become somebody else")
    def test_a_folder_of_somebody_else_is_said_in_one_line(self):
        closed = self.at / "closed"
        with Served(self.city, closed, "--http", "127.0.0.1:0", "--no-cot"):
            pass
        self.at.chmod(0o755)
        for words in (["user", "list", "--data", closed], ["device", "list", "--data", closed], ["source", "list", "--data", closed],
                      ["serve", "--city", self.city, "--data", closed, "--http", "127.0.0.1:0", "--no-cot"]):
            done = subprocess.run(["setpriv", "--reuid=65534", "--clear-groups", VIGIE, *map(str, words)], capture_output=True,
                                  text=True, timeout=60, check=False)
            self.refused(done, 1, str(closed) + ": Permission denied")

    def test_both_certificates_carry_the_name_by_which_the_server_is_reached(self):
        data = self.at / "named"
        with Served(self.city, data, "--http", "0.0.0.0:0", "--cot", "127.0.0.1:0", "--public-url",
                    "https://vigie.city.example:8443", "--name", "192.0.2.7") as ports:
            self.assertEqual(ports["url"], "https://vigie.city.example:8443")
            expected = {"vigie.city.example", "192.0.2.7", "localhost", "127.0.0.1"}
            for port in ("http_port", "cot_port"):
                self.assertEqual(names(ports[port], data / "ca" / "ca.pem"), expected, port)

    def test_a_server_on_all_addresses_is_named_by_what_can_be_reached(self):
        data = self.at / "everywhere"
        with Served(self.city, data, "--http", "0.0.0.0:0", "--no-cot") as ports:
            self.assertTrue(ports["url"].startswith("https://"), ports["url"])
            self.assertNotIn("0.0.0.0", ports["url"])
            shown = names(ports["http_port"], data / "ca" / "ca.pem")
            self.assertNotIn("0.0.0.0", shown)
            self.assertIn(re.sub(r"^https://\[?|\]?:\d+$", "", ports["url"]), shown)

    def test_wrongly_asked_is_2_and_tried_and_failed_is_1(self):
        for words in ([], ["nope"], ["serve"], ["serve", "--bogus"], ["city", "import"], ["replay"],
                      ["serve", "--city", "x", "--data", "y", "--http", "nonsense"],
                      ["serve", "--city", "x", "--data", "y", "--public-url", "vigie.city.example"],
                      ["serve", "--city", "x", "--data", "y", "--tls-cert", "z"]):
            self.assertEqual(run(*words).returncode, 2, words)
        self.refused(run("serve", "--city", self.at / "none", "--data", self.at / "d"), 1, "no city there")

    def test_a_trace_of_a_route_follows_its_streets_and_no_message_says_where(self):
        place = json.loads((self.city / "city.json").read_text())["centre"]
        route = run("roads", "route", "--city", self.city, "--from", f"{place['lat']},{place['lon']}",
                    "--to", f"{place['lat'] + 0.02},{place['lon'] + 0.02}", "--profile", "car", "--json")
        self.assertEqual(route.returncode, 0, route.stderr)
        route = json.loads(route.stdout)
        lines, seconds = ["time,lat,lon"], 0.0
        for (lon, lat), (next_lon, next_lat) in zip(route["line"], route["line"][1:]):
            metres = ((next_lon - lon) ** 2 * 0.53 + (next_lat - lat) ** 2) ** 0.5 * 111_000
            if metres < 1:  # a wait at a junction
                continue
            steps = max(1, round(metres / 50))
            for step in range(steps):
                share = step / steps
                at = 8 * 3600 + seconds + share * metres / 8
                lines.append(f"2026-11-23T{int(at // 3600):02}:{int(at // 60 % 60):02}:{at % 60:06.3f}Z,"
                             f"{lat + share * (next_lat - lat):.7f},{lon + share * (next_lon - lon):.7f}")
            seconds += metres / 8
        lines.insert(10, "2026-11-23T08:00:00Z,43.17x,4.70")
        trace = self.at / "trace.csv"
        trace.write_text("\n".join(lines))
        done = run("roads", "match", trace, "--city", self.city, "--profile", "car", "--speeds", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stderr, f"{trace}:11: lat or lon is not a number of degrees\n")
        found = json.loads(done.stdout)
        self.assertEqual((found["bad_points"], found["pieces"]), (1, 1))
        self.assertGreater(found["matched_share"], 0.99)
        self.assertAlmostEqual(found["length_m"] / route["distance_m"], 1, delta=0.02)
        self.assertAlmostEqual(found["mean_kmh"], 8 * 3.6, delta=1)
        named = {run_["street"] for run_ in found["streets"]}
        self.assertEqual([street for street in route["streets"] if street not in named], [])
        self.assertTrue(all(0.2 <= row["factor"] <= 1.5 for row in found["speeds"]))
        self.refused(run("roads", "match", self.at / "none.gpx", "--city", self.city), 1, "cannot be opened")
        trace.write_text("2026-11-23T08:00:00Z,10,10\n2026-11-23T08:00:09Z,10,10.001\n")
        self.refused(run("roads", "match", trace, "--city", self.city), 1, "no part of the trace")
        trace.write_text("<!DOCTYPE gpx><gpx/>")
        self.refused(run("roads", "match", trace, "--city", self.city), 1, "DOCTYPE")

    def test_a_publication_says_which_streets_are_closed_when_and_a_route_goes_round(self):
        feeds = Path(__file__).resolve().parents[2] / "data" / "road-feeds"
        night, noon = "2026-11-23T21:00:00Z", "2026-11-23T12:00:00Z"
        for at, in_force in ((night, True), (noon, False)):
            done = run("roads", "changes", feeds / "regulations.xml", "--city", self.city, "--at", at, "--json")
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            found = json.loads(done.stdout)
            self.assertEqual((found["read"], found["not_concerning"], found["off_street"]), (5, 2, 0))
            works = {change["reference"]: change for change in found["changes"]}["PV-2026-101/1.1"]
            self.assertEqual((works["streets"], works["in_force"]), (["Boulevard Anselme Rebouffin"], in_force))
            self.assertEqual(works["from"], "2026-11-23T21:00:00.000Z" if in_force else "2026-11-23T20:00:00.000Z")
            self.assertEqual(works["until"], "2026-11-24T05:00:00.000Z")
        done = run("roads", "changes", feeds / "bad-words.xml", "--city", self.city, "--json")
        self.assertEqual((done.returncode, len(done.stderr.splitlines()), len(json.loads(done.stdout)["changes"])), (0, 7, 1))
        done = run("roads", "changes", feeds / "bad-places.xml", "--city", self.city, "--json")
        self.assertEqual(json.loads(done.stdout)["off_street"], 1)
        self.refused(run("roads", "changes", feeds / "bad-truncated.xml", "--city", self.city), 1, "all are refused")
        self.assertEqual(run("roads", "changes", feeds / "incidents.xml", "--city", self.city, "--at", "soon").returncode, 2)

        everybody = self.at / "everybody.xml"
        everybody.write_text((feeds / "regulations.xml").read_text().replace("VehicleCondition", "RoadCondition"))

        def seconds(*more):
            done = run("roads", "route", "--city", self.city, "--from", "43.156714,4.673457",
                       "--to", "43.156416,4.678905", "--json", *more)
            self.assertEqual(done.returncode, 0, done.stderr)
            return json.loads(done.stdout)["seconds"]

        free = seconds()
        self.assertEqual(seconds("--changes", feeds / "regulations.xml", "--at", night), free)  # not to emergency vehicles
        self.assertEqual(seconds("--changes", everybody, "--at", noon), free)
        self.assertGreater(seconds("--changes", everybody, "--at", night), free)

    def test_what_is_reached_grows_with_the_minutes_and_every_district_has_its_times(self):
        post = "43.156714,4.673457"
        drawn = self.at / "reached.svg"
        done = run("roads", "isochrone", "--city", self.city, "--from", post, "--minutes", "1", "2", "4", "--svg", drawn, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        bands = json.loads(done.stdout.splitlines()[-1])["features"]
        areas = [band["properties"]["area_km2"] for band in bands]
        self.assertTrue(0 < areas[0] < areas[1] < areas[2], areas)
        ring = bands[0]["geometry"]["coordinates"][0][0]
        self.assertEqual(ring[0], ring[-1], "a ring of GeoJSON ends where it begins")
        self.assertIn("4 min", drawn.read_text())
        self.refused(run("roads", "isochrone", "--city", self.city, "--from", post, "--minutes", "4", "2"), 2, "rising")
        self.refused(run("roads", "isochrone", "--city", self.city, "--from", "0,0"), 1, "no street within 1 km")
        done = run("roads", "districts", "--city", self.city, "--from", post, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        districts = json.loads(done.stdout.splitlines()[-1])["districts"]
        self.assertGreater(len(districts), 3)
        for district in districts:
            self.assertLessEqual(district["median_s"][0], district["p90_s"][0], district["name"])

    def test_a_crowd_walks_out_of_a_shipped_scenario_the_same_way_each_time(self):
        scenario = Path(__file__).parents[2] / "data/scenarios/counterflow.toml"
        drawing = self.at / "walk.svg"
        first, again = (run("crowd", "walk", scenario, "--json", "--svg", drawing, "--frames", self.at / "frames") for _ in range(2))
        self.assertEqual(first.returncode, 0, first.stderr)
        self.assertEqual(first.stdout, again.stdout)
        told = json.loads(first.stdout)
        self.assertEqual(told["left"], told["people"])
        self.assertEqual(sum(door["people"] for door in told["exits"]), told["people"])
        self.assertTrue(drawing.read_text().startswith("<svg "))
        self.assertGreater(len(list((self.at / "frames").iterdir())), 3)
        self.assertNotEqual(run("crowd", "walk", scenario, "--json", "--seed", 2).stdout, first.stdout)

    def test_a_walk_that_cannot_be_is_refused_with_its_line(self):
        scenario = self.at / "walk.toml"
        scenario.write_text("outer = [[0, 0], [9, 0], [9, 9], [0, 9]]\n[[exit]]\nname = 'door'\nline = [[9, 1], [9, 1]]\n"
                            "[[group]]\npeople = 3\nregion = [[1, 1], [5, 1], [5, 5]]\n")
        self.refused(run("crowd", "walk", scenario), 2, "walk.toml:4: exit \"door\": width 0.00 m")
        self.refused(run("crowd", "walk", self.at / "none.toml"), 2, "none.toml")
        self.refused(run("crowd", "validate", "--data", self.at / "none"), 2, "not a folder")

    def metro(self, last_count="31"):
        """Three stations, 25 days of 18 slots of an hour: busy at mid-day, now and then a busy day."""
        data = self.at / "metro"
        data.mkdir(exist_ok=True)
        for name, step in (("in", 7), ("out", 11)):
            rows = [[str(20 + min(slot, 17 - slot) * (3 + station) + (day * step) % 5 * slot // 2)
                     for day in range(25) for slot in range(18)] for station in range(3)]
            rows[2][-1] = last_count
            (data / f"{name}_60min.csv").write_text("".join(",".join(row) + "\n" for row in rows))
        (data / "adjacency.csv").write_text("0,1,0\n1,0,1\n0,1,0\n")
        return data

    def test_a_metro_backtest_scores_any_directory_of_its_format_and_logs_the_scoring_of_test_days(self):
        log = self.at / "testlog.jsonl"
        ask = ("crowd", "backtest", "--protocol", "beijing-60", "--data", self.metro(), "--json")
        self.assertEqual(json.loads(run(*ask, "--days", "validation").stdout)["days"], "validation")
        self.refused(run(*ask, "--log", log), 2, "--log needs --commit")
        test = run(*ask, "--log", log, "--commit", "abc")
        self.assertEqual(test.returncode, 0, test.stderr)
        told = json.loads(test.stdout)
        self.assertEqual(list(told), ["protocol", "rows", "train_seconds", "predict_ms"])
        self.assertEqual(list(told["rows"][0]), ["horizon_min", "mae", "rmse", "wmape", "coverage80", "coverage95"])
        self.assertEqual(told["rows"][0]["horizon_min"], 60)
        logged = [json.loads(line) for line in log.read_text().splitlines()]
        self.assertEqual([(line["commit"], line["rows"]) for line in logged], [("abc", told["rows"])])

    def test_a_count_that_cannot_be_is_refused_with_its_file_and_line(self):
        refused = run("crowd", "backtest", "--protocol", "beijing-60", "--data", self.metro("-4"))
        self.refused(refused, 1, 'in_60min.csv line 3, field 450: "-4"')
        self.refused(run("crowd", "backtest", "--protocol", "beijing-7", "--data", self.metro()), 2, "beijing-MINUTES")

    def test_beijing_is_forecast_better_than_published_on_its_validation_days(self):
        data = Path(os.environ.get("VIGIE_TEST_DATA", Path(__file__).parents[3] / "shared/data")) / "crowd/beijing"
        if not (data / "in_30min.csv").exists():
            self.skipTest(f"no {data} (set VIGIE_TEST_DATA)")
        told = run("crowd", "backtest", "--protocol", "beijing-30", "--data", data, "--days", "validation", "--json")
        row = json.loads(told.stdout)["rows"][0]
        self.assertLess(row["mae"], 26)
        self.assertLess(row["rmse"], 46)
        self.assertAlmostEqual(row["coverage80"], 80, delta=2)
        self.assertAlmostEqual(row["coverage95"], 95, delta=1)


if __name__ == "__main__":
    unittest.main(verbosity=1)
