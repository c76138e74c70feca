# Everything starts here. Only git, make and Python 3.11 or newer are presumed.
#
# ARGS=…    goes to the command:  make test ARGS="-k citation"
# PYTHON=…  names the Python to build .venv with, UV=… a uv of your own (see scripts/setup)

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-print-directory

# Set on some machines: then no start would find compiled modules, and each would take seconds more.
unexport PYTHONDONTWRITEBYTECODE

ARGS ?=
BIN := .venv/bin
SOURCES := $(wildcard bot adapters knowledge escalation benchmarks scripts tests)
LOCK := requirements-uv.txt pyproject.toml scripts/setup

.PHONY: help chat test check format lock clean

help: ## Say what can be made (this text)
	@printf 'make chat   talk to the helpdesk in this terminal\n'
	@printf 'make test   run the tests\n'
	@printf 'make check  check style, types, import rules and the lock\n'
	@printf 'make format put the code into shape\n'
	@printf 'make lock   write the requirement files anew; ARGS=--upgrade takes newer versions\n'
	@printf 'make clean  remove what was installed and cached (your data stays)\n'
	@printf '\nThe first run installs what is needed into .venv, once, about 20 seconds.\n'

chat: .venv/chat.stamp
	@$(BIN)/helpdesk chat $(ARGS)

test: .venv/test.stamp
	@$(BIN)/pytest --numprocesses 3 --dist loadscope --no-loadscope-reorder $(ARGS)

check: .venv/test.stamp
	@failed=; run() { name=$$1; echo "$$name"; shift; "$$@" || failed="$$failed $$name"; }; \
	run Style $(BIN)/ruff check .; \
	run Format $(BIN)/ruff format --check .; \
	run Types $(BIN)/mypy $(SOURCES); \
	run Imports $(BIN)/lint-imports --no-logo; \
	run Lock $(BIN)/python scripts/check_lock.py; \
	run Files $(BIN)/python scripts/check_files.py; \
	[ -z "$$failed" ] || { echo "Not as it should be:$$failed"; exit 1; }

format: .venv/test.stamp
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header
lock: .venv/test.stamp
	@$(COMPILE) $(ARGS) pyproject.toml requirements-extra.in --override requirements-overrides.txt -o requirements.txt
	@$(COMPILE) $(ARGS) --extra dev pyproject.toml requirements-extra.in --override requirements-overrides.txt -o requirements-dev.txt
	@echo 'uv>=0.13' | $(COMPILE) $(ARGS) - -o requirements-uv.txt
	@$(BIN)/python scripts/check_lock.py

clean:
	@rm -rf .venv .stamps .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The lock of `make test` holds all of `make chat`'s, so it serves both.
.venv/chat.stamp: requirements.txt $(LOCK)
	@scripts/setup requirements.txt
	@touch $@

.venv/test.stamp: requirements-dev.txt requirements.txt $(LOCK)
	@scripts/setup requirements-dev.txt
	@touch .venv/chat.stamp $@

# Scripts in .venv name the folder that they were made in: after a move they are made again.
MOVED := $(shell [ ! -f .venv/folder ] || [ "$$(cat .venv/folder)" = "$$(pwd -P)" ] || echo moved)
ifeq "$(MOVED)" "moved"
.PHONY: .venv/chat.stamp .venv/test.stamp
endif
