# Kansmatch: everything a person or a server types. `make` alone lists it.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:

PYTHON ?= python3
PORT ?= 8000
DEMO ?= 1
ARGS ?=
BIN := .venv/bin
BABEL := $(BIN)/python -m babel.messages.frontend --quiet
KEYWORDS := -k gettext_lazy -k gettext_noop -k ngettext_lazy:1,2 -k pgettext_lazy:1c,2 -k npgettext_lazy:1c,2,3
LOCALE := config/locale
PO := $(LOCALE)/en/LC_MESSAGES/django.po
MO := $(PO:.po=.mo)
fingerprint = $(firstword $(shell cksum < $(1)))
# One stamp per version of a lock: an unchanged lock costs nothing, a changed one is installed again.
RUNTIME := .venv/.runtime-$(call fingerprint,requirements.txt)
DEV := .venv/.dev-$(call fingerprint,requirements-dev.txt)
BENCH := .venv-bench/.bench-$(call fingerprint,requirements.txt)-$(call fingerprint,requirements-bench.txt)
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all:

.PHONY: help run setup test check messages pictures bench openapi lock clean

help: ## List what can be typed
	@sed -n 's/^\([a-z]*\):.*## /make \1 /p' Makefile | awk '{ name = $$2; $$1 = $$2 = ""; printf "  make %-10s%s\n", name, $$0 }'

run: setup ## Try it: web, worker and demonstration data on http://127.0.0.1:8000 (another port: make run PORT=8001)
	@PORT=$(PORT) DEMO=$(DEMO) exec $(BIN)/python -m config.run

setup: $(RUNTIME) $(MO) ## Make .venv with the locked libraries, and the English texts

test: $(DEV) $(MO) ## Run the whole test suite, with the PostgreSQL, Redis and browser lanes
	@$(BIN)/python -m tests.lanes $(ARGS)

check: $(DEV) $(MO) ## Style, types, import contracts, migrations, translations, OpenAPI file, vendored assets
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/pytest -q tests/architecture

messages: $(DEV) ## Bring the English catalogue up to date with the sentences in the code
	@mkdir -p var
	$(BABEL) extract -F babel.cfg $(KEYWORDS) --add-location=file --sort-by-file --no-wrap --project=Kansmatch -o var/django.pot .
	$(BABEL) update -D django -d $(LOCALE) -l en -i var/django.pot --no-wrap --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date

openapi: $(DEV) $(MO) ## Write docs/openapi.yaml anew
	$(BIN)/python manage.py spectacular --lang en --validate --fail-on-warn --file docs/openapi.yaml

pictures: $(DEV) $(MO) ## Make the pictures in docs/pictures from the demonstration data (needs Chromium)
	$(BIN)/python -m tests.pictures

bench: $(BENCH) ## Measure the engine beside other solvers (half an hour; a part: make bench ARGS="--only plain --sizes small college")
	.venv-bench/bin/python -m bench $(ARGS)

lock: ## Resolve the dependencies anew (maintainers; needs uv)
	uv lock --upgrade
	uv export --quiet --no-dev --no-emit-project -o requirements.txt
	uv export --quiet --no-emit-project -o requirements-dev.txt
	uv export --quiet --no-emit-project --only-group bench -o requirements-bench.txt

clean: ## Remove what was made here: .venv, var (database, mail, queue) and caches
	rm -rf .venv .venv-bench var .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis $(MO)
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "Kansmatch needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another: make PYTHON=python3.12")'
	@$(PYTHON) -m venv .venv || { echo "python3 cannot make a virtual environment. On Debian and Ubuntu: apt install python3-venv"; rm -rf .venv; exit 1; }

$(RUNTIME): requirements.txt | .venv/bin/python
	@echo "Installing the libraries into .venv (once, about a minute)"
	@$(INSTALL) -r requirements.txt
	@rm -f .venv/.runtime-* && touch $@

$(DEV): requirements-dev.txt | $(RUNTIME)
	@echo "Installing the tools for tests and checks into .venv (once)"
	@$(INSTALL) -r requirements-dev.txt
	@rm -f .venv/.dev-* && touch $@

# What only the comparison needs stays out of the environment that the product runs and is tested in.
$(BENCH): requirements.txt requirements-bench.txt | .venv/bin/python
	@echo "Installing the other solvers beside the libraries into .venv-bench (once, about a minute)"
	@test -x .venv-bench/bin/python || .venv/bin/python -m venv .venv-bench
	@.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.txt -r requirements-bench.txt
	@rm -f .venv-bench/.bench-* && touch $@

$(MO): $(PO) | $(RUNTIME)
	@$(BABEL) compile -D django -d $(LOCALE)
