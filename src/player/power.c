#include "player/power.h"

#include <SDL2/SDL_syswm.h>
#include <X11/Xlib.h>
#include <X11/extensions/dpms.h>
#include <string.h>
#include <xf86drm.h>
#include <xf86drmMode.h>

static bool x11_capable(Display *display)
{
	int event, error;

	return DPMSQueryExtension(display, &event, &error) && DPMSCapable(display);
}

static bool x11_sleep(struct power *power, Display *display)
{
	CARD16 level;
	BOOL enabled;

	if (!x11_capable(display) || !DPMSInfo(display, &level, &enabled))
		return false;
	if (enabled && level == DPMSModeOff)
		return true;
	if (!power->off)
		power->disabled_before = !enabled;
	if (!enabled)
		DPMSEnable(display);
	DPMSForceLevel(display, DPMSModeOff);
	XSync(display, False);
	return DPMSInfo(display, &level, &enabled) && level == DPMSModeOff;
}

static void x11_wake(struct power *power, Display *display)
{
	CARD16 level;
	BOOL enabled;

	if (!x11_capable(display) || !DPMSInfo(display, &level, &enabled))
		return;
	if (enabled && level != DPMSModeOn)
		DPMSForceLevel(display, DPMSModeOn);
	if (enabled && power->off && power->disabled_before)
		DPMSDisable(display);
	XSync(display, False);
}

/* The connector's property of that name; 0: it has none. */
static uint32_t property_named(int fd, const drmModeConnector *connector, const char *name)
{
	uint32_t found = 0;

	for (int i = 0; i < connector->count_props && found == 0; i++) {
		drmModePropertyRes *property = drmModeGetProperty(fd, connector->props[i]);
		if (property && strcmp(property->name, name) == 0)
			found = property->prop_id;
		drmModeFreeProperty(property);
	}
	return found;
}

/* Of every connector that something is sent to, whether or not a television that sleeps still answers there. */
static bool console_set(int fd, uint64_t level)
{
	drmModeRes *resources = drmModeGetResources(fd);
	bool any = false;

	for (int i = 0; resources && i < resources->count_connectors; i++) {
		drmModeConnector *connector = drmModeGetConnectorCurrent(fd, resources->connectors[i]);
		uint32_t property = connector && connector->encoder_id != 0 ? property_named(fd, connector, "DPMS") : 0;
		if (property != 0 && drmModeConnectorSetProperty(fd, connector->connector_id, property, level) == 0)
			any = true;
		drmModeFreeConnector(connector);
	}
	drmModeFreeResources(resources);
	return any;
}

static bool information(SDL_Window *window, SDL_SysWMinfo *info)
{
	SDL_VERSION(&info->version);
	return window && SDL_GetWindowWMInfo(window, info) == SDL_TRUE;
}

bool power_sleep(struct power *power, SDL_Window *window)
{
	SDL_SysWMinfo info;

	if (!information(window, &info))
		return false;
	if (info.subsystem == SDL_SYSWM_X11)
		power->off = x11_sleep(power, info.info.x11.display);
	else if (info.subsystem == SDL_SYSWM_KMSDRM)
		power->off = console_set(info.info.kmsdrm.drm_fd, DRM_MODE_DPMS_OFF);
	return power->off;
}

void power_wake(struct power *power, SDL_Window *window)
{
	SDL_SysWMinfo info;

	if (!information(window, &info))
		return;
	if (info.subsystem == SDL_SYSWM_X11)
		x11_wake(power, info.info.x11.display);
	else if (info.subsystem == SDL_SYSWM_KMSDRM && power->off)
		console_set(info.info.kmsdrm.drm_fd, DRM_MODE_DPMS_ON);
	power->off = false;
}
