#include "player/pictures.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "formats/pixels.h"

static bool picture_name_valid(const char *name)
{
	return name && name[0] != '\0' && name[0] != '.' && !strchr(name, '/');
}

static bool picture_map_fd(struct mapped_picture *picture, int fd)
{
	struct pixels_header header;
	struct stat status;
	void *map;

	if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode) || status.st_size < (off_t)sizeof header)
		return false;
	map = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (map == MAP_FAILED)
		return false;
	if (!pixels_valid(map, (size_t)status.st_size)) {
		munmap(map, (size_t)status.st_size);
		return false;
	}
	memcpy(&header, map, sizeof header);
	*picture = (struct mapped_picture){
		.width_px = (int)header.width_px,
		.height_px = (int)header.height_px,
		.transparent = header.transparent != 0,
		.pixels = (const uint32_t *)(const void *)((const char *)map + sizeof header),
		.map = map,
		.map_bytes = (size_t)status.st_size,
	};
	return true;
}

bool picture_map(struct mapped_picture *picture, const char *folder, const char *name)
{
	char *path;
	bool mapped;
	int fd;

	if (!folder || !picture_name_valid(name))
		return false;
	path = path_join(folder, name);
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	free(path);
	if (fd < 0)
		return false;
	mapped = picture_map_fd(picture, fd);
	close(fd);
	return mapped;
}

void picture_unmap(struct mapped_picture *picture)
{
	munmap(picture->map, picture->map_bytes);
	*picture = (struct mapped_picture){0};
}
