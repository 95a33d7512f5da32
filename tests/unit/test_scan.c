/* ingest/scan: what a walk over a folder finds, and what it leaves. */
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
#include "ingest/mounts.h"
#include "ingest/scan.h"

static void entering(void *data, const char *path)
{
	(void)path;
	++*(int *)data;
}

static int make_folder(char path[static 64])
{
	const char *temporary = getenv("TMPDIR");
	snprintf(path, 64, "%s/scan.XXXXXX", temporary != NULL && strlen(temporary) < 40 ? temporary : "/tmp");
	assert_non_null(mkdtemp(path));
	int fd = open(path, O_RDONLY | O_DIRECTORY);
	assert_true(fd >= 0);
	return fd;
}

static void put(int folder, const char *name)
{
	int fd = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL, 0600);
	assert_true(fd >= 0);
	close(fd);
}

static void ten_thousand_photos(void **state)
{
	enum { PHOTOS = 10000 };
	char path[64], name[32];
	struct scan scan;
	int entered = 0, fd = make_folder(path);
	(void)state;
	for (int i = 0; i < PHOTOS; i++) {
		snprintf(name, sizeof name, "IMG_%d.jpg", i);
		put(fd, name);
	}
	put(fd, "event.json");
	put(fd, "zz.txt");
	assert_int_equal(scan_read(&scan, fd, entering, &entered), 0);
	assert_int_equal(scan.entries_count,
			 SCAN_PICTURES_LIMIT + 2); /* told once; what is no picture counts all the same */
	assert_false(scan.full);
	assert_int_equal(scan.problems.count, 1);
	assert_int_equal(entered, 1);
	assert_string_equal(scan.entries[0].path, "event.json");
	assert_string_equal(scan.entries[1].path, "IMG_0.jpg");
	assert_string_equal(scan.entries[SCAN_PICTURES_LIMIT].path, "IMG_1999.jpg");
	assert_string_equal(scan.entries[SCAN_PICTURES_LIMIT + 1].path, "zz.txt");
	scan_finish(&scan);
	close(fd);
	folder_remove(path);
}

static void links_stay_below(void **state)
{
	char path[64];
	struct scan scan;
	int entered = 0, fd = make_folder(path);
	(void)state;
	put(fd, "a.txt");
	assert_int_equal(mkdirat(fd, "below", 0700), 0);
	assert_int_equal(symlinkat("..", fd, "below/up"), 0);
	assert_int_equal(symlinkat(".", fd, "self"), 0);
	assert_int_equal(symlinkat("../a.txt", fd, "below/b.txt"), 0);
	assert_int_equal(symlinkat("/etc", fd, "etc"), 0);
	assert_int_equal(symlinkat("../../../../etc/passwd", fd, "below/out.txt"), 0);
	assert_int_equal(symlinkat("turn.txt", fd, "turn.txt"), 0);
	assert_int_equal(scan_read(&scan, fd, entering, &entered), 0);
	assert_int_equal(scan.entries_count, 2);
	assert_string_equal(scan.entries[0].path, "a.txt");
	assert_string_equal(scan.entries[1].path, "below/b.txt");
	assert_int_equal(entered, 2);
	assert_int_equal(scan.problems.count, 5);
	for (size_t i = 0; i < scan.problems.count; i++)
		assert_int_equal(scan.problems.list[i].level, PROBLEM_REFUSED);
	scan_finish(&scan);
	close(fd);
	folder_remove(path);
}

/* A name that is no text, or would break a line, is told as something that can be read; what lies beside it counts. */
static void names_that_break_lines(void **state)
{
	static const char *const names[] = {"a\nb.txt", "c\xff.txt", "d\x1b[31m.txt", "e\x7f.txt"};
	char path[64];
	struct scan scan;
	int entered = 0, fd = make_folder(path);
	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		put(fd, names[i]);
	put(fd, "good.txt");
	assert_int_equal(scan_read(&scan, fd, entering, &entered), 0);
	assert_int_equal(scan.entries_count, 1);
	assert_int_equal(scan.problems.count, 4);
	for (size_t i = 0; i < scan.problems.count; i++) {
		struct buffer line;
		buffer_init(&line);
		problem_format(&scan.problems.list[i], &line);
		assert_null(strpbrk(buffer_text(&line), "\n\r\x1b\x7f\xff"));
		assert_non_null(strstr(buffer_text(&line), "; rename it"));
		buffer_finish(&line);
	}
	scan_finish(&scan);
	close(fd);
	folder_remove(path);
}

static void names_alike(void **state)
{
	static const struct {
		const char *a, *b;
		bool alike;
	} rows[] = {
		{"Mapa.PNG", "mapa.png", true},
		{"żółw.png", "z\xCC\x87o\xCC\x81\xC5\x82w.png", true},
		{"ŻÓŁW.PNG", "z\xCC\x87o\xCC\x81\xC5\x82w.png", true},
		{"ż/1.png", "z\xCC\x87/1.png", true},
		{"żaba.png", "zaba.png", false},
		{"ż1.png",
		 "z\xCC\x87"
		 "2.png",
		 false},
		{"ż.png", "ż.jpg", false},
		{"a.png", "b.png", false},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (name_alike(rows[i].a, rows[i].b) != rows[i].alike ||
		    name_alike(rows[i].b, rows[i].a) != rows[i].alike)
			fail_msg("%s and %s", rows[i].a, rows[i].b);
		char *key_a = name_key(rows[i].a), *key_b = name_key(rows[i].b);
		if ((strcmp(key_a, key_b) == 0) != rows[i].alike)
			fail_msg("the keys of %s and %s: %s and %s", rows[i].a, rows[i].b, key_a, key_b);
		free(key_a);
		free(key_b);
	}
}

static const char fstab[] = "# /srv/old is no more\n"
			    "UUID=1 / ext4 defaults 0 1\n"
			    "//nas/wall\t/srv/callboard/  cifs credentials=/etc/x,_netdev 0 0\n"
			    "  nas:/a /mnt/two\\040words nfs defaults 0 0\n"
			    "#//nas/b /srv/off cifs defaults 0 0\n"
			    "tmpfs /mnt/end";

/* What the machine's own tables say is to be mounted, and is. */
static void mounts_as_listed(void **state)
{
	(void)state;
	static const char mountinfo[] =
		"22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"
		"40 22 0:35 / /srv/callboard rw,relatime shared:20 master:1 - autofs systemd-1 rw,fd=5\n"
		"41 22 0:36 / /mnt/two\\040words rw shared:21 - nfs nas:/a rw\n"
		"42 22 8:1 /data /mnt/bind rw - ext4 /dev/sda1 rw";
	assert_true(mounts_listed(fstab, "/srv/callboard"));
	assert_true(mounts_listed(fstab, "/mnt/two words"));
	assert_true(mounts_listed(fstab, "/mnt/end"));
	assert_false(mounts_listed(fstab, "/srv/callboard/below"));
	assert_false(mounts_listed(fstab, "/srv"));
	assert_false(mounts_listed(fstab, "/srv/off"));
	assert_false(mounts_listed(fstab, "/srv/old"));
	assert_false(mounts_listed("", "/srv"));
	assert_false(mounts_listed("word\n\n# a\n", "/srv"));
	assert_false(mounts_there(mountinfo, "/srv/callboard"));
	assert_true(mounts_there(mountinfo, "/mnt/two words"));
	assert_true(mounts_there(mountinfo, "/mnt/bind"));
	assert_false(mounts_there(mountinfo, "/mnt"));
	static const char *const units[][2] = {{"/srv/callboard", "srv-callboard.mount"},
					       {"/mnt/my-nas/.a b", "mnt-my\\x2dnas-.a\\x20b.mount"},
					       {"/.hidden", "\\x2ehidden.mount"}};
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		char *unit = mounts_unit(units[i][0]);
		assert_string_equal(unit, units[i][1]);
		free(unit);
	}
}

/* A folder that is to be a mount, or lies in one that is, and is none. */
static void mounts_that_never_came(void **state)
{
	(void)state;
	char folder[] = "/tmp/callboard-mounts-XXXXXX";
	assert_non_null(mkdtemp(folder));
	char *table = text_format("%s/fstab", folder), *below = text_format("%s/below", folder);
	char *line = text_format("//nas/wall %s cifs defaults 0 0\n", folder);
	assert_int_equal(folder_make(below, 0700), 0);
	assert_false(mounts_missing(below, table)); /* no list at all */
	assert_int_equal(file_write(table, fstab, sizeof fstab - 1), 0);
	assert_false(mounts_missing(below, table));
	assert_int_equal(file_write(table, line, strlen(line)), 0);
	assert_true(mounts_missing(below, table));
	assert_true(mounts_missing(folder, table));
	assert_false(mounts_missing("/proc", table));
	assert_int_equal(file_write(table, "x /proc proc\n", 13), 0);
	assert_false(mounts_missing("/proc", table)); /* and is one */
	assert_int_equal(folder_remove(folder), 0);
	free(line);
	free(below);
	free(table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ten_thousand_photos),    cmocka_unit_test(links_stay_below),
		cmocka_unit_test(names_that_break_lines), cmocka_unit_test(names_alike),
		cmocka_unit_test(mounts_as_listed),       cmocka_unit_test(mounts_that_never_came),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
