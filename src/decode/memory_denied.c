/* Where memory ends inside the sandbox, so does the program, with the words that say so: libraries that are denied
 * memory crash, or call the picture damaged. So the calls that allocate are ours here, in front of libc's own, which do
 * the work; outside the sandbox they differ in nothing. The sanitizers have theirs in the same place. */
#include <errno.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "decode/sandbox.h"

#ifndef SANDBOX_SANITIZED

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t nmemb, size_t size);
void *__libc_realloc(void *memory, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

static void *given(void *memory, size_t size)
{
	struct rlimit limit;
	if (memory != NULL || size == 0 || getrlimit(RLIMIT_DATA, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
		return memory;
	ssize_t told = write(STDOUT_FILENO, SANDBOX_MEMORY_WORDS, sizeof SANDBOX_MEMORY_WORDS - 1);
	_exit(told < 0 ? 1 : 0);
}

void *malloc(size_t size)
{
	return given(__libc_malloc(size), size);
}

void *calloc(size_t nmemb, size_t size)
{
	return given(__libc_calloc(nmemb, size), size);
}

void *realloc(void *ptr, size_t size)
{
	return given(__libc_realloc(ptr, size), size);
}

void *memalign(size_t alignment, size_t size)
{
	return given(__libc_memalign(alignment, size), size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
	return given(__libc_memalign(alignment, size), size);
}

int posix_memalign(void **memptr, size_t alignment, size_t size)
{
	if (alignment < sizeof(void *) || (alignment & (alignment - 1)) != 0)
		return EINVAL;
	void *aligned = given(__libc_memalign(alignment, size), size);
	if (aligned == NULL)
		return ENOMEM;
	*memptr = aligned;
	return 0;
}

#endif
