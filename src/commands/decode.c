/* callboard-decode WIDTH HEIGHT: one picture from standard input, its pixels to descriptor 3, and one line of answer to
 * standard output: "ok W H transparent", "refused WORDS", or "failed WORDS" when it is not the picture's fault. A line
 * "lacks WORDS" comes before it where the kernel cannot hold the sandbox whole, a line "detail WORDS" where a library
 * has said why it was refused. Started by callboard-ingest, one for each picture. */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "decode/decode.h"
#include "decode/sandbox.h"
#include "formats/pixels.h"

enum { OUTPUT_FD = 3 };

static int side(const char *text)
{
	char *end;
	long value = strtol(text, &end, 10);
	return *end == '\0' && value >= 1 && value <= PIXELS_SIDE_LIMIT ? (int)value : 0;
}

/* Libraries that see several processors decode several parts at once, with memory for each; and one is enough to take
 * from the wall. */
static void take_one_processor(void)
{
	cpu_set_t one;
	int processor = sched_getcpu();
	CPU_ZERO(&one);
	if (processor < 0 || processor >= CPU_SETSIZE)
		return;
	CPU_SET(processor, &one);
	sched_setaffinity(0, sizeof one, &one);
}

/* From here on a picture can do no harm but to itself. False if not even limits are to be had. */
static bool enter_sandbox(int width_px, int height_px)
{
	const struct sandbox_limits limits = {
		.memory_bytes = (uint64_t)SANDBOX_MEMORY_MB << 20,
		.cpu_s = SANDBOX_CPU_S,
		.file_bytes =
			(uint64_t)width_px * (unsigned)height_px * 8 + 65536, /* the box is covered twice at most */
	};
	int walls = sandbox_enter(&limits);
	if (walls < 0)
		printf("failed a picture's decoder cannot be limited: %s\n", strerror(-walls));
	else if ((walls & SANDBOX_FILTER) == 0)
		printf("lacks this kernel has no filter of system calls (seccomp); %s\n",
		       (walls & SANDBOX_FILES) != 0 ? "landlock keeps pictures' decoders from files all the same"
						    : "pictures' decoders have limits alone");
	fflush(stdout);
	return walls >= 0;
}

int main(int argc, char **argv)
{
	int width_px = argc == 3 ? side(argv[1]) : 0, height_px = argc == 3 ? side(argv[2]) : 0;
	if (width_px == 0 || height_px == 0 || fcntl(OUTPUT_FD, F_GETFD) < 0) {
		fputs("usage: callboard-decode WIDTH HEIGHT <PICTURE 3>PIXELS\n", stderr);
		return 2;
	}
	if (freopen("/dev/null", "w", stderr) == NULL) /* libraries talk there; the answer says it all */
		return 2;
	signal(SIGXFSZ, SIG_IGN); /* then the write says so */
	decode_prepare();
	take_one_processor();
	if (!enter_sandbox(width_px, height_px))
		return 0;
	struct raster raster;
	if (!decode(stdin, width_px, height_px, &raster)) {
		if (raster.detail[0] != '\0')
			printf("detail %s\n", raster.detail);
		printf("refused %s\n", raster.refusal);
	} else {
		int error = raster_write(&raster, OUTPUT_FD);
		bool turned = raster.orientation >= 5;
		if (error == 0)
			printf("ok %d %d %d\n", turned ? raster.height_px : raster.width_px,
			       turned ? raster.width_px : raster.height_px, raster.transparent);
		else
			printf("failed a decoded picture cannot be written: %s\n", strerror(-error));
		free(raster.pixels);
	}
	fflush(stdout);
	_exit(0); /* what runs at an ordinary end (a leak checker, libraries) is not allowed in here */
}
