#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the shell examples of the pages: ```sh blocks below the line `<!-- run -->`, in order, in one new folder a page.

usage: readme_test.py VIGIE PAGE…
`vigie` in an example is the built binary; `vigie serve` is stopped after some seconds as by Ctrl+C, on a free port, and must have
stayed up until then. A page that loses its last example fails, so that a lost mark is seen.
"""
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

WRAPPER = """#!/bin/sh
# The binary, except that a server ends by itself.
if [ "$1" = serve ]; then
  timeout --signal=INT 4 {vigie} "$@" --http 127.0.0.1:0 --ports-file ready.json
  status=$?
  [ $status = 124 ] && [ -s ready.json ] && exit 0
  echo "vigie serve ended with $status" >&2
  exit 1
fi
exec {vigie} "$@"
"""


def examples(text):
    return re.findall(r"^<!-- run -->\n```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def on_free_ports(block):
    """The examples' well-known ports may be taken on this machine."""
    return re.sub(r"(127\.0\.0\.1):\d+", r"\1:0", block)


def run_page(vigie, page):
    blocks = examples(page.read_text(encoding="utf-8"))
    if not blocks:
        return [f"{page.name}: no example marked `<!-- run -->`"]
    with tempfile.TemporaryDirectory(prefix="vigie-readme-") as folder:
        programs = Path(folder) / "bin"
        programs.mkdir()
        wrapper = programs / "vigie"
        wrapper.write_text(WRAPPER.format(vigie=vigie))
        wrapper.chmod(0o755)
        place = Path(folder) / "work"
        place.mkdir()
        environment = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"}
        script = "\n".join(["set -eux", *map(on_free_ports, blocks)])
        done = subprocess.run(["bash", "-c", script], cwd=place, env=environment, capture_output=True, text=True, timeout=240)
        print(done.stdout + done.stderr)
        return [f"{page.name}: an example ended with {done.returncode}"] if done.returncode else []


def main():
    vigie, pages = Path(sys.argv[1]).resolve(), map(Path, sys.argv[2:])
    faults = [fault for page in pages for fault in run_page(vigie, page)]
    print("\n".join(faults) or "every example ran")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
