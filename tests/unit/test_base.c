/* base/: memory, texts, dates, digests, files, children and the loop. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/child.h"
#include "base/date.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/loop.h"
#include "base/memory.h"
#include "base/utf8.h"

static void arena_grows_and_clears(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	for (int round = 0; round < 3; round++) {
		int *numbers = NULL;
		size_t capacity = 0;
		for (size_t i = 0; i < 10000; i++) {
			numbers = arena_grow(arena, numbers, &capacity, i + 1, sizeof *numbers);
			assert_int_equal(numbers[i], 0);
			numbers[i] = (int)i;
		}
		for (size_t i = 0; i < 10000; i++)
			assert_int_equal(numbers[i], i);
		char *big = arena_allocate(arena, 1, 1 << 20);
		assert_int_equal(big[0] | big[(1 << 20) - 1], 0);
		memset(big, 0xff, 1 << 20);
		assert_string_equal(arena_format(arena, "%d-%s", 7, "x"), "7-x");
		arena_clear(arena);
	}
	arena_destroy(arena);
}

static void buffers(void **state)
{
	(void)state;
	struct buffer buffer;
	buffer_init(&buffer);
	assert_string_equal(buffer_text(&buffer), "");
	buffer_add_format(&buffer, "%s %d", "page", 3);
	buffer_add_text(&buffer, "/4");
	assert_string_equal(buffer_text(&buffer), "page 3/4");
	buffer_drop(&buffer, 5);
	assert_string_equal(buffer_text(&buffer), "3/4");
	char *taken = buffer_take(&buffer);
	assert_string_equal(taken, "3/4");
	free(taken);
	assert_int_equal(buffer.length, 0);
	buffer_finish(&buffer);
}

static void days_count_both_ways(void **state)
{
	(void)state;
	for (int64_t days = -30000; days < 90000; days++) {
		struct date date = date_add((struct date){1970, 1, 1}, (int)days);
		assert_int_equal(date_days(date), days);
		assert_int_equal(date_compare(date, date_add(date, 1)), -1);
	}
	assert_int_equal(date_weekday((struct date){2018, 10, 22}), MONDAY);
	assert_int_equal(date_weekday((struct date){2000, 2, 29}), TUESDAY);
	assert_int_equal(date_weekday((struct date){1900, 1, 1}), MONDAY);
	assert_false(date_valid((struct date){2018, 2, 29}));
	assert_false(date_valid((struct date){1900, 2, 29}));
	assert_true(date_valid((struct date){2000, 2, 29}));
	assert_int_equal(civil_seconds(civil_from_seconds(-1)), -1);
}

static void times_are_read(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int64_t seconds; /* of the civil time; -1: no time at all */
		bool has_offset;
		int offset_s;
	} rows[] = {
		{"2018-10-22T10:14:00Z", 1540203240, true, 0},
		{"2018-10-22T10:14+02:00", 1540203240, true, 7200},
		{"2018-10-22T10:14:00.123-0330", 1540203240, true, -12600},
		{"2018-10-22 10:14", 1540203240, false, 0},
		{"2018-10-22", 1540166400, false, 0},
		{"2018-10-22T10:14+02", 1540203240, true, 7200},
		{"2018-02-30T10:14", -1, false, 0},
		{"2018-10-22T24:00", -1, false, 0},
		{"2018-10-22T10:60", -1, false, 0},
		{"2018-10-22T10:14+2", -1, false, 0},
		{"2018-10-22T10:14 ", -1, false, 0},
		{"2018-10-22T10:14+02:", -1, false, 0},
		{"2018-10-22T10:14:00.", -1, false, 0},
		{"2018-10-22T10:14.5", -1, false, 0},
		{"2018-1-22", -1, false, 0},
		{"", -1, false, 0},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct civil civil;
		bool has_offset = false;
		int offset_s = 0;
		bool read = civil_parse(rows[i].text, &civil, &has_offset, &offset_s);
		assert_int_equal(read ? civil_seconds(civil) : -1, rows[i].seconds);
		assert_int_equal(has_offset, rows[i].has_offset);
		assert_int_equal(offset_s, rows[i].offset_s);
	}
	int minutes;
	assert_true(minutes_parse("9:05", &minutes) && minutes == 545);
	assert_true(minutes_parse("24:00", &minutes) && minutes == 1440);
	assert_false(minutes_parse("24:01", &minutes));
	assert_false(minutes_parse("9.05", &minutes));
	assert_false(minutes_parse("109:05", &minutes));
	assert_false(minutes_parse("", &minutes));
	char text[26];
	civil_format(1540203240, 7200, text);
	assert_string_equal(text, "2018-10-22T12:14:00+02:00");
	civil_format(1540203240, 0, text);
	assert_string_equal(text, "2018-10-22T10:14:00Z");
}

static void utf8_is_strict(void **state)
{
	(void)state;
	static const struct {
		const char *bytes;
		size_t good; /* how many of them are UTF-8 */
	} rows[] = {
		{"zażółć", 10},          {"a\xc0\x80", 1}, {"\xed\xa0\x80", 0}, {"\xf4\x90\x80\x80", 0},
		{"\xf0\x9f\x98\x80", 4}, {"ab\xff", 2},    {"a\xe2\x82", 1},    {"\xe0\x80\x80", 0},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		assert_int_equal(utf8_check(rows[i].bytes, strlen(rows[i].bytes)), rows[i].good);
	for (uint32_t code_point = 1; code_point <= 0x10ffff; code_point += 7) {
		char bytes[4];
		size_t size = utf8_encode(code_point, bytes), read;
		bool surrogate = code_point >= 0xd800 && code_point <= 0xdfff;
		assert_int_equal(utf8_decode(bytes, size, &read), surrogate ? UINT32_MAX : code_point);
		assert_int_equal(read, surrogate ? 1 : size);
	}
}

static void digests_are_sha256(void **state)
{
	(void)state;
	char name[DIGEST_SIZE];
	digest_of("abc", 3, name); /* FIPS 180-4's example */
	assert_string_equal(name, "ba7816bf8f01cfea414140de5dae2223");
	char pieces[DIGEST_SIZE];
	struct digest *digest = digest_create();
	digest_add(digest, "ab", 2);
	digest_add(digest, "c", 1);
	digest_end(digest, pieces);
	assert_string_equal(pieces, name);
}

static char *temporary_folder(void)
{
	char *folder = text_copy("/tmp/callboard-test-XXXXXX");
	assert_non_null(mkdtemp(folder));
	return folder;
}

static void files_are_whole(void **state)
{
	(void)state;
	char *folder = temporary_folder();
	char *deep = path_join(folder, "a/b/c");
	assert_int_equal(folder_make(deep, 0700), 0);
	assert_int_equal(folder_make(deep, 0700), 0);
	char *path = path_join(deep, "file");
	assert_int_equal(file_write(path, "first", 5), 0);
	assert_int_equal(file_write(path, "second", 6), 0);
	struct buffer buffer;
	buffer_init(&buffer);
	assert_int_equal(file_read(path, 100, &buffer), 0);
	assert_string_equal(buffer_text(&buffer), "second");
	assert_int_equal(file_read(path, 5, &buffer), -EFBIG);
	assert_int_equal(file_read(deep, 100, &buffer), -EISDIR);
	assert_int_equal(file_read("/dev/zero", 100, &buffer), -EINVAL);
	char *missing = path_join(deep, "none/file");
	assert_int_equal(file_write(missing, "x", 1), -ENOENT);
	/* A link is removed, what it points to stays. */
	char *outside = path_join(folder, "outside"), *link_path = path_join(deep, "link");
	assert_int_equal(folder_make(outside, 0700), 0);
	assert_int_equal(symlink(outside, link_path), 0);
	char *a = path_join(folder, "a");
	assert_int_equal(folder_remove(a), 0);
	assert_false(path_exists(a));
	assert_true(path_exists(outside));
	assert_int_equal(folder_remove(a), 0);
	assert_int_equal(folder_remove(folder), 0);
	assert_string_equal(path_name("a/b.c"), "b.c");
	assert_string_equal(path_name("b.c"), "b.c");
	free(a);
	free(outside);
	free(link_path);
	free(missing);
	free(path);
	free(deep);
	free(folder);
	buffer_finish(&buffer);
}

static int run(const char *script, int stdout_fd, int extra_fd)
{
	const char *const arguments[] = {"/bin/sh", "-c", script, NULL};
	struct child_options options = {
		.arguments = arguments, .stdin_fd = -1, .stdout_fd = stdout_fd, .extra_fd = extra_fd};
	struct child child;
	assert_int_equal(child_start(&child, &options), 0);
	struct pollfd ended = {.fd = child.pidfd, .events = POLLIN};
	assert_int_equal(poll(&ended, 1, 10000), 1);
	return child_wait(&child);
}

static void children_have_what_they_are_given(void **state)
{
	(void)state;
	int output[2], extra[2];
	assert_int_equal(pipe(output), 0);
	assert_int_equal(pipe(extra), 0);
	assert_int_equal(run("echo three >&3; ls /proc/self/fd | wc -l; cat; exit 7", output[1], extra[1]), 7);
	char text[32] = {0};
	assert_int_equal(read(extra[0], text, sizeof text), 6);
	assert_string_equal(text, "three\n");
	memset(text, 0, sizeof text);
	assert_true(read(output[0], text, sizeof text) > 0);
	assert_int_equal(atoi(text), 5); /* 0 to 3, and the one ls opens */
	assert_int_equal(run("kill -9 $$", -1, -1), 256 + SIGKILL);
	const char *const nothing[] = {"/nowhere/at/all", NULL};
	struct child child;
	struct child_options options = {.arguments = nothing, .stdin_fd = -1, .stdout_fd = -1, .extra_fd = -1};
	assert_int_equal(child_start(&child, &options), -ENOENT);
	for (int i = 0; i < 2; i++) {
		close(output[i]);
		close(extra[i]);
	}
}

struct seen {
	struct loop *loop;
	struct timer *timer, *other;
	struct watch *watch;
	int ticks, reads, fd;
};

static void tick(void *data)
{
	struct seen *seen = data;
	if (++seen->ticks < 3) {
		timer_set(seen->timer, loop_now_ms(seen->loop) + 1);
	} else {
		timer_destroy(seen->timer);
		timer_destroy(seen->other); /* due at the same time, must not come */
		assert_int_equal(write(seen->fd, "x", 1), 1);
	}
}

static void never(void *data)
{
	(void)data;
	fail();
}

static void readable(void *data, short revents)
{
	struct seen *seen = data;
	char byte;
	assert_true(revents & POLLIN);
	assert_int_equal(read(seen->reads, &byte, 1), 1);
	watch_destroy(seen->watch);
	loop_stop(seen->loop, 5);
}

static void the_loop_turns(void **state)
{
	(void)state;
	struct clock clock = clock_system();
	struct loop *loop = loop_create(&clock);
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	struct seen seen = {.loop = loop, .fd = ends[1], .reads = ends[0]};
	seen.timer = loop_timer(loop, tick, &seen);
	seen.other = loop_timer(loop, never, NULL);
	seen.watch = loop_watch(loop, ends[0], POLLIN, readable, &seen);
	timer_set(seen.timer, 0);
	timer_set(seen.other, loop_now_ms(loop) + 60000);
	assert_int_equal(loop_run(loop), 5);
	assert_int_equal(seen.ticks, 3);
	loop_destroy(loop);
	close(ends[0]);
	close(ends[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(arena_grows_and_clears), cmocka_unit_test(buffers),
		cmocka_unit_test(days_count_both_ways),   cmocka_unit_test(times_are_read),
		cmocka_unit_test(utf8_is_strict),         cmocka_unit_test(digests_are_sha256),
		cmocka_unit_test(files_are_whole),        cmocka_unit_test(children_have_what_they_are_given),
		cmocka_unit_test(the_loop_turns),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
