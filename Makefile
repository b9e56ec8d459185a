# Everything a person does here. `make run` and `make test` need Python 3.12 or newer, and nothing else.
.PHONY: help run reset test check fmt bench lock setup-run setup-test
.DEFAULT_GOAL := help

PORT ?= 8000
BIN := .venv/bin
ENVIRONMENT_FOR = python=$$(sh tools/python.sh); test -n "$$python" || { echo "Talkoot needs Python 3.12 or newer: install it (apt-get install python3.13 python3.13-venv, brew install python@3.13, or pyenv install 3.13) and try again." >&2; exit 1; }; "$$python" tools/setup.py

help:  ## say what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## */  make \1\t/' | expand -t 16

run: setup-run  ## the site with its demo movement, on http://127.0.0.1:8000 (other port: make run PORT=8001)
	@TALKOOT_MODE=$${TALKOOT_MODE:-development} $(BIN)/talkoot run --port $(PORT)

reset: setup-run  ## throw the development site's data away (asks first)
	@TALKOOT_MODE=development $(BIN)/talkoot reset

test: setup-test  ## every check and every test; on PostgreSQL with DATABASE_URL=postgresql://...
	@$(BIN)/python tools/checks.py all

check: setup-test  ## the fast part: format, lint, types, contracts, house
	@$(BIN)/python tools/checks.py fast

fmt: setup-test  ## put every file into its one form
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet . && $(BIN)/djade --quiet --target-version 6.1 $$(git ls-files '*.html')

bench: setup-test  ## measure, and write build/bench.json
	@$(BIN)/python -m bench

lock:  ## choose the newest versions that fit pyproject.toml (needs uv)
	@uv pip compile -q --universal --python-version 3.12 --generate-hashes --no-header --upgrade pyproject.toml -o requirements/core.txt
	@uv pip compile -q --universal --python-version 3.12 --generate-hashes --no-header pyproject.toml --group build -c requirements/core.txt -o requirements/run.txt
	@uv pip compile -q --universal --python-version 3.12 --generate-hashes --no-header --upgrade pyproject.toml --group dev --group build -c requirements/core.txt -o requirements/dev.txt
	@uv pip compile -q --universal --python-version 3.12 --generate-hashes --no-header --upgrade --group node -o requirements/node.txt

setup-run:
	@$(ENVIRONMENT_FOR) run

setup-test:
	@$(ENVIRONMENT_FOR) test
