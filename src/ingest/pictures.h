/* Decoded pictures: STATE/pictures/NAME, made by callboard-decode in a child of its own for each, one at a time, with
 * limits on memory, time and size. Named by content and target: "DIGEST-1920x1080". */
#ifndef INGEST_PICTURES_H
#define INGEST_PICTURES_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/loop.h"
#include "model/deck.h"

struct pictures;

enum picture_result {
	PICTURE_DECODED,
	PICTURE_REFUSED, /* the picture's fault: words say why */
	PICTURE_FAILED,  /* ours: no room on the disk, no decoder. Try again later. */
};

/* program: callboard-decode's path. done() is told of each decoding that ended; it may ask for more. */
struct pictures *pictures_create(const char *folder, const char *program, struct loop *loop,
				 void (*done)(void *data, const char *digest, enum picture_result result,
					      const char *words),
				 void *data);
void pictures_destroy(struct pictures *pictures);

/* The box to decode for from now on. What waited for another one is forgotten. */
void pictures_set_size(struct pictures *pictures, int width_px, int height_px);

/* Asks for content `digest`, whose bytes lie at `path`, unless it waits already. */
void pictures_ask(struct pictures *pictures, const char *digest, const char *path);

/* Nothing waits and nothing is being decoded. */
bool pictures_idle(const struct pictures *pictures);

/* Is it there for the present box? */
bool pictures_have(struct pictures *pictures, const char *digest);

/* The picture for the present box, else for another one that is still there; false if there is none. Its name lies in
 * the arena. */
bool pictures_find(struct pictures *pictures, const char *digest, struct arena *arena, struct picture *picture);

/* Removes all but the names given (sorted by strcmp) and what is there for the present box of content that `wanted`
 * wants. */
void pictures_sweep(struct pictures *pictures, const char *const *names, size_t count,
		    bool (*wanted)(void *data, const char *digest), void *data);

#endif
