#!/usr/bin/env bash
# Pins every dependency with its hashes, for all Pythons from 3.11 on; no index address enters the files.
set -euo pipefail
cd "$(dirname "$0")/.."
uv=.venv/bin/uv
pin() { "$uv" pip compile --python .venv/bin/python --universal --no-emit-index-url --generate-hashes --custom-compile-command "requirements/compile.sh" -q "$@"; }
pin pyproject.toml -o requirements/base.lock
pin --extra web --extra dev --extra bench pyproject.toml -o requirements/dev.lock
pin --extra web --extra spark --extra dev --extra bench pyproject.toml -o requirements/all.lock
pin requirements/uv.in -o requirements/uv.lock
