# SPDX-License-Identifier: Apache-2.0
"""Every relative link in a Markdown file leads to a file, and its #anchor to a heading."""
import os
import re


def anchors(text):
    """Headings as the forges name them: lower case, punctuation dropped, spaces to dashes."""
    found = set()
    for heading in re.findall(r"^#+\s+(.*?)\s*$", text, re.MULTILINE):
        plain = re.sub(r"[^\w\- ]", "", heading.lower())
        found.add(plain.replace(" ", "-"))
    return found


def check(tree):
    faults = []
    for path in tree.matching(r".*\.md"):
        text = re.sub(r"^```.*?^```", lambda block: "\n" * block[0].count("\n"), tree.text(path), flags=re.MULTILINE | re.DOTALL)
        text = re.sub(r"`[^`\n]*`", "", text)
        for match in re.finditer(r"\]\(([^)\s]+)\)", text):
            target = match[1]
            if re.match(r"[a-z]+:", target):
                continue
            line = text.count("\n", 0, match.start()) + 1
            file, _, anchor = target.partition("#")
            aim = os.path.normpath(os.path.join(os.path.dirname(path), file)) if file else path
            if not (tree.root / aim).exists():
                faults.append(f"{path}:{line}: link to {target}, which does not exist")
            elif anchor and aim.endswith(".md") and anchor not in anchors(tree.text(aim)):
                faults.append(f"{path}:{line}: link to {target}: no such heading")
    return faults
