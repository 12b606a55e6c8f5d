# The project's commands. `make` alone lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := .cache/tool/bin/uv
# these ask for a newer Python in their metadata than their code needs: locked as for that one, and installed
# by pip, which can be told to
AHEAD_CLIENTS := klingai-api vidu-mcp
CLIENTS := dashscope-1 dashscope-2 litellm openai-2 openai-3 volcengine volcengine-python-sdk $(AHEAD_CLIENTS)
NPM_CLIENTS := $(if $(shell command -v npm),npm-ai-sdk npm-kling-api npm-openai npm-volcengine-openapi)
CLIENT_STAMPS := $(CLIENTS:%=.cache/clients/%/.ready) $(NPM_CLIENTS:%=.cache/clients/%/.ready)
TARGETS ?= tests
MUTANTS := .cache/mutants/environment
# Drawn requests and foreign clients take twice as long under a tracer, and cover nothing that the others do not.
UNMEASURED := tests/property tests/contract tests/sdk tests/strangers

.DEFAULT_GOAL := help
.PHONY: docs help verify test check lint types imports format bench mutants lock clients clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

verify: $(VENV)/.ready ## Judge the reference gateway against the mock over HTTP, write reports/
	$(BIN)/vidlect verify --surface all --report reports

test: $(VENV)/.ready clients ## Everything: lint, types, import rules, all tests with the foreign clients
	$(MAKE) -j3 --output-sync lint types imports
	$(BIN)/python -m coverage erase
	$(BIN)/python -m coverage run -m pytest -n 2 --dist worksteal tests $(UNMEASURED:%=--ignore=%)
	$(BIN)/python -m pytest -n 2 --dist worksteal $(UNMEASURED)
	$(BIN)/python -m coverage combine -q
	$(BIN)/python -m coverage report --include='adapters/*' --fail-under=100
	$(BIN)/python -m coverage report --fail-under=95

check: $(VENV)/.ready ## The quick subset while working
	$(MAKE) -j2 --output-sync lint imports
	$(BIN)/python -m pytest -n 2 -q -m "not slow and not foreign" $(TARGETS)

lint: $(VENV)/.ready ## ruff, formatting included
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.ready ## mypy strict and pyright strict
	$(BIN)/mypy
	$(BIN)/basedpyright

imports: $(VENV)/.ready ## The import rules of pyproject.toml
	$(BIN)/lint-imports

format: $(VENV)/.ready ## Let ruff format and mend what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/.ready ## Make the generated parts of the documentation anew
	$(BIN)/python tests/documentation/generated.py

bench: $(VENV)/.ready ## Measure, print ratios, append to docs/performance.md
	$(BIN)/python tests/bench

mutants: $(MUTANTS)/.ready ## Mutation testing of vidlect_adapters: hours; less by ONLY= and SAMPLE= (docs/mutants.md)
	nice -n 19 $(MUTANTS)/bin/python tests/mutants $(ONLY) $(if $(SAMPLE),--sample $(SAMPLE))

clients: ## One locked environment per foreign client
	@$(MAKE) --no-print-directory -j4 $(CLIENT_STAMPS)

define compile
	$(UV) pip compile -q --universal --generate-hashes --no-header --upgrade \
	  --python-version $(if $(filter $(AHEAD_CLIENTS),$(notdir $(1))),3.14,3.11) \
	  $(addprefix --override ,$(wildcard requirements/$(1).without)) requirements/$(1).in -o requirements/$(1).lock

endef

lock: $(UV) ## Make requirements/*.lock anew
	$(foreach name,dev mutants tool $(CLIENTS:%=clients/%),$(call compile,$(name)))

clean: ## Remove environments, caches and reports
	rm -rf $(VENV) .cache reports build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(UV): requirements/tool.lock
	$(PYTHON) -c 'import sys; sys.exit("vidlect needs Python 3.11 or newer, this is " + sys.version) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .cache/tool
	.cache/tool/bin/python -m pip install -q --require-hashes -r requirements/tool.lock
	@touch $@

$(VENV)/.ready: $(UV) requirements/dev.lock pyproject.toml hatch_build.py
	$(UV) venv -q --allow-existing --python $(PYTHON) $(VENV)
	VIRTUAL_ENV=$(CURDIR)/$(VENV) $(UV) pip sync -q --require-hashes requirements/dev.lock
	VIRTUAL_ENV=$(CURDIR)/$(VENV) $(UV) pip install -q --no-deps --no-build-isolation -e .
	@touch $@

$(MUTANTS)/.ready: $(UV) requirements/mutants.lock pyproject.toml hatch_build.py
	$(UV) venv -q --clear --python $(PYTHON) $(MUTANTS)
	VIRTUAL_ENV=$(CURDIR)/$(MUTANTS) $(UV) pip sync -q --require-hashes requirements/mutants.lock
	VIRTUAL_ENV=$(CURDIR)/$(MUTANTS) $(UV) pip install -q --no-deps --no-build-isolation -e .
	@touch $@

.cache/clients/npm-%/.ready: requirements/clients/npm-%/package-lock.json
	@mkdir -p $(@D)
	cp requirements/clients/npm-$*/package.json $< $(@D)/
	npm --prefix $(@D) ci --silent --no-audit --no-fund
	@touch $@

.cache/clients/%/.ready: requirements/clients/%.lock $(UV)
	$(UV) venv -q --clear --python $(PYTHON) .cache/clients/$*
	$(if $(filter $(AHEAD_CLIENTS),$*),.cache/tool/bin/python -m pip --python .cache/clients/$*/bin/python install -q \
	  --require-hashes --no-deps --ignore-requires-python -r $<,\
	  VIRTUAL_ENV=$(CURDIR)/.cache/clients/$* $(UV) pip sync -q --require-hashes $<)
	@touch $@
