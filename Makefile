# Needs only python3 (3.11 to 3.13) with venv and pip, and make.
PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv pip install --quiet --python $(BIN)/python

.PHONY: run test check browser-test format lock bench-understand bench-ask bench-redflags bench-reminders bench-turn clean

run: .venv/ready ## start the bot; without a token, the local chat
	@$(BIN)/retro-coach run --or-chat

test: .venv/ready-dev ## all tests; no server, browser or network needed
	@$(BIN)/python -m pytest

check: .venv/ready-dev ## style, types, import rules, content
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/retro-coach check

browser-test: .venv/ready-dev ## drives the chat page in Chromium, which must be installed
	@$(BIN)/python -m pytest -m browser tests/browser

format: .venv/ready-dev
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

bench-understand: .venv/ready-dev ## how well and how fast messages are understood; FILE=... for other gold data
	@$(BIN)/python benchmarks/understand.py $(or $(FILE),$(wildcard tests/coach/listen/*.jsonl))

bench-ask: .venv/ready-dev ## how well and how fast questions are answered; FILE=... for other questions
	@$(BIN)/python benchmarks/ask.py $(FILE)

bench-redflags: .venv/ready-dev
	@$(BIN)/python benchmarks/redflags.py

bench-reminders: .venv/ready-dev
	@$(BIN)/python benchmarks/reminders.py

bench-turn: .venv/ready-dev
	@$(BIN)/python benchmarks/turn.py

lock: .venv/uv ## after a change of the dependencies in pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 \
		--all-extras pyproject.toml -o requirements-dev.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 \
		--extra build --extra vectors -c requirements-dev.lock pyproject.toml -o requirements.lock

.venv/uv:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
		|| { echo "Python 3.11, 3.12 or 3.13 is needed; try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "Making .venv ..."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv>=0.8,<1"
	@touch $@

.venv/ready: .venv/uv requirements.lock pyproject.toml
	@echo "Installing what the bot needs ..."
	@$(UV) --require-hashes -r requirements.lock
	@$(UV) --no-deps --no-build-isolation -e .
	@touch $@

.venv/ready-dev: .venv/ready requirements-dev.lock
	@echo "Installing what the tests need ..."
	@$(UV) --require-hashes -r requirements-dev.lock
	@touch $@

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
