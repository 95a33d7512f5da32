/* callboard thumbnails: what a screen shows at one moment as small pictures, for the report that ingest writes. Reads
 * the set that is published, draws with what is left of the processor, and ends. */
#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "commands/commands.h"
#include "commands/paths.h"
#include "control/jpeg.h"
#include "formats/set.h"
#include "model/wall.h"
#include "player/bake.h"
#include "player/looks.h"
#include "player/shrink.h"
#include "view/view.h"

enum {
	PAGES_MOST = 24,
	SLIDE_PAGES_MOST = 4, /* of one slide, that photos do not fill all of it */
	SMALL_PX = 400 * 225, /* how many pixels one has, whatever its shape */
	CPU_MOST_S = 120,     /* a page takes a Raspberry Pi half a second */
	TEXT_MOST = 600,      /* bytes of what is told of a page's texts */
};

struct drawing {
	const char *out;
	char *pictures;
	struct view view;
	struct looks *looks;
	struct fonts *fonts;
	struct frame *frame, *small;
	int number;
};

/* Everything else on this machine comes first, the wall above all. */
static void step_back(void)
{
	enum { PROCESS = 1, IDLE = 3 << 13 };
	struct rlimit processor_s = {CPU_MOST_S, CPU_MOST_S};
	setpriority(PRIO_PROCESS, 0, 19);
	setrlimit(RLIMIT_CPU, &processor_s);
	syscall(SYS_ioprio_set, PROCESS, 0, IDLE);
}

/* Without what would end a field or a line. */
static void print_clean(const char *text, size_t most)
{
	for (size_t i = 0; (i < most || ((unsigned char)text[i] & 0xc0) == 0x80) && text[i] != '\0'; i++)
		putchar((unsigned char)text[i] < ' ' ? ' ' : text[i]);
}

/* "FILE<TAB>SLIDE<TAB>PAGE<TAB>PAGES<TAB>TEXTS", as ingest/thumbnails.c reads it. */
static void tell(const struct drawing *drawing, const char *slide, size_t page, size_t pages, const struct scene *scene)
{
	printf("%03d.jpg\t", drawing->number);
	print_clean(slide, SIZE_MAX);
	printf("\t%zu\t%zu\t", page + 1, pages);
	size_t told = 0;
	for (size_t i = 0; i < scene->sources_count && told < TEXT_MOST; i++) {
		fputs(i > 0 ? " · " : "", stdout);
		print_clean(scene->sources[i], TEXT_MOST - told);
		told += strlen(scene->sources[i]) + 4;
	}
	putchar('\n');
}

static bool draw(struct drawing *drawing, const struct slide *slide, size_t page, size_t pages,
		 const struct scene *scene)
{
	const struct deck *deck = drawing->view.deck;
	const struct event *event =
		slide != NULL ? &deck->events[slide->event] : deck_event_now(deck, drawing->view.now_utc_s);
	const struct theme theme = looks_theme_of(drawing->looks, event, drawing->view.screen, NULL);
	const struct box whole = {0, 0, drawing->small->width_px, drawing->small->height_px};
	char *path = text_format("%s/%03d.jpg", drawing->out, ++drawing->number);
	bake(drawing->frame, scene, &theme, drawing->fonts, drawing->pictures);
	shrink(drawing->small, whole, drawing->frame);
	int error = jpeg_file_write(path, drawing->small->pixels, drawing->small->width_px, drawing->small->height_px);
	if (error == 0)
		tell(drawing, slide != NULL ? slide->id : "", page, pages, scene);
	else
		fprintf(stderr, "callboard thumbnails: %s: %s\n", path, strerror(-error));
	free(path);
	return error == 0;
}

static bool draw_slide(struct drawing *drawing, const struct slide *slide)
{
	struct view_layout *layout = view_layout_create(&drawing->view, slide);
	size_t pages = view_layout_pages(layout);
	bool well = true;
	for (size_t page = 0; page < pages && page < SLIDE_PAGES_MOST && drawing->number < PAGES_MOST && well; page++) {
		struct scene scene;
		scene_init(&scene, drawing->view.width_px, drawing->view.height_px);
		view_layout_page(layout, page, &scene);
		well = draw(drawing, slide, page, pages, &scene);
		scene_finish(&scene);
	}
	view_layout_destroy(layout);
	return well;
}

static bool draw_wall(struct drawing *drawing)
{
	const struct view *view = &drawing->view;
	struct wall *wall = wall_create(view->deck, view->screen, view->now_utc_s, view->clock_unset);
	bool well = true;
	for (size_t i = 0; i < wall->count && drawing->number < PAGES_MOST && well; i++)
		well = draw_slide(drawing, wall->slides[i]);
	wall_destroy(wall);
	if (well && drawing->number == 0) {
		struct scene scene;
		scene_init(&scene, view->width_px, view->height_px);
		view_calm(view, &scene);
		well = draw(drawing, NULL, 0, 1, &scene);
		scene_finish(&scene);
	}
	return well;
}

/* wished: of the view, what the command line says of it. */
static int draw_deck(const struct deck *deck, const char *state, const struct view *wished, const char *out)
{
	struct drawing drawing = {.out = out,
				  .view = *wished,
				  .pictures = path_join(state, "pictures"),
				  .looks = looks_create(),
				  .fonts = fonts_create()};
	bool well = drawing.looks != NULL && drawing.fonts != NULL;
	if (well) {
		double ratio = (double)deck->width_px / deck->height_px;
		drawing.view.width_px = deck->width_px;
		drawing.view.height_px = deck->height_px;
		drawing.view.deck = deck;
		drawing.view.language = looks_language;
		drawing.view.language_data = drawing.looks;
		drawing.view.measure = fonts_measure(drawing.fonts);
		drawing.frame = frame_create(deck->width_px, deck->height_px);
		drawing.small = frame_create((int)sqrt(SMALL_PX * ratio), (int)sqrt(SMALL_PX / ratio));
		well = draw_wall(&drawing) && fflush(stdout) == 0;
	}
	frame_destroy(drawing.small);
	frame_destroy(drawing.frame);
	fonts_destroy(drawing.fonts);
	looks_destroy(drawing.looks);
	free(drawing.pictures);
	return well ? EXIT_WELL : EXIT_REFUSED;
}

int command_thumbnails(int argc, char **argv)
{
	static const struct option options[] = {{"state", required_argument, NULL, 's'},
						{"screen", required_argument, NULL, 'n'},
						{"at", required_argument, NULL, 'a'},
						{"clock-unset", no_argument, NULL, 'u'},
						{0}};
	const char *state = NULL, *screen = NULL, *reason = "nothing is published";
	int64_t now_utc_s = 0;
	bool clock_unset = false;
	opterr = 0;
	for (int answer; (answer = getopt_long(argc, argv, ":", options, NULL)) != -1;) {
		if (answer == 's')
			state = optarg;
		else if (answer == 'n')
			screen = optarg;
		else if (answer == 'u')
			clock_unset = true;
		else if (answer != 'a' || !parse_time(optarg, &now_utc_s))
			return usage_option("thumbnails", argv, answer);
	}
	if (state == NULL || screen == NULL || argc - optind != 1)
		return usage_error("thumbnails", "--state, --screen, --at and where to write are needed");
	step_back();
	struct deck *deck = set_load(state, &reason);
	if (deck == NULL) {
		fprintf(stderr, "callboard thumbnails: %s: %s\n", state, reason);
		return EXIT_REFUSED;
	}
	struct view wished = {.screen = screen, .now_utc_s = now_utc_s, .clock_unset = clock_unset};
	int status = draw_deck(deck, state, &wished, argv[optind]);
	deck_destroy(deck);
	return status;
}
