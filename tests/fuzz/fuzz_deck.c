/* Any bytes as deck.json: a deck that is taken must be written and read again as the same one.
 * `make fuzz` runs it. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "formats/deck.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *reason = NULL;
	struct deck *deck = deck_read((const char *)data, size, &reason);
	if (!deck != (reason != NULL))
		abort();
	if (!deck)
		return 0;
	struct buffer first, second;
	buffer_init(&first);
	buffer_init(&second);
	deck_write(deck, &first);
	struct deck *back = deck_read(buffer_text(&first), first.length, &reason);
	if (!back)
		abort();
	deck_write(back, &second);
	if (strcmp(buffer_text(&first), buffer_text(&second)) != 0)
		abort();
	deck_destroy(deck);
	deck_destroy(back);
	buffer_finish(&first);
	buffer_finish(&second);
	return 0;
}
