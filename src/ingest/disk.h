/* What is wrong with the disk that the state folder is on, in words for people. */
#ifndef INGEST_DISK_H
#define INGEST_DISK_H

#include <stddef.h>
#include <stdint.h>

/* The words for an errno of writing `folder`; for a full disk with how much is free (UINT64_MAX: as the disk says) and
 * how much is needed (0: not known). */
void disk_words(char *words, size_t size, const char *folder, int error, uint64_t free_bytes, uint64_t needed_bytes);

#endif
