/* What the service manager keeps for us while we are gone: what it is sent, and what it passes on. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/memory.h"
#include "control/notify.h"

/* A manager's socket, in the abstract name space. */
static int manager(void)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	char *name = text_format("@callboard-test-notify-%d", (int)getpid());
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	memcpy(address.sun_path + 1, name + 1, strlen(name) - 1);
	assert_int_equal(bind(fd, (struct sockaddr *)&address,
			      (socklen_t)(offsetof(struct sockaddr_un, sun_path) + strlen(name))),
			 0);
	setenv("NOTIFY_SOCKET", name, 1);
	free(name);
	return fd;
}

/* The next message; its descriptor, -1: none. */
static int hear(int fd, char words[static 256])
{
	union {
		struct cmsghdr header;
		char bytes[CMSG_SPACE(sizeof(int))];
	} control = {0};
	struct iovec text = {words, 255};
	struct msghdr message = {
		.msg_iov = &text, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control.bytes};
	ssize_t length = recvmsg(fd, &message, MSG_DONTWAIT);
	int passed = -1;

	assert_true(length > 0);
	words[length] = '\0';
	if (CMSG_FIRSTHDR(&message))
		memcpy(&passed, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof passed);
	return passed;
}

static bool same_file(int a, int b)
{
	struct stat first, second;

	return fstat(a, &first) == 0 && fstat(b, &second) == 0 && first.st_ino == second.st_ino &&
	       first.st_dev == second.st_dev;
}

static void test_keep(void **state)
{
	char words[256];
	int fd = manager(), ends[2], passed;

	(void)state;
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	assert_true(notify_keep("picture", ends[0]));
	assert_int_equal(hear(fd, words), -1);
	assert_string_equal(words, "FDSTOREREMOVE=1\nFDNAME=picture");
	passed = hear(fd, words);
	assert_string_equal(words, "FDSTORE=1\nFDPOLL=0\nFDNAME=picture");
	assert_true(same_file(passed, ends[0]));
	close(passed);
	assert_true(notify_kept()); /* as after exec */
	assert_false(notify_kept());
	close(fd);
	assert_false(notify_keep("picture", ends[0])); /* nobody listens any more */
	unsetenv("NOTIFY_SOCKET");
	assert_false(notify_keep("picture", ends[0]));
	close(ends[0]);
	close(ends[1]);
}

/* In a process of its own, whose descriptors 3 and 4 are what a manager passed on, to it or to another one. */
static bool closed_in_child(const char *pid)
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		char *own = text_format("%d", (int)getpid());
		int null = open("/dev/null", O_RDONLY);
		null = fcntl(null, F_DUPFD, 10);
		if (dup2(null, 3) != 3 || dup2(null, 4) != 4 || dup2(null, 5) != 5)
			_exit(100);
		setenv("LISTEN_PID", pid ? pid : own, 1);
		setenv("LISTEN_FDS", "2", 1);
		setenv("LISTEN_FDNAMES", "picture:picture", 1);
		bool kept = notify_kept();
		free(own);
		if (getenv("LISTEN_FDS") || fcntl(5, F_GETFD) == -1 || kept != (pid == NULL) || notify_kept())
			_exit(100);
		_exit(fcntl(3, F_GETFD) == -1 && fcntl(4, F_GETFD) == -1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) < 100);
	return WEXITSTATUS(status) == 1;
}

static void test_kept(void **state)
{
	(void)state;
	assert_true(closed_in_child(NULL));
	assert_false(closed_in_child("1"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_keep), cmocka_unit_test(test_kept)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
