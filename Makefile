# Two commands set everything up: `make demo` and `make test`.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
# Modules are compiled when they are first imported: most of what is installed never is.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --no-deps --require-hashes
export TIANPING_HOME ?= home

.PHONY: install demo test lint bench lock

install: $(VENV)/.installed

$(VENV)/.installed: requirements.lock pyproject.toml
	command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is needed: install it, or name it with PYTHON=/path/to/python3.11"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(INSTALL) -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	$(INSTALL) -r requirements-dev.lock
	touch $@

# The browser tests drive Debian's Chromium and look at Chinese text.
.PHONY: browser
browser:
	@command -v chromium >/dev/null && fc-list 2>/dev/null | grep -qi 'noto.*cjk' || { \
	  SUDO=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	  $$SUDO apt-get update -qq && $$SUDO apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk fontconfig; }

demo: install
	$(BIN)/tianping demo

test: $(VENV)/.installed-dev browser lint
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

# The longest first, two beside each other: types are checked on one core.
LINTERS := lint-types lint-sql lint-python
.PHONY: $(LINTERS)
lint: $(VENV)/.installed-dev
	@$(MAKE) --no-print-directory --jobs 2 --output-sync $(LINTERS)

lint-types:
	$(BIN)/mypy

lint-sql:
	$(BIN)/sqlfluff lint warehouse/models warehouse/tests --processes 2

lint-python:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

$(VENV)/.installed-bench: $(VENV)/.installed-dev requirements-bench.lock
	$(INSTALL) -r requirements-bench.lock
	touch $@

bench: $(VENV)/.installed-bench
	$(BIN)/python -m bench

# The method book, its numbers computed by the models.
.PHONY: docs
docs: $(VENV)/.installed-dev
	$(BIN)/python -m bench.method.book

# Written without index addresses, so that the locks hold wherever packages come from. The development lock comes first:
# the linters bound what the product may use, and both environments hold the same versions. Universal: one lock for
# every Python and processor, a version keeping its place until it no longer fits.
UV_LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml
lock:
	$(BIN)/python -m pip install --quiet uv
	$(UV_LOCK) --extra dev -o requirements-dev.lock
	$(UV_LOCK) --extra dev --extra bench -c requirements-dev.lock -o requirements-bench.lock
	$(UV_LOCK) -c requirements-dev.lock -o requirements.lock
