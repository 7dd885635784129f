#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Each check is seen failing on a planted fault, and passing without it: a check that cannot fail is worth nothing."""
import tempfile
import unittest
from pathlib import Path

from command_line import compare, documented, options, subcommands
from tidy import all_checks, run
from tree import Tree

SPDX = "// SPDX-License-Identifier: Apache-2.0\n// What this file is for.\n"
TABLE = """# Architecture
| row | library | what | may use |
|---|---|---|---|
| 7 | apps | the binary | *every library* |
| 1 | geo | places | core |
| 0 | core | base | |
"""
SOUND = {
    "ARCHITECTURE.md": TABLE,
    "README.md": "[layers](ARCHITECTURE.md#architecture)\n",
    "packaging/debian-packages.txt": "libfmt-dev   # core\n",
    "src/core/CMakeLists.txt": "vigie_library(core PRIVATE ext::fmt)\n",
    "src/core/id.hpp": SPDX,
    "src/geo/CMakeLists.txt": "vigie_library(geo USES core)\n",
    "src/geo/place.hpp": SPDX + '#include "core/id.hpp"\n',
    "cmake/Libraries.cmake": "# SPDX-License-Identifier: Apache-2.0\n# Third-party libraries, one line each.\nvigie_external(fmt fmt)\n",
}
MARKED = {"todo": "TO" + "DO", "home": "/ho" + "me/eve/x"}

# (check, file, what to write into it, part of the expected fault)
PLANTED = [
    ("layers", "src/core/id.hpp", SPDX + '#include "geo/place.hpp"\n', "core may not use geo"),
    ("layers", "src/geo/CMakeLists.txt", "vigie_library(geo)\n", "does not name in USES"),
    ("layers", "src/core/CMakeLists.txt", "vigie_library(core USES geo)\n", "USES geo, which core may not"),
    ("layers", "src/new/x.hpp", SPDX, "no line in the layer table"),
    ("layers", "ARCHITECTURE.md", TABLE.replace("| base | |", "| base | geo |"), "not downwards"),
    ("layers", "ARCHITECTURE.md", "# Architecture\n", "no layer table"),
    ("first_lines", "src/core/id.hpp", "#pragma once\n", "SPDX-License-Identifier"),
    ("first_lines", "src/core/id.hpp", "// SPDX-License-Identifier: Apache-2.0\n\n#pragma once\n", "one sentence"),
    ("doc_links", "README.md", "[x](docs/absent.md)\n", "does not exist"),
    ("doc_links", "README.md", "[x](ARCHITECTURE.md#absent)\n", "no such heading"),
    ("third_party", "src/geo/x.cpp", SPDX + "#include <boost/asio/ip/tcp.hpp>\n", "Asio and Beast"),
    ("third_party", "src/geo/x.hpp", SPDX + "#include <nlohmann/json.hpp>\n", "nlohmann"),
    ("third_party", "src/geo/x.cpp", SPDX + "#include <fstream>\n", "the machine's"),
    ("third_party", "src/geo/x.cpp", SPDX + "#include <cstdio>\nvoid f() { std::fprintf(stderr, \"x\"); }\n", "the machine's"),
    ("third_party", "src/geo/x.cpp", SPDX + "auto t = std::chrono::system_clock::now();\n", "reads a clock"),
    ("third_party", "src/geo/x.cpp", SPDX + "std::random_device chance;\n", "draws chance"),
    ("packages", "packaging/debian-packages.txt", "cmake  # build\n", "needs libfmt-dev"),
    ("packages", "packaging/debian-packages.txt", "libfmt-dev\n", "does not say what needs it"),
    ("packages", "packaging/debian-packages.txt", "libfmt-dev # a\nlibfmt-dev # b\n", "listed twice"),
    ("packages", "cmake/Libraries.cmake", "vigie_external(magick Magick++)\n", "which Debian package"),
    ("packages", "src/geo/x.cpp", SPDX + "#include <osmium/io/reader.hpp>\n", "needs libosmium2-dev"),
    ("packages", "src/geo/x.cpp", SPDX + 'start({"tilemaker", "--input"});\n', "needs tilemaker"),
    ("settings", "src/geo/x.cpp", SPDX + '#include <toml++/toml.h>\nbool f(std::string k) { return k == "colour"; }\n', "colour is not described"),
    ("settings", "src/geo/x.cpp", SPDX + 'const char* f() { return getenv("VIGIE_SECRET_SWITCH"); }\n', "VIGIE_SECRET_SWITCH is not described"),
    ("lint_reasons", ".clang-tidy", "Checks: >\n  bugprone-*,-bugprone-x\n", "bugprone-x is off without a reason"),
    ("lint_reasons", ".clang-tidy", "# bugprone-x: because\nChecks: >\n  bugprone-*\n", "which is not off"),
    ("plain_text", "src/core/id.hpp", SPDX + f"// {MARKED['todo']} later\n", "unfinished"),
    ("plain_text", "README.md", f"see {MARKED['home']}\n", "a path of one machine"),
    ("plain_text", "README.md", "a\u202eb\n", "invisible"),
    ("plain_text", "src/core/id.hpp", SPDX + "\n" * 600, "at most 500"),
    ("plain_text", "web/package-lock.json", '{"resolved": "https://mirror.example/x.tgz"}\n', "registry"),
]


def faults(check, files):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return run(check, Tree(folder))


class SelfTest(unittest.TestCase):
    def test_a_sound_tree_is_tidy(self):
        for check in all_checks():
            with self.subTest(check):
                self.assertEqual(faults(check, SOUND), [])

    def test_every_planted_fault_is_seen(self):
        for check, name, text, expected in PLANTED:
            with self.subTest(f"{check}: {expected}"):
                found = faults(check, {**SOUND, name: text})
                self.assertTrue(any(expected in fault for fault in found), found)

    def test_every_check_has_a_planted_fault(self):
        self.assertEqual(sorted({check for check, *_ in PLANTED}), all_checks())

    def test_text_in_code_is_not_a_link_and_snprintf_is_not_a_file(self):
        self.assertEqual(faults("doc_links", {**SOUND, "README.md": "```\n[x](absent.md)\n```\n`[y](absent)`\n"}), [])
        text = SPDX + "#include <cstdio>\nint f(char* b) { return std::snprintf(b, 1, \"x\"); }\n"
        self.assertEqual(faults("third_party", {**SOUND, "src/geo/x.cpp": text}), [])


HELP = """Makes a city.
Usage: vigie city import [OPTIONS] file

Options:
  -h,--help                   Print this help message and exit
  --city TEXT REQUIRED        where
  --json                      one line

Subcommands:
  import                      from OpenStreetMap
  demo                        a made-up one
"""


class CommandLine(unittest.TestCase):
    def test_reads_help(self):
        self.assertEqual(options(HELP), {"--city", "--json"})
        self.assertEqual(subcommands(HELP), ["import", "demo"])

    def test_sees_what_is_missing_and_what_is_invented(self):
        told = documented("# CLI\n## vigie city import\n`--city DIR`, `--colour`\n## vigie fly\n")
        found = compare({("city", "import"): {"--city", "--json"}, ("serve",): set()}, told)
        self.assertEqual(len(found), 4, found)
        for part in ("--json is not described", "--colour does not exist", "`vigie fly` does not exist", "`## vigie serve`"):
            self.assertTrue(any(part in fault for fault in found), part)


if __name__ == "__main__":
    unittest.main()
