/* Names made from content: SHA-256 (FIPS 180-4, by libmd), as lower-case hex cut to 32 digits. */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stddef.h>

enum { DIGEST_SIZE = 33 }; /* 32 digits and a NUL */

struct digest; /* one under way */

struct digest *digest_create(void);
void digest_add(struct digest *digest, const void *bytes, size_t length);
void digest_end(struct digest *digest, char text[static DIGEST_SIZE]); /* writes the name and destroys */

void digest_of(const void *bytes, size_t length, char text[static DIGEST_SIZE]);

#endif
