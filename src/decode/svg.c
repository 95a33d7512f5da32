/* SVG by librsvg, drawn to cover the box. The drawing has no address of its own, so that librsvg reads no other file
 * for it; and in the sandbox there are no fonts. What needs either would come out with holes, and is refused
 * (decode/drawing.h). */
#include <librsvg/rsvg.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "decode/drawing.h"
#include "decode/source.h"
#include "formats/pixels.h"

enum { LENGTH_LIMIT = 16 << 20 };

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
	else if (drawing_check(raster, source.bytes, source.length))
		well = run(&source, raster, &error);
	if (error != NULL)
		raster_detail(raster, error->message);
	if (!well)
		refuse_variant(raster);
	g_clear_error(&error);
	source_close(&source);
	return well;
}
