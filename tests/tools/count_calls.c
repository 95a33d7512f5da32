/* Preloaded (LD_PRELOAD), this counts what a program allocates: the file $COUNT_CALLS.PID has two numbers, of eight
 * bytes each: allocations that the program's own code asked for, and all, its libraries' too. */
#include <dlfcn.h>
#include <fcntl.h>
#include <link.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct counts {
	_Atomic uint64_t ours, all;
};

static struct counts unseen; /* until there is a file, or if there is none */
static struct counts *counts = &unseen;
static uintptr_t text_begin, text_end;
static void *(*next_malloc)(size_t);
static void *(*next_calloc)(size_t, size_t);
static void *(*next_realloc)(void *, size_t);

/* The first object is the program. */
static int find_text(struct dl_phdr_info *info, size_t size, void *data)
{
	(void)size;
	(void)data;
	for (int i = 0; i < info->dlpi_phnum; i++) {
		const ElfW(Phdr) *part = &info->dlpi_phdr[i];
		if (part->p_type != PT_LOAD || !(part->p_flags & PF_X))
			continue;
		text_begin = info->dlpi_addr + part->p_vaddr;
		text_end = text_begin + part->p_memsz;
	}
	return 1;
}

__attribute__((constructor)) static void begin(void)
{
	char path[4096];
	const char *base = getenv("COUNT_CALLS");
	dl_iterate_phdr(find_text, NULL);
	if (base == NULL)
		return;
	snprintf(path, sizeof path, "%s.%d", base, (int)getpid());
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0 || ftruncate(fd, sizeof *counts) != 0)
		return;
	void *shared = mmap(NULL, sizeof *counts, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	if (shared != MAP_FAILED)
		counts = shared;
}

static void *next(const char *name)
{
	return dlsym(RTLD_NEXT, name);
}

static void count(const void *caller)
{
	uintptr_t address = (uintptr_t)caller;
	counts->all++;
	if (address >= text_begin && address < text_end)
		counts->ours++;
}

/* NOLINTBEGIN(readability-inconsistent-declaration-parameter-name): the library's names are its own */
void *malloc(size_t size)
{
	if (next_malloc == NULL)
		*(void **)&next_malloc = next("malloc");
	count(__builtin_return_address(0));
	return next_malloc(size);
}

/* dlsym() itself asks for memory, before it can be asked for the real calloc. */
void *calloc(size_t number, size_t size)
{
	static _Thread_local bool looking;
	static char early[4096];
	static size_t early_used;
	if (next_calloc == NULL) {
		if (looking) {
			void *place = early + early_used;
			early_used += (number * size + 15) & ~(size_t)15;
			return early_used <= sizeof early ? place : NULL;
		}
		looking = true;
		*(void **)&next_calloc = next("calloc");
		looking = false;
	}
	count(__builtin_return_address(0));
	return next_calloc(number, size);
}

void *realloc(void *old, size_t size)
{
	if (next_realloc == NULL)
		*(void **)&next_realloc = next("realloc");
	count(__builtin_return_address(0));
	return next_realloc(old, size);
}
/* NOLINTEND(readability-inconsistent-declaration-parameter-name) */
