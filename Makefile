# Everything a person or a machine does to this project is one of these targets.
# The environment is .venv; whichever target needs it first makes it.

PORT ?= 8000
DATA ?= data
N ?= 1000

BIN := .venv/bin
SOURCES := $(wildcard schemas sync server clients bench tests)
PYTEST := $(BIN)/python -m pytest -n 2 --dist loadgroup

.DEFAULT_GOAL := help

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: setup
setup: ## system packages: installs what is missing on Debian as root, names it elsewhere
	@tools/setup

.PHONY: environment
environment: ## .venv with the locked packages and this project, editable
	@tools/environment

.PHONY: run
run: environment ## demo organisation and server: PORT=8000 DATA=data
	@$(BIN)/fieldpost run --port $(PORT) --data $(DATA)

.PHONY: test
test: check ## check, then every test but the slow ones
	@$(PYTEST) tests -m "not slow"

.PHONY: test-all
test-all: check ## check, then every test: journeys, fault suites, long histories
	@$(PYTEST) tests

.PHONY: check
check: check-format check-lint check-mypy check-pyright check-imports ## format, lint, types, who may know whom

.PHONY: check-format
check-format: environment ## formatting only
	@$(BIN)/ruff format --check --quiet $(SOURCES)

.PHONY: check-lint
check-lint: environment ## ruff only
	@$(BIN)/ruff check $(SOURCES)

.PHONY: check-mypy
check-mypy: environment ## mypy only
	@$(BIN)/mypy $(SOURCES)

.PHONY: check-pyright
check-pyright: environment ## pyright only
	@$(BIN)/pyright

.PHONY: check-imports
check-imports: environment ## only who may know whom
	@$(BIN)/lint-imports --no-cache --no-logo

.PHONY: format
format: environment ## puts the formatting right
	@$(BIN)/ruff check --quiet --fix-only $(SOURCES)
	@$(BIN)/ruff format $(SOURCES)

.PHONY: bench
bench: environment ## measurements, as ratios taken in one run
	@$(BIN)/python -m bench

.PHONY: simulate
simulate: environment ## random histories against the invariants: N=1000
	@$(BIN)/python -m tests.simulation --histories $(N)

.PHONY: mutants
mutants: environment ## breaks each rule in turn; every one must be caught
	@$(BIN)/python -m tests.mutants

.PHONY: types
types: environment ## writes the pages and types that follow from schemas/
	@$(BIN)/python -m schemas.export

.PHONY: locks
locks: ## writes requirements/ anew from pyproject.toml
	@tools/locks

.PHONY: clean
clean: ## removes what these targets made, except DATA
	@rm -rf .venv .venv-locks .environment.lock dist .coverage .hypothesis .import_linter_cache \
		.mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
