#include "player/window_system.h"

#include <SDL2/SDL_syswm.h>
#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char old_size[] = "CALLBOARD_OLD_SIZE";

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

/* The name under which the root window tells whose picture is in front, and that window that it is. */
static Atom standing(Display *display, const char *owner)
{
	char name[300];

	snprintf(name, sizeof name, "_CALLBOARD_PICTURE_%.*s", (int)sizeof name - 32, owner);
	return XInternAtom(display, name, False);
}

/* The window that is noted at this one; None: there is none. */
static Window noted(Display *display, Window at, Atom name)
{
	Atom type;
	int format;
	unsigned long count = 0, left;
	unsigned char *value = NULL;
	Window window = None;

	if (XGetWindowProperty(display, at, name, 0, 1, False, XA_WINDOW, &type, &format, &count, &left, &value) ==
		    Success &&
	    type == XA_WINDOW && format == 32 && count == 1)
		memcpy(&window, value, sizeof window);
	if (value)
		XFree(value);
	return window;
}

static void note(Display *display, Window at, Atom name, Window window)
{
	XChangeProperty(display, at, name, XA_WINDOW, 32, PropModeReplace, (const unsigned char *)&window, 1);
}

/* An old window may be gone already: the server's complaint must not end us. */
static int ignore_error(Display *display, XErrorEvent *error)
{
	(void)display;
	(void)error;
	return 0;
}

void window_system_take_over(SDL_Window *window, const char *owner)
{
	SDL_SysWMinfo info;
	Display *display;
	Window root, old;
	Atom name;
	int (*before)(Display * display, XErrorEvent * error);

	if (!information(window, &info) || info.subsystem != SDL_SYSWM_X11)
		return;
	display = info.info.x11.display;
	root = DefaultRootWindow(display);
	name = standing(display, owner);
	XSync(display, False);
	before = XSetErrorHandler(ignore_error);
	XSetCloseDownMode(display, RetainPermanent);
	note(display, info.info.x11.window, name, info.info.x11.window);
	old = noted(display, root, name);
	note(display, root, name, info.info.x11.window);
	/* What says of itself that it is such a picture is one: numbers are given again. */
	if (old != None && old != info.info.x11.window && noted(display, old, name) == old)
		XKillClient(display, old);
	XSync(display, False);
	XSetErrorHandler(before);
}

void window_system_let_go(SDL_Window *window, const char *owner)
{
	SDL_SysWMinfo info;
	Display *display;
	Atom name;

	if (!information(window, &info) || info.subsystem != SDL_SYSWM_X11)
		return;
	display = info.info.x11.display;
	name = standing(display, owner);
	XSetCloseDownMode(display, DestroyAll);
	if (noted(display, DefaultRootWindow(display), name) == info.info.x11.window)
		XDeleteProperty(display, DefaultRootWindow(display), name);
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
