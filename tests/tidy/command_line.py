#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every subcommand and option that `vigie … --help` knows is in docs/operating/cli.md, and nothing is there that it does not know.

usage: command_line.py VIGIE [CLI.md]
In the page a subcommand is a heading (`## vigie city import`), and its options are in code marks (`--city`) below it.
"""
import re
import subprocess
import sys
from pathlib import Path

EVERYWHERE = {"--help", "--version"}


def help_text(vigie, words):
    run = subprocess.run([vigie, *words, "--help"], capture_output=True, text=True, timeout=20)
    return run.stdout


def subcommands(text):
    """CLI11 lists them under `Subcommands:`, two spaces in."""
    part = re.split(r"^Subcommands:\n", text, flags=re.MULTILINE)
    return re.findall(r"^ {2}([\w-]+)(?:\s|$)", part[1], re.MULTILINE) if len(part) > 1 else []


def options(text):
    return set(re.findall(r"^ {2,}(?:-\w,)?(--[\w-]+)", text, re.MULTILINE)) - EVERYWHERE


def known(vigie, words=()):
    """command words -> its options, for the whole tree below `words`."""
    text = help_text(vigie, words)
    below = subcommands(text)
    tree = {}
    if words and (not below or options(text)):
        tree[words] = options(text)
    for word in below:
        tree.update(known(vigie, (*words, word)))
    return tree


def documented(page):
    """command words -> options named in its section."""
    sections = re.split(r"^#{2,}\s+`?vigie ([\w -]+?)`?\s*$", page, flags=re.MULTILINE)
    return {tuple(name.split()): set(re.findall(r"(?<![\w-])--[a-z][\w-]*", body)) - EVERYWHERE
            for name, body in zip(sections[1::2], sections[2::2])}


def compare(asked, told):
    """Options of other commands may be mentioned in a section; one that no command has is a mistake."""
    faults = []
    anywhere = set().union(*asked.values()) if asked else set()
    for words, has in asked.items():
        name = "vigie " + " ".join(words)
        if words not in told:
            faults.append(f"docs/operating/cli.md: no section `## {name}`")
            continue
        faults += [f"docs/operating/cli.md: {name}: {option} is not described" for option in sorted(has - told[words])]
        faults += [f"docs/operating/cli.md: {name}: {option} does not exist" for option in sorted(told[words] - anywhere)]
    for words in told.keys() - asked.keys():
        faults.append(f"docs/operating/cli.md: `vigie {' '.join(words)}` does not exist")
    return faults


def main():
    page = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).resolve().parents[2] / "docs/operating/cli.md"
    asked = known(sys.argv[1])
    faults = compare(asked, documented(page.read_text(encoding="utf-8")))
    print("\n".join(faults) or f"{len(asked)} commands, each described with its options")
    return 1 if faults or not asked else 0


if __name__ == "__main__":
    sys.exit(main())
