# SPDX-License-Identifier: Apache-2.0
"""Third-party headers and the machine (files, threads, clocks, chance) only where DESIGN's invariants let them be."""
import re

# header prefix -> where it may be included
ALLOWED = [
    (r"boost/(asio|beast)", r"src/server/.*|(src/links|bench|apps|tests)/.*\.cpp", "Asio and Beast: server, .cpp files of links"),
    (r"nlohmann/(?!json_fwd)", r".*\.cpp|apps/.*", "nlohmann: .cpp files and apps; headers include nlohmann/json_fwd.hpp"),
    (r"(spdlog|fmt)/", r".*\.cpp", "spdlog and fmt: .cpp files"),
    (r"osmium/", r"src/city/.*\.cpp", "libosmium: .cpp files of city"),
    (r"protozero/", r"src/(city|codec)/.*\.cpp", "protozero: .cpp files of city and codec"),
    (r"(simdjson|expat)\b", r"src/codec/.*|(src/city|fuzz|bench)/.*\.cpp", "simdjson and Expat: codec, .cpp files of city"),
    (r"(Eigen/|xgboost/|libical/|sqlite3|sodium|mosquitto|zlib|zip\.h|liboath|openssl/|prometheus/|CLI/|toml\+\+)", r".*\.cpp", "libraries: .cpp files"),
]

PURE = r"src/(geo|model|codec|alarms|roads|dispatch|access|crowd|flow|pedestrians|demand|planning)/.*\.[ch]pp"
IMPURE_HEADERS = r"#\s*include\s*<(fstream|thread|filesystem|cstdio|iostream|random|future|sys/\S*|unistd\.h|fcntl\.h)>"
IMPURE_CALLS = [
    (r"(system|steady|high_resolution)_clock::now", "reads a clock: take `now` as an argument"),
    (r"\brandom_device\b|\bs?rand\(\)", "draws chance: take a seed as an argument"),
    (r"\bstd::(j?thread|async)\b", "starts a thread: the engine owns threads"),
    (r"\bgetenv\(", "reads the environment: take what you need as an argument"),
]
# What may be, and why.
EXEMPT = {
    ("src/codec/cot.cpp", "random"): "the salt of Expat's hash tables, against hash flooding; no output depends on it",
    ("src/codec/cot.cpp", "random_device"): "as above",
}
# snprintf and sscanf are text, not files.
TEXT_ONLY = {"cstdio": r"\b(f?printf|fopen|fread|fwrite|puts|stderr|stdout)\b"}


def without_comments(line):
    return re.sub(r"//.*", "", line)


def check(tree):
    return header_faults(tree) + purity_faults(tree)


def header_faults(tree):
    faults = []
    for path in tree.matching(r"(src|apps|bench|fuzz)/.*\.[ch]pp"):
        for number, line in enumerate(tree.lines(path), 1):
            include = re.match(r"\s*#\s*include\s*[<\"]([^>\"]+)[>\"]", line)
            if not include:
                continue
            for prefix, place, rule in ALLOWED:
                if re.match(prefix, include[1]) and not re.fullmatch(place, path):
                    faults.append(f"{path}:{number}: {include[1]} is not for here ({rule})")
    return faults


def purity_faults(tree):
    """Rows 1-3, the journal aside, do no I/O, read no clock, start no thread, draw no chance. Their tests may."""
    faults = []
    for path in tree.matching(PURE):
        if path.endswith("_test.cpp"):
            continue
        lines = [without_comments(line) for line in tree.lines(path)]
        for number, line in enumerate(lines, 1):
            header = re.match(r"\s*" + IMPURE_HEADERS, line)
            if header and (path, header[1]) not in EXEMPT:
                only_text = TEXT_ONLY.get(header[1])
                if not only_text or any(re.search(only_text, other) for other in lines):
                    faults.append(f"{path}:{number}: <{header[1]}> is the machine's; this library is a function of its arguments")
            for pattern, why in IMPURE_CALLS:
                found = re.search(pattern, line)
                if found and (path, found[0]) not in EXEMPT:
                    faults.append(f"{path}:{number}: {why}")
    return faults
