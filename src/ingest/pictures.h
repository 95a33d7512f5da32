/* The folder of decoded pictures, STATE/pictures, each named by content and the box that it was decoded for:
 * "DIGEST-1920x1080".
 *
 * It takes a quarter at most of what of the disk is free or already its own (but may have 128 MB), and leaves a tenth
 * of the disk free in any case. What no set names and the folder does not ask for any more is kept as long as it is
 * within that, and goes in the order in which it went out of use. */
#ifndef INGEST_PICTURES_H
#define INGEST_PICTURES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/deck.h"

struct pictures;

/* Reads what is there and removes what an earlier run left half done. state is borrowed. */
struct pictures *pictures_create(const char *state);
void pictures_destroy(struct pictures *pictures);

/* The box to decode for from now on; true if it is another one. */
bool pictures_set_size(struct pictures *pictures, int width_px, int height_px);
void pictures_size(const struct pictures *pictures, int *width_px, int *height_px);

/* Is it there for the present box? */
bool pictures_have(struct pictures *pictures, const char *digest);

/* What is to be said of it (formats/pixels.h); 0 if it is not there for the present box. */
unsigned pictures_notes(const struct pictures *pictures, const char *digest);

/* The picture for the present box, else for another one that is still there; false if there is none. Its name lies in
 * the arena. */
bool pictures_find(struct pictures *pictures, const char *digest, struct arena *arena, struct picture *picture);

/* Has the disk room for one more, of so many bytes before it is decoded, with so many others waiting to be? */
bool pictures_room(const struct pictures *pictures, int64_t source_bytes, size_t waiting);

/* What the picture says of itself, in the arena; NULL: nothing (that is for people). */
const char *pictures_description(struct pictures *pictures, const char *digest, struct arena *arena);

/* A new file to decode into, in place of one left from before; or a negative errno, -ENOSPC if there is no room even
 * without all that is out of use. pictures_keep() makes what was written there the picture of `digest`: 0 or a negative
 * errno, -EBADMSG if it is no whole picture; else pictures_discard(). fd stays the caller's. */
int pictures_incoming(struct pictures *pictures);
int pictures_keep(struct pictures *pictures, int fd, const char *digest);
void pictures_discard(const struct pictures *pictures);

/* How much one more may need, and how much there is for it, for telling people. */
uint64_t pictures_needed_bytes(const struct pictures *pictures);
uint64_t pictures_free_bytes(const struct pictures *pictures);

/* Out of use from now on is all but the names given (sorted by strcmp) and what is there for the present box of content
 * that `wanted` wants. Removes what of that is more than the share. */
void pictures_sweep(struct pictures *pictures, const char *const *names, size_t count,
		    bool (*wanted)(void *data, const char *digest), void *data);

#endif
