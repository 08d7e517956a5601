# Everything a newcomer, a developer and CI need; nothing but Python 3.11 or newer, git and make.
# Packages come from the lock files alone, each held against its hashes.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CORE_VENV := .venv-core
BENCH_VENV := .venv-bench
LOCK_VENV := .venv-lock
UV_VERSION := 0.13.9

export PIP_DISABLE_PIP_VERSION_CHECK := 1
PIP_LOCKED := -m pip install --quiet --require-hashes -r
PIP_PROJECT := -m pip install --quiet --no-deps --no-build-isolation --no-index -e .
# As pip does for packages: else the first start compiles, and where Python may not write, every one.
COMPILED := -m compileall -q bot adapters knowledge

# Whoever is done first takes over from the others.
ON_ALL_CORES := -n auto --dist worksteal

.PHONY: help chat test check fuzz bench setup core-alone lock vectors clean
.DELETE_ON_ERROR:

help:
	@echo "make chat    a conversation with the bot, here in the terminal"
	@echo "make test    all tests"
	@echo "make check   all that CI checks: format, lint, types, import rule, core alone, tests"
	@echo "make fuzz    the property tests on many more examples, others each time (ONLY=\"tests/bot\": a part)"
	@echo "make bench   the matcher beside others, its speed and its memory (RUN=\"peers speed\": a part)"
	@echo "make lock    the lock files anew from pyproject.toml (MORE=--upgrade: newer versions)"
	@echo "make vectors the encoder's vectors of the built-in phrasings anew, after changing them"
	@echo "make clean   takes away what make set up"

chat: $(VENV)/.project
	@$(BIN)/tpm chat

test: $(VENV)/.dev
	@$(BIN)/python -m pytest $(ON_ALL_CORES)

# The tests come last, so that their closing line is the last one.
check: $(VENV)/.dev core-alone
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/tpm knowledge check
	@$(BIN)/python -m pytest $(ON_ALL_CORES)

# The property tests on many more examples, others each time.
fuzz: $(VENV)/.dev
	@TPM_FUZZ=1 $(BIN)/python -m pytest $(ON_ALL_CORES) -m hypothesis $(ONLY)

bench: $(BENCH_VENV)/.bench
	@$(BENCH_VENV)/bin/python -m benchmarks $(RUN)

# Sets up without running anything.
setup: $(VENV)/.dev

# The core needs no adapter's package: here it has none.
core-alone: $(CORE_VENV)/.core
	@$(CORE_VENV)/bin/python tests/core_alone.py

# Stamps: each is newer than what it was made from, so that a second run does nothing, and a
# changed lock is set up anew.
$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=/path/to/python3 …")'
	@echo "Setting up $(VENV) (once)"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.locked: $(VENV)/.python requirements.txt
	@$(BIN)/python $(PIP_LOCKED) requirements.txt
	@touch $@

$(VENV)/.project: $(VENV)/.locked pyproject.toml
	@$(BIN)/python $(PIP_PROJECT)
	@$(BIN)/python $(COMPILED)
	@touch $@

$(VENV)/.dev: $(VENV)/.project requirements-dev.txt
	@$(BIN)/python $(PIP_LOCKED) requirements-dev.txt
	@touch $@

$(CORE_VENV)/.core: requirements-core.txt
	@$(PYTHON) -m venv $(CORE_VENV)
	@$(CORE_VENV)/bin/python $(PIP_LOCKED) requirements-core.txt
	@touch $@

$(BENCH_VENV)/.bench: requirements-bench.txt pyproject.toml
	@echo "Setting up $(BENCH_VENV) (once)"
	@$(PYTHON) -m venv $(BENCH_VENV)
	@$(BENCH_VENV)/bin/python $(PIP_LOCKED) requirements-bench.txt
	@$(BENCH_VENV)/bin/python $(PIP_PROJECT)
	@$(BENCH_VENV)/bin/python $(COMPILED)
	@touch $@

# What bot/ and knowledge/ may import.
CORE := pydantic pyyaml rapidfuzz numpy markdown-it-py
EXTRAS := --extra slack --extra discord --extra encoder --extra postgres --extra install
COMPILE := $(LOCK_VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-annotate --custom-compile-command "make lock" $(MORE)

lock: $(LOCK_VENV)/.uv
	@$(COMPILE) pyproject.toml $(EXTRAS) -o requirements.txt
	@$(COMPILE) pyproject.toml $(EXTRAS) --extra dev -c requirements.txt -o requirements-dev.txt
	@# As the others, but for SQLAlchemy: ChatterBot takes none of the newest.
	@sed -n '/^sqlalchemy=/d; s/^\([a-z].*\) \\$$/\1/p' requirements.txt > $(LOCK_VENV)/same
	@$(COMPILE) pyproject.toml $(EXTRAS) --extra bench -c $(LOCK_VENV)/same -o requirements-bench.txt
	@printf '%s\n' $(CORE) | $(COMPILE) - -c requirements.txt -o requirements-core.txt

$(LOCK_VENV)/.uv: Makefile
	@$(PYTHON) -m venv $(LOCK_VENV)
	@$(LOCK_VENV)/bin/python -m pip install --quiet uv==$(UV_VERSION)
	@touch $@

vectors: $(VENV)/.dev
	@$(BIN)/python -m scripts.make_phrasings

clean:
	rm -rf $(VENV) $(CORE_VENV) $(BENCH_VENV) $(LOCK_VENV)
