#include "formats/qr.h"

#include <assert.h>
#include <qrencode.h>
#include <string.h>

enum { VERSION_LIMIT = 15, BYTES_LIMIT = 412 /* what version 15-M holds (ISO/IEC 18004, table 7) */ };

bool qr_encode(struct qr *qr, struct arena *arena, const char *url)
{
	if (!*url || strlen(url) > BYTES_LIMIT)
		return false;
	QRcode *code = QRcode_encodeString8bit(url, 0, QR_ECLEVEL_M);
	if (!code)
		return false;
	assert(code->version <= VERSION_LIMIT);
	size_t count = (size_t)code->width * (size_t)code->width;
	char *modules = arena_allocate(arena, count + 1, 1);
	for (size_t i = 0; i < count; i++)
		modules[i] = code->data[i] & 1 ? '1' : '0'; /* the other bits are the encoder's notes */
	qr->url = arena_text(arena, url);
	qr->size = code->width;
	qr->modules = modules;
	QRcode_free(code);
	return true;
}
