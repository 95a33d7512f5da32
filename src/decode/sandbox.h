/* The walls around a decoder: from sandbox_enter() on this process can compute, read and write the descriptors it has,
 * and end; nothing else. Called once by callboard-decode, when its libraries are loaded and its files open, before the
 * first of a stranger's bytes is looked at. Threads may be started inside, and are held by the same walls.
 *
 * The kernel holds them by what it has: limits (setrlimit(2)) always, a filter of system calls (seccomp(2)) nearly
 * always, and no way to files and networks (landlock(7)) besides, where it is new enough. */
#ifndef DECODE_SANDBOX_H
#define DECODE_SANDBOX_H

#include <stdint.h>

/* What decoding one picture may take on top of the program itself. With ingest beside it that stays below 256 MB.
 * A small board needs ten times a desktop's time, which is 3 s for 27 megapixels of HEIC. */
enum { SANDBOX_MEMORY_MB = 200, SANDBOX_CPU_S = 60 };

/* The answer of a decoder that is denied memory (memory_denied.c). */
#define SANDBOX_MEMORY_WORDS                                                                                           \
	"refused the picture takes more than 200 MB of memory to decode\tsave it smaller, as JPEG\n"
_Static_assert(SANDBOX_MEMORY_MB == 200, "it stands in SANDBOX_MEMORY_WORDS");

/* AddressSanitizer takes terabytes of address space for itself: no limit there but of what is added. */
#if defined(__SANITIZE_ADDRESS__)
#define SANDBOX_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANDBOX_SANITIZED 1
#endif
#endif

struct sandbox_limits {
	/* RLIMIT_DATA: memory that is written to, above what the program has when it enters. Address space (RLIMIT_AS)
	 * would count libraries and what threads merely reserve; it is limited to many times as much all the same. */
	uint64_t memory_bytes;
	unsigned cpu_s;      /* RLIMIT_CPU, of all threads together: SIGXCPU */
	uint64_t file_bytes; /* RLIMIT_FSIZE: SIGXFSZ or EFBIG */
};

enum sandbox_walls {
	SANDBOX_FILTER = 1, /* system calls */
	SANDBOX_FILES = 2,  /* landlock: files; and networks, where the kernel knows that */
};

/* For good. Which of the two walls stand (the limits do), or a negative errno if not even the limits can be set. */
int sandbox_enter(const struct sandbox_limits *limits);

#endif
