# Each target brings what it needs into .venv and .tools; nothing outside this folder is touched.
UV := $(shell command -v uv || echo .tools/uv/bin/uv)
RUN := $(UV) run --frozen
export UV_PYTHON_DOWNLOADS := never

.PHONY: run test check bench torture docs format clean

run: .venv/synced            ## page and API on :8000, capture door on :8001, data in ./data
	$(RUN) farthing serve

test: .venv/synced .tools/dynamodb-local
	$(RUN) pytest -n 2 --dist loadgroup

check: .venv/synced
	$(RUN) ruff format --check
	$(RUN) ruff check
	$(RUN) mypy
	$(RUN) lint-imports
	$(RUN) pytest tests/docs

format: .venv/synced
	$(RUN) ruff format
	$(RUN) ruff check --fix

docs: .venv/synced           ## writes docs/openapi.json and the generated tables
	$(RUN) python -m tests.docs.generate

bench: .venv/synced .tools/dynamodb-local
	$(RUN) --group bench python -m bench

torture: .venv/synced        ## the long rounds of the fault tests
	FARTHING_TORTURE=1 $(RUN) pytest tests/faults

.venv/synced: pyproject.toml uv.lock | $(filter .tools/%,$(UV))
	$(UV) sync --frozen --quiet
	@touch $@

.tools/uv/bin/uv:
	python3 -m venv .tools/uv
	.tools/uv/bin/pip install --quiet uv==0.13.8

clean:
	rm -rf .venv .tools build dist
