#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Alarm in (MQTT, a real broker) to WebSocket message out, with units and counters beside it; one JSON line.

Open loop: every message has an intended time, and latency is counted from it. The load runs in processes of their own, whose
CPU time is reported; the operator's socket has its own process and does nothing else.
"""
import argparse
import json
import multiprocessing
import sys
import time

import load
import service


def quantile(values, q):
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(q * len(ranked)))]


def press_buttons(mqtt_port, city, presses, rate, pressed):
    """Each press is another button, 200 m from the next, so that each opens an incident of its own."""
    publisher = load.Publisher(mqtt_port)
    start = time.monotonic() + 0.2
    for i in range(presses):
        due = start + i / rate
        time.sleep(max(0, due - time.monotonic()))
        lat = city["south"] + (city["north"] - city["south"]) * (0.2 + 0.6 * (i % 17) / 17)
        lon = city["west"] + (city["east"] - city["west"]) * (0.2 + 0.6 * (i * 7 % 23) / 23)
        pressed[f"press-{i}"] = due
        publisher.publish(f"vigie/v1/panic/bench-{i}",
                          json.dumps({"id": f"press-{i}", "kind": "panic_button", "seen": load.rfc3339(), "lat": lat,
                                      "lon": lon, "text": f"press-{i}"}))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vigie", required=True, help="the binary")
    parser.add_argument("--city", required=True, help="a city bundle")
    parser.add_argument("--units", type=int, default=1000, help="TAK clients at 1 Hz")
    parser.add_argument("--observations", type=int, default=5000, help="counter messages a second, over HTTP")
    parser.add_argument("--presses", type=int, default=200)
    parser.add_argument("--rate", type=float, default=5.0, help="presses a second")
    arguments = parser.parse_args()

    with service.Service(arguments.vigie, arguments.city) as vigie:
        operator = vigie.operator()
        bounds = operator.city_bounds()
        devices = vigie.enrol_devices(arguments.units)
        context = multiprocessing.get_context("spawn")
        stop = context.Event()
        manager = context.Manager()
        sent = manager.dict()
        seen = manager.dict()
        workers = [
            context.Process(target=load.count_people, args=(vigie.url, vigie.source_token(), arguments.observations, bounds, stop, sent)),
            context.Process(target=load.drive_units, args=(vigie.cot_port, devices, bounds, stop, sent)),
            context.Process(target=load.watch, args=(vigie.url, operator.cookie, stop, seen)),
        ]
        for worker in workers:
            worker.start()
        time.sleep(8 + arguments.units / 200)  # TLS handshakes first; then what is measured is the steady state
        busy = vigie.cpu_seconds()
        began = time.monotonic()
        pressed = {}
        press_buttons(vigie.mqtt_port, bounds, arguments.presses, arguments.rate, pressed)
        time.sleep(3)
        busy = vigie.cpu_seconds() - busy
        elapsed = time.monotonic() - began
        stop.set()
        for worker in workers:
            worker.join(timeout=20)
        arrived = {name: at for name, at in seen.items() if name in pressed}
        latencies = [1000 * (arrived[name] - due) for name, due in pressed.items() if name in arrived]
        print(json.dumps({
            "bench": "alarm_latency", "presses": len(pressed), "arrived": len(latencies), "units": arguments.units,
            "unit_reports_per_s": round(sent.get("positions", 0) / max(1e-9, sent.get("positions_s", 0))),
            "observations_per_s": round(sent.get("observations", 0) / max(1e-9, sent.get("observations_s", 0))),
            "p50_ms": round(quantile(latencies, 0.50), 1), "p99_ms": round(quantile(latencies, 0.99), 1),
            "max_ms": round(max(latencies), 1), "server_cpu_cores": round(busy / elapsed, 2),
            "load_cpu_s": {k: round(v, 1) for k, v in sent.items() if k.startswith("cpu_")}, "goal_p99_ms": 100,
        }))
        return 0 if len(latencies) == len(pressed) else 1


if __name__ == "__main__":
    sys.exit(main())
