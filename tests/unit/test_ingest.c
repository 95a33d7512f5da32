/* ingest: names, when a file is whole, what the store keeps, time zones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "ingest/glance.h"
#include "ingest/names.h"
#include "ingest/scan.h"
#include "ingest/settle.h"
#include "ingest/store.h"
#include "ingest/watcher.h"
#include "ingest/zones.h"

static void names_have_kinds(void **state)
{
	static const struct {
		const char *name;
		enum name_kind kind;
	} cases[] = {
		{"agenda.json", NAME_CONTENT},
		{"notes.TXT", NAME_CONTENT},
		{"a.md", NAME_CONTENT},
		{"photo.JPG", NAME_PICTURE},
		{"a.b.webp", NAME_PICTURE},
		{"photo.heic", NAME_PICTURE},
		{"photo.AVIF", NAME_PICTURE},
		{"photo.cr2", NAME_FOREIGN},
		{"minutes.docx", NAME_OTHER},
		{"README", NAME_OTHER},
		{".hidden.json", NAME_IGNORED},
		{"_draft.json", NAME_IGNORED},
		{"~$agenda.docx", NAME_IGNORED},
		{"agenda.json~", NAME_IGNORED},
		{"agenda.json.tmp", NAME_IGNORED},
		{"photo.jpg.part", NAME_IGNORED},
		{"photo.jpg.crdownload", NAME_IGNORED},
		{"thumbs.db", NAME_IGNORED},
		{"Desktop.ini", NAME_IGNORED},
		{"callboard-report", NAME_IGNORED},
		{"a.sync-conflict-20181022-101500-ABCDEFG.json", NAME_CONFLICT},
		{"a (Ola's conflicted copy 2018-10-22).txt", NAME_CONFLICT},
		{"a (SFConflict ola 2018-10-22).txt", NAME_CONFLICT},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		if (name_kind(cases[i].name) != cases[i].kind)
			fail_msg("%s is of kind %d", cases[i].name, (int)name_kind(cases[i].name));
	}
}

static void names_have_natural_order(void **state)
{
	static const char *const ordered[] = {
		"1.txt",  "01.txt",  "2/a.txt",  "2/b/c.txt", "2.txt",   "10.txt", "A1.txt",
		"a2.txt", "a10.txt", "a10b.txt", "b/z.txt",   "b a.txt", "c.txt",  "ż.txt",
	};
	(void)state;
	size_t count = sizeof ordered / sizeof *ordered;
	for (size_t i = 0; i < count; i++) {
		for (size_t j = 0; j < count; j++) {
			/* "1" and "01" are one number: some order, but an order */
			if (i < 2 && j < 2 && i != j) {
				assert_true(name_compare(ordered[0], ordered[1]) *
						    name_compare(ordered[1], ordered[0]) <
					    0);
				continue;
			}
			int order = name_compare(ordered[i], ordered[j]);
			if ((order > 0) - (order < 0) != (i > j) - (i < j))
				fail_msg("%s against %s gives %d", ordered[i], ordered[j], order);
		}
	}
}

static void paths_lie_in_folders(void **state)
{
	(void)state;
	assert_true(name_below("a/b", "a"));
	assert_true(name_below("a", "a"));
	assert_true(name_below("a", ""));
	assert_false(name_below("ab", "a"));
	assert_false(name_below("a", "a/b"));
}

/* One file over several scans. Sizes stand for signatures. */
struct look {
	int64_t now_ms, size;
	enum mark mark;
	enum verdict verdict;
	bool take; /* settle_known() afterwards */
};

struct settling {
	const char *name;
	bool network, everything;
	int64_t age_ms; /* at the first look, which is the first scan */
	struct look looks[6];
	size_t count;
};

static const struct settling settlings[] = {
	{"old at start",
	 false,
	 false,
	 5000,
	 {{0, 9, MARK_NONE, VERDICT_WHOLE, true}, {500, 9, MARK_NONE, VERDICT_KNOWN, false}},
	 2},
	{"young at start",
	 false,
	 false,
	 500,
	 {{0, 9, MARK_NONE, VERDICT_WAIT, false}, {500, 9, MARK_NONE, VERDICT_WHOLE, true}},
	 2},
	{"closed",
	 false,
	 false,
	 500,
	 {{0, 9, MARK_CLOSED, VERDICT_WHOLE, true}, {10, 12, MARK_CLOSED, VERDICT_WHOLE, true}},
	 2},
	{"open, then closed",
	 false,
	 false,
	 500,
	 {{0, 9, MARK_OPEN, VERDICT_WAIT, false},
	  {9000, 9, MARK_OPEN, VERDICT_WAIT, false},
	  {9100, 9, MARK_CLOSED, VERDICT_WHOLE, true}},
	 3},
	{"open for ever",
	 false,
	 false,
	 500,
	 {{0, 9, MARK_OPEN, VERDICT_WAIT, false}, {70000, 9, MARK_OPEN, VERDICT_WHOLE, true}},
	 2},
	{"open though old", false, false, 5000, {{0, 9, MARK_OPEN, VERDICT_WAIT, false}}, 1},
	{"growing on a share",
	 true,
	 false,
	 500,
	 {{0, 9, MARK_NONE, VERDICT_WAIT, false},
	  {2000, 10, MARK_NONE, VERDICT_WAIT, false},
	  {4000, 11, MARK_NONE, VERDICT_WAIT, false},
	  {6000, 11, MARK_NONE, VERDICT_WHOLE, false},
	  {6100, 11, MARK_NONE, VERDICT_WHOLE, true},
	  {8000, 12, MARK_NONE, VERDICT_WAIT, false}},
	 6},
	{"scans too close on a share",
	 true,
	 false,
	 500,
	 {{0, 9, MARK_NONE, VERDICT_WAIT, false}, {500, 9, MARK_NONE, VERDICT_WAIT, false}},
	 2},
	{"old at start on a share: its writer may pause",
	 true,
	 false,
	 5000,
	 {{0, 9, MARK_NONE, VERDICT_WAIT, false}, {2000, 9, MARK_NONE, VERDICT_WHOLE, true}},
	 2},
	{"empty",
	 false,
	 false,
	 5000,
	 {{0, 0, MARK_CLOSED, VERDICT_WAIT, false}, {90000, 0, MARK_NONE, VERDICT_WAIT, false}},
	 2},
	{"once", true, true, 0, {{0, 9, MARK_NONE, VERDICT_WHOLE, true}}, 1},
};

static void files_settle(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof settlings / sizeof *settlings; i++) {
		const struct settling *settling = &settlings[i];
		struct settle *settle = settle_create();
		for (size_t l = 0; l < settling->count; l++) {
			const struct look *look = &settling->looks[l];
			struct entry entry = {.path = "a.txt", .kind = NAME_CONTENT, .signature = {.size = look->size}};
			struct scan scan = {.entries = &entry, .entries_count = 1};
			struct settle_when when = {.began_ms = look->now_ms,
						   .ended_ms = look->now_ms,
						   .real_utc_ms = settling->age_ms,
						   .everything = settling->everything,
						   .first = l == 0,
						   .network = settling->network};
			settle_begin(settle, &scan);
			if (settle_judge(settle, 0, look->mark, &when) != look->verdict)
				fail_msg("%s, look %zu", settling->name, l);
			if (look->take)
				settle_known(settle, 0);
		}
		settle_destroy(settle);
	}
}

static void accept(struct store *store, const char *path, const char *text)
{
	struct source source;
	struct problems problems;
	struct signature signature = {.size = (int64_t)strlen(text), .inode = 7};
	problems_init(&problems);
	assert_true(content_read(&source, path, text, strlen(text), &problems));
	store_accept_text(store, store_need(store, path, NAME_CONTENT), &signature, text_copy(text), strlen(text),
			  &source, &problems);
}

static void store_keeps_what_it_had(void **state)
{
	(void)state;
	char folder[] = "/tmp/test_ingest.XXXXXX";
	assert_non_null(mkdtemp(folder));
	int error;
	struct store *store = store_open(folder, &error);
	assert_non_null(store);
	accept(store, "b.txt", "Older\n\ntext");
	accept(store, "b.txt", "Newer\n\ntext");
	accept(store, "b.txt", "Newer\n\ntext"); /* no version of its own */
	accept(store, "dir/a b.txt", "Another\n\ntext");
	accept(store, " leading space.txt", "A name\n\nas people type");
	store_set_mount_point(store, true);
	store_set_key(store, "0123456789abcdef0123456789abcdef");
	assert_int_equal(store_save(store), 0);
	store_close(store);

	store = store_open(folder, &error);
	const struct file *file = store_find(store, "b.txt");
	assert_non_null(file);
	assert_int_equal(file->versions_count, 2);
	assert_int_equal(file->signature.inode, 7);
	assert_string_equal(file->versions[0]->source.items[0].announcement.title, "Newer");
	assert_string_equal(file->versions[1]->source.items[0].announcement.title, "Older");
	assert_non_null(store_find(store, "dir/a b.txt"));
	assert_non_null(store_find(store, " leading space.txt"));
	assert_true(store_mount_point(store));
	assert_true(store_is_whole(store, "0123456789abcdef0123456789abcdef"));
	assert_false(store_is_whole(store, "00000000000000000000000000000000")); /* a set that is newer */
	char *blob = store_path(store, file->versions[0]->digest),
	     *older = store_path(store, file->versions[1]->digest);
	store_prune(store); /* nothing was used */
	assert_int_equal(store_save(store), 0);
	assert_false(path_exists(older));
	store_close(store);

	/* What a pulled plug left empty is not believed. */
	assert_int_equal(file_write(blob, "", 0), 0);
	store = store_open(folder, &error);
	assert_null(store_find(store, "b.txt"));
	assert_non_null(store_find(store, "dir/a b.txt"));
	assert_false(store_is_whole(store, "0123456789abcdef0123456789abcdef"));
	store_close(store);
	free(blob);
	free(older);
	folder_remove(folder);
}

static void names_alike_are_found(void **state)
{
	(void)state;
	char folder[] = "/tmp/test_ingest.XXXXXX";
	assert_non_null(mkdtemp(folder));
	int error;
	struct store *store = store_open(folder, &error);
	static const char *const paths[] = {"IMG_1.JPG", "IMG_01.JPG", "IMG_2.JPG", "a/Map.png", "a/map.txt", "z.jpg"};
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
		store_need(store, paths[i], name_kind(path_name(paths[i])));
	static const struct {
		const char *asked, *found;
	} cases[] = {
		{"img_1.jpg", "IMG_1.JPG"}, {"img_01.jpg", "IMG_01.JPG"},
		{"IMG_2.JPG", "IMG_2.JPG"}, {"A/MAP.PNG", "a/Map.png"},
		{"a/MAP.txt", NULL},        {"img_001.jpg", NULL},
		{"Z.jpg", "z.jpg"},         {"b.jpg", NULL},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct file *file = store_find_alike(store, cases[i].asked, NAME_PICTURE);
		if (!text_equal(file != NULL ? file->path : NULL, cases[i].found))
			fail_msg("%s finds %s", cases[i].asked, file != NULL ? file->path : "nothing");
	}
	store_close(store);
	folder_remove(folder);
}

/* What is heard while a scan is under way belongs to the next one. */
static void writers_are_heard(void **state)
{
	(void)state;
	char folder[] = "/tmp/test_ingest.XXXXXX";
	assert_non_null(mkdtemp(folder));
	struct watcher *watcher = watcher_create();
	assert_non_null(watcher);
	assert_true(watcher_add(watcher, folder, ""));
	char *path = path_join(folder, "a.txt");
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs("one", file);
	fflush(file);
	watcher_begin(watcher);
	assert_int_equal(watcher_mark(watcher, "a.txt"), MARK_OPEN);
	fclose(file);
	assert_true(watcher_take(watcher));
	watcher_forget_closed(watcher);
	assert_int_equal(watcher_mark(watcher, "a.txt"), MARK_CLOSED); /* of this scan nobody looked at that */
	watcher_begin(watcher);
	watcher_forget_closed(watcher);
	assert_int_equal(watcher_mark(watcher, "a.txt"), MARK_NONE);
	watcher_destroy(watcher);
	free(path);
	folder_remove(folder);
}

static void no_folder(void *data, const char *path)
{
	(void)data;
	(void)path;
}

static void a_card_full_of_photos_is_scanned_in_part(void **state)
{
	enum { OVER = 3 };
	(void)state;
	char folder[] = "/tmp/test_ingest.XXXXXX";
	assert_non_null(mkdtemp(folder));
	int folder_fd = open(folder, O_RDONLY | O_DIRECTORY);
	assert_true(folder_fd >= 0);
	for (int i = 0; i <= SCAN_PICTURES_LIMIT + OVER; i++) { /* the last one is a text */
		char name[32];
		snprintf(name, sizeof name, i < SCAN_PICTURES_LIMIT + OVER ? "%05d.jpg" : "%05d.txt", i);
		int fd = openat(folder_fd, name, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
		assert_true(fd >= 0);
		close(fd);
	}
	struct scan scan;
	assert_int_equal(scan_read(&scan, folder_fd, no_folder, NULL), 0);
	assert_int_equal(scan.entries_count, SCAN_PICTURES_LIMIT + 1);
	assert_string_equal(scan.entries[SCAN_PICTURES_LIMIT - 1].path, "01999.jpg");
	assert_int_equal(scan.entries[SCAN_PICTURES_LIMIT].kind, NAME_CONTENT);
	assert_int_equal(scan.problems.count, 1);
	assert_string_equal(scan.problems.list[0].words, "there are 2003 pictures; the first 2000 by name are shown");
	scan_finish(&scan);
	close(folder_fd);
	folder_remove(folder);
}

static void put(int folder_fd, const char *name, const char *text)
{
	int fd = openat(folder_fd, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
}

/* In how many of all parts a glance differs from the one before. */
static unsigned parts_that_differ(int folder_fd, const struct glance *before, unsigned parts)
{
	unsigned differ = 0;
	for (unsigned part = 0; part < parts; part++) {
		struct glance glance;
		struct glance_turn turn = {part, parts};
		assert_int_equal(glance_take(folder_fd, turn, &glance), 0);
		differ += !glance_equal(before, &glance, turn);
	}
	return differ;
}

static void glance_all(int folder_fd, struct glance *glance)
{
	assert_int_equal(glance_take(folder_fd, (struct glance_turn){0, 1}, glance), 0);
}

static void a_glance_sees_what_changes(void **state)
{
	enum { PARTS = 8 };
	(void)state;
	char folder[] = "/tmp/test_ingest.XXXXXX";
	assert_non_null(mkdtemp(folder));
	int fd = open(folder, O_RDONLY | O_DIRECTORY);
	assert_int_equal(mkdirat(fd, "day", 0700), 0);
	assert_int_equal(symlinkat("..", fd, "day/loop"), 0);
	assert_int_equal(symlinkat("/etc", fd, "out"), 0);
	assert_int_equal(symlinkat("day/b.jpg", fd, "link.jpg"), 0);
	put(fd, "a.txt", "a");
	put(fd, "day/b.jpg", "b");
	put(fd, "day/c.jpg", "c");
	struct glance glance;
	glance_all(fd, &glance);
	assert_int_equal(parts_that_differ(fd, &glance, 1), 0);
	assert_int_equal(parts_that_differ(fd, &glance, PARTS), 0);

	put(fd, "day/c.jpg", "longer"); /* in place: seen by the part whose turn it is */
	assert_int_equal(parts_that_differ(fd, &glance, 1), 1);
	assert_int_equal(parts_that_differ(fd, &glance, PARTS), 1);
	glance_all(fd, &glance);
	put(fd, "a.txt", "longer"); /* a text: each time */
	assert_int_equal(parts_that_differ(fd, &glance, PARTS), PARTS);
	glance_all(fd, &glance);
	put(fd, "day/d.jpg", ""); /* another name, too */
	assert_int_equal(parts_that_differ(fd, &glance, PARTS), PARTS);
	glance_all(fd, &glance);
	assert_int_equal(renameat(fd, "day/d.jpg", fd, "day/e.jpg"), 0);
	assert_int_equal(parts_that_differ(fd, &glance, PARTS), PARTS);
	glance_all(fd, &glance);
	assert_int_equal(unlinkat(fd, "day/e.jpg", 0), 0);
	assert_int_equal(parts_that_differ(fd, &glance, PARTS), PARTS);
	glance_all(fd, &glance);
	put(fd, "day/b.jpg", "what the link leads to");
	assert_int_equal(parts_that_differ(fd, &glance, PARTS), PARTS);
	glance_all(fd, &glance);

	assert_int_equal(mkdirat(fd, "callboard-report", 0700), 0); /* what does not count */
	put(fd, "callboard-report/foyer.html", "");
	put(fd, ".hidden", "");
	assert_int_equal(parts_that_differ(fd, &glance, 1), 0);
	close(fd);
	folder_remove(folder);
}

static void glances_are_parted_by_what_they_cost(void **state)
{
	(void)state;
	assert_int_equal(glance_parts(0, 15000), 1);
	assert_int_equal(glance_parts(15000, 15000), 1);
	assert_int_equal(glance_parts(15001, 15000), 2);
	assert_int_equal(glance_parts(300000, 15000), 32);
	assert_int_equal(glance_parts(100000000, 15000), GLANCE_SLOTS);
}

static void zones_have_transitions(void **state)
{
	static const struct {
		const char *name;
		int64_t utc_s;
		int offset_s;
	} cases[] = {
		{"Europe/Warsaw", 1540688399, 7200}, /* 2018-10-28T00:59:59Z */
		{"Europe/Warsaw", 1540688400, 3600},     {"Asia/Kolkata", 1540688400, 19800},
		{"America/St_Johns", 1541305799, -9000}, {"UTC", 1540688400, 0},
	};
	(void)state;
	setenv("TZ", "Asia/Tokyo", 1);
	struct arena *arena = arena_create();
	struct zone zone;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_true(zones_resolve(&zone, arena, cases[i].name, 1514764800, 1577836800));
		if (zone_offset_s(&zone, cases[i].utc_s) != cases[i].offset_s)
			fail_msg("%s: %d", cases[i].name, zone_offset_s(&zone, cases[i].utc_s));
	}
	static const char *const unknown[] = {"Europe/Warsav", "../../etc/passwd", "/etc/localtime", "Europe", "",
					      "CET-1CEST,M3"};
	for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++)
		assert_false(zones_resolve(&zone, arena, unknown[i], 0, 1));
	assert_string_equal(getenv("TZ"), "Asia/Tokyo");
	assert_string_equal(zones_machine(arena), "Asia/Tokyo");
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_have_kinds),
		cmocka_unit_test(names_have_natural_order),
		cmocka_unit_test(paths_lie_in_folders),
		cmocka_unit_test(files_settle),
		cmocka_unit_test(store_keeps_what_it_had),
		cmocka_unit_test(a_glance_sees_what_changes),
		cmocka_unit_test(glances_are_parted_by_what_they_cost),
		cmocka_unit_test(zones_have_transitions),
		cmocka_unit_test(names_alike_are_found),
		cmocka_unit_test(writers_are_heard),
		cmocka_unit_test(a_card_full_of_photos_is_scanned_in_part),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
