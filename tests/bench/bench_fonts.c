/* What fonts cost in memory: a wall with Latin, Chinese, Arabic, Devanagari, Thai and emoji, once, and again in many
 * sizes. It must end somewhere, so the second five hundred pages may add next to nothing. */
#include <string.h>

#include "bench/bench.h"
#include "player/bake.h"
#include "player/looks.h"
#include "unit/view_fixture.h"

/* Pages of 480 to 1080 lines: a hundred heights, again and again. */
enum { PAGES = 1000, SIZES = 100, LEAST_PX = 480, MOST_PX = 1080 };

static const double scripts_goal_mb = 30, pages_goal_mb = 40, growth_goal_mb = 2;

/* Resident set size of this program: whatever others share of it. */
static double memory_mb(void)
{
	FILE *file = fopen("/proc/self/smaps_rollup", "r");
	char line[200];
	long kb = 0;
	while (file && fgets(line, sizeof line, file))
		if (sscanf(line, "Rss: %ld kB", &kb) == 1)
			break;
	if (file)
		fclose(file);
	return (double)kb / 1024;
}

static struct slide *many_scripts(struct deck *deck)
{
	static const char *const texts[] = {
		"Zażółć gęślą jaźń, Příliš žluťoučký kůň",
		"把老街的故事讲给孩子听：三座城市的经验",
		"空き家を生かすまちづくり、三つの町の十年",
		"المكتبة في الحي: تجارب من ثلاث مدن",
		"हर गाँव में पुस्तकालय: पिछले दस वर्षों के अनुभव",
		"ผ้าทอพื้นเมืองกับคนรุ่นใหม่",
		"👩🏽‍🚒 👨‍👩‍👧‍👦 🇵🇱 🎪 ❤️",
		"Ένα σχολείο με επτά μαθητές",
	};
	struct slide *slide = fixture_slide(deck, SLIDE_ANNOUNCEMENT);
	slide->announcement.title = "Wszystkie pisma 世界 مرحبا नमस्ते 🎉";
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		fixture_prose(deck, &slide->announcement.text, PROSE_ITEM, texts[i],
			      i % 2 == 0 ? PROSE_PLAIN : PROSE_STRONG);
	return slide;
}

/* Every page of the slide, drawn; how many. The frame is not what is measured, so it goes at once. */
static int show(struct looks *looks, struct fonts *fonts, const struct deck *deck, const struct slide *slide,
		int height_px)
{
	int width_px = height_px * 16 / 9;
	struct view view = fixture_view(deck, width_px, height_px, fixture_utc_s(22, 10, 14));
	struct frame *frame = frame_create(width_px, height_px);
	struct scene scene;
	view.language = looks_language;
	view.language_data = looks;
	view.measure = fonts_measure(fonts);
	scene_init(&scene, width_px, height_px);
	size_t pages = view_pages(&view, slide);
	for (size_t page = 0; page < pages; page++) {
		scene_clear(&scene);
		view_page(&view, slide, page, &scene);
		bake(frame, &scene, looks_theme(looks, "dusk"), fonts, ".");
	}
	scene_finish(&scene);
	frame_destroy(frame);
	return (int)pages;
}

int main(void)
{
	struct looks *looks = looks_create();
	struct deck *deck = deck_create();
	struct slide *slide = many_scripts(deck);
	double before = memory_mb(), half = 0;
	int missed = 0;
	struct fonts *fonts = fonts_create();
	if (!looks || !fonts)
		return EXIT_FAILURE;
	bench_tell("fonts: found, none open", memory_mb() - before, "MB", 0);
	show(looks, fonts, deck, slide, 1080);
	missed += bench_tell("fonts: Latin, Chinese, Arabic, Devanagari, Thai, emoji", memory_mb() - before, "MB",
			     scripts_goal_mb);
	for (int page = 0, wall = 0; page < PAGES; wall++) {
		if (half <= 0 && page >= PAGES / 2 && wall % SIZES == 0)
			half = memory_mb();
		page += show(looks, fonts, deck, slide, LEAST_PX + wall % SIZES * (MOST_PX - LEAST_PX) / SIZES);
	}
	missed += bench_tell("fonts: after 1000 pages of 100 heights", memory_mb() - before, "MB", pages_goal_mb);
	missed += bench_tell("fonts: what the last of them added", memory_mb() - half, "MB", growth_goal_mb);
	fonts_destroy(fonts);
	deck_destroy(deck);
	looks_destroy(looks);
	return missed > 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
