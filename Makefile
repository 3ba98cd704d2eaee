# Two commands do everything on a machine with Python 3.11, git and make: `make demo`, `make test`.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.ready

.PHONY: setup demo serve test check format lint types floors bench bench-discovery bench-law bench-console bench-portal bench-people audit docs clean

setup: $(STAMP)

$(STAMP): requirements/dev.lock requirements/uv.lock pyproject.toml
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.lock
	@$(VENV)/bin/uv pip install --quiet --python $(PY) --require-hashes -r requirements/dev.lock
	@$(VENV)/bin/uv pip install --quiet --python $(PY) --no-deps --no-build-isolation -e .
	@touch $@

demo: setup
	@$(PY) examples/demo.py build/demo

# The console with an invented case on http://127.0.0.1:8000/ ; PORT=… for another port, Ctrl-C stops it.
serve: setup
	@$(PY) examples/console.py build/console

test: setup
	@$(PY) -m pytest -n 2

format: setup
	@$(VENV)/bin/ruff format --check src tests examples benchmarks conformance docs changes training

lint: setup
	@$(VENV)/bin/ruff check src tests examples benchmarks conformance docs changes training

types: setup
	@$(VENV)/bin/mypy

floors: setup
	@$(VENV)/bin/lint-imports --no-cache

check: format lint types floors test

bench: setup
	@$(PY) benchmarks/main_job.py

# The tools that Novation is held against are installed into build/discovery, never into the project's environment.
bench-discovery: setup
	@$(PY) -m benchmarks.discovery --setup --pages

# The same for the rule engines: into build/law-bench.
bench-law: setup
	@$(PY) -m benchmarks.law --setup --pages

# Fifty people at once on a large installation; minutes.
bench-console: setup
	@PYTHONPATH=src:. $(PY) -m benchmarks.console.load

# Two hundred customers at once, a flood of attempts, and whether the time of an answer tells who is a customer; minutes.
bench-portal: setup
	@PYTHONPATH=src:. $(PY) -m benchmarks.portal.load
	@PYTHONPATH=src:. $(PY) -m benchmarks.portal.timing

# One person among ten million, and a notice to a million; each takes minutes, and six gigabytes of disk.
bench-people: setup
	@PYTHONPATH=src:. $(PY) -m benchmarks.people
	@PYTHONPATH=src:. $(PY) -m benchmarks.notices

# Known weaknesses of what we depend on; asks the network, hence not among the tests.
audit: setup
	@for lock in requirements/*.lock; do echo $$lock; $(PY) -m pip_audit --disable-pip --require-hashes --requirement $$lock || exit 1; done

docs: setup
	@$(PY) docs/build.py

clean:
	rm -rf build .mypy_cache .ruff_cache .hypothesis
