# `make demo` shows the engine at work, `make test` runs every check; both set up what they need in .venv.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
COMPILED := $(wildcard rules_engine/locale/*/LC_MESSAGES/*.po) $(shell find rulesets -name "*.yaml")
EXAMPLE := examples/liangping-2023

.PHONY: demo test clean

demo: $(VENV)/installed
	@$(BIN)/rules-engine evaluate $(EXAMPLE); code=$$?; \
	case $$code in \
	  0) echo "(exit code 0: the grade is settled and passes / 等次已定，通过)";; \
	  1) echo "(exit code 1: the grade is settled and fails / 等次已定，未通过)";; \
	  3) echo "(exit code 3: the grade is not settled; the material asked for above would settle it / 等次未定，补充上列材料后可定)";; \
	  *) exit $$code;; \
	esac

test: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n 2 $(PYTEST_OPTIONS)

# An editable install also compiles catalogues and rulesets; it is made again when they or the metadata change.
$(VENV)/installed: pyproject.toml $(COMPILED) | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/installed-dev: pyproject.toml $(COMPILED) | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $(VENV)/installed $@

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

clean:
	rm -rf $(VENV) build dist
