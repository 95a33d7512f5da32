/* Colours as numbers: how light they are, how far apart, and the same colour lighter or darker. Opaque 0xffRRGGBB of
 * sRGB; what stands in the upper byte is not looked at, and comes out as 0xff. */
#ifndef MODEL_COLOUR_H
#define MODEL_COLOUR_H

#include <stdbool.h>
#include <stdint.h>

#define COLOUR_BLACK 0xff000000u
#define COLOUR_WHITE 0xffffffffu

/* "#rgb" or "#rrggbb", as CSS writes it; false if the text is neither. */
bool colour_parse(const char *text, uint32_t *colour);

/* Relative luminance (0 black to 1 white) and contrast ratio (1 to 21) as defined by WCAG 2.1,
 * https://www.w3.org/TR/WCAG21/#dfn-relative-luminance and #dfn-contrast-ratio. */
double colour_luminance(uint32_t colour);
double colour_contrast(uint32_t a, uint32_t b);

/* Black or white, whichever contrasts more with the ground. */
uint32_t colour_pole(uint32_t ground);

/* a + (b - a) * share, of each of red, green and blue as they are written: what painting with that opacity gives. */
uint32_t colour_mix(uint32_t a, uint32_t b, double share);

/* In OKLab (https://bottosson.github.io/posts/oklab/), where equal distances look about equal: lightness 0 to 1, a from
 * green to red, b from blue to yellow. */
struct oklab {
	double lightness, a, b;
};

struct oklab colour_oklab(uint32_t colour);

/* The same hue at another lightness, as colourful as before where there are such colours, else as far as there are. */
uint32_t colour_at(uint32_t colour, double lightness);

#endif
