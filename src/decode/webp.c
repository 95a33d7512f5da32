/* WebP by libwebp. It decodes whole pictures, so a very large one is brought by libwebp itself to twice the size it is
 * wanted at, and from there row by row as all others. */
#include <stdlib.h>
#include <string.h>

#include <webp/decode.h>
#include <webp/demux.h>

#include "base/memory.h"
#include "decode/headers.h"
#include "decode/orientation.h"
#include "decode/rows.h"
#include "decode/source.h"
#include "decode/xmp.h"
#include "formats/pixels.h"

enum { WHOLE_LIMIT_BYTES = 100 << 20, LOSSLESS_PIXEL_BYTES = 4 };

struct webp {
	struct raster *raster;
	WebPDemuxer *demuxer;
	WebPIterator frame;
	WebPChunkIterator profile;
	WebPDecoderConfig config;
	int width, height; /* of the canvas */
};

static bool whole(const struct source_bytes *source, struct raster *raster)
{
	uint64_t claimed = (uint64_t)bytes_little(source->bytes + 4, 4) + 8; /* its head has been seen */
	return claimed <= source->length || refuse_cut(raster, (double)source->length / (double)claimed);
}

static void read_notes(const struct webp *webp)
{
	WebPChunkIterator chunk;
	if (WebPDemuxGetChunk(webp->demuxer, "XMP ", 1, &chunk) != 0)
		xmp_read(webp->raster, chunk.chunk.bytes, chunk.chunk.size);
	WebPDemuxReleaseChunkIterator(&chunk);
	if (WebPDemuxGetChunk(webp->demuxer, "EXIF", 1, &chunk) != 0)
		exif_read(webp->raster, chunk.chunk.bytes, chunk.chunk.size);
	WebPDemuxReleaseChunkIterator(&chunk);
}

static bool covers_canvas(const struct webp *webp)
{
	return webp->frame.width == webp->width && webp->frame.height == webp->height;
}

/* Asks libwebp for less than the whole if that would be too much. */
static bool choose_size(struct webp *webp)
{
	WebPDecoderConfig *config = &webp->config;
	struct raster *raster = webp->raster;
	uint64_t pixels = (uint64_t)webp->frame.width * (unsigned)webp->frame.height;
	uint64_t bytes = pixels * 4;
	if (bytes > WHOLE_LIMIT_BYTES && covers_canvas(webp) && raster->width_px < webp->width / 2) {
		config->options.use_scaling = 1;
		config->options.scaled_width = raster->width_px * 2;
		config->options.scaled_height = raster->height_px * 2;
		bytes = (uint64_t)raster->width_px * (unsigned)raster->height_px * 16;
	}
	if (config->input.format == 2)
		bytes += pixels * LOSSLESS_PIXEL_BYTES;
	else if (config->input.has_alpha)
		bytes += pixels;
	char words[80];
	snprintf(words, sizeof words, "this %s has %d x %d pixels", raster->kind, webp->width, webp->height);
	return raster_affords(raster, bytes, words, "save it smaller, or as JPEG");
}

/* The first frame of several may be smaller than the canvas, which is empty around it. */
static bool hand_over(struct webp *webp)
{
	const WebPRGBABuffer *pixels = &webp->config.output.u.RGBA;
	int width = webp->config.output.width, height = webp->config.output.height;
	bool covers = covers_canvas(webp);
	struct colour_space space = {0};
	if (webp->profile.chunk.bytes != NULL) {
		space.profile = webp->profile.chunk.bytes;
		space.profile_length = webp->profile.chunk.size;
	}
	int canvas_width = covers ? width : webp->width, canvas_height = covers ? height : webp->height;
	struct rows *rows = rows_create(webp->raster, canvas_width, canvas_height, SAMPLES_RGBA, 8, &space);
	uint8_t *row = memory_allocate((size_t)canvas_width * 4);
	int left = covers ? 0 : webp->frame.x_offset, top = covers ? 0 : webp->frame.y_offset;
	for (int y = 0; y < canvas_height; y++) {
		memset(row, 0, (size_t)canvas_width * 4);
		if (y >= top && y - top < height)
			memcpy(row + (size_t)left * 4, pixels->rgba + (size_t)(y - top) * (size_t)pixels->stride,
			       (size_t)width * 4);
		rows_add(rows, row);
	}
	free(row);
	rows_end(rows);
	rows_destroy(rows);
	return true;
}

static bool run(struct webp *webp)
{
	struct raster *raster = webp->raster;
	WebPDecoderConfig *config = &webp->config;
	if (webp->demuxer == NULL || WebPDemuxGetFrame(webp->demuxer, 1, &webp->frame) == 0 || !webp->frame.complete ||
	    WebPGetFeatures(webp->frame.fragment.bytes, webp->frame.fragment.size, &config->input) != VP8_STATUS_OK)
		return refuse_head(raster);
	webp->width = (int)WebPDemuxGetI(webp->demuxer, WEBP_FF_CANVAS_WIDTH);
	webp->height = (int)WebPDemuxGetI(webp->demuxer, WEBP_FF_CANVAS_HEIGHT);
	if (webp->frame.x_offset + config->input.width > webp->width ||
	    webp->frame.y_offset + config->input.height > webp->height)
		return refuse_head(raster);
	if (WebPDemuxGetI(webp->demuxer, WEBP_FF_FRAME_COUNT) > 1)
		raster->notes |= PIXELS_MOVES;
	WebPDemuxGetChunk(webp->demuxer, "ICCP", 1, &webp->profile);
	read_notes(webp);
	if (!raster_fit(raster, (uint64_t)webp->width, (uint64_t)webp->height) || !choose_size(webp))
		return false;
	config->output.colorspace = MODE_RGBA;
	VP8StatusCode status = WebPDecode(webp->frame.fragment.bytes, webp->frame.fragment.size, config);
	if (status == VP8_STATUS_UNSUPPORTED_FEATURE)
		return refuse_variant(raster);
	return status == VP8_STATUS_OK ? hand_over(webp) : refuse_damaged(raster, 1);
}

bool decode_webp(FILE *file, struct raster *raster)
{
	struct webp webp = {.raster = raster};
	struct source_bytes source;
	source_open(&source, file);
	bool well = false;
	if (whole(&source, raster) && WebPInitDecoderConfig(&webp.config) != 0) {
		WebPData data = {.bytes = source.bytes, .size = source.length};
		webp.demuxer = WebPDemux(&data);
		well = run(&webp);
		WebPFreeDecBuffer(&webp.config.output);
		WebPDemuxReleaseIterator(&webp.frame);
		WebPDemuxReleaseChunkIterator(&webp.profile);
		WebPDemuxDelete(webp.demuxer);
	}
	source_close(&source);
	return well;
}
