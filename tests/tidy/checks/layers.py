# SPDX-License-Identifier: Apache-2.0
"""The layer table of ARCHITECTURE.md against itself, every #include, and USES in every CMakeLists.txt."""
import re


def table(tree):
    """library -> (row, libraries it may use, or None for all)."""
    layers = {}
    for line in tree.lines("ARCHITECTURE.md"):
        match = re.match(r"\|\s*(\d+)\s*\|\s*(\w+)\s*\|[^|]*\|([^|]*)\|", line)
        if match:
            row, library, uses = match.groups()
            layers[library] = (int(row), None if "every" in uses else uses.split())
    return layers


def check(tree):
    layers = table(tree)
    if not layers:
        return ["ARCHITECTURE.md: no layer table"]
    return table_faults(tree, layers) + include_faults(tree, layers) + cmake_faults(tree, layers)


def table_faults(tree, layers):
    faults = []
    for library, (row, uses) in layers.items():
        for used in uses or []:
            if used not in layers:
                faults.append(f"ARCHITECTURE.md: {library} uses {used}, which has no line")
            elif layers[used][0] >= row:
                faults.append(f"ARCHITECTURE.md: {library} (row {row}) uses {used} (row {layers[used][0]}): not downwards")
    folders = {path.split("/")[1] for path in tree.matching(r"src/\w+/.*")}
    for folder in sorted(folders - layers.keys()):
        faults.append(f"src/{folder}: no line in the layer table of ARCHITECTURE.md")
    return faults


def include_faults(tree, layers):
    faults = []
    for path in tree.matching(r"src/\w+/.*\.[ch]pp"):
        library = path.split("/")[1]
        allowed = layers.get(library, (0, []))[1]
        for number, line in enumerate(tree.lines(path), 1):
            match = re.match(r'\s*#\s*include\s*"(\w+)/', line)
            if match and match[1] in layers and match[1] != library and allowed is not None and match[1] not in allowed:
                faults.append(f"{path}:{number}: {library} may not use {match[1]} (layer table of ARCHITECTURE.md)")
    return faults


def cmake_faults(tree, layers):
    faults = []
    for path in tree.matching(r"src/\w+/CMakeLists\.txt"):
        library = path.split("/")[1]
        call = re.search(r"vigie_library\(\s*(\w+)([^)]*)\)", tree.text(path))
        if not call or call[1] != library:
            faults.append(f"{path}: expected vigie_library({library} …)")
            continue
        uses = re.search(r"USES\s+((?:(?!PUBLIC|PRIVATE)[\w:]+\s*)+)", call[2])
        declared = set(uses[1].split()) if uses else set()
        for used in sorted(declared - set(layers.get(library, (0, []))[1] or [])):
            faults.append(f"{path}: USES {used}, which {library} may not (layer table of ARCHITECTURE.md)")
        for source in tree.matching(rf"src/{library}/.*\.[ch]pp"):
            for included in re.findall(r'#\s*include\s*"(\w+)/', tree.text(source)):
                if included in layers and included not in declared | {library}:
                    faults.append(f"{source}: includes {included}/, which {path} does not name in USES")
    return faults
