/* Decoded pictures of the state folder, mapped while they are needed. */
#ifndef PLAYER_PICTURES_H
#define PLAYER_PICTURES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct mapped_picture {
	int width_px, height_px;
	bool transparent;
	const uint32_t *pixels; /* premultiplied 0xAARRGGBB, rows without gaps */
	void *map;
	size_t map_bytes;
};

/* Maps FOLDER/NAME; false if it is not a whole picture of ours (logged once by the caller). */
bool picture_map(struct mapped_picture *picture, const char *folder, const char *name);
void picture_unmap(struct mapped_picture *picture);

#endif
