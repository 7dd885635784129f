# SPDX-License-Identifier: Apache-2.0
"""Every key read from a configuration file is in docs/operating/, every environment variable in CONTRIBUTING.md."""
import re

KEY = r'(?:==\s*|\{\s*|table,\s*|\[)"([a-z][a-z_]+)"'
VARIABLE = r'(?:getenv\("|process\.env\.|environ\.get\("|\$\{)(VIGIE(?:_[A-Z]+)*)\b'


def check(tree):
    manual = " ".join(tree.text(path) for path in tree.matching(r"docs/operating/.*\.md"))
    contributing = tree.text("CONTRIBUTING.md") if "CONTRIBUTING.md" in tree.paths else ""
    faults = []
    for path in tree.sources():
        if path.startswith("tests/tidy/"):
            continue
        text = tree.text(path)
        if re.search(r"#\s*include\s*<toml\+\+", text):
            for key in sorted(set(re.findall(KEY, text))):
                if not re.search(rf"\b{key}\b", manual):
                    faults.append(f"{path}: the setting {key} is not described in docs/operating/")
        if path.endswith((".cpp", ".mjs", ".py", "dev", ".sh")):
            for variable in sorted(set(re.findall(VARIABLE, text))):
                if f"`{variable}`" not in contributing:
                    faults.append(f"{path}: the environment variable {variable} is not described in CONTRIBUTING.md")
    return faults
