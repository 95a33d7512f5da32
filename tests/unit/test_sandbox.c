/* decode/sandbox: each forbidden thing is tried from inside, in a child of its own, and must fail or end it; what
 * decoders need must go on working. Where this kernel lacks both walls only the limits are tried. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

#include "decode/sandbox.h"

enum { POSSIBLE = 40, NOT_POSSIBLE, NOT_ENTERED };

static int output_fd; /* the children's, a file */
static int watch_fd;  /* made before: inside none could be */
static int walls;     /* of this kernel */

static long read_file(void)
{
	return open("/etc/hostname", O_RDONLY);
}

static long write_file(void)
{
	return open("escaped", O_WRONLY | O_CREAT, 0600);
}

static long read_folder(void)
{
	return open("/", O_RDONLY | O_DIRECTORY);
}

static long remove_file(void)
{
	return unlink("kept");
}

static long rename_file(void)
{
	return rename("kept", "escaped");
}

static long cut_file(void)
{
	return truncate("kept", 0);
}

static long make_folder(void)
{
	return mkdir("escaped", 0700);
}

static long change_mode(void)
{
	return chmod("kept", 0777);
}

static long make_link(void)
{
	return symlink("/", "escaped");
}

static const char foreign[] = "/etc/passwd";

/* By the calls themselves: libc would choose among them. */
static long look_at_name(void)
{
	struct stat status;
	return syscall(SYS_newfstatat, AT_FDCWD, foreign, &status, AT_SYMLINK_NOFOLLOW);
}

/* As libc's fstat() does; the flag would let a name pass as well. */
static long look_at_name_as_file(void)
{
	struct stat status;
	return syscall(SYS_newfstatat, AT_FDCWD, foreign, &status, AT_EMPTY_PATH);
}

static long look_at_name_anew(void)
{
	struct statx status;
	return syscall(SYS_statx, AT_FDCWD, foreign, 0, STATX_SIZE, &status);
}

static long ask_for_name(void)
{
	return syscall(SYS_faccessat, AT_FDCWD, foreign, F_OK);
}

static long ask_for_name_anew(void)
{
	return syscall(SYS_faccessat2, AT_FDCWD, foreign, F_OK, AT_EACCESS);
}

static long read_link(void)
{
	char target[100];
	return syscall(SYS_readlinkat, AT_FDCWD, "/proc/self/exe", target, sizeof target);
}

static long open_as_path(void)
{
	return syscall(SYS_openat, AT_FDCWD, foreign, O_PATH);
}

static long open_anew(void)
{
	uint64_t how[3] = {O_RDONLY}; /* struct open_how */
	return syscall(SYS_openat2, AT_FDCWD, foreign, how, sizeof how);
}

static long watch_name(void)
{
	return inotify_add_watch(watch_fd, foreign, IN_OPEN);
}

static long ask_for_attribute(void)
{
	char value[100];
	long size = getxattr(foreign, "user.none", value, sizeof value);
	return size < 0 && errno != EPERM ? 0 : size; /* that it has none is an answer, too */
}

static long ask_for_file_system(void)
{
	struct statfs status;
	return statfs(foreign, &status);
}

static long go_to_folder(void)
{
	return chdir("/etc");
}

#ifdef SYS_stat /* what younger architectures have no more */
static long look_at_name_as_ever(void)
{
	struct stat status;
	return syscall(SYS_stat, foreign, &status);
}

static long look_at_link_as_ever(void)
{
	struct stat status;
	return syscall(SYS_lstat, foreign, &status);
}

static long ask_for_name_as_ever(void)
{
	return syscall(SYS_access, foreign, F_OK);
}

static long read_link_as_ever(void)
{
	char target[100];
	return syscall(SYS_readlink, "/proc/self/exe", target, sizeof target);
}

static long open_as_ever(void)
{
	return syscall(SYS_open, foreign, O_RDONLY);
}
#endif

static long make_memory_file(void)
{
	return memfd_create("escaped", 0);
}

static long make_pipe(void)
{
	int ends[2];
	return pipe(ends);
}

static long copy_descriptor(void)
{
	return dup(output_fd);
}

static long make_socket(void)
{
	return socket(AF_INET, SOCK_STREAM, 0);
}

static long make_local_socket(void)
{
	return socket(AF_UNIX, SOCK_STREAM, 0);
}

static long make_socket_pair(void)
{
	int ends[2];
	return socketpair(AF_UNIX, SOCK_STREAM, 0, ends);
}

static long run_program(void)
{
	char name[] = "true";
	char *const arguments[] = {name, NULL};
	return execv("/bin/true", arguments);
}

static long run_program_at(void)
{
	char name[] = "true";
	char *const arguments[] = {name, NULL};
	return syscall(SYS_execveat, AT_FDCWD, "/bin/true", arguments, arguments + 1, 0);
}

static long make_process(void)
{
	long pid = syscall(SYS_clone, (long)SIGCHLD, NULL, NULL, NULL, NULL);
	if (pid == 0)
		_exit(0);
	return pid;
}

static long make_process_anew(void)
{
	uint64_t how[8] = {[4] = SIGCHLD};
	long pid = syscall(SYS_clone3, how, sizeof how);
	if (pid == 0)
		_exit(0);
	return pid;
}

static long kill_parent(void)
{
	return kill(getppid(), 0);
}

static long signal_parent(void)
{
	return syscall(SYS_tgkill, getppid(), getppid(), 0);
}

static long trace_parent(void)
{
	return ptrace(PTRACE_SEIZE, getppid(), NULL, NULL);
}

static long read_parent(void)
{
	return syscall(SYS_process_vm_readv, getppid(), NULL, 0L, NULL, 0L, 0L);
}

static long watch_parent(void)
{
	return syscall(SYS_pidfd_open, getppid(), 0);
}

static long limit_more(void)
{
	struct rlimit limit = {1, 1};
	return setrlimit(RLIMIT_CPU, &limit);
}

static long limit_parent(void)
{
	struct rlimit limit;
	return syscall(SYS_prlimit64, getppid(), RLIMIT_CPU, NULL, &limit);
}

static long be_dumpable(void)
{
	return prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
}

static long new_world(void)
{
	return unshare(CLONE_NEWUSER);
}

static long run_what_was_written(void)
{
	void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	return page == MAP_FAILED ? 0 : mprotect(page, 4096, PROT_READ | PROT_EXEC);
}

static long map_code(void)
{
	return mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0;
}

static long share_memory(void)
{
	return mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0;
}

static long ring_of_calls(void)
{
	char parameters[120] = {0};
	return syscall(SYS_io_uring_setup, 1, parameters);
}

static const struct sandbox_limits plenty = {
	.memory_bytes = (uint64_t)SANDBOX_MEMORY_MB << 20, .cpu_s = 10, .file_bytes = 1 << 20};

/* Runs the try in a child inside the sandbox; its wait status. */
static int inside(long (*attempt)(void), const struct sandbox_limits *limits)
{
	fflush(NULL);
	pid_t pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		dup2(output_fd, STDOUT_FILENO);
		dup2(open("/dev/null", O_WRONLY), STDERR_FILENO);
		if (sandbox_enter(limits) < 0)
			_exit(NOT_ENTERED);
		_exit(attempt() < 0 ? NOT_POSSIBLE : POSSIBLE);
	}
	int status;
	while (waitpid(pid, &status, 0) < 0)
		assert_int_equal(errno, EINTR);
	return status;
}

static void nothing_forbidden_is_possible(void **state)
{
	(void)state;
	static const struct {
		const char *what;
		long (*attempt)(void);
		bool ends; /* the child is killed */
	} tries[] = {
		{"read a file", read_file, false},
		{"write a file", write_file, false},
		{"read a folder", read_folder, false},
		{"remove a file", remove_file, false},
		{"rename a file", rename_file, false},
		{"cut a file", cut_file, false},
		{"make a folder", make_folder, false},
		{"change a file's mode", change_mode, false},
		{"make a link", make_link, false},
		{"look at a file's name", look_at_name, false},
		{"look at a file's name as fstat", look_at_name_as_file, false},
		{"look at a file's name by statx", look_at_name_anew, false},
		{"ask for a file's name", ask_for_name, false},
		{"ask for a file's name by faccessat2", ask_for_name_anew, false},
		{"read a link", read_link, false},
		{"open a name alone", open_as_path, false},
		{"open by openat2", open_anew, false},
		{"watch a file", watch_name, false},
		{"ask for a file's attribute", ask_for_attribute, false},
		{"ask for a file system", ask_for_file_system, false},
		{"go to a folder", go_to_folder, false},
#ifdef SYS_stat
		{"look at a file's name by stat", look_at_name_as_ever, false},
		{"look at a link's name by lstat", look_at_link_as_ever, false},
		{"ask for a file's name by access", ask_for_name_as_ever, false},
		{"read a link by readlink", read_link_as_ever, false},
		{"open by open", open_as_ever, false},
#endif
		{"make a file in memory", make_memory_file, false},
		{"make a pipe", make_pipe, false},
		{"copy a descriptor", copy_descriptor, false},
		{"make a socket", make_socket, true},
		{"make a local socket", make_local_socket, true},
		{"make a pair of sockets", make_socket_pair, true},
		{"run a program", run_program, true},
		{"run a program by descriptor", run_program_at, true},
		{"make a process", make_process, true},
		{"make a process by clone3", make_process_anew, false},
		{"kill the parent", kill_parent, true},
		{"signal the parent", signal_parent, false},
		{"trace the parent", trace_parent, true},
		{"read the parent's memory", read_parent, true},
		{"watch the parent", watch_parent, true},
		{"change its limits", limit_more, false},
		{"ask for the parent's limits", limit_parent, false},
		{"be dumpable again", be_dumpable, false},
		{"make a name space", new_world, true},
		{"run what was written", run_what_was_written, false},
		{"map memory to run", map_code, false},
		{"share memory", share_memory, false},
		{"make a ring of calls", ring_of_calls, true},
	};
	if ((walls & SANDBOX_FILTER) == 0)
		skip();
	for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
		int status = inside(tries[i].attempt, &plenty);
		bool killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS;
		bool refused = WIFEXITED(status) && WEXITSTATUS(status) == NOT_POSSIBLE;
		if (tries[i].ends ? !killed : !refused)
			fail_msg("%s: wait status %x", tries[i].what, (unsigned)status);
	}
	assert_int_equal(access("kept", F_OK), 0);
	assert_int_not_equal(access("escaped", F_OK), 0);
}

static void *in_a_thread(void *data)
{
	int *result = data;
	*result = open("/etc/hostname", O_RDONLY) < 0 ? 1 : 2;
	return NULL;
}

/* A thread, memory, time, chance, the descriptors that there are. */
static long work(void)
{
	pthread_t thread;
	int in_thread = 0;
	if (pthread_create(&thread, NULL, in_a_thread, &in_thread) != 0 || pthread_join(thread, NULL) != 0)
		return -1;
	struct timespec now, moment = {.tv_nsec = 1000000};
	char *memory = malloc(50 << 20);
	if (memory == NULL)
		return -1;
	memset(memory, 1, 50 << 20);
	bool well = memory[1000] == 1 && in_thread == 1 && lseek(output_fd, 0, SEEK_SET) == 0 &&
		    clock_gettime(CLOCK_MONOTONIC, &now) == 0 && nanosleep(&moment, NULL) == 0 &&
		    write(output_fd, "words", 5) == 5;
	free(memory);
	return well ? 0 : -1;
}

static void decoders_can_work(void **state)
{
	(void)state;
	int status = inside(work, &plenty);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), POSSIBLE);
}

static long take_memory(void)
{
	size_t size = (size_t)1 << 30; /* more than even the sanitizer's program may */
	char *volatile memory = malloc(size);
	if (memory == NULL)
		return -1;
	memset(memory, 1, size);
	free(memory);
	return 0;
}

static long take_memory_in_pieces(void)
{
	for (int i = 0; i < 1024; i++) {
		char *volatile memory = mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		if ((char *)memory == MAP_FAILED)
			return -1;
		memset(memory, 1, 1 << 20);
	}
	return 0;
}

static void memory_ends(void **state)
{
	(void)state;
	assert_int_equal(ftruncate(output_fd, 0), 0);
	lseek(output_fd, 0, SEEK_SET);
	int status = inside(take_memory, &plenty);
	assert_true(WIFEXITED(status));
	assert_int_not_equal(WEXITSTATUS(status), POSSIBLE);
#ifndef SANDBOX_SANITIZED /* which ends it with words of its own */
	char words[200] = "";
	assert_true(pread(output_fd, words, sizeof words - 1, 0) > 0);
	assert_string_equal(words, SANDBOX_MEMORY_WORDS);
#endif
	status = inside(take_memory_in_pieces, &plenty);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), NOT_POSSIBLE);
}

static long loop_for_ever(void)
{
	volatile bool always = true;
	while (always)
		;
	return 0;
}

static void time_ends(void **state)
{
	(void)state;
	int status = inside(loop_for_ever,
			    &(struct sandbox_limits){.memory_bytes = plenty.memory_bytes, .file_bytes = 1, .cpu_s = 1});
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGXCPU);
}

static long write_much(void)
{
	static const char bytes[65536];
	for (int64_t i = 0; i < (int64_t)2 << 30; i += (int64_t)sizeof bytes) {
		if (write(output_fd, bytes, sizeof bytes) < 0)
			return -1;
	}
	return 0;
}

static void files_end(void **state)
{
	(void)state;
	int status = inside(write_much, &plenty);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGXFSZ);
	struct stat file;
	assert_int_equal(fstat(output_fd, &file), 0);
	assert_true((uint64_t)file.st_size <= plenty.file_bytes);
}

static long crash(void)
{
	abort();
}

static void crashes_are_seen_as_such(void **state)
{
	(void)state;
	int status = inside(crash, &plenty);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGABRT);
	assert_false(WCOREDUMP(status));
}

/* As on a kernel without these calls: one wall or none is left, and says so; the limits hold all the same. */
static void be_an_older_kernel(bool with_landlock)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	assert_non_null(filter);
	const struct scmp_arg_cmp set_filter = SCMP_A0(SCMP_CMP_EQ, PR_SET_SECCOMP, 0);
	bool well = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(seccomp), 0) == 0 &&
		    seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EINVAL), SCMP_SYS(prctl), 1, &set_filter) == 0;
	if (!with_landlock)
		well = well && seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SYS_landlock_create_ruleset, 0) == 0;
	if (!well || seccomp_load(filter) != 0)
		_exit(NOT_ENTERED);
	seccomp_release(filter);
}

static int inside_older_kernel(long (*attempt)(void), bool with_landlock, int expected_walls)
{
	pid_t pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		be_an_older_kernel(with_landlock);
		if (sandbox_enter(&plenty) != expected_walls)
			_exit(NOT_ENTERED);
		_exit(attempt() < 0 ? NOT_POSSIBLE : POSSIBLE);
	}
	int status;
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void older_kernels_have_less(void **state)
{
	(void)state;
	if ((walls & SANDBOX_FILTER) == 0)
		skip();
	if ((walls & SANDBOX_FILES) != 0) {
		assert_int_equal(inside_older_kernel(read_file, true, SANDBOX_FILES), NOT_POSSIBLE);
		assert_int_equal(inside_older_kernel(write_file, true, SANDBOX_FILES), NOT_POSSIBLE);
		assert_int_equal(inside_older_kernel(remove_file, true, SANDBOX_FILES), NOT_POSSIBLE);
		assert_int_equal(inside_older_kernel(make_folder, true, SANDBOX_FILES), NOT_POSSIBLE);
		assert_int_equal(inside_older_kernel(work, true, SANDBOX_FILES), POSSIBLE);
	}
	assert_int_equal(inside_older_kernel(look_at_name, false, 0), POSSIBLE);
	assert_int_equal(inside_older_kernel(make_pipe, false, 0), NOT_POSSIBLE);
	assert_int_equal(inside_older_kernel(take_memory_in_pieces, false, 0), NOT_POSSIBLE);
	assert_int_equal(inside_older_kernel(work, false, 0), POSSIBLE);
}

/* Without anything to lose: what this kernel has. */
static int find_walls(void)
{
	pid_t pid = fork();
	if (pid == 0) {
		int found = sandbox_enter(&plenty);
		_exit(found < 0 ? NOT_ENTERED : found);
	}
	int status;
	if (pid < 0 || waitpid(pid, &status, 0) < 0 || !WIFEXITED(status))
		return NOT_ENTERED;
	return WEXITSTATUS(status);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_forbidden_is_possible),
		cmocka_unit_test(decoders_can_work),
		cmocka_unit_test(memory_ends),
		cmocka_unit_test(time_ends),
		cmocka_unit_test(files_end),
		cmocka_unit_test(crashes_are_seen_as_such),
		cmocka_unit_test(older_kernels_have_less),
	};
	const char *folder = getenv("TMPDIR");
	if (folder == NULL || chdir(folder) < 0)
		return 1;
	output_fd = open("output", O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	int kept = open("kept", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	watch_fd = inotify_init1(IN_CLOEXEC);
	if (output_fd < 0 || kept < 0 || watch_fd < 0)
		return 1;
	close(kept);
	walls = find_walls();
	if (walls == NOT_ENTERED)
		return 1;
	printf("this kernel has %s and %s\n", (walls & SANDBOX_FILTER) != 0 ? "seccomp" : "no seccomp",
	       (walls & SANDBOX_FILES) != 0 ? "landlock" : "no landlock");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
