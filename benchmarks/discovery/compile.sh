#!/usr/bin/env bash
# Pins the tools that Novation is held against, with their hashes; no index address enters the file.
set -euo pipefail
cd "$(dirname "$0")/../.."
.venv/bin/uv pip compile --python .venv/bin/python --no-emit-index-url --generate-hashes \
  --custom-compile-command benchmarks/discovery/compile.sh -q benchmarks/discovery/requirements.in -o benchmarks/discovery/requirements.txt
