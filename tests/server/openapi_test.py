# SPDX-License-Identifier: Apache-2.0
# The route table equals the paths of api/openapi.yaml, and what the server answers is what the contract says.
import http.client
import json
import re
import subprocess
import sys

import jsonschema
import yaml

STREAM = "/api/v1/stream"


def routes_of(contract):
    return {(method.upper(), path) for path, operations in contract["paths"].items() for method in operations
            if method != "parameters"}


class Server:
    """The contract server, until the test is over."""

    def __init__(self, program):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.hello = json.loads(self.process.stdout.readline())
        self.cookies, self.csrf = {}, {}

    def close(self):
        self.process.stdin.close()
        self.process.wait(20)

    def ask(self, method, path, body=None, who=None, token=None):
        headers = {"Host": "127.0.0.1", "User-Agent": "contract"}
        if who:
            headers |= {"Cookie": "vigie_session=" + self.cookies[who], "X-Vigie-Csrf": self.csrf[who]}
        if token:
            headers["Authorization"] = "Bearer " + token
        connection = http.client.HTTPConnection("127.0.0.1", self.hello["port"], timeout=20)
        connection.request(method, path, body=body if body is None or isinstance(body, str) else json.dumps(body), headers=headers)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer, content

    def login(self, name):
        answer, content = self.ask("POST", "/api/v1/login", {"name": name, "password": self.hello["password"]})
        assert answer.status == 200, content
        self.cookies[name] = re.match(r"vigie_session=([^;]+)", answer.headers["Set-Cookie"]).group(1)
        self.csrf[name] = json.loads(content)["csrf"]
        return answer, content


class Contract:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.spec = yaml.safe_load(file)

    def resolve(self, node):
        if isinstance(node, dict) and "$ref" in node:
            target = self.spec
            for part in node["$ref"].lstrip("#/").split("/"):
                target = target[part]
            return self.resolve(target)
        if isinstance(node, dict):
            resolved = {key: self.resolve(value) for key, value in node.items()}
            if resolved.get("exclusiveMinimum") is True:  # and for a bound that is a number of its own now
                resolved["exclusiveMinimum"] = resolved.pop("minimum")
            if resolved.pop("nullable", False) is True:  # OpenAPI 3.0's word for what JSON Schema says with a second type
                resolved["type"] = [resolved["type"], "null"]
            return resolved
        if isinstance(node, list):
            return [self.resolve(value) for value in node]
        return node

    def check(self, method, path, answer, content):
        responses = self.spec["paths"][path][method.lower()]["responses"]
        assert str(answer.status) in responses, f"{method} {path}: {answer.status} is not in the contract: {content[:200]}"
        media = self.resolve(responses[str(answer.status)]).get("content", {})
        if not media:
            return
        kind = answer.headers["Content-Type"].split(";")[0]
        assert kind in media, f"{method} {path}: {kind}, expected one of {list(media)}"
        if kind == "application/json":
            jsonschema.validate(json.loads(content), media[kind]["schema"], format_checker=jsonschema.FormatChecker())


NOW = "2026-07-14T20:45:00Z"
PLACE = {"lat": 43.3, "lon": 5.37}
ROAD_CLOSED = (
    '<incidents><incident id="W-1"><type>ROAD_CLOSED</type><description>Works</description><street>Rue Haute</street>'
    "<polyline>41.15 -8.61 41.16 -8.61</polyline></incident></incidents>"
)
WEATHER = "from,temperature_c,rain_mm_per_h\n2026-11-24T12:00:00Z,12.5,0\nlater,1,1\n"
TOKENS = ("token", "feed", "pusher")
# (method, path of the contract, who, path asked, body, status): who "" is a stranger, "token" a source of observations, "feed"
# one of road changes, "pusher" one of a feed's documents; a body that is text goes as it is.
CASES = [
    ("GET", "/healthz", "", "/healthz", None, 200),
    ("GET", "/metrics", "", "/metrics", None, 200),
    ("POST", "/api/v1/enrol", "", None, {"token": "guess", "name": "eve", "password": "a long enough password"}, 401),
    ("POST", "/api/v1/enrol", "", None, {"token": "guess"}, 400),
    ("POST", "/api/v1/login", "", None, {"name": "eve", "password": "wrong"}, 401),
    ("POST", "/api/v1/login", "", None, {"name": "eve", "password": "wrong", "more": "x"}, 400),
    ("GET", "/api/v1/me", "", None, None, 401),
    ("GET", "/api/v1/me", "officer", None, None, 200),
    ("GET", "/api/v1/users", "operator", None, None, 403),
    ("GET", "/api/v1/users", "admin", None, None, 200),
    ("POST", "/api/v1/users", "admin", None, {"name": "new.one", "role": "officer", "unit": "PM-09"}, 200),
    ("POST", "/api/v1/users", "admin", None, {"name": "new.one", "role": "emperor"}, 400),
    ("POST", "/api/v1/users", "admin", None, {"name": "operator", "role": "operator"}, 409),
    ("DELETE", "/api/v1/users/{name}", "admin", "/api/v1/users/new.one", None, 200),
    ("DELETE", "/api/v1/users/{name}", "admin", "/api/v1/users/nobody", None, 404),
    ("DELETE", "/api/v1/users/{name}", "admin", "/api/v1/users/admin", None, 409),
    ("GET", "/api/v1/devices", "supervisor", None, None, 503),
    ("GET", "/api/v1/devices", "operator", None, None, 403),
    ("DELETE", "/api/v1/devices/{name}", "supervisor", "/api/v1/devices/x", None, 503),
    ("GET", "/api/v1/city", "operator", None, None, 200),
    ("GET", "/api/v1/city", "", None, None, 401),
    ("GET", "/api/v1/search", "operator", "/api/v1/search?q=rue", None, 200),
    ("GET", "/api/v1/search", "operator", "/api/v1/search?q=rua&limit=99", None, 400),
    ("GET", "/tiles/{z}/{x}/{y}", "operator", "/tiles/1/2/0", None, 400),
    ("GET", "/tiles/{z}/{x}/{y}", "", "/tiles/1/1/0", None, 401),
    *(("GET", "/api/v1/picture", who, None, None, 200) for who in ("operator", "supervisor", "planner", "officer", "auditor", "admin")),
    ("GET", "/api/v1/picture", "", None, None, 401),
    ("GET", "/api/v1/picture", "token", None, None, 403),
    ("GET", STREAM, "operator", None, None, 400),
    ("GET", STREAM, "", None, None, 401),
    ("POST", "/api/v1/commands", "operator", None, {"command": "send_unit", "incident": "I-1", "unit": "PM-03", "proposed_as": 1}, 200),
    ("POST", "/api/v1/commands", "operator", None, {"command": "close_incident", "incident": "I-1", "disposition": "resolved"}, 409),
    ("POST", "/api/v1/commands", "operator", None, {"command": "invade"}, 400),
    ("POST", "/api/v1/commands", "planner", None, {"command": "own_incident", "incident": "I-1"}, 403),
    ("POST", "/api/v1/commands", "", None, {"command": "own_incident", "incident": "I-1"}, 401),
    ("POST", "/api/v1/observations", "token", None, {"id": "1", "kind": "count", "seen": NOW, "people": 3}, 200),
    ("POST", "/api/v1/observations", "token", None, [{"id": "2", "kind": "call", "seen": NOW}, {"id": 3}], 200),
    ("POST", "/api/v1/observations", "token", None, [{"id": "2", "kind": "call", "seen": NOW}] * 1001, 413),
    ("POST", "/api/v1/observations", "operator", None, {"id": "1", "kind": "count", "seen": NOW}, 403),
    ("POST", "/api/v1/observations", "", None, {"id": "1", "kind": "count", "seen": NOW}, 401),
    ("POST", "/api/v1/road-changes", "feed", None, ROAD_CLOSED, 200),
    ("POST", "/api/v1/road-changes", "feed", None, ROAD_CLOSED[:-20], 400),
    ("POST", "/api/v1/road-changes", "token", None, ROAD_CLOSED, 403),
    ("POST", "/api/v1/road-changes", "supervisor", None, ROAD_CLOSED, 403),
    ("POST", "/api/v1/road-changes", "", None, ROAD_CLOSED, 401),
    ("POST", "/api/v1/observations", "feed", None, {"id": "1", "kind": "count", "seen": NOW, "people": 3}, 403),
    ("POST", "/api/v1/feeds/{name}", "pusher", "/api/v1/feeds/weather", WEATHER, 200),
    ("POST", "/api/v1/feeds/{name}", "pusher", "/api/v1/feeds/weather?format=weather_json", WEATHER, 400),
    ("POST", "/api/v1/feeds/{name}", "pusher", "/api/v1/feeds/weather?format=pigeon", WEATHER, 404),
    ("POST", "/api/v1/feeds/{name}", "pusher", "/api/v1/feeds/another", WEATHER, 403),
    ("POST", "/api/v1/feeds/{name}", "feed", "/api/v1/feeds/works", WEATHER, 403),
    ("POST", "/api/v1/feeds/{name}", "planner", "/api/v1/feeds/weather", WEATHER, 403),
    ("POST", "/api/v1/feeds/{name}", "", "/api/v1/feeds/weather", WEATHER, 401),
    ("GET", "/api/v1/crowd/zones", "operator", None, None, 200),  # a city without zones
    ("GET", "/api/v1/crowd/timeline", "operator", None, None, 503),
    ("GET", "/api/v1/crowd/zones/{zone}/history", "operator", "/api/v1/crowd/zones/old-port/history", None, 503),
    ("GET", "/api/v1/crowd/nowcasts/{event}/streets", "officer", "/api/v1/crowd/nowcasts/E-1/streets", None, 503),
    ("GET", "/api/v1/crowd/scenarios", "planner", None, None, 200),
    ("POST", "/api/v1/crowd/what-ifs", "planner", None, {}, 503),
    ("GET", "/api/v1/crowd/what-ifs/{id}", "planner", "/api/v1/crowd/what-ifs/1", None, 503),
    ("DELETE", "/api/v1/crowd/what-ifs/{id}", "planner", "/api/v1/crowd/what-ifs/1", None, 503),
    ("POST", "/api/v1/road-changes", "pusher", None, ROAD_CLOSED, 403),
    ("POST", "/api/v1/roads/preview", "planner", None, {"lines": [[[5.37, 43.3], [5.3737, 43.3]]]}, 200),
    ("POST", "/api/v1/roads/preview", "planner", None, {"lines": []}, 400),
    ("POST", "/api/v1/roads/preview", "officer", None, {"lines": [[[5.37, 43.3]]]}, 403),
    ("POST", "/api/v1/roads/travel-times", "planner", None, {"from": [PLACE], "to": [PLACE, {"lat": 10, "lon": 10}]}, 200),
    ("POST", "/api/v1/roads/travel-times", "planner", None, {"from": [PLACE], "to": [PLACE], "at": NOW}, 200),
    ("POST", "/api/v1/roads/travel-times", "planner", None, {"from": []}, 400),
    ("GET", "/api/v1/coverage", "operator", None, None, 200),
    ("GET", "/api/v1/coverage", "operator", "/api/v1/coverage?minutes=5,3", None, 400),
    ("GET", "/api/v1/coverage", "planner", None, None, 403),
    ("GET", "/api/v1/missions/{id}/route", "operator", "/api/v1/missions/M-1/route", None, 200),
    ("GET", "/api/v1/missions/{id}/route", "operator", "/api/v1/missions/M-99/route", None, 404),
    ("GET", "/api/v1/missions/{id}/route", "officer", "/api/v1/missions/M-1/route", None, 403),
    ("GET", "/api/v1/audit", "auditor", None, None, 200),
    ("GET", "/api/v1/audit", "auditor", "/api/v1/audit?limit=0", None, 400),
    ("GET", "/api/v1/audit", "admin", None, None, 403),
    ("POST", "/api/v1/logout", "planner", None, {}, 200),
    ("POST", "/api/v1/logout", "", None, {}, 401),
]


def main():
    program, contract_path = sys.argv[1:]
    contract = Contract(contract_path)
    server = Server(program)
    try:
        routes = {(route["method"], route["path"]) for route in server.hello["routes"]}
        assert routes == routes_of(contract.spec), f"only in one of table and contract: {routes ^ routes_of(contract.spec)}"
        for name in ("operator", "supervisor", "planner", "officer", "auditor", "admin"):
            contract.check("POST", "/api/v1/login", *server.login(name))
        for method, path, who, asked, body, status in CASES:
            token = server.hello.get(who) if who in TOKENS else None
            answer, content = server.ask(method, asked or path, body, None if who in ("", *TOKENS) else who, token)
            assert answer.status == status, f"{method} {asked or path} as {who or 'a stranger'}: {answer.status}, expected {status}: {content[:300]}"
            contract.check(method, path, answer, content)
        told = json.loads(server.ask("GET", "/api/v1/city", who="operator")[1])["time_zone"]
        assert told == "Europe/Lisbon", f"the city's clock is said to be {told}"
        asked_paths = {(method, path) for method, path, *_ in CASES}
        assert asked_paths == routes, f"never asked: {routes - asked_paths}"
        print(f"{len(routes)} routes, {len(CASES) + 6} answers as api/openapi.yaml says")
    finally:
        server.close()


main()
