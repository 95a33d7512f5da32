#include "decode/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <seccomp.h>

/* What a decoder needs. Everything that is not named here or below fails with EPERM: libraries ask for this and that
 * (how many processors, a thread's name) and do without. So does libc's fstat(3): it goes by a call that would tell of
 * any name as well, and the filter cannot see which; how long a file is, lseek(2) tells. */
static const int allowed[] = {
	SCMP_SYS(brk),
	SCMP_SYS(clock_getres),
	SCMP_SYS(clock_gettime),
	SCMP_SYS(clock_gettime64),
	SCMP_SYS(clock_nanosleep),
	SCMP_SYS(clock_nanosleep_time64),
	SCMP_SYS(close),
	SCMP_SYS(exit),
	SCMP_SYS(exit_group),
	SCMP_SYS(fstat),
	SCMP_SYS(fstat64),
	SCMP_SYS(futex),
	SCMP_SYS(futex_time64),
	SCMP_SYS(getpid),
	SCMP_SYS(getrandom),
	SCMP_SYS(getrlimit),
	SCMP_SYS(gettid),
	SCMP_SYS(gettimeofday),
	SCMP_SYS(_llseek),
	SCMP_SYS(lseek),
	SCMP_SYS(madvise),
	SCMP_SYS(mremap),
	SCMP_SYS(munmap),
	SCMP_SYS(nanosleep),
	SCMP_SYS(pread64),
	SCMP_SYS(read),
	SCMP_SYS(readv),
	SCMP_SYS(restart_syscall),
	SCMP_SYS(rseq),
	SCMP_SYS(rt_sigaction),
	SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(rt_sigreturn),
	SCMP_SYS(sched_getaffinity),
	SCMP_SYS(sched_yield),
	SCMP_SYS(set_robust_list),
	SCMP_SYS(sigaltstack),
	SCMP_SYS(sigreturn),
	SCMP_SYS(sysinfo),
	SCMP_SYS(ugetrlimit),
	SCMP_SYS(write),
	SCMP_SYS(writev),
};

/* What no decoder does of itself: the process is killed, so that whoever has taken it over gets no second try. */
static const int deadly[] = {
	SCMP_SYS(accept),
	SCMP_SYS(accept4),
	SCMP_SYS(bind),
	SCMP_SYS(bpf),
	SCMP_SYS(connect),
	SCMP_SYS(execve),
	SCMP_SYS(execveat),
	SCMP_SYS(fork),
	SCMP_SYS(io_uring_setup),
	SCMP_SYS(kill),
	SCMP_SYS(listen),
	SCMP_SYS(mount),
	SCMP_SYS(pidfd_getfd),
	SCMP_SYS(pidfd_open),
	SCMP_SYS(process_vm_readv),
	SCMP_SYS(process_vm_writev),
	SCMP_SYS(ptrace),
	SCMP_SYS(setns),
	SCMP_SYS(socket),
	SCMP_SYS(socketpair),
	SCMP_SYS(tkill),
	SCMP_SYS(unshare),
	SCMP_SYS(userfaultfd),
	SCMP_SYS(vfork),
};

/* One rule. What an architecture has no call for is held there by not being callable. */
static bool rule(scmp_filter_ctx filter, uint32_t action, int call, unsigned count,
		 const struct scmp_arg_cmp *arguments)
{
	int error = seccomp_rule_add_array(filter, action, call, count, arguments);
	return error == 0 || error == -EDOM;
}

static bool allow_if(scmp_filter_ctx filter, int call, struct scmp_arg_cmp argument)
{
	return rule(filter, SCMP_ACT_ALLOW, call, 1, &argument);
}

static bool add_memory_rules(scmp_filter_ctx filter)
{
	/* Shared memory would not count as this process's; code that is written here is not run. */
	const struct scmp_arg_cmp mapped[] = {SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0),
					      SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_SHARED, 0)};
	return rule(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2, mapped) &&
	       rule(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap2), 2, mapped) &&
	       allow_if(filter, SCMP_SYS(mprotect), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
}

static bool add_process_rules(scmp_filter_ctx filter)
{
	/* A thread, not a process. The filter cannot see what clone3 is asked for; without it libc takes clone. */
	const struct scmp_arg_cmp process = SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0);
	return allow_if(filter, SCMP_SYS(clone), SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD)) &&
	       rule(filter, SCMP_ACT_KILL_PROCESS, SCMP_SYS(clone), 1, &process) &&
	       rule(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0, NULL) &&
	       /* abort() is a signal to itself */
	       allow_if(filter, SCMP_SYS(tgkill), SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid(), 0));
}

static bool add_file_rules(scmp_filter_ctx filter)
{
	const struct scmp_arg_cmp own_limits[] = {SCMP_A0(SCMP_CMP_EQ, 0, 0), SCMP_A2(SCMP_CMP_EQ, 0, 0)};
	return allow_if(filter, SCMP_SYS(fcntl), SCMP_A1(SCMP_CMP_EQ, F_GETFL, 0)) &&
	       allow_if(filter, SCMP_SYS(fcntl64), SCMP_A1(SCMP_CMP_EQ, F_GETFL, 0)) &&
	       rule(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 2, own_limits);
}

static bool add_rules(scmp_filter_ctx filter)
{
	bool well = true;
	for (size_t i = 0; i < sizeof allowed / sizeof *allowed && well; i++)
		well = rule(filter, SCMP_ACT_ALLOW, allowed[i], 0, NULL);
	for (size_t i = 0; i < sizeof deadly / sizeof *deadly && well; i++)
		well = rule(filter, SCMP_ACT_KILL_PROCESS, deadly[i], 0, NULL);
	return well && add_memory_rules(filter) && add_process_rules(filter) && add_file_rules(filter);
}

static bool filter_calls(void)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	if (filter == NULL)
		return false;
	bool well = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) == 0 &&
		    seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2) == 0 && add_rules(filter) &&
		    seccomp_load(filter) == 0;
	seccomp_release(filter);
	return well;
}

/* By number, since the headers of Debian 12 know the first of these rights alone; a kernel refuses what it does not
 * know, so it is asked for its version first. */
static bool close_files(void)
{
	struct {
		uint64_t files, network, scoped;
	} rights = {0};
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0, 1u /* LANDLOCK_CREATE_RULESET_VERSION */);
	if (version < 1)
		return false;
	int bits = version >= 5 ? 16 : version >= 3 ? 15 : version == 2 ? 14 : 13;
	rights.files = (1u << bits) - 1;
	rights.network = version >= 4 ? 3 : 0; /* bind and connect, of TCP */
	rights.scoped = version >= 6 ? 3 : 0;  /* abstract sockets, signals */
	int ruleset = (int)syscall(SYS_landlock_create_ruleset, &rights, sizeof rights, 0u);
	if (ruleset < 0)
		return false;
	bool well = syscall(SYS_landlock_restrict_self, ruleset, 0u) == 0;
	close(ruleset);
	return well;
}

/* What the program has itself: the sixth number there, in pages, libraries' and the sanitizer's included. */
static uint64_t program_bytes(void)
{
	unsigned long long pages = 0;
	FILE *file = fopen("/proc/self/statm", "re");
	if (file == NULL || fscanf(file, "%*u %*u %*u %*u %*u %llu", &pages) != 1)
		pages = 0;
	if (file != NULL)
		fclose(file);
	return pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

/* No more than this; less if less is set already. */
static int limit(__rlimit_resource_t resource, uint64_t value, uint64_t most)
{
	struct rlimit limits;
	if (getrlimit(resource, &limits) != 0)
		return -errno;
	if (limits.rlim_max > most)
		limits.rlim_max = most;
	if (limits.rlim_cur > value)
		limits.rlim_cur = value;
	return setrlimit(resource, &limits) == 0 ? 0 : -errno;
}

static int limit_memory(uint64_t bytes)
{
	enum { RESERVED_SHARE = 16 }; /* address space costs tables of a five-hundredth of it */
	uint64_t program = program_bytes();
#ifdef SANDBOX_SANITIZED
	bytes *= 4; /* what is freed is kept in quarantine there; and its shadow is terabytes of address space */
#else
	int error = limit(RLIMIT_AS, program + bytes * RESERVED_SHARE, program + bytes * RESERVED_SHARE);
	if (error != 0)
		return error;
#endif
	return limit(RLIMIT_DATA, program + bytes, program + bytes);
}

/* When memory is short, the kernel takes it from here first; and a frame of the wall comes before a new picture. */
static void step_back(void)
{
	int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
	ssize_t written = fd < 0 ? -1 : write(fd, "1000", 4);
	if (fd >= 0)
		close(fd);
	(void)written; /* it is a courtesy */
	setpriority(PRIO_PROCESS, 0, 10);
}

int sandbox_enter(const struct sandbox_limits *limits)
{
	step_back();
	int error = limit_memory(limits->memory_bytes);
	if (error == 0)
		error = limit(RLIMIT_CPU, limits->cpu_s, limits->cpu_s + 1); /* at the last one comes SIGKILL */
	if (error == 0)
		error = limit(RLIMIT_FSIZE, limits->file_bytes, limits->file_bytes);
	if (error == 0)
		error = limit(RLIMIT_CORE, 0, 0);
	if (error == 0 && (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) < 0))
		error = -errno;
	if (error != 0)
		return error;
	int walls = close_files() ? SANDBOX_FILES : 0;
	error = limit(RLIMIT_NOFILE, 0, 0); /* no descriptor is made any more; those there are stay */
	if (error != 0)
		return error;
	return walls | (filter_calls() ? SANDBOX_FILTER : 0);
}
