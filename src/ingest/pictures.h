/* The folder of decoded pictures, STATE/pictures, each named by content and the box that it was decoded for:
 * "DIGEST-1920x1080". It grows no further than leaves the disk a tenth of its room. */
#ifndef INGEST_PICTURES_H
#define INGEST_PICTURES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/deck.h"

struct pictures;

/* state is borrowed. */
struct pictures *pictures_create(const char *state);
void pictures_destroy(struct pictures *pictures);

/* The box to decode for from now on; true if it is another one. */
bool pictures_set_size(struct pictures *pictures, int width_px, int height_px);
void pictures_size(const struct pictures *pictures, int *width_px, int *height_px);

/* Is it there for the present box? */
bool pictures_have(const struct pictures *pictures, const char *digest);

/* The picture for the present box, else for another one that is still there; false if there is none. Its name lies in
 * the arena. */
bool pictures_find(const struct pictures *pictures, const char *digest, struct arena *arena, struct picture *picture);

/* Has the disk room for one more, of so many bytes before it is decoded, with so many others waiting to be? */
bool pictures_room(const struct pictures *pictures, int64_t source_bytes, size_t waiting);

/* A new file to decode into, in place of one left from before; or a negative errno. pictures_keep() makes what was
 * written there the picture of `digest`: 0 or a negative errno, -EBADMSG if it is no whole picture; else
 * pictures_discard(). fd stays the caller's. */
int pictures_incoming(const struct pictures *pictures);
int pictures_keep(const struct pictures *pictures, int fd, const char *digest);
void pictures_discard(const struct pictures *pictures);

/* Removes all but the names given (sorted by strcmp) and what is there for the present box of content that `wanted`
 * wants. */
void pictures_sweep(const struct pictures *pictures, const char *const *names, size_t count,
		    bool (*wanted)(void *data, const char *digest), void *data);

#endif
