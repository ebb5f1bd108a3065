PY ?= python3
BIN := .venv/bin

.PHONY: demo test lint bench locale docs

# One environment, made once, from the locked and hashed set.
.venv/.stamp: pyproject.toml requirements-dev.lock
	$(PY) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check uv
	$(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r requirements-dev.lock
	$(BIN)/uv pip install -q --python $(BIN)/python --no-deps -e .
	touch $@

demo: .venv/.stamp
	$(BIN)/collectguard demo -o demo-report --force

test: .venv/.stamp
	$(BIN)/python -m pytest -n 2 --dist worksteal  # neighbours share what they read

lint: .venv/.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/.stamp
	$(BIN)/python -m tests.benchmarks

locale: .venv/.stamp
	$(BIN)/python -m tests.build_locale

docs: .venv/.stamp
	$(BIN)/python -m tests.build_docs
