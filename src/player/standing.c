#include "player/standing.h"

#include <SDL2/SDL_syswm.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xf86drm.h>
#include <xf86drmMode.h>

#include "base/log.h"
#include "base/memory.h"

enum { CRTCS_LIMIT = 16, CONNECTORS_LIMIT = 16 };

struct standing {
	int card;                                          /* SDL's descriptor, which rules the display */
	int own;                                           /* ours, which does not, and so is in nobody's way */
	uint32_t crtcs[CRTCS_LIMIT], buffers[CRTCS_LIMIT]; /* what was on each before the window's first picture */
	int crtcs_count;
	uint32_t crtc;    /* the window's; 0: not known yet */
	uint32_t picture; /* our name of the buffer that stands; 0: none does */
	bool failed;
};

static uint32_t buffer_shown(int card, uint32_t id)
{
	drmModeCrtc *crtc = drmModeGetCrtc(card, id);
	uint32_t buffer = crtc && crtc->mode_valid ? crtc->buffer_id : 0;

	drmModeFreeCrtc(crtc);
	return buffer;
}

static void note_crtcs(struct standing *standing)
{
	drmModeRes *resources = drmModeGetResources(standing->card);

	for (int i = 0; resources && i < resources->count_crtcs && i < CRTCS_LIMIT; i++) {
		standing->crtcs[i] = resources->crtcs[i];
		standing->buffers[i] = buffer_shown(standing->card, resources->crtcs[i]);
		standing->crtcs_count = i + 1;
	}
	drmModeFreeResources(resources);
}

struct standing *standing_create(SDL_Window *window)
{
	SDL_SysWMinfo info;
	struct standing *standing;
	char *path;
	int own;

	SDL_VERSION(&info.version);
	if (!window || SDL_GetWindowWMInfo(window, &info) != SDL_TRUE || info.subsystem != SDL_SYSWM_KMSDRM)
		return NULL;
	path = drmGetDeviceNameFromFd2(info.info.kmsdrm.drm_fd);
	own = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
	free(path);
	if (own < 0)
		return NULL;
	standing = memory_allocate(sizeof *standing);
	*standing = (struct standing){.card = info.info.kmsdrm.drm_fd, .own = own};
	note_crtcs(standing);
	return standing;
}

void standing_destroy(struct standing *standing)
{
	if (!standing)
		return;
	close(standing->own);
	free(standing);
}

/* The window is on the display whose buffer is another one than before its first picture. */
static void find_crtc(struct standing *standing)
{
	for (int i = 0; i < standing->crtcs_count && standing->crtc == 0; i++) {
		uint32_t buffer = buffer_shown(standing->card, standing->crtcs[i]);
		if (buffer != 0 && buffer != standing->buffers[i])
			standing->crtc = standing->crtcs[i];
	}
}

/* The same memory by a name of our descriptor's; 0: the driver does not give it. Buffers of several planes are not
 * what windows are made of. */
static uint32_t name_buffer(const struct standing *standing, drmModeFB2 *buffer)
{
	uint32_t handles[4] = {0}, name = 0;
	uint64_t modifiers[4] = {buffer->modifier};
	bool modified = (buffer->flags & DRM_MODE_FB_MODIFIERS) != 0;
	int memory = -1, error;

	if (buffer->handles[0] == 0 || buffer->handles[1] != 0 ||
	    drmPrimeHandleToFD(standing->card, buffer->handles[0], DRM_CLOEXEC, &memory) != 0)
		return 0;
	error = drmPrimeFDToHandle(standing->own, memory, &handles[0]);
	close(memory);
	if (error != 0)
		return 0;
	error = drmModeAddFB2WithModifiers(standing->own, buffer->width, buffer->height, buffer->pixel_format, handles,
					   buffer->pitches, buffer->offsets, modified ? modifiers : NULL, &name,
					   buffer->flags);
	drmCloseBufferHandle(standing->own, handles[0]);
	return error == 0 ? name : 0;
}

/* Handles of our own asking are one more reference each. */
static void close_handles(int card, const drmModeFB2 *buffer)
{
	for (int i = 0; i < 4; i++) {
		bool again = false;
		for (int j = 0; j < i; j++)
			again = again || buffer->handles[j] == buffer->handles[i];
		if (buffer->handles[i] != 0 && !again)
			drmCloseBufferHandle(card, buffer->handles[i]);
	}
}

static uint32_t name_shown(const struct standing *standing, uint32_t shown)
{
	drmModeFB2 *buffer = drmModeGetFB2(standing->card, shown);
	uint32_t name;

	if (!buffer)
		return 0;
	name = name_buffer(standing, buffer);
	close_handles(standing->card, buffer);
	drmModeFreeFB2(buffer);
	return name;
}

/* The connectors that the display's picture goes to. */
static int connectors_of(const struct standing *standing, uint32_t connectors[static CONNECTORS_LIMIT])
{
	drmModeRes *resources = drmModeGetResources(standing->card);
	int count = 0;

	for (int i = 0; resources && i < resources->count_connectors && count < CONNECTORS_LIMIT; i++) {
		drmModeConnector *connector = drmModeGetConnectorCurrent(standing->card, resources->connectors[i]);
		drmModeEncoder *encoder = connector && connector->encoder_id
						  ? drmModeGetEncoder(standing->card, connector->encoder_id)
						  : NULL;
		if (encoder && encoder->crtc_id == standing->crtc)
			connectors[count++] = resources->connectors[i];
		drmModeFreeEncoder(encoder);
		drmModeFreeConnector(connector);
	}
	drmModeFreeResources(resources);
	return count;
}

/* In the mode that is set already this changes the buffer alone, after what is under way, and is done on return. */
static bool put(const struct standing *standing, uint32_t name)
{
	uint32_t connectors[CONNECTORS_LIMIT];
	int count = connectors_of(standing, connectors);
	drmModeCrtc *crtc = drmModeGetCrtc(standing->card, standing->crtc);
	bool well = crtc && count > 0 &&
		    drmModeSetCrtc(standing->card, standing->crtc, name, crtc->x, crtc->y, connectors, count,
				   &crtc->mode) == 0;

	drmModeFreeCrtc(crtc);
	return well;
}

void standing_put_back(struct standing *standing)
{
	find_crtc(standing);
	for (int i = 0; i < standing->crtcs_count; i++) {
		if (standing->crtcs[i] == standing->crtc && standing->buffers[i] != 0)
			put(standing, standing->buffers[i]);
	}
}

bool standing_take(struct standing *standing)
{
	uint32_t shown, name;

	if (standing->failed)
		return false;
	if (standing->crtc == 0)
		find_crtc(standing);
	shown = standing->crtc != 0 ? buffer_shown(standing->card, standing->crtc) : 0;
	if (shown == 0 || shown == standing->picture)
		return shown != 0;
	name = name_shown(standing, shown);
	if (name == 0 || !put(standing, name)) {
		log_info("the picture does not outlast this process: the display's driver does not give it away");
		if (name != 0)
			drmModeRmFB(standing->own, name);
		standing->failed = true;
		return false;
	}
	if (standing->picture != 0)
		drmModeRmFB(standing->own, standing->picture);
	standing->picture = name;
	return true;
}

int standing_descriptor(const struct standing *standing)
{
	return standing && standing->picture != 0 && !standing->failed ? standing->own : -1;
}
