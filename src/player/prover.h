/* Proves every four seconds that the picture is there (player/proof.h has the rules): presents it once more, reads some
 * of its pixels back, looks whether the programme goes on. Only what is proved feeds whoever watches over the player.
 */
#ifndef PLAYER_PROVER_H
#define PLAYER_PROVER_H

#include "base/loop.h"
#include "player/director.h"
#include "player/stage.h"

struct prover;

struct prover_options { /* borrowed */
	struct stage *stage;
	const struct director *director;
	bool pixels_doubtful; /* what is read back proved to be wrong: do not go by it */
	void (*proved)(void *data);
	void (*broken)(void *data, const char *words); /* once; nothing is proved any more */
	void *data;
};

/* The first look is taken at once. */
struct prover *prover_create(struct loop *loop, const struct prover_options *options);
void prover_destroy(struct prover *prover);

int64_t prover_proved_ms(const struct prover *prover);  /* monotonic; -1: never */
const char *prover_proved(const struct prover *prover); /* what the last proof consisted of, in plain words */

#endif
