# Comanda. Everything lands in .venv, web/node_modules and src/comanda/static; nothing outside this folder changes,
# but for browsers that `make test` installs when it runs as root on a machine without them.
# What is already there is not made again: a second run needs no network.

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:

# Compiled modules are kept: without them every server that a test starts takes a second longer.
unexport PYTHONDONTWRITEBYTECODE

BIN := .venv/bin
NPM := $(BIN)/python hatch_build.py
PIP := $(BIN)/pip --disable-pip-version-check install --quiet --require-hashes
NEW_ENOUGH := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(firstword $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c '$(NEW_ENOUGH)' 2>/dev/null && echo $$p; done))

CLIENT_SOURCES := $(shell find web -type f -not -path '*/node_modules/*' 2>/dev/null)

.PHONY: help install demo test test-faults check static static-server static-client fast format bench contract lock node test-tools

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: install ## serve a demo restaurant (LAN=1: to phones on the network too; EMPTY=1: the bare house; NEW=1; PORT=8080)
	@$(BIN)/comanda demo $(if $(LAN),--lan) $(if $(EMPTY),--empty) $(if $(NEW),--new) $(if $(PORT),--port $(PORT))

install: .venv/package.stamp .venv/client.stamp ## .venv with the comanda command in it, client built

test: install test-tools static ## every check and every test, with real browsers
	@$(BIN)/python -m tests.run_all

test-faults: install test-tools ## kills, races, and 20,000 generated requests (FUZZ_CASES, FUZZ_SEED): ten minutes
	FUZZ_CASES=$(or $(FUZZ_CASES),20000) FUZZ_SEED=$(or $(FUZZ_SEED),1) $(BIN)/python -m pytest -q tests/faults

check: install test-tools static fast ## formatters, linters, types, architecture, fast tests

# The server's and the client's at once: each leaves a core idle half of its time.
static:
	@$(MAKE) -j 2 -O static-server static-client

static-server:
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/lint-imports --no-cache
	$(BIN)/pyright --warnings

static-client:
	@$(NPM) run --silent generate -- ../docs/openapi.json --check
	@$(NPM) run --silent check
	@$(NPM) run --silent test

# Not the slow, not the faults, not the browser's, and on SQLite alone: `make test` runs them all, on PostgreSQL too.
fast:
	$(BIN)/python -m pytest -q -n 2 -m "not slow" -k "not postgresql" --ignore=tests/browser --ignore=tests/engines --ignore=tests/faults

format: install test-tools ## put every file into the house's format
	$(BIN)/ruff check --quiet --fix . || true
	$(BIN)/ruff format .
	@$(NPM) run --silent format

bench: install test-tools ## every promise about speed, measured here
	@for script in bench/*.py; do PYTHONPATH=. $(BIN)/python $$script || exit 1; done

contract: install ## the OpenAPI document, the typed client made from it, and docs/problems.md
	$(BIN)/comanda openapi > .venv/openapi.json && mv .venv/openapi.json docs/openapi.json
	$(BIN)/comanda import-menu --schema > .venv/menu.json && mv .venv/menu.json docs/menu-file.schema.json
	@$(NPM) run --silent generate -- ../docs/openapi.json
	$(BIN)/python -m tests.architecture.refusals

lock: test-tools ## compile requirements/*.in anew (UPGRADE=1: take newer versions)
	@cd requirements && for name in run build node test; do \
		env -u PIP_FIND_LINKS ../$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header \
		--no-emit-index-url --no-emit-find-links --no-emit-trusted-host $(if $(UPGRADE),--upgrade) \
		--output-file $$name.txt $$name.in || exit 1; done

# --- set-up ----------------------------------------------------------------------------------------------------------

.venv/python.stamp: requirements/run.txt requirements/build.txt
	@test -n "$(PYTHON)" || { echo "Comanda needs Python 3.11 or newer with its venv module" \
		"(on Debian and Ubuntu: apt install python3-venv)."; exit 1; }
	@$(BIN)/python -c '$(NEW_ENOUGH)' 2>/dev/null || $(PYTHON) -m venv --clear .venv
	$(PIP) -r requirements/run.txt -r requirements/build.txt
	@touch $@

.venv/package.stamp: .venv/python.stamp pyproject.toml
	COMANDA_BUILD_CLIENT=0 $(BIN)/pip --disable-pip-version-check install --quiet --no-deps --no-build-isolation -e .
	@touch $@

.venv/client.stamp: .venv/python.stamp hatch_build.py $(CLIENT_SOURCES) | node
	@echo "Building the browser client ..."
	@$(NPM)
	@touch $@

# Node of the machine if it is new enough, else the one that comes as a Python package.
node: .venv/python.stamp
	@$(BIN)/python -c 'import sys, hatch_build; sys.exit(hatch_build.node_on_path() is None)' \
		|| $(PIP) -r requirements/node.txt

.venv/test.stamp: .venv/python.stamp requirements/test.txt
	$(PIP) -r requirements/test.txt
	@touch $@

test-tools: .venv/test.stamp .venv/package.stamp node
