# callboard: `make run` shows the sample, `make test` runs every test; README begins with these two.
#
# Rooms (folders of src/) become archives, programs link the rooms they need. BUILD and SANITIZE make a second tree:
# tests use build-asan/. What must be installed is stated in debian/control and nowhere else.

BUILD ?= build
CC ?= cc
PKG_CONFIG ?= pkg-config
CFLAGS ?= -O2 -g
PREFIX ?= /usr/local
VERSION := 0.1.0

packages_formats := libcjson
packages_content := libical expat # what reads content alone: the player's part of formats does without
packages_decode := libjpeg libpng libwebp libwebpdemux libtiff-4 libheif lcms2 librsvg-2.0 libexif expat libseccomp
packages_web := libcrypt libmicrohttpd gnutls libpng libjpeg
packages_player := libcrypt sdl2 SDL2_ttf icu-uc fontconfig libpng libjpeg x11 xext libdrm

flags := -std=c11 -D_GNU_SOURCE -Isrc -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wpointer-arith -Wcast-qual -Wvla -Wformat=2 -Wwrite-strings -fno-common -fstack-protector-strong
ifdef SANITIZE
flags += -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
endif
ifdef FUZZ
flags += -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer \
	-DFUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
endif
ifdef WERROR
flags += -Werror
endif

flags_of = $(shell $(PKG_CONFIG) --cflags $(1))
libraries_of = $(shell $(PKG_CONFIG) --libs $(1))

flags_decode := $(call flags_of,$(packages_decode)) # some of their headers lie in folders of their own
flags_player := $(call flags_of,libdrm)

programs := callboard callboard-ingest callboard-decode callboard-web
rooms := base model formats view ingest decode player control web
sources := $(wildcard src/*/*.c)
objects = $(sources:src/%.c=$(BUILD)/%.o)

.PHONY: all
all: $(programs:%=$(BUILD)/%)

$(BUILD)/%.o: src/%.c Makefile
	@mkdir -p $(@D)
	$(CC) $(flags) $(flags_$(firstword $(subst /, ,$*))) $(CFLAGS) $(CPPFLAGS) -DCALLBOARD_VERSION='"$(VERSION)"' -MMD -MP -c -o $@ $<

define room_rule
$(BUILD)/$(1).a: $(patsubst src/%.c,$(BUILD)/%.o,$(wildcard src/$(1)/*.c))
	@rm -f $$@
	@ar rcs $$@ $$^
endef
$(foreach room,$(rooms),$(eval $(call room_rule,$(room))))

archives = $(1:%=$(BUILD)/%.a)
link = $(CC) $(flags) $(CFLAGS) $(LDFLAGS) -Wl,--as-needed -o $@ $(filter %.o,$^) $(filter %.a,$^)

commands_callboard := main play wishes answers position rescue check render render_day rendering thumbnails ctl pin paths \
	state
$(BUILD)/callboard: $(patsubst %,$(BUILD)/commands/%.o,$(commands_callboard)) \
		$(call archives,player control view formats model base)
	$(link) $(call libraries_of,$(packages_player) $(packages_formats) libmd) -lm

$(BUILD)/callboard-ingest: $(BUILD)/commands/ingest.o $(BUILD)/commands/paths.o $(call archives,ingest formats model base)
	$(link) $(call libraries_of,$(packages_formats) $(packages_content) icu-uc libmd) -lmd4c -lqrencode -lm

# memory_denied.o by name: no linker looks into an archive for what libc has.
$(BUILD)/callboard-decode: $(BUILD)/commands/decode.o $(BUILD)/decode/memory_denied.o $(call archives,decode formats model base)
	$(link) $(call libraries_of,$(packages_decode)) -lgif -lm

$(BUILD)/callboard-web: $(BUILD)/commands/web.o $(call archives,web control formats model base)
	$(link) $(call libraries_of,$(packages_web) $(packages_formats) libmd) -lm

# A unit test is one file of tests/unit, linked with the rooms (the linker takes what it needs).
unit_tests := $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/test_*.c))
rooms_tested := web player control view ingest decode formats model base
$(BUILD)/tests/%: tests/unit/%.c $(call archives,$(rooms_tested))
	@mkdir -p $(@D)
	$(CC) $(flags) $(CFLAGS) -Itests -MMD -MP -o $@ $< $(call archives,$(rooms_tested)) -Wl,--as-needed \
		$(call libraries_of,$(packages_player) $(packages_formats) $(packages_content) libmicrohttpd gnutls libseccomp libmd cmocka) \
		-lmd4c -lqrencode -lm
.PHONY: unit-tests
unit-tests: $(unit_tests)

compile = $(MAKE) --silent --no-print-directory -j$(shell nproc)
# As people run it, by the compiler that instructions are counted of.
compile_plain = $(compile) CC=clang WERROR=1 CFLAGS=-O2 BUILD=build-clang all build-clang/bench_counted

.PHONY: deps
deps:
	@debian/install-deps

.PHONY: run
run: deps
	$(compile) all
	$(BUILD)/callboard play content --at 2018-10-22T10:14 --state $(BUILD)/run-state

# `check` is `test` on a machine that has everything. gcc compiles with sanitizers what is tested; clang as people run it,
# for what is counted, and fuzzes a little.
.PHONY: test check
test: deps
	@$(MAKE) --no-print-directory check
check:
	$(compile) CC=gcc WERROR=1 SANITIZE=1 BUILD=build-asan all unit-tests
	$(compile_plain)
	$(compile_fuzzers)
	tests/fuzz/run build-fuzz 5
	PLAIN_BUILD=build-clang tests/run build-asan

# Every kind of page, shape, theme and language as pictures, to be looked through: $(BUILD)/gallery/index.html.
.PHONY: gallery
gallery: deps
	$(compile) all
	tests/gallery/render $(BUILD) $(GALLERY)

# How fast, and how large; each program exits 1 when a goal is missed. They find their assets from where programs lie.
# BENCH_PEERS=1 installs other players, too, and measures them beside; BENCH_RUNS: of which the medians are taken.
benches := $(patsubst tests/bench/%.c,$(BUILD)/%,$(filter-out %/bench_floor.c %/bench_counted.c,$(wildcard tests/bench/*.c)))
BENCH_RUNS ?= 3
rooms_timed := player view ingest formats model base
$(BUILD)/bench_%: tests/bench/bench_%.c $(call archives,$(rooms_timed))
	@mkdir -p $(@D)
	$(CC) $(flags) $(CFLAGS) -Itests -MMD -MP -o $@ $< $(call archives,$(rooms_timed)) -Wl,--as-needed \
		$(call libraries_of,$(packages_player) $(packages_formats) $(packages_content) libmd) -lmd4c -lqrencode -lm
.PHONY: bench
bench: deps
	$(if $(BENCH_PEERS),$(if $(filter 0,$(shell id -u)),,sudo) apt-get -qq -y --no-install-recommends install chromium pqiv feh)
	$(compile) all $(benches) $(BUILD)/bench_floor
	$(compile_plain)
	@failed=0; for bench in $(benches); do $$bench || failed=1; done; \
		tests/bench/count build-clang || failed=1; \
		tests/bench/wall $(BUILD) --runs $(BENCH_RUNS) $(if $(BENCH_PEERS),--peers) || failed=1; exit $$failed

# How cost grows with the amount of sessions, photos, words and pixels; its plots are in $(BUILD)/scale.
.PHONY: scale
scale: deps
	$(compile) all
	tests/bench/scale $(BUILD) $(BUILD)/scale

# Months in an hour: SOAK_SLIDES with time run fast while everything changes; its plots are in $(BUILD)/soak.
SOAK_SLIDES ?= 10000
.PHONY: soak
soak: deps
	$(compile) all
	tests/soak/soak $(BUILD) $(BUILD)/soak --slides $(SOAK_SLIDES)

# Nothing is lost: every text of FIELD=FOLDER (*.txt, *.json), laid out with the real fonts (tests/unit/test_text_whole.c
# says how). CALLBOARD_FIELD_ALL=1: every one in every shape.
.PHONY: field
field: deps
	@test -d "$(FIELD)" || { echo "which folder? make field FIELD=FOLDER"; exit 2; }
	$(compile) $(BUILD)/tests/test_text_whole
	CALLBOARD_FIELD="$(FIELD)" $(BUILD)/tests/test_text_whole

# Pages read back from their pictures by tesseract: the sample, and Polish content in OCR=FOLDER.
.PHONY: field-ocr
field-ocr: deps
	$(compile) all
	tests/field/ocr $(BUILD) $(OCR)

# What hostile clients of the control page cost the screen: no frame.
.PHONY: field-hostile
field-hostile: deps
	$(compile) all
	tests/field/hostile $(BUILD)

# What decoding the largest photos takes, of memory and time; or PICTURES="…".
.PHONY: field-memory
field-memory: deps
	$(compile) all
	tests/field/decode-memory $(BUILD) $(PICTURES)

# SECONDS (an hour) in which nothing happens: nothing may be written.
.PHONY: field-writes
field-writes: deps
	$(compile) all
	tests/field/writes $(BUILD) $(or $(SECONDS),3600)

# What becomes of every picture in PICTURES=FOLDER: a table; with SHEET=FOLDER as PNGs too, with EXPECT=FILE held against that.
.PHONY: field-pictures
field-pictures: deps
	@test -d "$(PICTURES)" || { echo "which folder? make field-pictures PICTURES=FOLDER"; exit 2; }
	$(compile) $(BUILD)/callboard-decode
	tests/field/pictures $(BUILD) "$(PICTURES)" $(SHEET) $(if $(EXPECT),--expect "$(EXPECT)")

# libFuzzer on what reads strangers' bytes, each harness for FUZZ_SECONDS: an hour in all.
FUZZ_SECONDS ?= 515
fuzzers := $(patsubst tests/fuzz/%.c,$(BUILD)/fuzz/%,$(wildcard tests/fuzz/*.c))
$(BUILD)/fuzz/%: tests/fuzz/%.c $(call archives,formats model base)
	@mkdir -p $(@D)
	$(CC) $(flags) $(CFLAGS) -fsanitize=fuzzer -o $@ $< $(call archives,formats model base) \
		$(call libraries_of,$(packages_formats) $(packages_content) libmd) -lmd4c -lqrencode -lm
$(BUILD)/fuzz/fuzz_decode: tests/fuzz/fuzz_decode.c $(call archives,decode formats base)
	@mkdir -p $(@D)
	$(CC) $(flags) $(CFLAGS) -fsanitize=fuzzer -o $@ $< $(call archives,decode formats base) \
		$(call libraries_of,$(packages_decode)) -lgif -lm
$(BUILD)/fuzz/fuzz_request: tests/fuzz/fuzz_request.c $(call archives,web control formats model base)
	@mkdir -p $(@D)
	$(CC) $(flags) $(CFLAGS) -fsanitize=fuzzer -o $@ $< $(call archives,web control formats model base) \
		$(call libraries_of,$(packages_formats) libmd) -lm
.PHONY: fuzzers fuzz
fuzzers: $(fuzzers)
compile_fuzzers = $(compile) CC=clang FUZZ=1 CFLAGS='-O1 -g' BUILD=build-fuzz fuzzers
fuzz: deps
	$(compile_fuzzers)
	tests/fuzz/run build-fuzz $(FUZZ_SECONDS)

c_files := $(sources) $(wildcard src/*/*.h tests/*/*.[ch])
packages := $(packages_formats) $(packages_content) $(packages_player) $(packages_decode) $(packages_web) libmd cmocka fuse3
# cppcheck does not read the libraries' headers, so what it must know of them is told.
.PHONY: lint format
lint: deps
	clang-format --dry-run -Werror $(c_files)
	$(compile) CC=gcc WERROR=1 BUILD=build-gcc all unit-tests
	$(compile) CC=clang WERROR=1 BUILD=build-clang all unit-tests
	printf '%s\n' $(filter %.c,$(c_files)) | xargs -P $(shell nproc) -I '{}' clang-tidy --quiet '{}' -- \
		$(flags) $(call flags_of,$(packages)) -Itests -DCALLBOARD_VERSION='"$(VERSION)"'
	cppcheck --quiet --error-exitcode=1 --std=c11 --enable=warning,performance,portability --inline-suppr \
		--suppress=missingIncludeSystem -Isrc -D_GNU_SOURCE \
		--include=$(shell $(PKG_CONFIG) --variable=includedir libcjson)/cjson/cJSON.h $(filter %.c,$(c_files))
	tests/include-direction
	for page in man/*; do man --warnings --encoding=UTF-8 --local-file "$$page" 2>&1 >/dev/null | (! grep .) || exit 1; done
format:
	clang-format -i $(c_files)

# Where systemd looks for files of packages (PREFIX=/usr) and of this machine's own programs (/usr/local) alike.
SYSTEMD_FOLDER ?= $(PREFIX)/lib/systemd/system
at = $(DESTDIR)$(1)
shared := $(PREFIX)/share/callboard
.PHONY: install
install: all
	install -d $(call at,$(PREFIX)/bin) $(call at,$(PREFIX)/libexec/callboard) $(call at,$(SYSTEMD_FOLDER)) \
		$(call at,$(SYSTEMD_FOLDER)/srv-callboard.mount.d) $(call at,$(SYSTEMD_FOLDER)/dev-dri-card0.device.d) \
		$(call at,$(PREFIX)/lib/udev/rules.d) $(call at,$(PREFIX)/lib/sysusers.d) $(call at,$(PREFIX)/lib/tmpfiles.d) \
		$(call at,$(PREFIX)/share/man/man1) $(call at,$(PREFIX)/share/man/man5) $(call at,$(PREFIX)/share/doc/callboard) \
		$(call at,$(PREFIX)/share/bash-completion/completions) $(call at,$(shared)/assets) $(call at,/etc/callboard)
	install $(BUILD)/callboard $(call at,$(PREFIX)/bin/)
	install $(patsubst %,$(BUILD)/%,$(filter-out callboard,$(programs))) assets/system/sample \
		$(call at,$(PREFIX)/libexec/callboard/)
	cp -R $(filter-out assets/system assets/readme,$(wildcard assets/*)) $(call at,$(shared)/assets/)
	cp -R fonts content $(call at,$(shared)/)
	rm -rf $(call at,$(shared)/content/_draw) $(call at,$(shared)/assets/languages/regenerate)
	sed 's|@PREFIX@|$(PREFIX)|g' assets/system/callboard.service >$(call at,$(SYSTEMD_FOLDER)/callboard.service)
	install -m 644 assets/system/share.conf $(call at,$(SYSTEMD_FOLDER)/srv-callboard.mount.d/callboard.conf)
	install -m 644 assets/system/card.conf $(call at,$(SYSTEMD_FOLDER)/dev-dri-card0.device.d/callboard.conf)
	install -m 644 assets/system/callboard.rules $(call at,$(PREFIX)/lib/udev/rules.d/70-callboard.rules)
	install -m 644 assets/system/callboard.sysusers $(call at,$(PREFIX)/lib/sysusers.d/callboard.conf)
	install -m 644 assets/system/callboard.tmpfiles $(call at,$(PREFIX)/lib/tmpfiles.d/callboard.conf)
	install -m 644 assets/system/completion $(call at,$(PREFIX)/share/bash-completion/completions/callboard)
	test -e $(call at,/etc/callboard/callboard.env) || \
		install -m 644 assets/system/callboard.env $(call at,/etc/callboard/)
	install -m 644 man/*.1 $(call at,$(PREFIX)/share/man/man1/)
	install -m 644 man/*.5 $(call at,$(PREFIX)/share/man/man5/)
	install -m 644 README.md CHANGELOG.md $(call at,$(PREFIX)/share/doc/callboard/)

# Debian packages, into build/deb: for this machine, or ARCH=arm64 for a Raspberry Pi (then as root or with sudo, since the
# other architecture's libraries are installed beside this one's). Tests are `make test`'s matter; lintian looks.
ARCH ?= $(shell dpkg --print-architecture)
.PHONY: deb
deb:
	debian/build-packages build/deb $(ARCH)

# The packages in build/deb as apt installs, upgrades, removes and purges them, in a fresh Debian; as root.
.PHONY: test-deb
test-deb: deb
	tests/field/package build/deb

# The arm64 package on an emulated Raspberry Pi, seen from outside: installed, hung, restarted, unplugged, without its share,
# and its plug pulled PI_CUTS times (50). As root; two hours, and four minutes more the first time. PI="restart boot": parts.
.PHONY: test-pi
test-pi:
	tests/tools/pi-vm/pi-vm build
	tests/tools/pi-vm/pi-vm cross --packages make,debhelper,lintian make deb ARCH=arm64
	tests/pi/run "$$(ls -t build/deb/callboard_*_arm64.deb | head -n 1)" $(PI)

.PHONY: clean
clean:
	rm -rf build build-asan build-clang build-gcc build-fuzz

-include $(objects:.o=.d) $(unit_tests:=.d) $(benches:=.d)
