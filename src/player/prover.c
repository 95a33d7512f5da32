#include "player/prover.h"

#include <stdlib.h>

#include "base/memory.h"
#include "player/proof.h"

enum { LOOK_MS = 4000, AGAIN_MS = 1000 /* where there is a doubt */ };

struct prover {
	struct loop *loop;
	struct prover_options options;
	struct timer *look;
	struct proof proof;
	bool doubted, broken;
	bool sampled; /* at the last look there were pixels to be read */
	int64_t proved_ms;
	const char *words;
};

/* Presents, and looks at pixels where it is time to. True if they are black and ought not to be. */
static bool look_at_pixels(struct prover *prover)
{
	struct stage *stage = prover->options.stage;
	struct sample page, seen;
	if (prover->options.pixels_doubtful) {
		stage_again(stage);
		return false;
	}
	prover->sampled = stage_sample(stage, &page, &seen);
	return prover->sampled && proof_black(page.pixels, seen.pixels, SAMPLE_POINTS);
}

static const char *words_now(const struct prover *prover)
{
	if (stage_display_asleep(prover->options.stage))
		return "the display sleeps";
	return prover->sampled ? "presented, pixels read back, on time" : "presented, on time";
}

static void look(struct prover *prover)
{
	const struct stage *stage = prover->options.stage;
	struct proof_facts facts = {.black = look_at_pixels(prover)};
	int64_t now_ms = loop_now_ms(prover->loop);
	facts.due_ms = stage_fading(stage) ? stage_fade_ends_ms(stage) : director_due_ms(prover->options.director);
	facts.presented_ms = stage_display_asleep(stage) ? now_ms : stage_last_present_ms(stage);
	enum proof_state state = proof_look(&prover->proof, &facts, now_ms);
	prover->doubted = state != PROOF_WELL;
	if (state == PROOF_BROKEN) {
		prover->broken = true;
		prover->options.broken(prover->options.data, proof_words(&prover->proof));
	} else if (state == PROOF_WELL) {
		prover->proved_ms = now_ms;
		prover->words = words_now(prover);
		prover->options.proved(prover->options.data);
	}
}

static void look_due(void *data)
{
	struct prover *prover = data;
	if (!prover->broken)
		look(prover);
	/* At whole multiples, as ingest's beats are: so both wake us only once. */
	int64_t now_ms = loop_now_ms(prover->loop);
	timer_set(prover->look, prover->doubted ? now_ms + AGAIN_MS : (now_ms / LOOK_MS + 1) * LOOK_MS);
}

struct prover *prover_create(struct loop *loop, const struct prover_options *options)
{
	struct prover *prover = memory_allocate(sizeof *prover);
	*prover = (struct prover){.loop = loop, .options = *options, .proved_ms = -1, .words = "nothing yet"};
	prover->look = loop_timer(loop, look_due, prover);
	look_due(prover);
	return prover;
}

void prover_destroy(struct prover *prover)
{
	if (prover == NULL)
		return;
	timer_destroy(prover->look);
	free(prover);
}

int64_t prover_proved_ms(const struct prover *prover)
{
	return prover->proved_ms;
}

const char *prover_proved(const struct prover *prover)
{
	return prover->words;
}
