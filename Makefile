# Two commands set everything up: `make demo` and `make test`.
# The newest Python found of those that fit and can make an environment; PYTHON=/path/to/python names another.
FITS := import ensurepip, sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))
PYTHON ?= $(firstword $(foreach python,python3.13 python3.12 python3.11 python3,$(shell $(python) -c '$(FITS)' 2>/dev/null && echo $(python))))
VENV := .venv
BIN := $(VENV)/bin
# Modules are compiled when they are first imported: most of what is installed never is.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --no-deps --require-hashes
export TIANPING_HOME ?= home

.PHONY: install demo test lint bench lock

install: $(VENV)/.installed

# Packages of the system's, installed as root or through sudo.
APT := SUDO=$$([ "$$(id -u)" = 0 ] || echo sudo); $$SUDO apt-get update -qq && $$SUDO apt-get install -y -qq --no-install-recommends
HEADERS := import os, sys, sysconfig; sys.exit(not os.path.exists(os.path.join(sysconfig.get_path("include"), "Python.h")))

# PDQ hashes come as source only: a compiler and Python's headers make them.
$(VENV)/.installed: requirements.lock pyproject.toml
	@$(if $(PYTHON),$(PYTHON),false) -c '$(FITS)' 2>/dev/null || { \
	  echo "No Python 3.11, 3.12 or 3.13 with venv$(if $(PYTHON), behind PYTHON=$(PYTHON)): apt-get install python3 python3-venv, or name one with PYTHON=/path/to/python"; exit 1; }
	@command -v g++ >/dev/null || { $(APT) g++; }
	@$(PYTHON) -c '$(HEADERS)' || { $(APT) $(notdir $(PYTHON))-dev; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(INSTALL) -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	$(INSTALL) -r requirements-dev.lock
	touch $@

# The browser tests drive Chromium, the system's or, where the system has none but a snap, Playwright's own, and look at
# Chinese text.
.PHONY: browser
browser: $(VENV)/.installed-dev
	@fc-list 2>/dev/null | grep -qi 'noto.*cjk' || { $(APT) fonts-noto-cjk fontconfig; }
	@command -v chromium >/dev/null || { \
	  if grep -q '^ID=ubuntu' /etc/os-release; then $(BIN)/playwright install --with-deps chromium; else $(APT) chromium; fi; }

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
	$(BIN)/sqlfluff lint warehouse/models warehouse/tests warehouse/queries --processes 2

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
