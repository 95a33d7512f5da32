/* The store on disk, for store.c alone: an index of lines and one file per content. */
#ifndef INGEST_STORE_INDEX_H
#define INGEST_STORE_INDEX_H

#include "ingest/store.h"

struct store {
	char *folder;        /* STATE/sources */
	struct file **files; /* in natural order */
	size_t count, capacity;
	bool mount_point;
	char key[DIGEST_SIZE]; /* "": none */
	bool damaged;          /* something that the index names was not there */
	bool changed;          /* the index on disk is not this */
};

void version_destroy(struct version *version);

/* Makes room for version->shown, none of them. */
void version_prepare(struct version *version);

/* Fills an empty store with what is whole on disk. */
void store_index_read(struct store *store);

#endif
