#include "model/colour.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

bool colour_parse(const char *text, uint32_t *colour)
{
	size_t digits = *text == '#' ? strspn(text + 1, "0123456789abcdefABCDEF") : 0;
	if ((digits != 3 && digits != 6) || text[digits + 1] != '\0')
		return false;
	uint32_t value = (uint32_t)strtoul(text + 1, NULL, 16);
	if (digits == 3)
		value = (value >> 8 & 0xf) * 0x110000 + (value >> 4 & 0xf) * 0x1100 + (value & 0xf) * 0x11;
	*colour = COLOUR_BLACK | value;
	return true;
}

/* Red, green and blue in 0..1 of light, not of sRGB's steps. */
struct light {
	double red, green, blue;
};

static double linear(uint32_t step)
{
	double part = (step & 0xff) / 255.0;
	return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4);
}

static struct light light_of(uint32_t colour)
{
	return (struct light){linear(colour >> 16), linear(colour >> 8), linear(colour)};
}

static uint32_t step_of(double part)
{
	part = part <= 0.0031308 ? part * 12.92 : 1.055 * pow(part, 1 / 2.4) - 0.055;
	return (uint32_t)lround(fmin(fmax(part, 0), 1) * 255);
}

static uint32_t colour_of(struct light light)
{
	return COLOUR_BLACK | step_of(light.red) << 16 | step_of(light.green) << 8 | step_of(light.blue);
}

double colour_luminance(uint32_t colour)
{
	struct light light = light_of(colour);
	return 0.2126 * light.red + 0.7152 * light.green + 0.0722 * light.blue;
}

double colour_contrast(uint32_t a, uint32_t b)
{
	double of_a = colour_luminance(a), of_b = colour_luminance(b);
	return (fmax(of_a, of_b) + 0.05) / (fmin(of_a, of_b) + 0.05);
}

uint32_t colour_pole(uint32_t ground)
{
	return colour_contrast(COLOUR_WHITE, ground) >= colour_contrast(COLOUR_BLACK, ground) ? COLOUR_WHITE
											      : COLOUR_BLACK;
}

uint32_t colour_mix(uint32_t a, uint32_t b, double share)
{
	uint32_t mixed = COLOUR_BLACK;
	for (int shift = 0; shift < 24; shift += 8) {
		double from = a >> shift & 0xff, to = b >> shift & 0xff;
		mixed |= (uint32_t)lround(from + (to - from) * share) << shift;
	}
	return mixed;
}

struct oklab colour_oklab(uint32_t colour)
{
	struct light light = light_of(colour);
	double l = cbrt(0.4122214708 * light.red + 0.5363325363 * light.green + 0.0514459929 * light.blue);
	double m = cbrt(0.2119034982 * light.red + 0.6806995451 * light.green + 0.1073969566 * light.blue);
	double s = cbrt(0.0883024619 * light.red + 0.2817188376 * light.green + 0.6299787005 * light.blue);
	return (struct oklab){
		.lightness = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
		.a = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
		.b = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s,
	};
}

static double cube(double x)
{
	return x * x * x;
}

static struct light light_of_oklab(struct oklab lab)
{
	double l = cube(lab.lightness + 0.3963377774 * lab.a + 0.2158037573 * lab.b);
	double m = cube(lab.lightness - 0.1055613458 * lab.a - 0.0638541728 * lab.b);
	double s = cube(lab.lightness - 0.0894841775 * lab.a - 1.2914855480 * lab.b);
	return (struct light){
		.red = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
		.green = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
		.blue = -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s,
	};
}

static bool shown(struct light light)
{
	const double parts[] = {light.red, light.green, light.blue};
	for (int i = 0; i < 3; i++)
		if (parts[i] < -1e-6 || parts[i] > 1 + 1e-6)
			return false;
	return true;
}

static struct oklab paler(struct oklab lab, double share)
{
	return (struct oklab){lab.lightness, lab.a * share, lab.b * share};
}

uint32_t colour_at(uint32_t colour, double lightness)
{
	struct oklab lab = colour_oklab(colour);
	lab.lightness = fmin(fmax(lightness, 0), 1);
	double least = 0, most = 1;
	if (shown(light_of_oklab(lab)))
		least = most;
	while (most - least > 1e-3) {
		double middle = (least + most) / 2;
		if (shown(light_of_oklab(paler(lab, middle))))
			least = middle;
		else
			most = middle;
	}
	return colour_of(light_of_oklab(paler(lab, least)));
}
