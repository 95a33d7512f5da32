#include "player/stage.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"

enum {
	STEPS_A_SECOND = 60,
	WEIGHT_FULL = 256,
	PAUSE_MS = 6, /* between presents that wait for the display: for everything else, and should they not wait */
	LATE_MS = 25, /* between presents of a fade: a step and a half */
};

struct stage {
	struct loop *loop;
	struct screen *screen;
	struct stage_options options;
	struct frame *shown;  /* NULL before the first; during a fade where it comes from */
	struct frame *coming; /* during a fade: where it goes */
	struct timer *step;
	bool readying; /* what the GPU needs for the fade is on its way there */
	int64_t begun_ms;
	int weight; /* on the screen now */
	bool lit;   /* a picture was shown since the display slept, or at all */
	bool asleep, display_asleep;
	uint64_t frames, late_frames;
	int64_t last_present_ms;
};

static void present_returned(struct stage *stage, bool well)
{
	if (!well)
		return;
	stage->frames++;
	stage->last_present_ms = loop_now_ms(stage->loop);
}

static void end_fade(struct stage *stage)
{
	screen_fade_end(stage->screen);
	frame_destroy(stage->shown);
	stage->shown = stage->coming;
	stage->coming = NULL;
	timer_unset(stage->step);
}

/* Where a present waits for the display, that is the clock. Else the next step that is still to come, counted from the
 * beginning: so steps that take long are left out and the rest keep their beat. */
static void set_step(struct stage *stage)
{
	int64_t now_ms = loop_now_ms(stage->loop), passed_ms = now_ms - stage->begun_ms;
	if (screen_paced(stage->screen)) {
		timer_set(stage->step, now_ms + PAUSE_MS);
		return;
	}
	int64_t next = passed_ms * STEPS_A_SECOND / 1000 + 1;
	timer_set(stage->step, stage->begun_ms + (next * 1000 + STEPS_A_SECOND - 1) / STEPS_A_SECOND);
}

/* The fade's time begins when nothing is left to be uploaded; meanwhile the picture stands, and all else goes on. */
static void make_ready(struct stage *stage)
{
	stage->begun_ms = loop_now_ms(stage->loop);
	stage->readying = !screen_fade_ready(stage->screen);
	if (stage->readying)
		timer_set(stage->step, stage->begun_ms);
	else
		set_step(stage);
}

static void count_late(struct stage *stage, int64_t before_ms)
{
	if (before_ms >= stage->begun_ms && stage->last_present_ms - before_ms > LATE_MS)
		stage->late_frames++;
}

static void step_due(void *data)
{
	struct stage *stage = data;
	if (stage->readying) {
		make_ready(stage);
		return;
	}
	int64_t before_ms = stage->last_present_ms;
	int64_t passed_ms = loop_now_ms(stage->loop) - stage->begun_ms;
	int weight = passed_ms >= STAGE_FADE_MS ? WEIGHT_FULL : (int)(passed_ms * WEIGHT_FULL / STAGE_FADE_MS);
	if (weight != stage->weight) {
		stage->weight = weight;
		present_returned(stage, screen_fade_step(stage->screen, weight));
		count_late(stage, before_ms);
	}
	if (weight == WEIGHT_FULL) {
		end_fade(stage);
		stage->options.settled(stage->options.data);
		return;
	}
	set_step(stage);
}

struct stage *stage_create(struct loop *loop, struct screen *screen, const struct stage_options *options)
{
	struct stage *stage = memory_allocate(sizeof *stage);
	*stage = (struct stage){.loop = loop, .screen = screen, .options = *options, .last_present_ms = -1};
	stage->step = loop_timer(loop, step_due, stage);
	return stage;
}

void stage_destroy(struct stage *stage)
{
	if (stage == NULL)
		return;
	if (stage->coming != NULL)
		end_fade(stage);
	timer_destroy(stage->step);
	frame_destroy(stage->shown);
	free(stage);
}

/* Where a fade is under way, what is visible of it becomes the frame that is shown. */
static void freeze(struct stage *stage)
{
	if (stage->coming == NULL)
		return;
	struct frame *mixed = stage->coming; /* the one that end_fade() keeps */
	frame_blend(mixed->pixels, stage->shown->pixels, mixed->pixels, stage->weight,
		    mixed->width_px * mixed->height_px);
	end_fade(stage);
}

/* As the display has it. */
static struct frame *turned(const struct stage *stage, struct frame *frame)
{
	int degrees = screen_turn_degrees(stage->screen);
	if (degrees == 0)
		return frame;
	struct frame *lying = frame_turned(frame, degrees);
	frame_destroy(frame);
	return lying;
}

static void replace(struct stage *stage, struct frame *frame)
{
	if (stage->coming != NULL)
		end_fade(stage);
	frame_destroy(stage->shown);
	stage->shown = turned(stage, frame);
	present_returned(stage, screen_show(stage->screen, stage->shown));
}

void stage_cut(struct stage *stage, struct frame *frame)
{
	/* On the console nothing can be presented to a display that is off; and none lights up within a moment. */
	if (!stage->lit)
		screen_wake(stage->screen);
	stage->lit = true;
	stage->asleep = stage->display_asleep = false;
	replace(stage, frame);
}

void stage_sleep(struct stage *stage, struct frame *black)
{
	if (black != NULL)
		replace(stage, black);
	stage->lit = false;
	stage->asleep = true;
	stage->display_asleep = screen_sleep(stage->screen);
}

bool stage_asleep(const struct stage *stage)
{
	return stage->asleep;
}

bool stage_display_asleep(const struct stage *stage)
{
	return stage->display_asleep;
}

void stage_fade(struct stage *stage, struct frame *frame)
{
	if (stage->shown == NULL || stage->asleep) {
		stage_cut(stage, frame);
		return;
	}
	bool mixed = stage->coming != NULL;
	freeze(stage);
	frame = turned(stage, frame);
	stage->coming = frame;
	stage->weight = 0;
	screen_fade_begin(stage->screen, stage->shown, mixed, frame);
	make_ready(stage);
}

bool stage_fading(const struct stage *stage)
{
	return stage->coming != NULL;
}

int64_t stage_fade_ends_ms(const struct stage *stage)
{
	return stage->begun_ms + STAGE_FADE_MS;
}

void stage_again(struct stage *stage)
{
	if (!stage->display_asleep && stage->coming == NULL && stage->shown != NULL)
		present_returned(stage, screen_again(stage->screen, NULL));
}

bool stage_sample(struct stage *stage, struct sample *page, struct sample *seen)
{
	seen->taken = false;
	if (stage->display_asleep || stage->coming != NULL || stage->shown == NULL)
		return false;
	present_returned(stage, screen_again(stage->screen, seen));
	const struct frame *shown = stage->shown;
	for (int i = 0; i < SAMPLE_POINTS; i++) {
		int x = sample_at(i % SAMPLE_COLUMNS, SAMPLE_COLUMNS, shown->width_px);
		int y = sample_at(i / SAMPLE_COLUMNS, SAMPLE_ROWS, shown->height_px);
		page->pixels[i] = shown->pixels[(size_t)y * (size_t)shown->width_px + (size_t)x];
	}
	page->taken = true;
	return seen->taken;
}

void stage_repaint(struct stage *stage)
{
	if (stage->coming == NULL && stage->shown != NULL && !stage->display_asleep)
		present_returned(stage, screen_show(stage->screen, stage->shown));
}

/* What is visible, as people see it; frame_destroy() it. */
static struct frame *upright(const struct stage *stage)
{
	const struct frame *shown = stage->shown;
	int back_degrees = (360 - screen_turn_degrees(stage->screen)) % 360;
	if (stage->coming == NULL)
		return frame_turned(shown, back_degrees);
	struct frame *mixed = frame_create(shown->width_px, shown->height_px);
	frame_blend(mixed->pixels, shown->pixels, stage->coming->pixels, stage->weight,
		    mixed->width_px * mixed->height_px);
	struct frame *standing = frame_turned(mixed, back_degrees);
	frame_destroy(mixed);
	return standing;
}

static int fill_upright(int fd, const struct stage *stage, size_t pixels)
{
	struct frame *frame = upright(stage);
	int error = file_write_fd(fd, frame->pixels, pixels * sizeof *frame->pixels);
	frame_destroy(frame);
	return error;
}

static int fill(int fd, const struct stage *stage, size_t pixels)
{
	const uint32_t *shown = stage->shown->pixels;
	if (screen_turn_degrees(stage->screen) != 0)
		return fill_upright(fd, stage, pixels);
	if (stage->coming == NULL)
		return file_write_fd(fd, shown, pixels * sizeof *shown);
	uint32_t *out = mmap(NULL, pixels * sizeof *out, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (out == MAP_FAILED)
		return -errno;
	frame_blend(out, shown, stage->coming->pixels, stage->weight, (int)pixels);
	munmap(out, pixels * sizeof *out);
	return 0;
}

int stage_copy(const struct stage *stage)
{
	if (stage->shown == NULL)
		return -ENODATA;
	size_t pixels = (size_t)stage->shown->width_px * (size_t)stage->shown->height_px;
	int fd = memfd_create("frame", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	if (fd < 0)
		return -errno;
	int error = ftruncate(fd, (off_t)(pixels * sizeof(uint32_t))) == 0 ? fill(fd, stage, pixels) : -errno;
	if (error == 0 && fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL) != 0)
		error = -errno;
	if (error != 0) {
		close(fd);
		return error;
	}
	return fd;
}

uint64_t stage_frames(const struct stage *stage)
{
	return stage->frames;
}

uint64_t stage_late_frames(const struct stage *stage)
{
	return stage->late_frames;
}

int64_t stage_last_present_ms(const struct stage *stage)
{
	return stage->last_present_ms;
}
