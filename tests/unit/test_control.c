/* The ctl protocol: requests and answers over a socketpair, garbage, too much of everything, and the real socket. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/memory.h"
#include "control/client.h"
#include "control/notify.h"
#include "control/report.h"
#include "control/server.h"

struct room {
	struct clock clock;
	struct loop *loop;
	struct server *server;
	char folder[64];
	int heard[CONTROL_COMMANDS];
	size_t padding; /* bytes added to the answer of status */
};

static void handle(void *data, enum control_command command, const cJSON *request, struct control_answer *answer)
{
	struct room *room = data;
	room->heard[command]++;
	if (command == CONTROL_CLOCK && cJSON_GetObjectItem(request, "now") == NULL)
		answer->error = "what time?";
	if (command == CONTROL_NEXT)
		answer->error = "nothing follows";
	if (command == CONTROL_STATUS) {
		char *padding = memory_allocate(room->padding + 1);
		memset(padding, 'x', room->padding);
		answer->fields = cJSON_CreateObject();
		cJSON_AddStringToObject(answer->fields, "padding", padding);
		free(padding);
	}
	if (command == CONTROL_SCREENSHOT) {
		answer->fields = cJSON_CreateObject();
		cJSON_AddNumberToObject(answer->fields, "width", 2);
		answer->fd = memfd_create("frame", MFD_CLOEXEC);
		assert_int_equal(write(answer->fd, "\1\2\3\4\5\6\7\10", 8), 8);
	}
}

static int set_up(void **state)
{
	struct room *room = memory_allocate(sizeof *room);
	room->clock = clock_system();
	room->loop = loop_create(&room->clock);
	snprintf(room->folder, sizeof room->folder, "/tmp/callboard-test-XXXXXX");
	assert_non_null(mkdtemp(room->folder));
	int error = 0;
	struct server_options options = {.state = room->folder, .handle = handle, .data = room};
	room->server = server_create(room->loop, &options, &error);
	assert_non_null(room->server);
	*state = room;
	return 0;
}

static int tear_down(void **state)
{
	struct room *room = *state;
	server_destroy(room->server);
	loop_destroy(room->loop);
	assert_int_equal(rmdir(room->folder), 0); /* the socket is gone, too */
	free(room);
	return 0;
}

static int joined(struct room *room)
{
	int ends[2];
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends), 0);
	server_serve(room->server, ends[0]);
	return ends[1];
}

/* Runs the loop until nothing happens any more. */
static void settle(struct room *room)
{
	for (int i = 0; i < 400; i++)
		loop_step(room->loop, 0);
}

static void test_requests(void **state)
{
	static const struct {
		const char *bytes, *answer;
	} rows[] = {
		{"{\"command\":\"reload\"}\n", "{\"ok\":true}\n"},
		{"{\"command\":\"next\"}\n", "{\"ok\":false,\"error\":\"nothing follows\"}\n"},
		{"{\"command\":\"status\",\"more\":[1,{}]}\n", "{\"ok\":true,\"padding\":\"xxx\"}\n"},
		{"{\"command\":\"pause\"}\n{\"command\":\"resume\"}\n{\"command\"", "{\"ok\":true}\n{\"ok\":true}\n"},
		{"{\"command\":\"dance\"}\n", "{\"ok\":false,\"error\":\"unknown command\"}\n"},
		{"{\"command\":7}\n{}\n", "{\"ok\":false,\"error\":\"no \\\"command\\\"\"}\n"
					  "{\"ok\":false,\"error\":\"no \\\"command\\\"\"}\n"},
		{"\n[]\n\xff\xfe\n", "{\"ok\":false,\"error\":\"not a JSON object\"}\n"
				     "{\"ok\":false,\"error\":\"not a JSON object\"}\n"
				     "{\"ok\":false,\"error\":\"not a JSON object\"}\n"},
		{"GET / HTTP/1.1\r\n", "{\"ok\":false,\"error\":\"not a JSON object\"}\n"},
	};
	struct room *room = *state;
	room->padding = 3;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char got[1000];
		int fd = joined(room);
		size_t length = strlen(rows[i].bytes);
		assert_int_equal(write(fd, rows[i].bytes, length / 2), length / 2); /* in two pieces */
		settle(room);
		assert_int_equal(write(fd, rows[i].bytes + length / 2, length - length / 2), length - length / 2);
		settle(room);
		ssize_t size = read(fd, got, sizeof got - 1);
		assert_true(size >= 0);
		got[size] = '\0';
		assert_string_equal(got, rows[i].answer);
		close(fd);
		settle(room);
	}
}

static void test_too_long(void **state)
{
	struct room *room = *state;
	char got[200];
	static char much[3 * CONTROL_REQUEST_LIMIT];
	memset(much, '{', sizeof much);
	int fd = joined(room);
	assert_int_equal(write(fd, much, sizeof much), sizeof much);
	settle(room);
	ssize_t size = read(fd, got, sizeof got);
	assert_true(size > 0 && memmem(got, (size_t)size, "too long", 8) != NULL);
	size = read(fd, got, sizeof got);
	assert_true(size <= 0); /* and hung up */
	close(fd);

	room->padding = CONTROL_LINE_LIMIT;
	fd = joined(room);
	assert_true(write(fd, "{\"command\":\"status\"}\n", 21) == 21);
	settle(room);
	size = read(fd, got, sizeof got);
	assert_true(size > 0 && memmem(got, (size_t)size, "the answer is too long", 22) != NULL);
	close(fd);
}

/* Who asks and never reads holds up nobody, and only so much is kept for them. */
static void test_slow(void **state)
{
	struct room *room = *state;
	room->padding = 500000;
	int slow = joined(room), quick = joined(room);
	for (int i = 0; i < 50; i++)
		assert_true(write(slow, "{\"command\":\"status\"}\n", 21) == 21);
	settle(room);
	assert_true(room->heard[CONTROL_STATUS] <= 2);
	assert_true(write(quick, "{\"command\":\"pause\"}\n", 20) == 20);
	settle(room);
	assert_int_equal(room->heard[CONTROL_PAUSE], 1);
	char got[100];
	assert_true(read(quick, got, sizeof got) > 0);
	static char bytes[100000];
	size_t total = 0;
	for (int i = 0; i < 10000 && total < 50 * 500000; i++) {
		ssize_t size = read(slow, bytes, sizeof bytes);
		total += size > 0 ? (size_t)size : 0;
		loop_step(room->loop, 0);
	}
	assert_int_equal(room->heard[CONTROL_STATUS], 50);
	close(slow);
	close(quick);
}

static void test_many(void **state)
{
	struct room *room = *state;
	int fds[3 * CONTROL_CLIENTS_LIMIT];
	size_t count = sizeof fds / sizeof *fds;
	for (size_t i = 0; i < count; i++) {
		fds[i] = joined(room);
		assert_true(write(fds[i], "{\"command\":\"pau", 15) == 15);
		settle(room);
	}
	char got[100];
	for (size_t i = 0; i < count; i++) {
		bool dropped = i < count - CONTROL_CLIENTS_LIMIT;
		ssize_t sent = send(fds[i], "se\"}\n", 5, MSG_NOSIGNAL);
		settle(room);
		assert_true(dropped ? sent < 0 : read(fds[i], got, sizeof got) == 12);
	}
	assert_int_equal(room->heard[CONTROL_PAUSE], CONTROL_CLIENTS_LIMIT);
	for (size_t i = 0; i < count; i++)
		close(fds[i]);
}

static void test_half_closed(void **state)
{
	struct room *room = *state;
	char got[100];
	int fd = joined(room);
	assert_true(write(fd, "{\"command\":\"pause\"}\n{\"command\":\"pause\"}\n", 40) == 40);
	shutdown(fd, SHUT_WR);
	settle(room);
	assert_int_equal(read(fd, got, sizeof got), 24);
	assert_int_equal(read(fd, got, sizeof got), 0);
	close(fd);
}

/* The client blocks, so it is another process. Exit status: 0 if the answer is as wanted. */
static int ask(struct room *room, enum control_command command, const char *wanted, ssize_t bytes)
{
	pid_t pid = fork();
	if (pid == 0) {
		struct client_answer answer;
		if (client_ask(room->folder, command, 5000, &answer) != 0)
			_exit(1);
		char *text = cJSON_PrintUnformatted(answer.object);
		char pixels[16];
		bool well = strcmp(text, wanted) == 0 &&
			    (bytes < 0 ? answer.fd < 0 : pread(answer.fd, pixels, sizeof pixels, 0) == bytes);
		cJSON_free(text);
		client_answer_finish(&answer);
		_exit(well ? 0 : 2);
	}
	int status;
	while (waitpid(pid, &status, WNOHANG) == 0)
		loop_step(room->loop, 10);
	return WEXITSTATUS(status);
}

static void test_client(void **state)
{
	struct room *room = *state;
	struct stat file;
	char *path = path_join(room->folder, "ctl.sock");
	assert_int_equal(stat(path, &file), 0);
	assert_int_equal(file.st_mode & 0777, 0600);
	free(path);
	assert_int_equal(ask(room, CONTROL_QUIT, "{\"ok\":true}", -1), 0);
	assert_int_equal(ask(room, CONTROL_NEXT, "{\"ok\":false,\"error\":\"nothing follows\"}", -1), 0);
	assert_int_equal(ask(room, CONTROL_SCREENSHOT, "{\"ok\":true,\"width\":2}", 8), 0);
	struct client_answer answer;
	assert_int_equal(client_ask("/nonexistent", CONTROL_QUIT, 100, &answer), -ENOENT);
	assert_int_equal(client_ask(room->folder, CONTROL_QUIT, 20, &answer), -ETIMEDOUT); /* nobody runs the loop */
}

/* A state folder with a path longer than a socket's address can be. */
static void test_long_path(void **state)
{
	struct room *room = *state;
	char part[121];
	memset(part, 'a', 120);
	part[120] = '\0';
	char *deep = path_join(room->folder, part);
	assert_int_equal(folder_make(deep, 0700), 0);
	int error = 0;
	struct server_options options = {.state = deep, .handle = handle, .data = room};
	struct server *server = server_create(room->loop, &options, &error);
	assert_non_null(server);
	server_destroy(server);
	assert_int_equal(rmdir(deep), 0);
	free(deep);
}

static void test_report(void **state)
{
	(void)state;
	struct problems problems;
	problems_init(&problems);
	struct problem problem = {
		.level = PROBLEM_REFUSED, .path = "b.json", .line = 3, .column = 9, .words = "a comma is missing"};
	for (int i = 0; i < 2 * REPORT_PROBLEMS_LIMIT; i++)
		problems_add(&problems, &problem);
	struct health health = {.share = SHARE_READABLE, .files = 4};
	struct status status = {.screen = "foyer",
				.version = "1",
				.now_utc_s = 1540196040,
				.offset_s = 7200,
				.until_utc_s = INT64_MAX,
				.shown = {.kind = "calm"},
				.health = &health,
				.problems = &problems};
	cJSON *object = report_status(&status);
	assert_string_equal(cJSON_GetObjectItem(object, "now")->valuestring, "2018-10-22T10:14:00+02:00");
	assert_true(cJSON_IsNull(cJSON_GetObjectItem(object, "next")));
	assert_int_equal(cJSON_GetObjectItem(object, "problems_count")->valueint, 2 * REPORT_PROBLEMS_LIMIT);
	const cJSON *list = cJSON_GetObjectItem(object, "problems");
	assert_int_equal(cJSON_GetArraySize(list), REPORT_PROBLEMS_LIMIT);
	assert_int_equal(cJSON_GetObjectItem(list->child, "column")->valueint, 9);
	cJSON_Delete(object);
	problems_finish(&problems);
}

static void test_notify(void **state)
{
	struct room *room = *state;
	char got[100];
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	snprintf(address.sun_path, sizeof address.sun_path, "%s/notify", room->folder);
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
	unsetenv("NOTIFY_SOCKET");
	notify_send("LOST=1");
	setenv("NOTIFY_SOCKET", address.sun_path, 1);
	notify_send("READY=1");
	assert_int_equal(recv(fd, got, sizeof got, MSG_DONTWAIT), 7);
	unlink(address.sun_path);
	notify_send("READY=1"); /* nobody there: no harm */
	close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_requests, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_too_long, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_slow, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_many, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_half_closed, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_client, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_long_path, set_up, tear_down),
		cmocka_unit_test(test_report),
		cmocka_unit_test_setup_teardown(test_notify, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
