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
#include "commands/state.h"
#include "control/listing.h"
#include "control/png.h"
#include "formats/link.h"
#include "model/wall.h"
#include "player/bake.h"
#include "player/looks.h"
#include "player/set.h"
#include "view/view.h"

struct wishes { /* the command line */
	const char *folder, *out, *at, *theme, *state, *screen;
	int width_px, height_px;
	bool json;
};

struct rendering {
	const struct wishes *wishes;
	const char *state; /* its folder */
	struct view view;
	struct looks *looks;
	struct fonts *fonts;
	struct frame *frame;
	struct buffer list; /* of the pages, as JSON */
	int number;
};

static int failed(const char *what, const char *why)
{
	fprintf(stderr, "callboard render: %s: %s\n", what, why);
	return EXIT_REFUSED;
}

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
	const char *const arguments[] = {program,    wishes->folder,
					 "--once",   "--state",
					 state,      "--size",
					 size,       wishes->at ? "--at" : NULL,
					 wishes->at, NULL};
	struct child child;
	int ends[2], error, status;
	FILE *lines;

	if (!program || pipe2(ends, O_CLOEXEC) != 0) {
		free(size);
		return failed("callboard-ingest", program ? strerror(errno) : "is not installed");
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
		failed(program, error != 0 ? strerror(-error) : "did not finish");
	free(program);
	free(size);
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

/* What a page is called after its number: the name of its file, in letters that no system minds. */
static char *plain_name(const char *source)
{
	const char *name = path_name(source);
	const char *dot = strrchr(name, '.');
	size_t length = dot && dot != name ? (size_t)(dot - name) : strlen(name);
	char *plain = memory_allocate(length + 1);
	size_t written = 0;

	for (size_t i = 0; i < length; i++) {
		bool usual = (name[i] >= 'a' && name[i] <= 'z') || (name[i] >= 'A' && name[i] <= 'Z') ||
			     (name[i] >= '0' && name[i] <= '9');

		if (usual)
			plain[written++] = name[i];
		else if (written > 0 && plain[written - 1] != '-' && (name[i] & 0x80) == 0)
			plain[written++] = '-';
	}
	while (written > 0 && plain[written - 1] == '-')
		written--;
	plain[written] = '\0';
	return plain;
}

/* Bakes a laid out page and writes it. Consumes name. */
static int write_page(struct rendering *rendering, const struct scene *scene, const struct theme *theme, char *name,
		      const char *kind, const char *title)
{
	char *file = text_format("%03d-%s.png", ++rendering->number, name[0] != '\0' ? name : kind);
	char *path = path_join(rendering->wishes->out, file);
	char *pictures = path_join(rendering->state, "pictures");
	int error;

	bake(rendering->frame, scene, theme, rendering->fonts, pictures);
	error = png_file_write(path, rendering->frame->pixels, rendering->frame->width_px, rendering->frame->height_px);
	if (error != 0)
		failed(path, strerror(-error));
	else if (!rendering->wishes->json)
		printf("%s\n", path);
	listing_add(&rendering->list, &(struct listing_page){.number = rendering->number,
							     .file = file,
							     .kind = kind,
							     .title = title,
							     .screen = rendering->view.screen,
							     .sources = scene->sources,
							     .sources_count = scene->sources_count});
	free(pictures);
	free(path);
	free(file);
	free(name);
	return error == 0 ? EXIT_WELL : EXIT_REFUSED;
}

static struct theme theme_for(struct rendering *rendering, const struct event *event)
{
	return looks_theme_of(rendering->looks, event, rendering->view.screen, rendering->wishes->theme);
}

static int render_slide(struct rendering *rendering, const struct slide *slide)
{
	static const char *const kinds[] = {
		[SLIDE_AGENDA] = "agenda", [SLIDE_ANNOUNCEMENT] = "announcement", [SLIDE_PHOTOS] = "photos"};
	const struct deck *deck = rendering->view.deck;
	const struct theme theme = theme_for(rendering, &deck->events[slide->event]);
	const char *title = slide->kind == SLIDE_AGENDA         ? slide->agenda.title
			    : slide->kind == SLIDE_ANNOUNCEMENT ? slide->announcement.title
								: slide->photos.title;
	struct view_layout *layout = view_layout_create(&rendering->view, slide);
	size_t pages = view_layout_pages(layout);
	int status = EXIT_WELL;

	for (size_t page = 0; page < pages && status == EXIT_WELL; page++) {
		struct scene scene;

		scene_init(&scene, rendering->view.width_px, rendering->view.height_px);
		view_layout_page(layout, page, &scene);
		status = write_page(rendering, &scene, &theme, plain_name(slide->source), kinds[slide->kind], title);
		scene_finish(&scene);
	}
	view_layout_destroy(layout);
	return status;
}

static int render_calm(struct rendering *rendering)
{
	const struct event *event = deck_event_now(rendering->view.deck, rendering->view.now_utc_s);
	struct scene scene;
	int status;

	scene_init(&scene, rendering->view.width_px, rendering->view.height_px);
	view_calm(&rendering->view, &scene);
	const struct theme theme = theme_for(rendering, event);
	status = write_page(rendering, &scene, &theme, text_copy("calm"), "calm", event->name);
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
	status = render_all(&rendering);
	listing_end(&rendering.list);
	if (status == EXIT_WELL && wishes->json)
		fputs(buffer_text(&rendering.list), stdout);
	if (status == EXIT_WELL && fflush(stdout) != 0)
		status = failed("standard output", strerror(errno));
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
		return failed(wishes->out, strerror(-error));
	deck = set_load(state, &reason);
	status = deck ? render_deck(wishes, state, deck) : failed(state, reason);
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
		status = failed(state, strerror(errno));
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
		{"json", no_argument, NULL, 'j'},
		{"at", required_argument, NULL, 'a'},
		{"screen", required_argument, NULL, 'n'},
		{"size", required_argument, NULL, 'z'},
		{"theme", required_argument, NULL, 't'},
		{"state", required_argument, NULL, 's'},
		{0},
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
	status = path_exists(folder) ? render_in_state(&wishes) : failed(folder, "there is no such folder");
	free(screen);
	free(folder);
	return status;
}
