# SPDX-License-Identifier: Apache-2.0
"""Every source file opens with the SPDX line and one sentence that says what it is for."""
import re
from pathlib import Path

# What may stand before a comment's text in the languages here.
MARK = r"^\s*(?://|#|--|<!--|/\*|\*|\"\"\"|''')?\s*"


def check(tree):
    faults = []
    for path in tree.sources():
        lines = tree.lines(path)
        start = 1 if lines and lines[0].startswith("#!") else 0
        head = lines[start:start + 3]
        if Path(path).name == "CMakeLists.txt" and lines and lines[0].startswith("vigie_library("):
            continue  # one call, which says it all
        if not head or "SPDX-License-Identifier: Apache-2.0" not in head[0]:
            faults.append(f"{path}:{start + 1}: expected the line `SPDX-License-Identifier: Apache-2.0` first")
            continue
        sentence = re.sub(MARK, "", " ".join(head[1:3]))
        if len(sentence.split()) < 3 or not re.match(r"['\"(]?[A-Za-z0-9./`*<-]", sentence):
            faults.append(f"{path}:{start + 2}: expected one sentence that says what the file is for")
    return faults
