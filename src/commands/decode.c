/* callboard-decode WIDTH HEIGHT: one picture from standard input, its pixels to descriptor 3, and one line of answer to
 * standard output: "ok W H transparent", "refused WORDS", or "failed WORDS" when it is not the picture's fault. Started
 * by callboard-ingest, which sets its limits. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decode/decode.h"
#include "formats/pixels.h"

enum { OUTPUT_FD = 3 };

static int side(const char *text)
{
	char *end;
	long value = strtol(text, &end, 10);
	return *end == '\0' && value >= 1 && value <= PIXELS_SIDE_LIMIT ? (int)value : 0;
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
	struct raster raster;
	if (!decode(stdin, width_px, height_px, &raster)) {
		printf("refused %s\n", raster.refusal);
		return 0;
	}
	int error = raster_write(&raster, OUTPUT_FD);
	bool turned = raster.orientation >= 5;
	if (error == 0)
		printf("ok %d %d %d\n", turned ? raster.height_px : raster.width_px,
		       turned ? raster.width_px : raster.height_px, raster.transparent);
	else
		printf("failed a decoded picture cannot be written: %s\n", strerror(-error));
	free(raster.pixels);
	return 0;
}
