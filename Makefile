# What people and the automatic build both call. `make help` lists it.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
READY := $(VENV)/.ready
READY_DESK := $(VENV)/.ready-desk
READY_DEV := $(VENV)/.ready-dev
TOOLS := node_modules/.ready
# The theme announces the end of its life on every build; that is for coders, not for editors.
PY := NO_MKDOCS_2_WARNING=1 PYTHONPATH=. PYTHONUTF8=1 $(VENV)/bin/python

# Compiling every installed module would take half of an installation's time, for modules that are
# mostly never imported. Python compiles those that are, once: so it has to be let to keep them.
INSTALL := $(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-compile \
  --require-hashes --only-binary :all:
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help package build test serve desk check diff bench desk-bench import-bench profile audit load mutants hostile stale pictures desk-assets lock sbom clean

help: ## list these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

build: $(READY) ## check everything and build the site into site/
	@$(PY) -m mkdocs build

test: $(READY_DEV) $(READY_DESK) $(TOOLS) ## style, types and all tests
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy
	@$(PY) -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

serve: $(READY) ## the site at http://127.0.0.1:8000/, reloaded after each change of page or CSV
	@$(PY) -m mkdocs serve --no-strict

desk: $(READY_DESK) ## the desk in the browser: change figures and pages, send them (OPTIONS=--khong-mo)
	@$(PY) -m report desk $(OPTIONS)

check: $(READY) ## only check: every problem with file, line and how to mend it (BASE=main: what was published, too)
	@$(PY) -m report check $(if $(FORMAT),--format $(FORMAT)) $${BASE:+"--base=$$BASE"} \
	  $${PUBLISHED:+"--published=$$PUBLISHED"}

diff: $(READY) ## what changes for readers since BASE: make diff BASE=main
	@$(PY) -m report diff $${PUBLISHED:+"--published=$$PUBLISHED"} "$$BASE"

bench: $(READY_DEV) ## measure the speed of builds, and how soon make serve shows what was saved (takes some minutes)
	@$(PY) tests/bench.py

profile: $(READY_DEV) ## where the time of builds goes: a first one, a second one, one after a change
	@$(PY) tests/profiling.py

desk-bench: $(READY_DEV) $(READY_DESK) ## measure the editing desk: opening, a keystroke, a kept cell and its page
	@$(PY) tests/desk_speed.py

import-bench: $(READY_DEV) ## import each Word and Excel file of a folder and count what is lost: make import-bench FILES=folder
	@$(PY) tests/import_bench.py "$(FILES)"

audit: $(READY_DEV) $(TOOLS) ## measure weight and speed of pages and of the search on a phone (OPTIONS="--rounds 1 --large 250")
	@$(PY) tests/audit.py $(OPTIONS)
	@$(PY) tests/search_speed.py

load: $(READY_DEV) ## an office's own web server (deploy/) under load, beside a plain one (needs wrk)
	@$(PY) tests/load.py

mutants: $(READY_DEV) ## which changes to the code no test notices: sources, figures, checks (takes hours; SAMPLE=400: minutes)
	@$(PY) tests/mutants.py $(if $(SAMPLE),--sample $(SAMPLE)) $(if $(SEED),--seed $(SEED)) $(ONLY)

hostile: $(READY_DEV) $(TOOLS) ## try every attack of tests/hostile/ at every door (takes some minutes)
	@HOSTILE=1 $(PY) -m pytest tests/hostile

stale: $(READY_DEV) ## compare the site with a clean build after each of 200 edits (takes some minutes)
	@STALE=1 $(PY) -m pytest tests/site/test_stale.py

pictures: $(READY_DEV) $(TOOLS) ## take the pictures of the editors' manual anew
	@$(PY) -m tests.pictures

desk-assets: $(TOOLS) ## bundle the editing desk's frontend anew (report/desk/frontend into static)
	@npm run --silent desk

# A lock begins with its options: Dependabot compiles with what it reads there. The others take
# from the first the versions of what both have.
lock: $(READY_DEV) ## compile requirements*.in to requirements*.txt
	@for name in requirements requirements-desk requirements-dev; do \
	  $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url $$name.in -o $$name.txt || exit; \
	done

package: $(READY) ## the code as a package in dist/, for other offices
	@mkdir -p dist
	@$(PY) -c 'from report.drafting.new_office.wheel import build_wheel; print("dist/" + build_wheel("dist"))'

sbom: $(READY) ## list what builds the site in sbom.cdx.json (CycloneDX)
	@$(PY) .github/scripts/sbom.py > sbom.cdx.json

clean: ## remove everything that was made
	rm -rf $(VENV) node_modules site dist .site.dang-ghi .dang-ghi .cache sbom.cdx.json mutants .mypy_cache .ruff_cache \
	  .pytest_cache .hypothesis

# What builds the site: made anew when its lock changes, and only then. The stamp is a copy of the
# lock, so that one with a newer date and nothing new (`make lock`, another branch) costs nothing.
$(READY): requirements.txt
	@cmp -s $< $@ || { \
	  $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")' \
	  && $(PYTHON) -m venv --clear $(VENV) \
	  && $(INSTALL) -r $<; } && cp $< $@

# What the desk needs, on top.
$(READY_DESK): requirements-desk.txt $(READY)
	@cmp -s $< $@ || $(INSTALL) -r $< && cp $< $@

# What tests it, on top.
$(READY_DEV): requirements-dev.txt $(READY)
	@cmp -s $< $@ || $(INSTALL) -r $< && cp $< $@

# Tools of the tests that the npm registry has: validators, axe, Lighthouse.
$(TOOLS): package-lock.json tests/system.sh
	@tests/system.sh
	@npm ci --loglevel=error
	@touch $@
