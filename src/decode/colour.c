#include "decode/colour.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <lcms2.h>

#include "base/memory.h"

struct colour {
	enum samples samples;
	int bits;
	cmsHTRANSFORM transform; /* NULL: sRGB already */
};

int samples_count(enum samples samples)
{
	static const int counts[] = {[SAMPLES_GREY] = 1, [SAMPLES_GREY_ALPHA] = 2, [SAMPLES_RGB] = 3,
				     [SAMPLES_RGBA] = 4, [SAMPLES_CMYK] = 4,       [SAMPLES_CMYK_INVERTED] = 4};
	return counts[samples];
}

static bool has_alpha(enum samples samples)
{
	return samples == SAMPLES_GREY_ALPHA || samples == SAMPLES_RGBA;
}

static cmsColorSpaceSignature space_of(enum samples samples)
{
	switch (samples) {
	case SAMPLES_GREY:
	case SAMPLES_GREY_ALPHA:
		return cmsSigGrayData;
	case SAMPLES_CMYK:
	case SAMPLES_CMYK_INVERTED:
		return cmsSigCmykData;
	default:
		return cmsSigRgbData;
	}
}

static cmsUInt32Number type_of(enum samples samples, int bits)
{
	static const cmsUInt32Number types[][2] = {
		[SAMPLES_GREY] = {TYPE_GRAY_8, TYPE_GRAY_16},
		[SAMPLES_GREY_ALPHA] = {TYPE_GRAYA_8, TYPE_GRAYA_16},
		[SAMPLES_RGB] = {TYPE_RGB_8, TYPE_RGB_16},
		[SAMPLES_RGBA] = {TYPE_RGBA_8, TYPE_RGBA_16},
		[SAMPLES_CMYK] = {TYPE_CMYK_8, TYPE_CMYK_16},
		[SAMPLES_CMYK_INVERTED] = {TYPE_CMYK_8_REV, TYPE_CMYK_16_REV},
	};
	return types[samples][bits == 16];
}

static bool usable_class(cmsHPROFILE profile)
{
	switch (cmsGetDeviceClass(profile)) {
	case cmsSigInputClass:
	case cmsSigDisplayClass:
	case cmsSigOutputClass:
	case cmsSigColorSpaceClass:
		return true;
	default:
		return false;
	}
}

static cmsHPROFILE open_profile(const void *bytes, size_t length, enum samples samples)
{
	enum { LENGTH_LIMIT = 8 << 20 };
	cmsHPROFILE profile = length <= LENGTH_LIMIT ? cmsOpenProfileFromMem(bytes, (cmsUInt32Number)length) : NULL;
	if (profile != NULL && (!usable_class(profile) || cmsGetColorSpace(profile) != space_of(samples))) {
		cmsCloseProfile(profile);
		return NULL;
	}
	return profile;
}

bool colour_profile_for(const void *bytes, size_t length, enum samples samples)
{
	cmsHPROFILE profile = open_profile(bytes, length, samples);
	if (profile == NULL)
		return false;
	cmsCloseProfile(profile);
	return true;
}

static bool is_srgb(const struct colour_space *space)
{
	static const double primaries[8] = {0.3127, 0.3290, 0.64, 0.33, 0.30, 0.60, 0.15, 0.06};
	if (space->gamma != 0 && fabs(space->gamma - 2.2) > 0.01)
		return false;
	const double *all[] = {space->white, space->red, space->green, space->blue};
	for (int i = 0; space->primaries && i < 8; i++) {
		if (fabs(all[i / 2][i % 2] - primaries[i]) > 0.002)
			return false;
	}
	return true;
}

static cmsCIExyY chromaticity(const double xy[2])
{
	return (cmsCIExyY){.x = xy[0], .y = xy[1], .Y = 1};
}

/* A profile from the few numbers that PNG and HEIF have in place of one. */
static cmsHPROFILE make_profile(const struct colour_space *space)
{
	static const double srgb_curve[5] = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
	static const struct colour_space srgb = {
		.white = {0.3127, 0.3290}, .red = {0.64, 0.33}, .green = {0.30, 0.60}, .blue = {0.15, 0.06}};
	const struct colour_space *from = space->primaries ? space : &srgb;
	if (space->gamma != 0 && (space->gamma < 0.05 || space->gamma > 20))
		return NULL;
	for (int i = 0; i < 2; i++) {
		if (from->white[i] <= 0 || from->red[i] < 0 || from->green[i] < 0 || from->blue[i] < 0)
			return NULL;
	}
	cmsToneCurve *curve = space->gamma != 0 ? cmsBuildGamma(NULL, space->gamma)
						: cmsBuildParametricToneCurve(NULL, 4, srgb_curve);
	if (curve == NULL)
		return NULL;
	cmsToneCurve *curves[3] = {curve, curve, curve};
	cmsCIExyY white = chromaticity(from->white);
	cmsCIExyYTRIPLE triple = {chromaticity(from->red), chromaticity(from->green), chromaticity(from->blue)};
	cmsHPROFILE profile = cmsCreateRGBProfile(&white, &triple, curves);
	cmsFreeToneCurve(curve);
	return profile;
}

static cmsHTRANSFORM make_transform(cmsHPROFILE profile, enum samples samples, int bits)
{
	cmsHPROFILE srgb = cmsCreate_sRGBProfile();
	cmsUInt32Number flags = has_alpha(samples) ? cmsFLAGS_COPY_ALPHA : 0;
	cmsHTRANSFORM transform = cmsCreateTransform(profile, type_of(samples, bits), srgb, TYPE_RGBA_8,
						     INTENT_PERCEPTUAL, flags | cmsFLAGS_NOCACHE);
	cmsCloseProfile(srgb);
	return transform;
}

struct colour *colour_create(enum samples samples, int bits, const struct colour_space *space, bool *useless)
{
	struct colour *colour = memory_allocate(sizeof *colour);
	colour->samples = samples;
	colour->bits = bits;
	*useless = false;
	cmsHPROFILE profile = NULL;
	if (space != NULL && space->profile != NULL)
		profile = open_profile(space->profile, space->profile_length, samples);
	else if (space == NULL || is_srgb(space) || space_of(samples) != cmsSigRgbData)
		return colour;
	else
		profile = make_profile(space);
	if (profile != NULL)
		colour->transform = make_transform(profile, samples, bits);
	*useless = colour->transform == NULL;
	if (profile != NULL)
		cmsCloseProfile(profile);
	return colour;
}

void colour_destroy(struct colour *colour)
{
	if (colour == NULL)
		return;
	if (colour->transform != NULL)
		cmsDeleteTransform(colour->transform);
	free(colour);
}

static const uint8_t *to_eight(const struct colour *colour, const void *from, size_t at, int count, uint8_t *eight)
{
	if (colour->bits == 8)
		return (const uint8_t *)from + at;
	const uint16_t *sixteen = (const uint16_t *)from + at;
	for (int i = 0; i < count; i++)
		eight[i] = (uint8_t)((sixteen[i] * 255u + 32895) >> 16);
	return eight;
}

static void set(uint8_t *to, unsigned red, unsigned green, unsigned blue, unsigned alpha)
{
	to[0] = (uint8_t)red;
	to[1] = (uint8_t)green;
	to[2] = (uint8_t)blue;
	to[3] = (uint8_t)alpha;
}

void colour_convert(const struct colour *colour, const void *from, uint8_t *to, size_t pixels)
{
	if (colour->transform != NULL) {
		if (!has_alpha(colour->samples)) /* lcms2 leaves what it does not know as it is */
			memset(to, 0xff, pixels * 4);
		cmsDoTransform(colour->transform, from, to, (cmsUInt32Number)pixels);
		return;
	}
	int count = samples_count(colour->samples);
	uint8_t eight[4] = {0};
	for (size_t i = 0; i < pixels; i++, to += 4) {
		const uint8_t *in = to_eight(colour, from, i * (size_t)count, count, eight);
		unsigned paper;
		switch (colour->samples) {
		case SAMPLES_GREY:
			set(to, in[0], in[0], in[0], 255);
			break;
		case SAMPLES_GREY_ALPHA:
			set(to, in[0], in[0], in[0], in[1]);
			break;
		case SAMPLES_RGB:
			set(to, in[0], in[1], in[2], 255);
			break;
		case SAMPLES_RGBA:
			set(to, in[0], in[1], in[2], in[3]);
			break;
		case SAMPLES_CMYK:
			paper = 255u - in[3];
			set(to, ((255u - in[0]) * paper + 127) / 255, ((255u - in[1]) * paper + 127) / 255,
			    ((255u - in[2]) * paper + 127) / 255, 255);
			break;
		case SAMPLES_CMYK_INVERTED:
			set(to, (in[0] * in[3] + 127u) / 255, (in[1] * in[3] + 127u) / 255,
			    (in[2] * in[3] + 127u) / 255, 255);
			break;
		}
	}
}
