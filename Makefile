# Everything a person or a machine does to this project is one of these targets.
# The environment is .venv; whichever target needs it first makes it.

PORT ?= 8000
DATA ?= data
N ?= 1000

BIN := .venv/bin
SOURCES := $(wildcard schemas sync server clients bench tests)
PYTEST := $(BIN)/python -m pytest -n 2 --dist loadgroup
PWA := npm --prefix clients/pwa
PROJECTS ?= smoke

.DEFAULT_GOAL := help

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: setup
setup: ## system packages: installs what is missing on Debian as root, names it elsewhere
	@tools/setup

.PHONY: environment
environment: ## .venv with the locked packages and this project, editable
	@tools/environment

.PHONY: run
run: environment pwa ## demo organisation, server and app in the browser: PORT=8000 DATA=data
	@$(BIN)/fieldpost run --port $(PORT) --data $(DATA)

.PHONY: test
test: check ## check, then every test but the slow ones, and one of each journey in the browser
	@$(PYTEST) tests -m "not slow"
	@$(MAKE) --no-print-directory pwa-test
	@$(MAKE) --no-print-directory e2e

.PHONY: test-all
test-all: check ## check, then every test: journeys, fault suites, long histories
	@$(PYTEST) tests
	@$(MAKE) --no-print-directory pwa-test
	@$(MAKE) --no-print-directory e2e PROJECTS="journeys accessibility"

.PHONY: check
check: check-format check-lint check-mypy check-pyright check-imports pwa-check ## format, lint, types, who may know whom

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

.PHONY: pwa-check
pwa-check: ## the browser app's format, lint, types, and whether its typed client lags behind
	@tools/pwa drift
	@$(PWA) run --silent format:check
	@$(PWA) run --silent lint
	@$(PWA) run --silent types

.PHONY: pwa-test
pwa-test: environment ## the browser app's own tests
	@tools/pwa packages
	@$(PWA) run --silent test

.PHONY: pwa
pwa: ## the browser app's build in server/web/app, if a source is newer
	@tools/pwa build

.PHONY: e2e
e2e: environment pwa ## journeys in a real browser: PROJECTS=smoke, journeys, accessibility
	@$(PWA) run --silent e2e -- $(PROJECTS:%=--project=%)

.PHONY: screens
screens: environment pwa ## a picture of every screen, in every width and language
	@$(PWA) run --silent e2e -- --project=screens

.PHONY: format
format: environment ## puts the formatting right
	@$(BIN)/ruff check --quiet --fix-only $(SOURCES)
	@$(BIN)/ruff format $(SOURCES)
	@tools/pwa packages
	@$(PWA) run --silent format

.PHONY: bench
bench: environment ## measurements, as ratios taken in one run
	@$(BIN)/python -m bench

.PHONY: figures
figures: environment pwa ## what the app in the browser needs and weighs, written beside the bench's
	@$(BIN)/python -m bench browser

.PHONY: simulate
simulate: environment ## random histories against the invariants: N=1000
	@$(BIN)/python -m tests.simulation --histories $(N)

.PHONY: mutants
mutants: environment ## breaks each rule in turn; every one must be caught
	@$(BIN)/python -m tests.mutants

.PHONY: types
types: environment ## writes the pages and types that follow from schemas/ and the handlers
	@$(BIN)/python -m schemas.export
	@$(BIN)/python -m server.export
	@tools/pwa packages
	@cd clients/pwa && npx --no-install openapi-typescript ../../schemas/generated/openapi.json \
		-o src/generated/openapi.ts >/dev/null 2>&1

.PHONY: locks
locks: ## writes requirements/ anew from pyproject.toml
	@tools/locks

.PHONY: clean
clean: ## removes what these targets made, except DATA
	@rm -rf .venv .venv-locks .environment.lock .pwa.lock dist .coverage .hypothesis \
		.import_linter_cache .mypy_cache .pytest_cache .ruff_cache clients/pwa/node_modules \
		clients/pwa/test-results clients/pwa/playwright-report server/web/app
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
