# `make report` and `make test` need git, make and Python 3.11 or newer; the rest comes into .venv by itself.

PYTHON ?= python3
CODE := $(wildcard src tests bench)
BIN := .venv/bin
PY := $(BIN)/python

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-print-directory

# A caller's settings may say where packages come from, never where they go or which are taken; nor may
# they change what Python imports, or switch assertions off.
export PIP_USER := 0
export PIP_DISABLE_PIP_VERSION_CHECK := 1
unexport PIP_BREAK_SYSTEM_PACKAGES PIP_BUILD_CONSTRAINT PIP_CONFIG_SETTINGS PIP_CONSTRAINT PIP_DRY_RUN PIP_EDITABLE \
  PIP_FORCE_REINSTALL PIP_GROUP PIP_IGNORE_INSTALLED PIP_IGNORE_REQUIRES_PYTHON PIP_LOG PIP_NO_BINARY \
  PIP_NO_BUILD_ISOLATION PIP_NO_COMPILE PIP_NO_DEPS PIP_ONLY_BINARY PIP_PRE PIP_PREFIX PIP_PYTHON PIP_QUIET \
  PIP_REPORT PIP_REQUIRE_HASHES PIP_REQUIREMENT PIP_ROOT PIP_SRC PIP_TARGET PIP_UPGRADE PIP_USE_PEP517 PIP_VERBOSE
unexport PYTHONHOME PYTHONOPTIMIZE PYTHONPATH PYTHONSAFEPATH PYTHONWARNINGS
unexport COVERAGE_FILE COVERAGE_RCFILE MYPYPATH PYTEST_ADDOPTS

# $(call venv,FOLDER): a fresh environment, or the reason why there can be none.
venv = fail() { rm -rf $(1); echo "make: $$*" >&2; exit 1; }; \
    command -v "$(PYTHON)" >/dev/null || fail "no $(PYTHON) here; sotetrace needs Python 3.11 or newer: make PYTHON=…"; \
    "$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
    || fail "sotetrace needs Python 3.11 or newer, $(PYTHON) is not: make PYTHON=…"; \
    "$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null \
    || fail "$(PYTHON) cannot make virtual environments; on Debian and Ubuntu install python3-venv"; \
    "$(PYTHON)" -m venv --clear $(1) || fail "$(PYTHON) could not make $(1), see above"

# $(call install,REQUIREMENT FILES): what they pin, and sotetrace itself as it stands here.
install = $(PY) -m pip -qq install --no-input --require-hashes $(patsubst %,-r %,$(1)) \
    && $(PY) -m pip -qq install --no-input --no-deps --no-build-isolation --editable . \
    || { echo "make: installing into .venv failed, see above; it needs a package index within reach." >&2; exit 1; }

# $(call pin,NAME,SOURCES): requirements/NAME.txt, one version for every Python and system, no index named.
pin = .venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
      --no-header $(if $(UPGRADE),--upgrade) --output-file requirements/$(1).txt $(2) \
    && { echo "\# Written by 'make lock' from pyproject.toml and requirements/*.in; not edited by hand."; \
         cat requirements/$(1).txt; } > requirements/$(1).tmp \
    && mv requirements/$(1).tmp requirements/$(1).txt

# The environment: made once, filled by stamps, so that a second run starts at once. One whose Python is gone, or
# that was made where the clone no longer is, is made anew; the stamp says where that was.
$(shell if [ -f .venv/.run ] && { [ ! -x $(PY) ] || [ "$$(cat .venv/.run)" != "$(CURDIR)" ]; }; then rm -rf .venv; fi)

.venv/bin/python:
	@$(call venv,.venv)

.venv/.run: .venv/bin/python pyproject.toml requirements/run.txt requirements/build.txt
	@echo "Installing what sotetrace runs on into .venv (once) …" >&2
	@$(call install,requirements/run.txt requirements/build.txt)
	@echo "$(CURDIR)" > $@

.venv/.dev: .venv/bin/python pyproject.toml requirements/dev.txt
	@echo "Installing what the checks need into .venv (once) …" >&2
	@$(call install,requirements/dev.txt)
	@echo "$(CURDIR)" | tee .venv/.run > $@

.venv-lock/bin/uv:
	@$(call venv,.venv-lock)
	@.venv-lock/bin/python -m pip -qq install --no-input uv

.venv-mutants/.done: requirements/run.txt requirements/mutants.txt
	@$(call venv,.venv-mutants)
	@.venv-mutants/bin/python -m pip -qq install --no-input --require-hashes -r requirements/mutants.txt
	@touch $@

.venv-peers/.done: requirements/peers.txt
	@$(call venv,.venv-peers)
	@.venv-peers/bin/python -m pip -qq install --no-input --require-hashes -r requirements/peers.txt
	@touch $@

.venv-audit/.done: requirements/audit.txt
	@$(call venv,.venv-audit)
	@.venv-audit/bin/python -m pip -qq install --no-input --require-hashes -r requirements/audit.txt
	@touch $@

.PHONY: help
help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' Makefile

.PHONY: report
report: .venv/.run ## the coverage report of the Sote2040 vision, and a line on its family
	@$(PY) -m sotetrace coverage -m data/vision.yaml
	@echo
	@$(PY) -m sotetrace coverage -m data/family/sotetrace.yaml --across sote2040 --brief

.PHONY: test
test: lint types layers pytest ## every check: format, lint, types, layers, tests with coverage

.PHONY: format
format: .venv/.dev ## rewrite the code in the house format, and mend what ruff can
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format --quiet .

.PHONY: lint
lint: .venv/.dev ## format and lint (ruff)
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/ruff check --quiet .
	@echo "format, lint: clean"

.PHONY: types
types: .venv/.dev ## strict types (mypy)
	@$(PY) -m mypy --no-error-summary $(CODE)
	@echo "types: clean"

.PHONY: layers
layers: .venv/.dev ## who may import what (import-linter)
	@$(BIN)/lint-imports --no-logo

.PHONY: pytest
pytest: .venv/.dev ## all tests; the unit tests reach at least 95 % of the branches of the core
	@$(PY) -m pytest -q -n auto --dist worksteal tests/unit --cov --cov-report=
	@$(PY) -m coverage report --fail-under=95
	@$(PY) -m pytest -q -n auto --dist worksteal --ignore=tests/unit

.PHONY: golden
golden: .venv/.dev ## write the golden files anew; read the difference before you commit it
	@$(PY) -m pytest -q tests/golden --refresh-golden

.PHONY: bench
bench: .venv/.dev $(if $(PEERS),.venv-peers/.done) ## speed as ratios, into docs/benchmarks.md (PEERS=1: beside other tools; half an hour)
	@$(PY) -m bench --write $(if $(PEERS),--peers .venv-peers)

.PHONY: seeded
seeded: .venv/.dev ## realistic mistakes in data/vision.yaml: which tool catches them
	@$(PY) -m pytest -q tests/seeded

.PHONY: mutants
mutants: .venv-mutants/.done ## mutation testing of coverage, graph and diff (ROOMS="diff", SAMPLE=300: of each)
	@nice -n 10 .venv-mutants/bin/python -m tests.mutants $(if $(SAMPLE),--sample $(SAMPLE)) $(ROOMS)

.PHONY: audit
audit: .venv-audit/.done ## known vulnerabilities of what sotetrace runs on; asks a database on the network
	@.venv-audit/bin/pip-audit --strict --require-hashes --disable-pip --progress-spinner off -r requirements/run.txt \
	|| { echo "make: a package has a known vulnerability, or nothing could be looked up, see above." >&2; exit 1; }

EXAMPLES ?= 1000
.PHONY: fuzz
fuzz: .venv/.dev ## hostile input at length: EXAMPLES (1000) a property, then the worst inputs under 2 GiB and 60 s
	@echo "Fuzzing: $(EXAMPLES) examples for each property …"
	@SOTETRACE_FUZZ=$(EXAMPLES) $(PY) -m pytest -q -n auto tests/hostile/test_fuzz.py tests/hostile/test_laws.py
	@$(PY) -m tests.hostile.worst

.PHONY: lock
lock: .venv-lock/bin/uv ## pin the requirements anew with hashes (UPGRADE=1: to the newest versions)
	@$(call pin,run,pyproject.toml)
	@$(call pin,build,requirements/build.in)
	@$(call pin,dev,--all-extras pyproject.toml requirements/build.in requirements/dev.in -c requirements/run.txt -c requirements/build.txt)
	@$(call pin,peers,requirements/peers.in)
	@$(call pin,mutants,pyproject.toml requirements/mutants.in -c requirements/run.txt -c requirements/dev.txt)
	@$(call pin,audit,requirements/audit.in -c requirements/dev.txt)

.PHONY: clean
clean: ## remove .venv and everything else that was made here
	@rm -rf .venv .venv-audit .venv-lock .venv-mutants .venv-peers .mutants build dist htmlcov .coverage .coverage.* .hypothesis .import_linter_cache \
	  .mypy_cache .pytest_cache .ruff_cache
	@find src tests bench -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
