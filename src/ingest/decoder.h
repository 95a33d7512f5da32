/* Decodes pictures by callboard-decode, each in a child of its own (decode/sandbox.h), one at a time. What a picture
 * does to its decoder costs that picture alone, and is not tried again: what was refused is remembered
 * (ingest/refusals.h). */
#ifndef INGEST_DECODER_H
#define INGEST_DECODER_H

#include <stddef.h>

#include "base/loop.h"
#include "ingest/pictures.h"

struct decoder;

enum decoder_result {
	DECODER_DECODED,
	DECODER_REFUSED, /* the picture's fault: words say why */
	DECODER_FAILED,  /* ours: no room on the disk, no decoder. Try again later. */
};

/* state: the state folder, borrowed; program: callboard-decode's path. done() is told of each decoding that ended; it
 * may ask for more. */
struct decoder *
decoder_create(struct pictures *pictures, const char *state, const char *program, struct loop *loop,
	       void (*done)(void *data, const char *digest, enum decoder_result result, const char *words), void *data);
void decoder_destroy(struct decoder *decoder);

/* Asks for content `digest`, whose bytes lie at `path`, unless it waits already. */
void decoder_ask(struct decoder *decoder, const char *digest, const char *path);

/* From now on pictures that were refused are tried again. */
void decoder_retry(struct decoder *decoder);

/* How many wait or are being decoded. */
size_t decoder_waiting(const struct decoder *decoder);

/* The box is another one: forgets what waits, and what is being decoded when it ends. */
void decoder_forget(struct decoder *decoder);

#endif
