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
packages_player := sdl2 SDL2_ttf icu-uc fontconfig libpng x11

flags := -std=c11 -D_GNU_SOURCE -Isrc -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wpointer-arith -Wcast-qual -Wvla -Wformat=2 -Wwrite-strings -fno-common -fstack-protector-strong
ifdef SANITIZE
flags += -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
endif
ifdef WERROR
flags += -Werror
endif

flags_of = $(shell $(PKG_CONFIG) --cflags $(1))
libraries_of = $(shell $(PKG_CONFIG) --libs $(1))

programs := callboard callboard-ingest callboard-decode
rooms := base model formats view ingest decode player control
sources := $(wildcard src/*/*.c)
objects = $(sources:src/%.c=$(BUILD)/%.o)

.PHONY: all
all: $(programs:%=$(BUILD)/%)

$(BUILD)/%.o: src/%.c Makefile
	@mkdir -p $(@D)
	$(CC) $(flags) $(CFLAGS) $(CPPFLAGS) -DCALLBOARD_VERSION='"$(VERSION)"' -MMD -MP -c -o $@ $<

define room_rule
$(BUILD)/$(1).a: $(patsubst src/%.c,$(BUILD)/%.o,$(wildcard src/$(1)/*.c))
	@rm -f $$@
	@ar rcs $$@ $$^
endef
$(foreach room,$(rooms),$(eval $(call room_rule,$(room))))

archives = $(1:%=$(BUILD)/%.a)
link = $(CC) $(flags) $(CFLAGS) $(LDFLAGS) -Wl,--as-needed -o $@ $(filter %.o,$^) $(filter %.a,$^)

commands_callboard := main play check render ctl paths
$(BUILD)/callboard: $(patsubst %,$(BUILD)/commands/%.o,$(commands_callboard)) \
		$(call archives,player control view formats model base)
	$(link) $(call libraries_of,$(packages_player) $(packages_formats) libmd) -lm

$(BUILD)/callboard-ingest: $(BUILD)/commands/ingest.o $(call archives,ingest formats model base)
	$(link) $(call libraries_of,$(packages_formats) libmd) -lmd4c -lqrencode -lm

$(BUILD)/callboard-decode: $(BUILD)/commands/decode.o $(call archives,decode formats model base)
	$(link) $(call libraries_of,SDL2_image libjpeg libexif libmd) -lm

# A unit test is one file of tests/unit, linked with the rooms (the linker takes what it needs).
unit_tests := $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/test_*.c))
$(BUILD)/tests/%: tests/unit/%.c $(call archives,player control view ingest formats model base)
	@mkdir -p $(@D)
	$(CC) $(flags) $(CFLAGS) -Itests -MMD -MP -o $@ $< $(call archives,player control view ingest formats model base) \
		-Wl,--as-needed $(call libraries_of,$(packages_player) $(packages_formats) libmd cmocka) -lmd4c -lqrencode -lm
.PHONY: unit-tests
unit-tests: $(unit_tests)

.PHONY: clean
clean:
	rm -rf build build-asan build-clang

-include $(objects:.o=.d) $(unit_tests:=.d)
