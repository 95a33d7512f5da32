/* What stands on the screen as pixels: one frame, and around a transition a second one. A crossfade that is interrupted
 * goes on from the mixture that was visible. */
#ifndef PLAYER_STAGE_H
#define PLAYER_STAGE_H

#include "player/frame.h"
#include "player/screen.h"

enum { STAGE_FADE_MS = 800 };

struct stage;

struct stage_options {
	void (*settled)(void *data); /* a fade has ended */
	void *data;
};

/* Screen and loop are borrowed. */
struct stage *stage_create(struct loop *loop, struct screen *screen, const struct stage_options *options);
void stage_destroy(struct stage *stage);

/* Shows the frame, which is upright and the stage's from now on: at once, or by a crossfade from what is there (at
 * once, if nothing is). */
void stage_cut(struct stage *stage, struct frame *frame);
void stage_fade(struct stage *stage, struct frame *frame);

/* Shows the frame, which is black, and puts the display to sleep. What is shown next wakes it, once it is painted. Call
 * it again with NULL now and then: somebody may have touched the mouse. */
void stage_sleep(struct stage *stage, struct frame *black);

bool stage_asleep(const struct stage *stage);         /* what is on the screen is black, and meant so */
bool stage_display_asleep(const struct stage *stage); /* and the display itself is off: nothing can be presented */

bool stage_fading(const struct stage *stage);
int64_t stage_fade_ends_ms(const struct stage *stage); /* of the last one; monotonic */

/* The picture once more (nothing during a fade, which presents anyhow). */
void stage_again(struct stage *stage);

/* As stage_again(), and a look at what really stood in the display's buffer, beside what was to stand there. False if
 * there is nothing to read from, or nothing was presented. */
bool stage_sample(struct stage *stage, struct sample *page, struct sample *seen);

/* The same where the window lost its copy of it. */
void stage_repaint(struct stage *stage);

/* A sealed memfd with the pixels that are visible now; a negative errno, -ENODATA before the first frame. */
int stage_copy(const struct stage *stage);

uint64_t stage_frames(const struct stage *stage);         /* presents that returned well */
uint64_t stage_late_frames(const struct stage *stage);    /* of fades: more than 25 ms after the one before */
int64_t stage_last_present_ms(const struct stage *stage); /* monotonic; -1: none yet */

#endif
