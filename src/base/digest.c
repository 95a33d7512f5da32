#include "base/digest.h"

#include <sha256.h>
#include <stdlib.h>

#include "base/memory.h"

struct digest {
	SHA2_CTX context;
};

struct digest *digest_create(void)
{
	struct digest *digest = memory_allocate(sizeof *digest);
	SHA256Init(&digest->context);
	return digest;
}

void digest_add(struct digest *digest, const void *bytes, size_t length)
{
	if (length > 0)
		SHA256Update(&digest->context, bytes, length);
}

void digest_end(struct digest *digest, char text[static DIGEST_SIZE])
{
	unsigned char hash[SHA256_DIGEST_LENGTH];
	SHA256Final(hash, &digest->context);
	free(digest);
	for (size_t i = 0; i < (DIGEST_SIZE - 1) / 2; i++) {
		text[2 * i] = "0123456789abcdef"[hash[i] >> 4];
		text[2 * i + 1] = "0123456789abcdef"[hash[i] & 15];
	}
	text[DIGEST_SIZE - 1] = '\0';
}

void digest_of(const void *bytes, size_t length, char text[static DIGEST_SIZE])
{
	struct digest *digest = digest_create();
	digest_add(digest, bytes, length);
	digest_end(digest, text);
}
