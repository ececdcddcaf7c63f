# Two commands on a fresh machine: `make demo` and `make test`. `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WINE_PACKAGES := wine wine64 gcc-mingw-w64-x86-64 mingw-w64-tools locales
WINDOWS_TESTS := pytest hypothesis pyyaml jsonschema babel colorama
SYSTEM_PACKAGES := libreoffice-calc libreoffice-writer python3-uno fonts-thai-tlwg poppler-utils

.PHONY: help demo test quick lint quick-unit unit system-packages node-packages wine windows wine-bundle windows-test bench fuzz standard macros pictures words docs clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "make %-16s %s\n", $$1, $$2 }'

$(BIN)/ita: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	$(BIN)/python -m compileall -q toolkit
	@touch $(BIN)/ita

$(VENV)/.tested: $(BIN)/ita
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

demo: $(BIN)/ita ## make .venv, install, and play the worked example in ./demo
	@rm -rf demo
	$(BIN)/ita demo demo

test: system-packages node-packages $(VENV)/.tested lint unit ## everything that has to pass

lint: $(VENV)/.tested ## style and types: ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

quick: $(VENV)/.tested ## lint, and the tests that need no other program: within a minute
	@$(MAKE) --no-print-directory -j 2 lint quick-unit

quick-unit: $(VENV)/.tested ## the quick tests alone
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not program and not slow" --hypothesis-profile quick

unit: $(VENV)/.tested ## the tests alone
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

system-packages: ## what the tests need beside Python: LibreOffice, Thai fonts, poppler, Chromium, npm
	@if command -v soffice >/dev/null && test -e "$$(dirname "$$(readlink -f "$$(command -v soffice)")")/libswlo.so" \
		&& command -v pdftotext >/dev/null && command -v chromium >/dev/null && command -v npm >/dev/null \
		&& fc-list | grep -qi laksaman \
		&& /usr/bin/python3 -c 'import uno' 2>/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		export DEBIAN_FRONTEND=noninteractive; apt-get update -q >/dev/null && \
		apt-get install -q -y --no-install-recommends $(SYSTEM_PACKAGES) >/dev/null || exit 1; \
		for program in chromium npm; do command -v $$program >/dev/null || \
			apt-get install -q -y --no-install-recommends $$program >/dev/null || \
			echo "$$program could not be installed (tests that need it are skipped and counted)"; done; \
	else echo "Please install: $(SYSTEM_PACKAGES) chromium npm (tests that need them are skipped and counted)"; fi

node-packages: ## accessibility rules for the published pages, and the validator of Open XML files
	@if test node_modules/axe-core/package.json -nt package.json; then :; \
	elif command -v npm >/dev/null; then \
		npm install --silent --no-package-lock --no-audit --no-fund --ignore-scripts && \
		touch node_modules/axe-core/package.json || \
		echo "npm could not install them (tests that need them are skipped and counted)"; \
	else echo "Please install npm (tests that need axe-core or the Open XML validator are skipped and counted)"; fi

wine: ## Wine, and a compiler for Windows, to try the bundle here
	@if command -v wine >/dev/null && command -v x86_64-w64-mingw32-gcc >/dev/null && command -v gendef >/dev/null \
		&& command -v localedef >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		export DEBIAN_FRONTEND=noninteractive; apt-get update -q >/dev/null; \
		apt-get install -q -y --no-install-recommends $(WINE_PACKAGES) >/dev/null || \
		echo "Wine could not be installed (tests that need it are skipped and counted)"; \
	else echo "Please install: $(WINE_PACKAGES) (tests that need them are skipped and counted)"; fi

windows: $(VENV)/.tested ## make dist/ita-toolkit-…-windows.zip; EMBEDDED=python.org's embeddable zip of CPython 3.11
	$(BIN)/python packaging/windows/bundle.py --python "$(EMBEDDED)"

wine-bundle: wine $(VENV)/.tested ## make the bundle for Windows with a Python that runs under Wine, for the tests
	@if $(BIN)/python packaging/windows/wine_python.py build/windows/wine; then \
		$(BIN)/python packaging/windows/bundle.py --python build/windows/wine/python --out build/windows && \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade --target build/windows/site \
			--platform win_amd64 --python-version 3.11 --implementation cp --only-binary=:all: $(WINDOWS_TESTS); \
	else echo "no Python under Wine (tests that need it are skipped and counted)"; fi

windows-test: wine-bundle ## try the bundle for Windows under Wine
	$(BIN)/python -m pytest -n 0 tests/windows

bench: $(VENV)/.tested ## measure speed as ratios in one run
	$(BIN)/python -m tests.bench

fuzz: $(VENV)/.tested ## spoiled workbooks by the thousand, faults at every touch of the disk, property tests at length
	$(BIN)/python -m tests.fuzz --seconds 60
	$(BIN)/python -m tests.fuzz.injected
	$(BIN)/python -m pytest -n auto -m property --hypothesis-profile fuzz

standard: $(BIN)/ita ## write the blank plan again from the layout specification
	$(BIN)/python -m make.standard_plan

macros: $(BIN)/ita ## write the control workbook again from its modules (needs LibreOffice where one changed)
	$(BIN)/python -m make.control_workbook

pictures: $(VENV)/.tested ## make the pictures of README and guides again (needs LibreOffice, Chromium and TH Sarabun New)
	$(BIN)/python -m make.pictures

words: $(VENV)/.tested ## compile the Thai words of the command line
	$(BIN)/pybabel -q compile -D ita -d toolkit/locale

docs: $(VENV)/.tested ## write the reference again and build the documentation site into build/site
	$(BIN)/python make/reference/reference.py
	$(BIN)/sphinx-build -q -W --keep-going -b html -d build/doctrees docs build/site

clean: ## remove what the commands above made
	rm -rf $(VENV) demo dist build node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis
