# SPDX-License-Identifier: Apache-2.0
"""Every check that .clang-tidy switches off has its reason there, and no reason outlives its check."""
import re


def check(tree):
    if ".clang-tidy" not in tree.paths:
        return []
    text = tree.text(".clang-tidy")
    off = set(re.findall(r"(?<=[\s,])-([a-z][\w-]*-[\w-]+)", re.sub(r"^#.*$", "", text, flags=re.MULTILINE)))
    reasons = set(re.findall(r"^# ([a-z][\w]*-[\w-]+): \S", text, re.MULTILINE))
    return [f".clang-tidy: {name} is off without a reason" for name in sorted(off - reasons)] + \
           [f".clang-tidy: a reason for {name}, which is not off" for name in sorted(reasons - off)]
