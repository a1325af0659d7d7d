# The verbs of the house; `make help` lists them. Only Python 3.11 or newer, make and git are assumed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input install -qq --require-hashes
SETUP := .make

# What is built, from what: a verb runs only those steps whose sources changed.
NODE_SOURCES := $(wildcard webapp/frontend/*.json webapp/frontend/*.mjs) $(shell find webapp/frontend/src -type f)
CATALOGUES := $(wildcard webapp/translations/*/LC_MESSAGES/messages.po)
READY := $(SETUP)/installed $(SETUP)/lec $(SETUP)/frontend $(SETUP)/catalogues
READY_FOR_TESTS := $(SETUP)/installed-for-tests $(READY)

# A step whose outcome was taken away is done again.
$(if $(wildcard $(BIN)/python),,$(shell rm -rf $(SETUP)))
$(if $(wildcard $(BIN)/lec),,$(shell rm -f $(SETUP)/lec))
$(if $(wildcard webapp/static/build/manifest.json),,$(shell rm -f $(SETUP)/frontend))
$(if $(wildcard webapp/translations/en/LC_MESSAGES/messages.mo),,$(shell rm -f $(SETUP)/catalogues))

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: run test check lint format words demands bench clean help

run: $(READY)  ## set up, load the demonstration where nothing is yet, serve http://127.0.0.1:8000
	@exec $(BIN)/lec serve --demonstration

test: $(READY_FOR_TESTS)  ## set up and run the tests; some of them with ARGS="tests/rules -k thai"
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

check: lint test  ## format, lint, types, import contracts, dependencies, tests

# pip-audit is not among these: it asks an advisory service on the Internet, which a checkout may not reach.
lint: $(READY_FOR_TESTS)  ## check without the tests
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m pip --disable-pip-version-check check

format: $(READY_FOR_TESTS)  ## lay out the code as the checks want it
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

words: $(READY)  ## gather the sentences of the pages into the English catalogue, new ones empty
	@$(BIN)/pybabel -q extract -F babel.cfg -k lazy_gettext --no-location --no-wrap --project LEC --version 1 \
		--ignore-dirs 'static frontend' -o $(SETUP)/messages.pot webapp
	@$(BIN)/pybabel -q update -i $(SETUP)/messages.pot -d webapp/translations -N --no-wrap --ignore-obsolete \
		--ignore-pot-creation-date

demands: $(READY_FOR_TESTS)  ## each demand of the letter with the tests that show it, and those nothing shows
	@$(BIN)/python -m tests.demands

bench: $(READY)  ## what a human task, an opening and a close cost here
	@$(BIN)/lec bench tasks

clean:  ## take away everything that was installed or built; what is recorded stays
	rm -rf $(VENV) $(SETUP) webapp/frontend/node_modules webapp/static/build
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .coverage
	find webapp/translations -name '*.mo' -delete 2>/dev/null || true
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' $(MAKEFILE_LIST) | expand -t 18

$(SETUP)/venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "LEC needs Python 3.11 or newer: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@mkdir -p $(SETUP) && touch $@

$(SETUP)/installed: requirements.txt | $(SETUP)/venv
	@echo "Installing what the program needs"
	@$(PIP) -r requirements.txt
	@touch $@

$(SETUP)/installed-for-tests: requirements-dev.txt | $(SETUP)/installed
	@echo "Installing what the tests and checks need"
	@$(PIP) -r requirements-dev.txt
	@touch $@

# A node that is there is used; else the one from the package index, pinned like everything else.
$(SETUP)/frontend: $(NODE_SOURCES) requirements-node.txt | $(SETUP)/installed
	@{ node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' && npm --version; } >/dev/null 2>&1 \
		|| { echo "Installing Node.js"; $(PIP) -r requirements-node.txt; }
	@$(BIN)/python -m webapp.assets
	@touch $@

$(SETUP)/catalogues: $(CATALOGUES) | $(SETUP)/installed
	@if [ -n "$(CATALOGUES)" ]; then $(BIN)/pybabel --quiet compile -d webapp/translations; fi
	@touch $@

# The program is run from its checkout: a launcher is enough, and nothing has to be built to install it.
define LAUNCHER
#!/bin/sh
root=$$(cd "$$(dirname "$$0")/../.." && pwd)
exec "$$root/$(BIN)/python" -c 'import sys
sys.path[0] = sys.argv.pop(1)
from config.command import main
main(prog_name="lec")' "$$root" "$$@"
endef
export LAUNCHER

$(SETUP)/lec: Makefile | $(SETUP)/venv
	@printf '%s\n' "$$LAUNCHER" > $(BIN)/lec && chmod +x $(BIN)/lec
	@touch $@
