/* SVG by librsvg, drawn to cover the box. The drawing has no address of its own, so that librsvg reads no other file
 * for it; and in the sandbox there are no fonts. What needs either would come out with holes, and is refused. */
#include <librsvg/rsvg.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "decode/decode.h"
#include "decode/source.h"
#include "formats/pixels.h"

enum { LENGTH_LIMIT = 16 << 20 };

struct tag {                    /* of an element that begins, without the namespace's prefix */
	const char *name, *end; /* end: of the tag */
	size_t length;
};

static bool is(const struct tag *tag, const char *name)
{
	return tag->length == strlen(name) && memcmp(tag->name, name, tag->length) == 0;
}

/* Behind the comment that begins there; at itself if none does. */
static const char *behind_comment(const char *at, const char *end)
{
	static const char begin[] = "<!--", close[] = "-->";
	if ((size_t)(end - at) < strlen(begin) || memcmp(at, begin, strlen(begin)) != 0)
		return at;
	const char *to = memmem(at + strlen(begin), (size_t)(end - at) - strlen(begin), close, strlen(close));
	return to != NULL ? to + strlen(close) : end;
}

static bool find_tag(const char *at, const char *end, struct tag *tag)
{
	static const char ends[] = " \t\r\n/>";
	while (at < end && (at = memchr(at, '<', (size_t)(end - at))) != NULL) {
		const char *behind = behind_comment(at, end);
		if (behind != at) {
			at = behind;
			continue;
		}
		const char *name = at + 1, *to = name;
		for (; to < end && *to != '\0' && strchr(ends, *to) == NULL; to++) {
			if (*to == ':')
				name = to + 1;
		}
		const char *close = to < end ? memchr(to, '>', (size_t)(end - to)) : NULL;
		if (close == NULL)
			return false;
		*tag = (struct tag){.name = name, .length = (size_t)(to - name), .end = close};
		return true;
	}
	return false;
}

/* The name of the other file that a tag shows; NULL if it shows none. */
static const char *other_file(const struct tag *tag, size_t *length)
{
	if (!is(tag, "image") && !is(tag, "use") && !is(tag, "feImage"))
		return NULL;
	const char *from = tag->name + tag->length;
	const char *value = memmem(from, (size_t)(tag->end - from), "href", 4);
	if (value == NULL)
		return NULL;
	for (value += 4; value < tag->end && strchr(" \t\r\n=", *value) != NULL; value++)
		;
	if (++value >= tag->end) /* behind the quotation mark */
		return NULL;
	*length = strcspn(value, "\"'<>\r\n");
	bool own = *value == '#' || (*length >= 5 && memcmp(value, "data:", 5) == 0);
	return own || *length == 0 ? NULL : value;
}

/* Does it need nothing but itself? */
static bool complete(const struct source_bytes *source, struct raster *raster)
{
	const char *at = (const char *)source->bytes, *end = at + source->length;
	for (struct tag tag; find_tag(at, end, &tag); at = tag.name) {
		size_t length;
		const char *other = other_file(&tag, &length);
		if (is(&tag, "text") || is(&tag, "foreignObject"))
			return refuse(raster, "the drawing has text in it, for which other computers may have no font",
				      "in your drawing program turn text into paths, or save it as PNG");
		if (other != NULL)
			return refuse_format(raster, "embed it in the drawing, or save the drawing as PNG",
					     "the drawing shows another file (%.*s), which is not read",
					     (int)(length < 80 ? length : 80), other);
	}
	return true;
}

/* Its size, or at least its shape; a drawing that says nothing is as the box. */
static void read_size(RsvgHandle *handle, const struct raster *raster, double *width, double *height)
{
	gboolean has_width, has_height, has_view;
	RsvgLength wide, high;
	RsvgRectangle view;
	if (rsvg_handle_get_intrinsic_size_in_pixels(handle, width, height) && *width > 0 && *height > 0)
		return;
	rsvg_handle_get_intrinsic_dimensions(handle, &has_width, &wide, &has_height, &high, &has_view, &view);
	*width = has_view && view.width > 0 && view.height > 0 ? view.width : raster->box_width_px;
	*height = has_view && view.width > 0 && view.height > 0 ? view.height : raster->box_height_px;
}

/* Covers the box, with at most twice its pixels, whatever size it says: drawings have no pixels of their own. */
static void fit(struct raster *raster, double width, double height)
{
	double box_width = raster->box_width_px, box_height = raster->box_height_px;
	double scale = fmax(box_width / width, box_height / height);
	scale = fmin(scale, sqrt(2 * box_width * box_height / (width * height)));
	scale = fmin(scale, PIXELS_SIDE_LIMIT / fmax(width, height));
	raster->width_px = (int)fmin(fmax(round(width * scale), 1), PIXELS_SIDE_LIMIT);
	raster->height_px = (int)fmin(fmax(round(height * scale), 1), PIXELS_SIDE_LIMIT);
}

static bool see_through(const struct raster *raster)
{
	size_t count = (size_t)raster->width_px * (size_t)raster->height_px;
	for (size_t i = 0; i < count; i++) {
		if (raster->pixels[i] >> 24 != 0xff)
			return true;
	}
	return false;
}

/* cairo's pixels are those of a raster: premultiplied, in the machine's order. */
static bool draw(RsvgHandle *handle, struct raster *raster, GError **error)
{
	raster->pixels = memory_allocate((size_t)raster->width_px * (size_t)raster->height_px * sizeof(uint32_t));
	cairo_surface_t *surface =
		cairo_image_surface_create_for_data((unsigned char *)raster->pixels, CAIRO_FORMAT_ARGB32,
						    raster->width_px, raster->height_px, raster->width_px * 4);
	cairo_t *context = cairo_create(surface);
	RsvgRectangle all = {.width = raster->width_px, .height = raster->height_px};
	bool well = rsvg_handle_render_document(handle, context, &all, error) &&
		    cairo_status(context) == CAIRO_STATUS_SUCCESS;
	cairo_destroy(context);
	cairo_surface_finish(surface);
	cairo_surface_destroy(surface);
	if (well) {
		raster->transparent = see_through(raster);
	} else {
		free(raster->pixels);
		raster->pixels = NULL;
	}
	return well;
}

static bool run(const struct source_bytes *source, struct raster *raster, GError **error)
{
	double width, height;
	RsvgHandle *handle = rsvg_handle_new_from_data(source->bytes, source->length, error);
	if (handle == NULL)
		return false;
	read_size(handle, raster, &width, &height);
	fit(raster, width, height);
	bool well = draw(handle, raster, error);
	g_object_unref(handle);
	return well;
}

bool decode_svg(FILE *file, struct raster *raster)
{
	struct source_bytes source;
	source_open(&source, file);
	bool well = false;
	GError *error = NULL;
	if (source.length > LENGTH_LIMIT)
		refuse(raster, "the SVG is larger than 16 MB", "simplify it, or save it as PNG");
	else if (complete(&source, raster))
		well = run(&source, raster, &error);
	if (!well)
		refuse_format(raster, "copy it again, or save it as PNG",
			      "the SVG is cut off, damaged, or too complicated (%.120s)",
			      error != NULL ? error->message : "not understood");
	g_clear_error(&error);
	source_close(&source);
	return well;
}
