# The four verbs of Rafiq, for people and for CI alike. Each does its own set-up.
PYTHON ?= python3
.PHONY: run test check train set-up lock

run: set-up
	@.venv/bin/rafiq run

test: set-up
	@.venv/bin/rafiq train
	@.venv/bin/pytest $(ARGS)
	@nlu/.venv/bin/python -m pytest -c nlu/pyproject.toml --rootdir nlu nlu/tests

check: set-up
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .
	@.venv/bin/mypy
	@nlu/.venv/bin/python -m mypy --config-file nlu/pyproject.toml -p nlu.components -m nlu.serve -m nlu.train -m nlu.yardstick
	@.venv/bin/lint-imports
	@.venv/bin/rafiq check

train: set-up
	@.venv/bin/rafiq train

set-up:
	@$(PYTHON) scripts/set_up.py

# After a change of the dependencies in pyproject.toml or nlu/pyproject.toml.
lock: set-up
	uv pip compile --universal --generate-hashes --python-version 3.11 --no-header --no-annotate --extra dev pyproject.toml -o requirements.txt
	uv pip compile --universal --generate-hashes --python-version 3.10 --no-header --no-annotate --extra dev --override nlu/overrides.txt nlu/pyproject.toml -o nlu/requirements.txt
