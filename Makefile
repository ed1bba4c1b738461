# `make help` lists what there is to do. Only Python 3.11 or newer and make are needed; the rest is set up here.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SOURCES ?= sources
OUTPUT ?= output
PORT ?= 3000

export DAGSTER_HOME := $(CURDIR)/.dagster
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help dataset fast test-fast check-sources test ui check readme accuracy bench-text bench-extract bench-incremental clean

help: ## List these commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | while IFS="$$(printf '\t')" read -r name text; do printf '  make %-14s %s\n' "$$name" "$$text"; done

dataset: $(VENV)/ready $(if $(FAST),fast) ## Build OUTPUT (output/) from SOURCES (sources/); BUILD="--no-fetch", BUILD="--force"; FAST=1: compiled
	@$(WITH_COPY) $(BIN)/python -m assets.build --sources "$(SOURCES)" --output "$(OUTPUT)" $(BUILD)

# The sources' folder must not come before the copy, and the copy itself refuses to run when it is not of the sources.
WITH_COPY = $(if $(FAST),PYTHONSAFEPATH=1 PYTHONPATH="$(CURDIR)/build/fast")

fast: $(VENV)/ready-dev ## Compile a copy of structure and extraction (needs a C compiler; about two minutes)
	@$(BIN)/python -m assets.compiled

test-fast: fast ## Test that the compiled copy gives the same rows
	@$(BIN)/python -m pytest tests/assets/test_compiled.py

check-sources: $(VENV)/ready ## Name every mistake of the catalogue in SOURCES, with its line
	@$(BIN)/python -m assets.check_sources --sources "$(SOURCES)"

test: $(VENV)/ready-dev check ## Run every check and every test
	@$(BIN)/python -m pytest -n 2 --dist worksteal

ui: $(VENV)/ready ## Open the Dagster UI on PORT (default 3000), for SOURCES and OUTPUT
	@cd .dagster && DISTRICT_SOURCES="$(abspath $(SOURCES))" DISTRICT_OUTPUT="$(abspath $(OUTPUT))" ../$(BIN)/dagster dev -w ../workspace.yaml -p $(PORT)

check: $(VENV)/ready-dev ## Lint, format, types, direction of imports
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

readme: $(VENV)/ready ## Put fresh example rows of output/ into the READMEs
	@$(BIN)/python -m pipeline.publish.examples output README.md README.zh.md

accuracy: $(VENV)/ready-dev ## Measure the tables against the hand labels (tests/gold)
	@$(BIN)/python -m tests.scoring

bench-text: $(VENV)/ready-dev build/bench-env/ready ## Speed of the text stage beside other tools (BENCH="--texts FOLDER")
	@POLARS_MAX_THREADS=1 OMP_NUM_THREADS=1 $(BIN)/python benchmarks/text.py --write docs/performance.md $(BENCH)

bench-incremental: $(VENV)/ready ## What a refresh costs beside a full build (BENCH="--sources FOLDER")
	@$(BIN)/python benchmarks/incremental.py $(BENCH)

bench-extract: $(VENV)/ready-dev build/bench-env/ready ## Speed and accuracy of the extraction beside other tools
	@POLARS_MAX_THREADS=1 OMP_NUM_THREADS=1 $(BIN)/python benchmarks/extract.py --write docs/performance.md $(BENCH)

clean: ## Remove the environment, the run history and the stage tables
	rm -rf $(VENV) .dagster build

$(VENV)/ready: requirements.lock pyproject.toml dagster.yaml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; $(PYTHON) is $$($(PYTHON) -V). Try: make PYTHON=python3.12"; exit 1; }
	@echo "Setting up (once; a minute or two)…"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(BIN)/python -c "from assets.folders import prepare_home; prepare_home()"
	@touch $@

$(VENV)/ready-dev: $(VENV)/ready requirements-dev.lock
	@echo "Setting up what the tests need (once)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	@touch $@

build/bench-env/ready: requirements-bench.lock
	@echo "Setting up the tools to compare with (once; about two minutes)…"
	@test -x build/bench-env/bin/python || $(PYTHON) -m venv build/bench-env
	@build/bench-env/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-bench.lock
	@touch $@
