#include "player/window_system.h"

#include <SDL2/SDL_syswm.h>
#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SERVER_ID_BITS = 18 }; /* at least so many lower bits of an X11 number are the client's to choose */

static const char old_window[] = "CALLBOARD_OLD_WINDOW", old_size[] = "CALLBOARD_OLD_SIZE";

static bool information(SDL_Window *window, SDL_SysWMinfo *info)
{
	SDL_VERSION(&info->version);
	return window && SDL_GetWindowWMInfo(window, info) == SDL_TRUE;
}

/* SDL has loaded the library; asking it by name saves linking one that most machines never use. */
static int wayland_descriptor(struct wl_display *display)
{
	int (*get_fd)(struct wl_display * display) = NULL;
	void *library = SDL_LoadObject("libwayland-client.so.0");
	void *address = library ? SDL_LoadFunction(library, "wl_display_get_fd") : NULL;
	int fd = -1;

	memcpy(&get_fd, &address, sizeof get_fd);
	if (get_fd)
		fd = get_fd(display);
	SDL_UnloadObject(library);
	return fd;
}

int window_system_descriptor(SDL_Window *window)
{
	SDL_SysWMinfo info;

	if (!information(window, &info))
		return -1;
	if (info.subsystem == SDL_SYSWM_X11)
		return ConnectionNumber(info.info.x11.display);
	if (info.subsystem == SDL_SYSWM_WAYLAND)
		return wayland_descriptor(info.info.wl.display);
	return -1;
}

bool window_system_has_read(SDL_Window *window)
{
	SDL_SysWMinfo info;

	return information(window, &info) && info.subsystem == SDL_SYSWM_X11 &&
	       XEventsQueued(info.info.x11.display, QueuedAlready) > 0;
}

void window_system_fullscreen(SDL_Window *window)
{
	SDL_SysWMinfo info;
	Display *display;
	Atom state, fullscreen;

	if (!information(window, &info) || info.subsystem != SDL_SYSWM_X11)
		return;
	display = info.info.x11.display;
	state = XInternAtom(display, "_NET_WM_STATE", False);
	fullscreen = XInternAtom(display, "_NET_WM_STATE_FULLSCREEN", False);
	XChangeProperty(display, info.info.x11.window, state, XA_ATOM, 32, PropModeReplace,
			(const unsigned char *)&fullscreen, 1);
}

void window_system_watch_display(SDL_Window *window)
{
	SDL_SysWMinfo info;
	XWindowAttributes root;

	if (!information(window, &info) || info.subsystem != SDL_SYSWM_X11)
		return;
	if (!XGetWindowAttributes(info.info.x11.display, DefaultRootWindow(info.info.x11.display), &root))
		return;
	XSelectInput(info.info.x11.display, root.root, root.your_event_mask | StructureNotifyMask);
	SDL_EventState(SDL_SYSWMEVENT, SDL_ENABLE);
}

bool window_system_display_changed(SDL_Window *window, const SDL_Event *event)
{
	SDL_SysWMinfo info;

	if (event->type != SDL_SYSWMEVENT || event->syswm.msg->subsystem != SDL_SYSWM_X11)
		return false;
	const XEvent *told = &event->syswm.msg->msg.x11.event;
	return told->type == ConfigureNotify && information(window, &info) &&
	       told->xconfigure.window == DefaultRootWindow(info.info.x11.display);
}

/* In place of the library's own, which would tell people and end us. */
static int say_nothing(Display *display)
{
	(void)display;
	return 0;
}

static void connection_lost(Display *display, void *data)
{
	const struct window_loss *loss = data;

	(void)display;
	loss->lost(loss->data);
}

void window_system_survive(SDL_Window *window, const struct window_loss *loss)
{
	SDL_SysWMinfo info;
	void *data;

	memcpy(&data, &loss, sizeof data); /* the library's type lacks a const */
	if (!information(window, &info) || info.subsystem != SDL_SYSWM_X11)
		return;
	XSetIOErrorHandler(say_nothing);
	XSetIOErrorExitHandler(info.info.x11.display, connection_lost, data);
}

/* Nothing is left to be done but what the server does by itself, and the library would wait for its answers for ever.
 */
static void end_without_it(Display *display, void *data)
{
	(void)display;
	(void)data;
	_exit(0);
}

void window_system_leave(SDL_Window *window)
{
	SDL_SysWMinfo info;

	if (information(window, &info) && info.subsystem == SDL_SYSWM_X11)
		XSetIOErrorExitHandler(info.info.x11.display, end_without_it, NULL);
}

void window_system_retain(SDL_Window *window)
{
	SDL_SysWMinfo info;
	char name[32];

	if (!information(window, &info) || info.subsystem != SDL_SYSWM_X11)
		return;
	XSetCloseDownMode(info.info.x11.display, RetainPermanent);
	XSync(info.info.x11.display, False);
	snprintf(name, sizeof name, "0x%lx", info.info.x11.window);
	setenv(old_window, name, 1);
}

/* The old window may be gone already: the server's complaint must not end us. */
static int ignore_error(Display *display, XErrorEvent *error)
{
	(void)display;
	(void)error;
	return 0;
}

void window_system_release(SDL_Window *window)
{
	const char *name = getenv(old_window);
	SDL_SysWMinfo info;
	unsigned long old;
	int (*before)(Display * display, XErrorEvent * error);

	if (!name)
		return;
	old = strtoul(name, NULL, 16);
	unsetenv(old_window);
	if (old == 0 || !information(window, &info) || info.subsystem != SDL_SYSWM_X11)
		return;
	/* A server without any other client starts over when we exec: then the old window is gone and its number our
	 * own. The bits above are the client's. */
	if (old >> SERVER_ID_BITS == info.info.x11.window >> SERVER_ID_BITS)
		return;
	XSync(info.info.x11.display, False);
	before = XSetErrorHandler(ignore_error);
	XKillClient(info.info.x11.display, old);
	XSync(info.info.x11.display, False);
	XSetErrorHandler(before);
}

void window_size_keep(int width_px, int height_px)
{
	char text[32];

	snprintf(text, sizeof text, "%dx%d", width_px, height_px);
	setenv(old_size, text, 1);
}

void window_size_take(int *width_px, int *height_px)
{
	const char *text = getenv(old_size);
	int width, height;

	if (text && sscanf(text, "%5dx%5d", &width, &height) == 2 && width > 0 && height > 0) {
		*width_px = width;
		*height_px = height;
	}
	unsetenv(old_size);
}
