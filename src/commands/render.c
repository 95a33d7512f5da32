/* callboard render: a folder's pages as pictures, one PNG each. */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/child.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"
#include "commands/commands.h"
#include "commands/paths.h"
#include "commands/rendering.h"
#include "commands/state.h"
#include "control/listing.h"
#include "formats/link.h"
#include "formats/set.h"
#include "model/wall.h"
#include "player/looks.h"
#include "view/view.h"

/* Ingest tells of problems on the way; here they go where a compiler's go. */
static void tell_problems(FILE *lines)
{
	struct buffer told;
	char *line = NULL;
	size_t size = 0;

	buffer_init(&told);
	while (getline(&line, &size, lines) > 0) {
		struct link_message message;

		line[strcspn(line, "\n")] = '\0';
		link_read(&message, line);
		for (size_t i = 0; message.kind == LINK_PROBLEMS && i < message.problems.count; i++) {
			buffer_clear(&told);
			problem_format(&message.problems.list[i], &told);
			fprintf(stderr, "%s\n", buffer_text(&told));
		}
		link_finish(&message);
	}
	free(line);
	buffer_finish(&told);
}

/* Runs ingest once over the folder. EXIT_WELL, or what to exit with. */
static int compile(const struct wishes *wishes, const char *state)
{
	char *program = helper_path("callboard-ingest");
	char *size = text_format("%dx%d", wishes->width_px, wishes->height_px);
	char *at = wishes->day ? text_format("%sT12:00", wishes->day) : text_copy(wishes->at);
	const char *const arguments[] = {program,  wishes->folder, "--once",           "--rehearse", "--state", state,
					 "--size", size,           at ? "--at" : NULL, at,           NULL};
	struct child child;
	int ends[2], error, status;
	FILE *lines;

	if (!program || pipe2(ends, O_CLOEXEC) != 0) {
		free(size);
		free(at);
		return rendering_failed("callboard-ingest", program ? strerror(errno) : "is not installed");
	}
	error = child_start(
		&child,
		&(struct child_options){.arguments = arguments, .stdin_fd = -1, .stdout_fd = ends[1], .extra_fd = -1});
	close(ends[1]);
	lines = fdopen(ends[0], "r");
	if (error == 0 && lines)
		tell_problems(lines);
	if (lines)
		fclose(lines);
	status = error == 0 ? child_wait(&child) : 0;
	bool well = error == 0 && status <= EXIT_REFUSED; /* what is refused does not hinder what is not */
	if (!well)
		rendering_failed(program, error != 0 ? strerror(-error) : "did not finish");
	free(program);
	free(size);
	free(at);
	return well ? EXIT_WELL : EXIT_REFUSED;
}

/* The wall's time. One without an offset is meant as the people there read their clocks, so it needs the deck. */
static bool read_time(const char *at, const struct deck *deck, int64_t *utc_s)
{
	const struct event *event;
	struct civil civil;
	bool has_offset;
	int offset_s;

	if (!at) {
		struct clock clock = clock_system();

		*utc_s = clock_utc_s(&clock);
		return true;
	}
	if (!civil_parse(at, &civil, &has_offset, &offset_s))
		return false;
	event = deck_event_now(deck, civil_seconds(civil));
	if (has_offset || !event->zone.name)
		return parse_time(at, utc_s);
	*utc_s = zone_utc_s(&event->zone, civil);
	return true;
}

static int render_slide(struct rendering *rendering, const struct slide *slide)
{
	const struct theme theme = rendering_theme(rendering, &rendering->view.deck->events[slide->event]);
	struct listing_page page = rendering_page(rendering, slide);
	struct view_layout *layout = view_layout_create(&rendering->view, slide);
	size_t pages = view_layout_pages(layout);
	int status = EXIT_WELL;

	for (size_t number = 0; number < pages && status == EXIT_WELL; number++) {
		struct scene scene;

		scene_init(&scene, rendering->view.width_px, rendering->view.height_px);
		view_layout_page(layout, number, &scene);
		status = rendering_write(rendering, &scene, &theme, slide->source, &page);
		scene_finish(&scene);
	}
	view_layout_destroy(layout);
	return status;
}

static int render_calm(struct rendering *rendering)
{
	const struct event *event = deck_event_now(rendering->view.deck, rendering->view.now_utc_s);
	const struct theme theme = rendering_theme(rendering, event);
	struct listing_page page = rendering_page(rendering, NULL);
	struct scene scene;
	int status;

	scene_init(&scene, rendering->view.width_px, rendering->view.height_px);
	view_calm(&rendering->view, &scene);
	status = rendering_write(rendering, &scene, &theme, "", &page);
	scene_finish(&scene);
	return status;
}

static int render_all(struct rendering *rendering)
{
	const struct view *view = &rendering->view;
	struct wall *wall = wall_create(view->deck, view->screen, view->now_utc_s, view->clock_unset);
	int status = EXIT_WELL;

	for (size_t i = 0; i < wall->count && status == EXIT_WELL; i++)
		status = render_slide(rendering, wall->slides[i]);
	wall_destroy(wall);
	if (status == EXIT_WELL && rendering->number == 0)
		status = render_calm(rendering);
	return status;
}

static int render_deck(const struct wishes *wishes, const char *state, const struct deck *deck)
{
	struct rendering rendering = {.wishes = wishes, .state = state};
	int status;

	rendering.view = (struct view){.width_px = wishes->width_px,
				       .height_px = wishes->height_px,
				       .screen = wishes->screen,
				       .deck = deck,
				       .language = looks_language};
	if (!read_time(wishes->at, deck, &rendering.view.now_utc_s))
		return usage_error("render", "'%s' is no time such as 2018-10-22T10:14", wishes->at);
	rendering.looks = looks_create();
	rendering.fonts = fonts_create();
	if (!rendering.looks || !rendering.fonts) {
		fonts_destroy(rendering.fonts);
		looks_destroy(rendering.looks);
		return EXIT_REFUSED;
	}
	rendering.view.language_data = rendering.looks;
	rendering.view.measure = fonts_measure(rendering.fonts);
	rendering.frame = frame_create(wishes->width_px, wishes->height_px);
	buffer_init(&rendering.list);
	listing_begin(&rendering.list);
	status = wishes->day ? render_day(&rendering, wishes->day) : render_all(&rendering);
	listing_end(&rendering.list);
	if (status == EXIT_WELL && wishes->json)
		fputs(buffer_text(&rendering.list), stdout);
	if (status == EXIT_WELL && fflush(stdout) != 0)
		status = rendering_failed("standard output", strerror(errno));
	free(rendering.file);
	buffer_finish(&rendering.list);
	frame_destroy(rendering.frame);
	fonts_destroy(rendering.fonts);
	looks_destroy(rendering.looks);
	return status;
}

static int render(const struct wishes *wishes, const char *state)
{
	int status = compile(wishes, state), error;
	const char *reason = "";
	struct deck *deck;

	if (status != EXIT_WELL)
		return status;
	error = folder_make(wishes->out, 0777);
	if (error != 0)
		return rendering_failed(wishes->out, strerror(-error));
	deck = set_load(state, &reason);
	status = deck ? render_deck(wishes, state, deck) : rendering_failed(state, reason);
	deck_destroy(deck);
	return status;
}

/* In a state folder of its own that is gone afterwards, unless one was given. */
static int render_in_state(const struct wishes *wishes)
{
	const char *temporary = getenv("TMPDIR");
	char *state;
	int status;

	if (wishes->state) {
		int lock = state_take(wishes->state, -1, &status);

		if (lock < 0)
			return status;
		status = render(wishes, wishes->state);
		close(lock);
		return status;
	}
	state = path_join(temporary && temporary[0] == '/' ? temporary : "/tmp", "callboard-render-XXXXXX");
	if (!mkdtemp(state)) {
		status = rendering_failed(state, strerror(errno));
	} else {
		status = render(wishes, state);
		folder_remove(state);
	}
	free(state);
	return status;
}

static int parse(struct wishes *wishes, int argc, char **argv)
{
	static const struct option options[] = {
		{"json", no_argument, NULL, 'j'},        {"at", required_argument, NULL, 'a'},
		{"day", required_argument, NULL, 'd'},   {"screen", required_argument, NULL, 'n'},
		{"size", required_argument, NULL, 'z'},  {"theme", required_argument, NULL, 't'},
		{"state", required_argument, NULL, 's'}, {0},
	};
	struct civil civil;
	bool has_offset;
	int answer, offset_s;

	opterr = 0;
	while ((answer = getopt_long(argc, argv, ":", options, NULL)) != -1) {
		switch (answer) {
		case 'j':
			wishes->json = true;
			break;
		case 'a':
			wishes->at = optarg;
			if (!civil_parse(optarg, &civil, &has_offset, &offset_s))
				return usage_error("render", "'%s' is no time such as 2018-10-22T10:14", optarg);
			break;
		case 'd':
			wishes->day = optarg;
			if (!date_parse(optarg, &civil.date))
				return usage_error("render", "'%s' is no day such as 2018-10-22", optarg);
			break;
		case 'n':
			wishes->screen = optarg;
			break;
		case 'z':
			if (!parse_size(optarg, &wishes->width_px, &wishes->height_px))
				return usage_error("render", "'%s' is no size such as 1920x1080", optarg);
			break;
		case 't':
			wishes->theme = optarg;
			break;
		case 's':
			wishes->state = optarg;
			break;
		default:
			return usage_option("render", argv, answer);
		}
	}
	if (wishes->at && wishes->day)
		return usage_error("render", "--at is one moment, --day a whole day: which?");
	if (argc - optind != 2)
		return usage_error("render", "which FOLDER, and OUT, where to write its pages?");
	wishes->folder = argv[optind];
	wishes->out = argv[optind + 1];
	return EXIT_WELL;
}

int command_render(int argc, char **argv)
{
	struct wishes wishes = {.width_px = 1920, .height_px = 1080};
	int status = parse(&wishes, argc, argv);
	char *folder, *screen;

	if (status != EXIT_WELL)
		return status;
	folder = paths_folder(wishes.folder);
	screen = paths_screen(wishes.screen);
	wishes.folder = folder;
	wishes.screen = screen;
	status = path_exists(folder) ? render_in_state(&wishes) : rendering_failed(folder, "there is no such folder");
	free(screen);
	free(folder);
	return status;
}
