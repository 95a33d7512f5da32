#include "ingest/mounts.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buffer.h"
#include "base/file.h"
#include "base/memory.h"

enum { TABLE_LIMIT_BYTES = 1 << 20 };

static const char *next_line(const char *line)
{
	line += strcspn(line, "\n");
	return *line == '\n' ? line + 1 : line;
}

/* The field of a line, from 0; at the line's end if it has not so many. */
static const char *field(const char *line, int index)
{
	line += strspn(line, " \t");
	for (; index > 0; index--) {
		line += strcspn(line, " \t\n");
		line += strspn(line, " \t");
	}
	return line;
}

static bool octal(const char *text)
{
	return text[0] >= '0' && text[0] <= '3' && text[1] >= '0' && text[1] <= '7' && text[2] >= '0' && text[2] <= '7';
}

/* Does the field say the path? Spaces and the like are written "\040" in it; slashes at its end say nothing. */
static bool says(const char *text, const char *path)
{
	while (*path != '\0' && strchr(" \t\n", *text) == NULL) {
		unsigned char c = (unsigned char)*text++;
		if (c == '\\' && octal(text)) {
			c = (unsigned char)((text[0] - '0') * 64 + (text[1] - '0') * 8 + text[2] - '0');
			text += 3;
		}
		if (c != (unsigned char)*path++)
			return false;
	}
	text += strspn(text, "/");
	return *path == '\0' && (*text == '\0' || strchr(" \t\n", *text) != NULL);
}

bool mounts_listed(const char *fstab, const char *path)
{
	for (const char *line = fstab; *line != '\0'; line = next_line(line)) {
		if (*field(line, 0) != '#' && says(field(line, 1), path))
			return true;
	}
	return false;
}

/* Behind the optional fields and "-". */
static const char *type_of(const char *line)
{
	const char *at = field(line, 6);
	while (*at != '\0' && *at != '\n' && !says(at, "-"))
		at = field(at, 1);
	return field(at, 1);
}

bool mounts_there(const char *mountinfo, const char *path)
{
	for (const char *line = mountinfo; *line != '\0'; line = next_line(line)) {
		if (says(field(line, 4), path) && !says(type_of(line), "autofs"))
			return true;
	}
	return false;
}

char *mounts_unit(const char *path)
{
	struct buffer name;
	buffer_init(&name);
	for (path += strspn(path, "/"); *path != '\0'; path++) {
		bool plain = isalnum((unsigned char)*path) || *path == ':' || *path == '_' ||
			     (*path == '.' && name.length > 0);
		if (*path == '/')
			buffer_add_text(&name, "-");
		else if (plain)
			buffer_add(&name, path, 1);
		else
			buffer_add_format(&name, "\\x%02x", (unsigned char)*path);
	}
	buffer_add_text(&name, ".mount");
	return buffer_take(&name);
}

/* Somebody's own, or made of the fstab; distributions ship units that nobody has asked for, and masked ones are links
 * to /dev/null. */
static bool has_unit(const char *path)
{
	static const char *const folders[] = {"/etc/systemd/system", "/run/systemd/system", "/run/systemd/generator"};
	struct stat status;
	char *unit = mounts_unit(path);
	bool found = false;
	for (size_t i = 0; !found && i < sizeof folders / sizeof *folders; i++) {
		char *file = path_join(folders[i], unit);
		found = stat(file, &status) == 0 && S_ISREG(status.st_mode);
		free(file);
	}
	free(unit);
	return found;
}

bool mounts_missing(const char *folder, const char *fstab_path)
{
	struct buffer fstab, mountinfo;
	bool missing = false;
	char *path = realpath(folder, NULL);
	buffer_init(&fstab);
	buffer_init(&mountinfo);
	if (file_read(fstab_path, TABLE_LIMIT_BYTES, &fstab) != 0)
		buffer_clear(&fstab);
	bool known = file_read("/proc/self/mountinfo", TABLE_LIMIT_BYTES, &mountinfo) == 0;
	for (char *slash; known && path != NULL && !missing && path[0] == '/' && path[1] != '\0'; *slash = '\0') {
		missing = (mounts_listed(buffer_text(&fstab), path) || has_unit(path)) &&
			  !mounts_there(buffer_text(&mountinfo), path);
		slash = strrchr(path, '/');
	}
	buffer_finish(&mountinfo);
	buffer_finish(&fstab);
	free(path);
	return missing;
}
