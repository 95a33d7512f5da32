#include "player/displays.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/file.h"
#include "base/memory.h"

/* Adds to the fingerprint (FNV-1a). */
static void note(struct displays *displays, const void *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++)
		displays->fingerprint = (displays->fingerprint ^ ((const unsigned char *)bytes)[i]) * 0x100000001B3;
}

/* Does somebody answer at this socket? One that a crash left behind refuses. */
static bool answers(struct displays *displays, const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	struct stat status;
	bool connected;
	int fd;

	if (strlen(path) >= sizeof address.sun_path || stat(path, &status) != 0)
		return false;
	memcpy(address.sun_path, path, strlen(path));
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	connected = fd >= 0 && connect(fd, (const struct sockaddr *)&address, sizeof address) == 0;
	if (fd >= 0)
		close(fd);
	if (connected) /* a server that was started anew is another one */
		note(displays, &status.st_ino, sizeof status.st_ino);
	return connected;
}

static bool wayland_there(struct displays *displays)
{
	const char *name = getenv("WAYLAND_DISPLAY"), *folder = getenv("XDG_RUNTIME_DIR");
	char *path;
	bool there;

	if (!name || name[0] == '\0' || (name[0] != '/' && !folder))
		return false;
	path = name[0] == '/' ? text_copy(name) : path_join(folder, name);
	there = answers(displays, path);
	free(path);
	return there;
}

/* ":0" or "unix:0.0", a server on this machine; what is behind a network is taken at its word. */
static bool x11_there(struct displays *displays, bool *local)
{
	const char *name = getenv("DISPLAY"), *colon = name ? strrchr(name, ':') : NULL;
	char *path;
	bool there;

	if (!colon || colon[1] < '0' || colon[1] > '9')
		return false;
	*local = colon == name || strncmp(name, "unix:", 5) == 0;
	if (!*local) {
		note(displays, name, strlen(name));
		return true;
	}
	path = text_format("/tmp/.X11-unix/X%ld", strtol(colon + 1, NULL, 10));
	there = answers(displays, path);
	free(path);
	return there;
}

/* Calls found() with each entry of the kernel's graphics devices: "card0", "card0-HDMI-A-1", "renderD128". */
static bool any_device(struct displays *displays, bool (*found)(struct displays *displays, const char *name))
{
	DIR *folder = opendir("/sys/class/drm");
	const struct dirent *entry;
	bool any = false;

	while (folder && (entry = readdir(folder)) != NULL) {
		if (entry->d_name[0] != '.' && found(displays, entry->d_name))
			any = true;
	}
	if (folder)
		closedir(folder);
	return any;
}

static bool usable(const char *device, size_t length)
{
	char path[64];

	return snprintf(path, sizeof path, "/dev/dri/%.*s", (int)length, device) < (int)sizeof path &&
	       access(path, R_OK | W_OK) == 0;
}

/* A connector of a card with something plugged in. */
static bool connected(struct displays *displays, const char *name)
{
	const char *dash = strchr(name, '-');
	struct buffer status;
	char *path;
	bool there;

	if (strncmp(name, "card", 4) != 0 || !dash || !usable(name, (size_t)(dash - name)))
		return false;
	path = text_format("/sys/class/drm/%s/status", name);
	buffer_init(&status);
	there = file_read(path, 64, &status) == 0 && strcmp(buffer_text(&status), "connected\n") == 0;
	buffer_finish(&status);
	free(path);
	if (there)
		note(displays, name, strlen(name));
	return there;
}

/* Drivers that show pixels or pass them on, and leave the drawing to the CPU. */
static bool is_hardware(const char *driver)
{
	static const char *const others[] = {
		"vgem",      "vkms",       "virtio_gpu", "virtio-pci",  "simpledrm", "simple-framebuffer",
		"bochs-drm", "bochs",      "cirrus",     "cirrus-qemu", "qxl",       "vboxvideo",
		"vmwgfx",    "hyperv_drm", "ast",        "mgag200",     "udl",       "gud",
		"evdi",
	};

	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		if (strcmp(driver, others[i]) == 0)
			return false;
	}
	return true;
}

static bool renders(struct displays *displays, const char *name)
{
	char *path, driver[256];
	ssize_t length;

	(void)displays;
	if (strncmp(name, "renderD", 7) != 0 || !usable(name, strlen(name)))
		return false;
	path = text_format("/sys/class/drm/%s/device/driver", name);
	length = readlink(path, driver, sizeof driver - 1);
	free(path);
	if (length <= 0)
		return false;
	driver[length] = '\0';
	return is_hardware(path_name(driver));
}

void displays_find(struct displays *displays)
{
	bool wayland, x11, local = true;

	*displays = (struct displays){.fingerprint = 0xCBF29CE484222325};
	wayland = wayland_there(displays);
	x11 = x11_there(displays, &local);
	displays->gpu = any_device(displays, renders);
	if (wayland && displays->gpu)
		displays->drivers[displays->count++] = "wayland";
	if (x11)
		displays->drivers[displays->count++] = "x11";
	/* SDL has no way to a Wayland window but through GL: without a GPU, an X server on top of it is quicker. */
	if (wayland && !displays->gpu)
		displays->drivers[displays->count++] = "wayland";
	if (!local)
		displays->gpu = false;
	if (any_device(displays, connected) && displays->count == 0)
		displays->drivers[displays->count++] = "KMSDRM";
}
