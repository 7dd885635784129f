# SPDX-License-Identifier: Apache-2.0
"""The load beside the alarm: counters over HTTP, units over TLS, and the operator's socket that is watched."""
import asyncio
import base64
import datetime
import http.client
import json
import os
import random
import socket
import ssl
import struct
import time
import urllib.parse


def rfc3339(offset_s=0.0):
    now = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=offset_s)
    return now.strftime("%Y-%m-%dT%H:%M:%S.") + f"{now.microsecond // 1000:03d}Z"


def somewhere(random_source, bounds):
    return (random_source.uniform(bounds["south"], bounds["north"]), random_source.uniform(bounds["west"], bounds["east"]))


def count_people(url, token, per_second, bounds, stop, sent):
    """Batches of 100, each at its intended time; 1,000 counters."""
    where = urllib.parse.urlparse(url)
    connection = http.client.HTTPConnection(where.hostname, where.port, timeout=10)
    chance = random.Random(7)
    places = [somewhere(chance, bounds) for _ in range(1000)]
    began, number, batch = time.monotonic(), 0, 100
    while not stop.is_set() and per_second:
        due = began + number / per_second
        time.sleep(max(0, due - time.monotonic()))
        now = rfc3339()
        body = json.dumps([{"id": f"c{number + i}", "sensor": f"counter-{(number + i) % 1000}", "kind": "count", "seen": now,
                            "lat": places[(number + i) % 1000][0], "lon": places[(number + i) % 1000][1],
                            "people": chance.randrange(500)} for i in range(batch)])
        connection.request("POST", "/api/v1/observations", body,
                           {"Authorization": "Bearer " + token, "Content-Type": "application/json"})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"observations answered {answer.status}")
        number += batch
    sent["observations"], sent["observations_s"] = number, time.monotonic() - began
    sent["cpu_observations"] = time.process_time()


class Publisher:
    """As much of MQTT 3.1.1 as a button needs: connect, publish with QoS 1 and wait for the acknowledgement."""

    def __init__(self, port):
        self.connection = socket.create_connection(("127.0.0.1", port), timeout=10)
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.packet(0x10, b"\x00\x04MQTT\x04\x02\x00\x3c" + self.text("bench-buttons"))
        self.read()
        self.number = 0

    @staticmethod
    def text(words):
        return struct.pack(">H", len(words)) + words.encode()

    def packet(self, kind, body):
        length, size = b"", len(body)
        while True:
            size, low = size >> 7, size & 127
            length += bytes([low | (0x80 if size else 0)])
            if not size:
                break
        self.connection.sendall(bytes([kind]) + length + body)

    def read(self):
        return read_exactly(self.connection, read_exactly(self.connection, 2)[1])

    def publish(self, topic, payload):
        self.number += 1
        self.packet(0x32, self.text(topic) + struct.pack(">H", self.number) + payload.encode())
        self.read()


def event(name, lat, lon):
    return (f'<event version="2.0" uid="{name}" type="a-f-G-U-C" how="m-g" time="{rfc3339()}" start="{rfc3339()}" '
            f'stale="{rfc3339(60)}"><point lat="{lat:.6f}" lon="{lon:.6f}" hae="0" ce="5" le="5"/>'
            f'<detail><contact callsign="{name}"/><track speed="8.0" course="90"/></detail></event>').encode()


def drive_units(port, devices, bounds, stop, sent):
    asyncio.run(drive(port, devices, bounds, stop, sent))


async def drive(port, devices, bounds, stop, sent):
    chance = random.Random(11)
    tally = {"positions": 0}
    gate = asyncio.Semaphore(16)  # handshakes at once

    async def unit(index, device):
        context = ssl.create_default_context(cafile=device["ca"])
        context.check_hostname = False
        context.load_cert_chain(device["certificate"], device["key"])
        async with gate:
            reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=context)
        lat, lon = somewhere(chance, bounds)
        due = time.monotonic() + index % 1000 / 1000
        while not stop.is_set():
            await asyncio.sleep(max(0, due - time.monotonic()))
            lat, lon = lat + chance.uniform(-1e-4, 1e-4), lon + chance.uniform(-1e-4, 1e-4)
            writer.write(event(device["name"], lat, lon))
            await writer.drain()
            tally["positions"] += 1
            due += 1
        writer.close()

    began = time.monotonic()
    await asyncio.gather(*(unit(i, device) for i, device in enumerate(devices)))
    sent["positions"], sent["positions_s"] = tally["positions"], time.monotonic() - began
    sent["cpu_units"] = time.process_time()


def read_exactly(connection, count):
    data = b""
    while len(data) < count:
        piece = connection.recv(count - len(data))
        if not piece:
            raise EOFError
        data += piece
    return data


def watch(url, cookie, stop, seen):
    """An operator's WebSocket (RFC 6455): notes when each press is first in a message."""
    where = urllib.parse.urlparse(url)
    connection = socket.create_connection((where.hostname, where.port), timeout=5)
    key = base64.b64encode(os.urandom(16)).decode()
    connection.sendall((f"GET /api/v1/stream HTTP/1.1\r\nHost: {where.netloc}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\nOrigin: {url}\r\n"
                        f"User-Agent: vigie-bench\r\nCookie: {cookie}\r\n\r\n").encode())
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        head += read_exactly(connection, 1)
    if b" 101 " not in head.split(b"\r\n")[0]:
        raise SystemExit(head.decode(errors="replace").split("\r\n")[0])
    found = {}
    while not stop.is_set():
        try:
            first, second = read_exactly(connection, 2)
        except socket.timeout:
            continue
        length = second & 127
        if length == 126:
            length = struct.unpack(">H", read_exactly(connection, 2))[0]
        elif length == 127:
            length = struct.unpack(">Q", read_exactly(connection, 8))[0]
        text = read_exactly(connection, length)
        now = time.monotonic()
        if first & 15 == 9:  # ping: answered with a masked pong
            connection.sendall(bytes([0x8A, 0x80 | len(text)]) + b"\0\0\0\0" + text)
        elif b'"press-' in text:
            for alarm in json.loads(text).get("alarms", []):
                found.setdefault(alarm.get("text"), now)
    seen.update(found)
