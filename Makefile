# The two commands a newcomer needs are `make build` and `make test`; both set up what they need in .venv first.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TEXTS ?= texts
LOCKING := $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --no-emit-index-url --no-emit-find-links \
	--no-emit-trusted-host --no-emit-options --no-header --allow-unsafe

.PHONY: build test lint types unit docs docs-check build-check verify judges test-cluster documents xlsx cluster bench \
	evaluate fuzz locks system system-judges clean

build: $(VENV)/run.stamp ## validate the contributions and build the package
	$(BIN)/timeline validate
	$(BIN)/timeline build

test: lint types unit docs-check build-check verify ## the whole quality bar, in order

lint: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/dev.stamp
	$(BIN)/mypy

unit: $(VENV)/dev.stamp
	TIMELINE_TEXTS="$(abspath $(wildcard $(TEXTS)))" $(BIN)/python -m pytest --numprocesses auto --dist loadscope

docs-check: $(VENV)/dev.stamp
	$(BIN)/python scripts/docs.py --check
	$(BIN)/python scripts/starter.py --check

build-check: $(VENV)/run.stamp
	$(BIN)/timeline validate
	$(BIN)/timeline build --check
	$(BIN)/timeline releases --verify

verify: $(VENV)/run.stamp ## prove the records against the source texts, which are not in the repository: TEXTS=folder
	@if [ -d "$(TEXTS)" ]; then $(BIN)/timeline verify --texts "$(TEXTS)"; \
	else echo "NOT RUN: verify (no folder of source texts; name it with TEXTS=…)"; fi

docs: $(VENV)/dev.stamp ## write the generated pages, README parts and starter codelists anew
	$(BIN)/python scripts/docs.py
	$(BIN)/python scripts/starter.py

documents: $(VENV)/run.stamp requirements/documents.txt ## install what reads PDF, Word and HTML (timeline text)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/documents.txt

xlsx: $(VENV)/run.stamp requirements/xlsx.txt ## install what writes and reads workbooks (timeline template, timeline import)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/xlsx.txt

cluster: $(VENV)/run.stamp requirements/cluster.txt ## install what works on a Dask cluster (--cluster)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/cluster.txt

test-cluster: $(VENV)/dev.stamp ## workers that read an object store, and --cluster local; what that needs is not locked
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --editable '.[test-cluster]'
	$(BIN)/python -m pytest -m cluster tests/cluster

judges: $(VENV)/dev.stamp ## programs that are no Python packages, on package and workbooks: R, readr, frictionless.js, LibreOffice
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory $(VENV)/judges.stamp; fi
	TIMELINE_JUDGES="$(abspath $(VENV)/judges)" $(BIN)/python -m pytest -m judges tests/judges

bench: $(VENV)/dev.stamp ## start-up, validation beside other validators (BENCH="--rows 1000000 --python …"), the date scan
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/validation.py $(BENCH)
	$(BIN)/python benchmarks/observations.py
	$(BIN)/python benchmarks/date_scan.py --texts "$(TEXTS)"
	$(BIN)/python benchmarks/whole_proposal.py --texts "$(TEXTS)"

evaluate: $(VENV)/dev.stamp ## how well dates are read, on our sentences and on sets that are not in the repository
	$(BIN)/python evaluation/dates.py
	$(BIN)/python evaluation/figures.py
	$(BIN)/python evaluation/proposals.py
	$(BIN)/python evaluation/example.py

fuzz: $(VENV)/dev.stamp ## the property tests with many more examples
	HYPOTHESIS_PROFILE=fuzz $(BIN)/python -m pytest -m "not judges and not cluster" -k "property or hypothesis or agree"

locks: $(VENV)/dev.stamp ## compile requirements/*.txt anew
	$(LOCKING) --output-file requirements/run.txt pyproject.toml requirements/run.in
	$(LOCKING) --extra documents --constraint requirements/run.txt --output-file requirements/documents.txt pyproject.toml requirements/run.in
	$(LOCKING) --extra xlsx --constraint requirements/run.txt --output-file requirements/xlsx.txt pyproject.toml requirements/run.in
	$(LOCKING) --extra cluster --constraint requirements/run.txt --output-file requirements/cluster.txt pyproject.toml requirements/run.in
	$(LOCKING) --extra dev --constraint requirements/run.txt --output-file requirements/dev.txt pyproject.toml requirements/run.in

system: ## install the system packages: Python with venv
	@if $(PYTHON) -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
		echo "nothing to install"; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update && apt-get install --yes --no-install-recommends python3 python3-venv; \
	else \
		echo "as root, type: apt-get install --no-install-recommends python3 python3-venv"; exit 1; \
	fi

system-judges: ## install what `make judges` runs besides: R with readr, Node.js with npm, LibreOffice Calc
	@missing="$$(command -v Rscript >/dev/null || echo r-base-core)"; \
	missing="$$missing $$(Rscript -e 'library(readr)' >/dev/null 2>&1 || echo r-cran-readr)"; \
	missing="$$missing $$(command -v npm >/dev/null || echo npm)"; \
	missing="$$missing $$(command -v soffice >/dev/null || echo libreoffice-calc-nogui)"; \
	if [ -z "$$(echo $$missing)" ]; then \
		echo "nothing to install"; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update && apt-get install --yes --no-install-recommends $$missing; \
	else \
		echo "as root, type: apt-get install --no-install-recommends" $$missing; exit 1; \
	fi

$(VENV)/judges.stamp: tests/judges/package.json tests/judges/package-lock.json
	mkdir -p $(VENV)/judges
	cp tests/judges/package.json tests/judges/package-lock.json $(VENV)/judges/
	npm ci --prefix $(VENV)/judges --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(VENV)/run.stamp: requirements/run.txt pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "missing: $(PYTHON) (3.11 or newer); run make system"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "missing: Python 3.11 or newer ($(PYTHON) is older); name one with PYTHON=…"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "missing: python3-venv; run make system"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

clean: ## remove the environment and all caches
	rm -rf $(VENV) .timeline .mypy_cache .pytest_cache .ruff_cache .hypothesis
