#!/usr/bin/env bash
# Pins the engines that Novation is held against, with their hashes; no index address enters the file.
set -euo pipefail
cd "$(dirname "$0")/../.."
.venv/bin/uv pip compile --python .venv/bin/python --no-emit-index-url --generate-hashes \
  --custom-compile-command benchmarks/law/compile.sh -q benchmarks/law/requirements.in -o benchmarks/law/requirements.txt
