/* Why there is no picture: sentences of ours, one a fault, which name the kind of file and how much of it was good. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "decode/decode.h"

/* What is not read row by row must fit, with the result, into what the sandbox leaves; some is for the libraries. */
enum { MEMORY_LIMIT_MB = 180 };

/* The plainest JPEG has 85 pixels a byte. */
enum { BOMB_PIXELS_PER_BYTE = 100 };

static void on_one_line(char *text)
{
	for (; *text != '\0'; text++) {
		if ((unsigned char)*text < ' ' && *text != '\t')
			*text = ' ';
	}
}

bool refuse(struct raster *raster, const char *words, const char *remedy)
{
	if (raster->refusal[0] != '\0')
		return false;
	snprintf(raster->refusal, sizeof raster->refusal, "%s\t%s", words, remedy);
	on_one_line(raster->refusal);
	return false;
}

bool refuse_format(struct raster *raster, const char *remedy, const char *format, ...)
{
	char words[REFUSAL_SIZE - 80]; /* room for the remedy */
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(words, sizeof words, format, arguments);
	va_end(arguments);
	return refuse(raster, words, remedy);
}

bool refuse_cut(struct raster *raster, double there)
{
	static const char remedy[] = "copy or export it again";
	int missing = there > 0 && there <= 1 ? 100 - (int)(there * 100) : there > 1 ? 0 : 100;
	if (missing > 0)
		return refuse_format(raster, remedy, "the %s is cut off: about %d %% of the picture are missing",
				     raster->kind, missing);
	return refuse_format(raster, remedy, "the %s is cut off: its end is missing", raster->kind);
}

bool refuse_damaged(struct raster *raster, double there)
{
	static const char remedy[] = "copy it again, or save it anew as JPEG or PNG";
	int percent = there > 0 && there < 1 ? (int)(there * 100) : 0;
	if (percent > 0)
		return refuse_format(raster, remedy, "the %s is damaged after about %d %% of the picture", raster->kind,
				     percent);
	return refuse_format(raster, remedy, "the %s is damaged: a part of the picture cannot be read", raster->kind);
}

bool refuse_head(struct raster *raster)
{
	return refuse_format(raster, "copy it again, or save it anew as JPEG or PNG",
			     "the %s is damaged: its beginning makes no sense", raster->kind);
}

bool refuse_variant(struct raster *raster)
{
	return refuse_format(raster, "save it anew, as JPEG or PNG",
			     "this %s is of an unusual kind, which cannot be shown", raster->kind);
}

bool refuse_size(struct raster *raster, uint64_t width_px, uint64_t height_px)
{
	unsigned long long width = width_px, height = height_px, bytes = raster->file_bytes;
	if ((double)width_px * (double)height_px > (double)raster->file_bytes * BOMB_PIXELS_PER_BYTE)
		return refuse_format(raster, "save it smaller: 50 megapixels are plenty",
				     "the picture claims to be %llu x %llu pixels in a file of %llu bytes: it is a "
				     "bomb, made to fill memories, not a photo",
				     width, height, bytes);
	return refuse_format(raster, "save it smaller: 50 megapixels are plenty",
			     "the picture claims to be %llu x %llu pixels, which is more than can be shown", width,
			     height);
}

bool raster_affords(struct raster *raster, uint64_t bytes, const char *what, const char *remedy)
{
	uint64_t result = (uint64_t)raster->width_px * (unsigned)raster->height_px * sizeof(uint32_t);
	if (bytes + result <= (uint64_t)MEMORY_LIMIT_MB << 20)
		return true;
	return refuse_format(raster, remedy, "%s: it would take %llu MB of memory to show, %d MB are allowed", what,
			     (unsigned long long)((bytes + result) >> 20), MEMORY_LIMIT_MB);
}

void raster_detail(struct raster *raster, const char *words)
{
	if (raster->detail[0] == '\0')
		snprintf(raster->detail, sizeof raster->detail, "%s", words);
	on_one_line(raster->detail);
}
