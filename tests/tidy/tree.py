# SPDX-License-Identifier: Apache-2.0
"""The files of the repository as the checks see them: generated and fetched folders left out."""
import os
import re
from pathlib import Path

SKIPPED_FOLDERS = {".git", "build", "var", "node_modules", "dist", "__pycache__", ".cache", ".venv"}
SKIPPED_FILES = {"web/src/api/schema.d.ts"}  # generated from api/openapi.yaml, not committed
SOURCES = {".cpp", ".hpp", ".py", ".sh", ".ts", ".js", ".mjs", ".svelte", ".css", ".cmake", ".lua"}


class Tree:
    def __init__(self, root):
        self.root = Path(root)
        self.paths = []  # relative, with "/", in order
        for folder, folders, files in os.walk(self.root):
            folders[:] = sorted(f for f in folders if f not in SKIPPED_FOLDERS)
            for file in sorted(files):
                path = (Path(folder) / file).relative_to(self.root).as_posix()
                if path not in SKIPPED_FILES:
                    self.paths.append(path)

    def text(self, path):
        return (self.root / path).read_text(encoding="utf-8", errors="replace")

    def lines(self, path):
        return self.text(path).splitlines()

    def matching(self, pattern):
        """Paths whose whole name matches the regular expression."""
        return [path for path in self.paths if re.fullmatch(pattern, path)]

    def sources(self):
        """What people write in a programming language."""
        named = [p for p in self.paths if Path(p).suffix in SOURCES or Path(p).name == "CMakeLists.txt"]
        return named + [p for p in ("dev", ".ci/run") if p in self.paths]
