# Two commands: 'make lab' opens the course, 'make test' tests it. 'make help' lists the rest.
# PYTHON=/path/to/python3.11 chooses the interpreter the environment is made with.

SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip
ARGS ?=

export PYTHON
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# pip asks PyTorch's index for every package: should it be out of reach, more than one retry
# each would cost minutes.
export PIP_RETRIES ?= 1

.DEFAULT_GOAL := help
.PHONY: help lab test setup setup-test benchmark build lock clean

help:  ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

lab: setup  ## install the course if need be and open JupyterLab in lectures/
	$(BIN)/course lab $(ARGS)

test: setup-test  ## install what the tests need and run all of them; STAGES="fast binder" runs some
	PATH="$(CURDIR)/$(BIN):$$PATH" tools/test.sh $(STAGES)

setup: $(VENV)/.lab-ready  ## install the course, no more

setup-test: $(VENV)/.test-ready  ## install the course, the tests' tools and a browser, no more
	tools/browser.sh $(BIN)/python

benchmark: $(VENV)/.test-ready  ## measure speed; leave the machine alone meanwhile
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -m benchmark -n 0 tests/benchmarks -s

build: setup  ## write lectures/ from solutions/
	$(BIN)/course build $(ARGS)

lock:  ## refresh constraints.txt from a clean environment
	tools/lock.sh

clean:  ## remove the environment and what the tools left behind
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis build *.egg-info

# The stamps are newer than what they were made from, so a second run has nothing to install.
$(VENV)/bin/python:
	tools/venv.sh $(VENV)

$(VENV)/.lab-ready: requirements.txt constraints.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) install --quiet -r requirements.txt
	touch $@

$(VENV)/.test-ready: requirements-dev.txt $(VENV)/.lab-ready
	$(PIP) install --quiet -r requirements-dev.txt
	touch $@
