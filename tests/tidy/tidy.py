#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The repository tests itself: runs the named checks (all, without a name) and prints one line a fault.

usage: tidy.py [--root FOLDER] [CHECK…]
A check is a module of checks/ with `check(tree)`, which returns the faults as `path:line: what is wrong`.
"""
import argparse
import importlib
import pkgutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import checks  # noqa: E402
from tree import Tree  # noqa: E402


def all_checks():
    return sorted(module.name for module in pkgutil.iter_modules(checks.__path__))


def run(name, tree):
    return importlib.import_module(f"checks.{name}").check(tree)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", default=Path(__file__).resolve().parents[2])
    parser.add_argument("checks", nargs="*")
    arguments = parser.parse_args()
    tree = Tree(arguments.root)
    faults = [fault for name in arguments.checks or all_checks() for fault in run(name, tree)]
    print("\n".join(faults) or "tidy")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
