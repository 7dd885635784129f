# SPDX-License-Identifier: Apache-2.0
"""packaging/debian-packages.txt names the package of every library and program that the build and the tests ask for."""
import re

# What CMake, the scripts and the tests ask for -> the Debian 12 package that brings it.
PACKAGE_OF = {
    "fmt": "libfmt-dev", "sqlite3": "libsqlite3-dev", "libsodium": "libsodium-dev", "expat": "libexpat1-dev",
    "simdjson": "libsimdjson-dev", "spdlog": "libspdlog-dev", "openssl": "libssl-dev", "zlib": "zlib1g-dev",
    "libmosquitto": "libmosquitto-dev", "liboath": "liboath-dev", "tomlplusplus": "libtomlplusplus-dev",
    "libzip": "libzip-dev", "eigen3": "libeigen3-dev", "xgboost": "libxgboost-dev", "libcurl": "libcurl4-openssl-dev", "libical": "libical-dev",
    "prometheus-cpp": "prometheus-cpp-dev", "CLI11": "libcli11-dev", "GTest": "libgtest-dev",
    "nlohmann_json": "nlohmann-json3-dev", "benchmark": "libbenchmark-dev", "PkgConfig": "pkg-config",
    "geos": "libgeos-dev", "GEOS": "libgeos-dev", "bz2": "libbz2-dev", "lz4": "liblz4-dev", "liblz4": "liblz4-dev",
    "rapidcheck": "librapidcheck-dev", "Boost": "libboost1.74-dev", "Python3": "python3",
    "node": "nodejs", "ccache": "ccache", "mold": "mold", "clang-14": "clang-14", "clang++-14": "clang-14",
    "clang-format-14": "clang-format-14", "run-clang-tidy-14": "clang-tidy-14",
}
# #include prefix -> package, for libraries without a CMake name.
PACKAGE_OF_HEADER = {"osmium/": "libosmium2-dev", "protozero/": "libprotozero-dev", "boost/": "libboost1.74-dev"}
# Programs started by name, in quotes, from a source, a script or a test.
PACKAGE_OF_PROGRAM = {
    "tilemaker": "tilemaker", "mosquitto": "mosquitto", "mosquitto_pub": "mosquitto-clients", "openssl": "openssl",
    "sqlite3": "sqlite3", "curl": "curl", "chromium": "chromium", "/usr/bin/chromium": "chromium", "git": "git",
}
BUILTIN = {"Threads"}


def listed(tree):
    """(name, line) of every package in the list."""
    found = []
    for number, line in enumerate(tree.lines("packaging/debian-packages.txt"), 1):
        name, _, why = line.partition("#")
        if name.strip():
            found.append((name.strip(), number, why.strip()))
    return found


def asked_for(tree):
    """(what, where): pkg-config modules, CMake packages, bare libraries, headers."""
    for path in tree.matching(r"(.*/)?CMakeLists\.txt|cmake/.*\.cmake"):
        for number, line in enumerate(tree.lines(path), 1):
            line = line.split("#")[0]
            for match in re.finditer(r"vigie_external\(\w+ ([\w+.-]+)|find_package\(([\w-]+)|find_program\(\w+ ([\w-]+)", line):
                yield next(group for group in match.groups() if group), f"{path}:{number}"
            for match in re.finditer(r"\b(bz2|lz4|rapidcheck)\b", line):
                yield match[1], f"{path}:{number}"
    for path in tree.matching(r"(src|apps|bench|fuzz)/.*\.[ch]pp"):
        for number, line in enumerate(tree.lines(path), 1):
            include = re.match(r"\s*#\s*include\s*<(\w+/)", line)
            if include and include[1] in PACKAGE_OF_HEADER:
                yield include[1], f"{path}:{number}"
    for path in tree.matching(r"src/.*\.cpp|tests/(?!tidy).*\.(py|mjs|ts|sh)"):
        for number, line in enumerate(tree.lines(path), 1):
            for word in re.findall(r"[\"']([\w/]+)[\"']", line):
                if word in PACKAGE_OF_PROGRAM:
                    yield word, f"{path}:{number}"


def check(tree):
    faults = []
    packages = listed(tree)
    names = {name for name, _, _ in packages}
    for name, number, why in packages:
        if not why:
            faults.append(f"packaging/debian-packages.txt:{number}: {name} does not say what needs it")
        if sum(other == name for other, _, _ in packages) > 1:
            faults.append(f"packaging/debian-packages.txt:{number}: {name} is listed twice")
    for what, where in asked_for(tree):
        package = PACKAGE_OF.get(what) or PACKAGE_OF_HEADER.get(what) or PACKAGE_OF_PROGRAM.get(what)
        if what in BUILTIN:
            continue
        if not package:
            faults.append(f"{where}: {what}: say in tests/tidy/checks/packages.py which Debian package brings it")
        elif package not in names:
            faults.append(f"{where}: {what} needs {package}, which packaging/debian-packages.txt does not name")
    return faults
