# What a developer runs. `make check` is the one for all day; `make test` is what the continuous integration runs.
PYTHON := .venv/bin/python
COMPILE := build/uv/bin/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

.PHONY: check test bench docs lock clean environment

environment:
	@./credit test --setup

check: environment
	$(PYTHON) -m ruff format .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy
	$(PYTHON) -m pytest -q -m "not slow"

test:
	./credit test

# The pages that are made from the code; tests fail when they are stale.
docs: environment
	$(PYTHON) -m expectations.docs docs
	$(PYTHON) -m flows.reference docs

bench: environment
	$(PYTHON) -m bench --rows 100000
	$(PYTHON) -m bench --rows 1000000 --rounds 1

# Keeps the pins that still fit; `make lock UPGRADE=--upgrade` takes the newest that do.
lock:
	python3 -m venv build/uv
	build/uv/bin/python -m pip install --quiet --require-hashes -r bootstrap.lock
	$(COMPILE) $(UPGRADE) pyproject.toml -o requirements.lock
	$(COMPILE) $(UPGRADE) pyproject.toml --extra dev --constraint requirements.lock -o requirements-dev.lock
	echo uv | $(COMPILE) $(UPGRADE) - -o bootstrap.lock

clean:
	rm -rf .venv build *.egg-info .pytest_cache .ruff_cache .mypy_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
