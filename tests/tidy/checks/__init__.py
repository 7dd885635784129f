# SPDX-License-Identifier: Apache-2.0
# One module a check; tidy.py finds them here by itself.
