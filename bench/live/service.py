# SPDX-License-Identifier: Apache-2.0
"""A real Vigie for a measurement: broker, server, an operator, devices; in a folder of its own, gone afterwards."""
import http.client
import json
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.parse


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Operator:
    """A person logged in over HTTP."""

    def __init__(self, url):
        self.where = urllib.parse.urlparse(url)
        self.cookie, self.csrf = "", ""

    def call(self, method, path, body=None):
        connection = http.client.HTTPConnection(self.where.hostname, self.where.port, timeout=20)
        headers = {"Content-Type": "application/json", "User-Agent": "vigie-bench", "Cookie": self.cookie,
                   "X-Vigie-Csrf": self.csrf, "Origin": f"http://{self.where.netloc}"}
        connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        answer = connection.getresponse()
        text = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{method} {path}: {answer.status} {text[:200]!r}")
        if answer.getheader("Set-Cookie"):
            self.cookie = answer.getheader("Set-Cookie").split(";")[0]
        return json.loads(text)

    def enrol(self, link, name):
        me = self.call("POST", "/api/v1/enrol", {"token": link.rsplit("/", 1)[1], "name": name, "password": "a long enough phrase"})
        self.csrf = me["csrf"]

    def city_bounds(self):
        west, south, east, north = self.call("GET", "/api/v1/city")["bounds"]
        return {"west": west, "south": south, "east": east, "north": north}


class Service:
    def __init__(self, vigie, city, *options):
        self.vigie, self.city, self.options = os.path.abspath(vigie), os.path.abspath(city), options
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="vigie-bench-"))
        self.mqtt_port = free_port()

    def __enter__(self):
        self.broker = subprocess.Popen(["mosquitto", "-p", str(self.mqtt_port)], stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL)
        self.start()
        return self

    def start(self):
        ports = self.folder / "ports.json"
        ports.unlink(missing_ok=True)
        self.log = open(self.folder / "vigie.log", "ab")
        self.server = subprocess.Popen(
            [self.vigie, "serve", "--city", self.city, "--data", str(self.folder / "data"), "--http", "127.0.0.1:0",
             "--cot", "127.0.0.1:0", "--mqtt", f"127.0.0.1:{self.mqtt_port}", "--ports-file", str(ports), *self.options],
            stdout=self.log, stderr=self.log)
        for _ in range(600):
            if ports.exists():
                break
            if self.server.poll() is not None:
                raise SystemExit("vigie serve ended: " + (self.folder / "vigie.log").read_text()[-500:])
            time.sleep(0.05)
        told = json.loads(ports.read_text())
        self.url, self.cot_port, self.enrolment = told["url"], told["cot_port"], told.get("enrolment")

    def __exit__(self, *_):
        for process in (self.server, self.broker):
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, *arguments):
        done = subprocess.run([self.vigie, *arguments, "--data", str(self.folder / "data"), "--json"], check=True,
                              capture_output=True, text=True)
        return json.loads(done.stdout)

    def operator(self):
        admin = Operator(self.url)
        admin.enrol(self.enrolment, "admin")
        person = Operator(self.url)
        person.enrol(admin.call("POST", "/api/v1/users", {"name": "operator", "role": "operator"})["link"], "operator")
        return person

    def source_token(self):
        token = self.run("source", "enrol", "bench")["token"]
        time.sleep(1)  # a running server notices within half a second
        return token

    def enrol_devices(self, count):
        folder = self.folder / "devices"
        folder.mkdir()
        devices = []
        for i in range(count):
            name = f"U-{i + 1:04d}"
            self.run("device", "enrol", name, "--out", str(folder))
            devices.append({"name": name, "certificate": str(folder / f"{name}.crt"), "key": str(folder / f"{name}.key"),
                            "ca": str(folder / "ca.pem")})
        return devices

    def cpu_seconds(self):
        fields = pathlib.Path(f"/proc/{self.server.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
