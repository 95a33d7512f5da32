/* Which displays are found, and the screen that is none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/memory.h"
#include "player/displays.h"
#include "player/screen.h"

static bool found(const struct displays *displays, const char *driver)
{
	for (size_t i = 0; i < displays->count; i++) {
		if (strcmp(displays->drivers[i], driver) == 0)
			return true;
	}
	return false;
}

static void no_displays(void)
{
	unsetenv("DISPLAY");
	unsetenv("WAYLAND_DISPLAY");
}

/* A socket that somebody listens at, in a folder of its own. */
static int listen_at(char folder[static 64], struct sockaddr_un *address)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	snprintf(folder, 64, "/tmp/callboard-test-XXXXXX");
	assert_non_null(mkdtemp(folder));
	*address = (struct sockaddr_un){.sun_family = AF_UNIX};
	snprintf(address->sun_path, sizeof address->sun_path, "%s/wayland-7", folder);
	assert_int_equal(bind(fd, (const struct sockaddr *)address, sizeof *address), 0);
	assert_int_equal(listen(fd, 5), 0);
	return fd;
}

static void displays_answer(void **state)
{
	struct displays none, there, gone;
	struct sockaddr_un address;
	char folder[64];
	int fd = listen_at(folder, &address);

	(void)state;
	no_displays();
	displays_find(&none);
	assert_false(found(&none, "x11"));
	assert_false(found(&none, "wayland"));

	setenv("WAYLAND_DISPLAY", "wayland-7", 1);
	setenv("XDG_RUNTIME_DIR", folder, 1);
	displays_find(&there);
	assert_true(found(&there, "wayland"));
	assert_true(there.fingerprint != none.fingerprint);
	setenv("WAYLAND_DISPLAY", address.sun_path, 1); /* a whole path will do */
	displays_find(&there);
	assert_true(found(&there, "wayland"));

	close(fd); /* the socket stays behind, as after a crash */
	displays_find(&gone);
	assert_false(found(&gone, "wayland"));
	assert_true(gone.fingerprint == none.fingerprint);
	unlink(address.sun_path);
	rmdir(folder);
}

static void names_of_x_servers(void **state)
{
	static const struct {
		const char *display;
		bool found;
	} rows[] = {{"", false},
		    {":", false},
		    {":x", false},
		    {"7", false},
		    {":987654", false},
		    {"unix:987654.0", false},
		    {":99999999999999999999", false},
		    {"elsewhere:0", true}};
	struct displays displays;

	(void)state;
	no_displays();
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		setenv("DISPLAY", rows[i].display, 1);
		displays_find(&displays);
		assert_int_equal(found(&displays, "x11"), rows[i].found);
	}
	assert_false(displays.gpu); /* this machine's is not that one's */
	no_displays();
}

static void ignore(void *data, enum screen_event event)
{
	(void)data;
	(void)event;
}

static void memory_is_a_screen(void **state)
{
	static const int sizes[][4] = {{0, 0, 1920, 1080}, {320, 200, 320, 200}};
	struct clock clock = clock_system();
	struct loop *loop = loop_create(&clock);
	struct displays displays;

	(void)state;
	no_displays();
	displays_find(&displays);
	if (displays.count > 0)
		skip(); /* a console that a test must not take */
	for (size_t i = 0; i < 2; i++) {
		struct screen_options options = {.width_px = sizes[i][0],
						 .height_px = sizes[i][1],
						 .title = "test",
						 .owner = "test",
						 .event = ignore};
		struct screen *screen = screen_create(loop, &options);
		struct frame *frame = frame_create(sizes[i][2], sizes[i][3]);

		assert_true(screen_offscreen(screen));
		assert_string_equal(screen_driver(screen), "none");
		assert_string_equal(screen_path(screen), "memory");
		assert_int_equal(screen_width_px(screen), sizes[i][2]);
		assert_int_equal(screen_height_px(screen), sizes[i][3]);
		assert_true(screen_show(screen, frame));
		screen_fade_begin(screen, frame, false, frame);
		assert_true(screen_fade_ready(screen));
		assert_true(screen_fade_step(screen, 128));
		screen_fade_end(screen);
		struct sample sample = {.taken = true};
		assert_true(screen_again(screen, &sample));
		assert_false(sample.taken);
		assert_true(screen_again(screen, NULL));
		screen_drain(screen);
		screen_take_over(screen);
		screen_prepare_exec(screen);
		assert_false(screen_display_there(screen));
		frame_destroy(frame);
		screen_destroy(screen);
	}
	loop_destroy(loop);
}

static void displays_that_appear_are_seen(void **state)
{
	struct clock clock = clock_system();
	struct loop *loop = loop_create(&clock);
	struct screen_options options = {
		.width_px = 64, .height_px = 64, .title = "test", .owner = "test", .event = ignore};
	struct displays displays;
	struct sockaddr_un address;
	struct screen *screen;
	char folder[64];
	int fd;

	(void)state;
	no_displays();
	displays_find(&displays);
	if (displays.count > 0)
		skip();
	screen = screen_create(loop, &options);
	assert_false(screen_display_there(screen));
	fd = listen_at(folder, &address);
	setenv("WAYLAND_DISPLAY", address.sun_path, 1);
	assert_true(screen_display_there(screen));
	no_displays();
	assert_false(screen_display_there(screen));
	close(fd);
	unlink(address.sun_path);
	rmdir(folder);
	screen_destroy(screen);
	loop_destroy(loop);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(displays_answer),
		cmocka_unit_test(names_of_x_servers),
		cmocka_unit_test(memory_is_a_screen),
		cmocka_unit_test(displays_that_appear_are_seen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
