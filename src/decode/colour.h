/* Samples as files hold them to sRGB with opacity: grey, red, green and blue, or inks, of 8 or 16 bits, by the colour
 * profile that came with them. */
#ifndef DECODE_COLOUR_H
#define DECODE_COLOUR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum samples {
	SAMPLES_GREY,
	SAMPLES_GREY_ALPHA,
	SAMPLES_RGB,
	SAMPLES_RGBA, /* not premultiplied */
	SAMPLES_CMYK, /* how much ink */
	SAMPLES_CMYK_INVERTED,
};

struct colour_space {
	const void *profile; /* ICC; borrowed for the call; NULL: none, and what is below counts */
	size_t profile_length;
	double gamma; /* exponent from code to light; 0: sRGB's curve */
	bool primaries;
	double white[2], red[2], green[2], blue[2]; /* x, y; sRGB's without `primaries` */
};

struct colour;

/* bits: 8, or 16 in the machine's order. space: NULL for sRGB. *useless: it had a profile that fits nothing, and the
 * samples are taken for sRGB. */
struct colour *colour_create(enum samples samples, int bits, const struct colour_space *space, bool *useless);
void colour_destroy(struct colour *colour);

/* How many samples one pixel has. */
int samples_count(enum samples samples);

/* Is it a profile for these samples? (Grey may come with one for colours, and is then to be given as colours.) */
bool colour_profile_for(const void *profile, size_t length, enum samples samples);

/* So many pixels, to red, green, blue and opacity, 8 bits each, not premultiplied. */
void colour_convert(const struct colour *colour, const void *from, uint8_t *to, size_t pixels);

#endif
