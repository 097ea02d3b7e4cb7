# What a developer, a packager or a curious user does. `make` alone lists it.

PREFIX ?= /usr/local
SWIFT ?= swift
ARGS ?=
# Of `make fuzz`, for each reader.
SECONDS_EACH ?= 20
FUZZ := FuzzTests|HostileKeysTests|HostileValuesTests/bytesOfTheFile
# Asked when it is needed; the environment of a packager counts for more.
VERSION = $(or $(SLOTTUI_VERSION),$(shell Scripts/version))

BINARY := .build/release/slottui
BENCH := .build/release/SlotBench
FLOORS := .build/bench/ScreenFloor .build/bench/ExchangeFloor
SAMPLES := .build/bench/.samples
SOURCES := $(shell find Sources -type f) Package.swift $(wildcard Package.resolved)
SWIFT_FILES := Sources Tests Benchmarks Package.swift

# One binary that needs libc, ncurses and sqlite3 and no Swift. Against SwiftPM's defaults these
# flags bring the start from 4.9 to 1.7 ms: nothing is relocated, and libstdc++, which the Swift
# runtime wants, is inside.
STATIC := .build/static
RELEASE := -c release --static-swift-stdlib \
	-Xlinker "-L$(CURDIR)/$(STATIC)" -Xlinker --gc-sections -Xlinker -s \
	-Xswiftc -Xclang-linker -Xswiftc -static-libgcc -Xswiftc -Xclang-linker -Xswiftc -no-pie
# The same for the compiler itself.
LINK := SWIFT="$(SWIFT)" Scripts/link
LINKING := "-L$(CURDIR)/$(STATIC)" -Xlinker --gc-sections -Xlinker -s \
	-Xclang-linker -static-libgcc -Xclang-linker -no-pie

# What is tested is as users get it, in a folder of its own: the tests take much less time.
TESTS := .build/test
# So many of them at once: those on a terminal wait for it most of the time, and with all of them nobody gets
# a turn for seconds.
TEST = $(TESTING) SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=32 $(SWIFT)
TESTED := -c release --scratch-path $(TESTS) -Xswiftc -gnone
# What the tests start is made of the same objects, but linked as a release is: it starts in a third of the
# time, and they start it some 6,000 times.
LINKED := $(CURDIR)/$(TESTS)/slottui
TESTING := SLOTTUI_FOR_TESTS=1 SLOTTUI_TESTED="$(LINKED)"

.DEFAULT_GOAL := help
.PHONY: help run test tested torture fuzz sanitize lint format release bench figures reference docc pictures \
	install uninstall deb clean deps test-deps
.DELETE_ON_ERROR:

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

run: $(BINARY) ## slottui as users get it; ARGS="slot list --json" are its arguments
	@$(BINARY) $(ARGS)

test: tested ## every test, warnings being errors; ARGS="--filter Week" for some
	$(TEST) test $(TESTED) --skip-build --disable-xctest $(ARGS)

tested: test-deps | $(STATIC)
	$(TEST) build --build-tests $(TESTED)
	@rm -f "$(LINKED)"
	@$(LINK) $(TESTS)/release "$(LINKED)" $(LINKING) || ln -s release/slottui "$(LINKED)"

torture: tested ## kill -9, full disks, crowds, damage and more, for minutes; ARGS as for test
	@SWIFT=$(SWIFT) $(TESTING) Scripts/torture $(TESTED) $(ARGS)

fuzz: tested ## hostile input for minutes; SECONDS_EACH=60, SLOTTUI_FUZZ_SEED=7 for what was printed
	SLOTTUI_FUZZ=$(SECONDS_EACH) $(TEST) test $(TESTED) --skip-build --disable-xctest --no-parallel --filter '$(FUZZ)' $(ARGS)

# Apart from the other builds, whose objects are made without it. What static data refers to is no leak.
sanitize: test-deps ## the tests of all modules with the address sanitizer, which takes long
	ASAN_OPTIONS=detect_leaks=0 $(SWIFT) test --disable-xctest --sanitize=address \
		--scratch-path .build/asan --filter 'SlotDomainTests|TerminalKitTests|SlotCommandsTests|SlotTUITests' $(ARGS)

lint: deps ## whether the format is as agreed; changes nothing
	$(SWIFT) format lint --strict --parallel --recursive $(SWIFT_FILES)

format: deps ## brings the sources into the agreed format
	$(SWIFT) format --in-place --parallel --recursive $(SWIFT_FILES)

release: $(BINARY) ## the static binary, .build/release/slottui

bench: $(BENCH) ## speed beside bare C; ARGS=screen, store, many, exchange, postgres, --json
	@$(BENCH) $(ARGS)

figures: $(BENCH) ## measures anew for docs/performance.md; ARGS=--large takes longer
	Scripts/figures $(BENCH) $(ARGS)

reference: $(BINARY) ## writes docs/command-line.md and the manual pages as the program says
	Scripts/reference $(BINARY)

docc: deps ## documentation of all modules, out of their comments, in .build/documentation
	$(TEST) build --build-tests $(TESTED)
	@SWIFT=$(SWIFT) Scripts/documentation $(TESTS)/release

pictures: $(BINARY) ## makes docs/pictures from the screen as it is
	Scripts/pictures $(BINARY)

install: $(BINARY) ## binary, manual, completions under PREFIX (/usr/local), inside DESTDIR
	@Scripts/install $(BINARY) "$(DESTDIR)$(PREFIX)"

uninstall: ## removes what install put there
	@Scripts/install --remove "$(DESTDIR)$(PREFIX)"

deb: $(BINARY) ## a Debian package of the binary, .build/slottui_VERSION_ARCH.deb
	Packaging/debian/build $(BINARY) "$$($(BINARY) --version | cut -d' ' -f2)"

clean: ## removes everything that was built
	rm -rf .build

# Newer than the sources means there is nothing to do, not even to ask SwiftPM: so `make run` starts
# at once, and `sudo make install` after `make release` builds nothing as root.
$(BINARY): $(SOURCES) Makefile | deps $(STATIC)
	SLOTTUI_VERSION="$(VERSION)" $(SWIFT) build $(RELEASE) --product slottui
	@$(LINK) $(@D) $@ $(LINKING) || true
	@touch $@

$(BENCH): $(BINARY) $(shell find Benchmarks -type f) $(FLOORS) $(SAMPLES)
	SLOTTUI_VERSION="$(VERSION)" $(SWIFT) build $(RELEASE) --product SlotBench
	@touch $@

# Past SwiftPM, which would put the Swift runtime into them.
.build/bench/ScreenFloor: Benchmarks/ScreenFloor.c | deps
	@mkdir -p $(@D)
	$(CC) -O2 -Wall -Wextra -Werror -o $@ $< -lncursesw -lsqlite3

.build/bench/ExchangeFloor: Benchmarks/ExchangeFloor.c Benchmarks/CBench/store_floor.c | deps
	@mkdir -p $(@D)
	$(CC) -O2 -Wall -Wextra -Werror -IBenchmarks/CBench/include -o $@ $^ -lsqlite3

# The stores that the bench keeps are filled again when the schema changes, or what they hold.
$(SAMPLES): $(wildcard Sources/SlotDomain/Store/SQLite/*Schema*.swift) Benchmarks/SlotBench/SampleStores.swift
	@mkdir -p $(@D)
	@rm -f $(@D)/slottui-*.db*
	@touch $@

# A folder that holds libstdc++.a and no libstdc++.so, for the linker to look in first. Without the
# archive the shared library is used.
$(STATIC):
	@mkdir -p $@
	@archive=$$(cc -print-file-name=libstdc++.a 2>/dev/null || clang -print-file-name=libstdc++.a); \
	if [ -f "$$archive" ]; then ln -sf "$$archive" $@/libstdc++.a; fi

deps:
	@SWIFT=$(SWIFT) Scripts/deps build

test-deps:
	@SWIFT=$(SWIFT) Scripts/deps test
