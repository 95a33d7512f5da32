#include "ingest/compile.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "formats/deck.h"
#include "formats/encoding.h"
#include "formats/excerpt.h"
#include "formats/json.h"
#include "formats/qr.h"
#include "ingest/compile_parts.h"
#include "model/pair.h"

void chosen_problem(const struct compilation *compilation, const struct chosen *chosen, enum problem_level level,
		    const char *json_path, const char *words, const char *remedy)
{
	struct problem problem = {
		.level = level, .path = chosen->file->path, .json_path = json_path, .words = words, .remedy = remedy};
	struct buffer bytes, text;
	struct problems unheard;
	struct json json;
	buffer_init(&bytes);
	buffer_init(&text);
	problems_init(&unheard);
	if (json_path != NULL && store_read(compilation->store, chosen->version, &bytes) == 0 &&
	    encoding_decode(problem.path, buffer_text(&bytes), bytes.length,
			    store_language(compilation->store, problem.path), &text, &unheard) &&
	    json_parse(&json, problem.path, buffer_text(&text), text.length, &unheard)) {
		json_locate(&json, json_path, &problem.line, &problem.column);
		excerpt_cut(&problem, buffer_text(&text), text.length, unheard.arena);
		json_finish(&json);
	}
	problems_add(compilation->problems, &problem);
	problems_finish(&unheard);
	buffer_finish(&text);
	buffer_finish(&bytes);
}

/* "path", "path#2" in an array, "path#name" if the author named it. A name of digits alone could be a position. */
static const char *item_id(struct arena *arena, const struct chosen *chosen)
{
	const struct source_item *item = chosen->item;
	bool in_array = strchr(item->json_path != NULL ? item->json_path : "", '[') != NULL;
	if (item->id != NULL && strspn(item->id, "0123456789") != strlen(item->id))
		return arena_format(arena, "%s#%s", chosen->file->path, item->id);
	return in_array ? arena_format(arena, "%s#%zu", chosen->file->path, item->index) : chosen->file->path;
}

/* A slide with an id of its own; twice the same would be two slides that replace each other. There is always room for
 * an emergency. */
static struct slide *add_named_slide(struct compilation *compilation, const char *id, const char *path, bool emergency)
{
	struct deck *deck = compilation->deck;
	if (deck->slides_count >= COMPILE_SLIDES_LIMIT && !emergency) {
		if (!compilation->full) {
			struct problem problem = {
				.level = PROBLEM_REFUSED,
				.path = path,
				.words = arena_format(deck->arena,
						      "there are more than %d slides; the rest is not shown",
						      COMPILE_SLIDES_LIMIT),
				.remedy = "move what is over elsewhere"};
			problems_add(compilation->problems, &problem);
		}
		compilation->full = true;
		return NULL;
	}
	for (int copy = 2; deck_slide(deck, id) != NULL; copy++)
		id = arena_format(deck->arena, "%s+%d", id, copy);
	deck->slides = arena_grow(deck->arena, deck->slides, &compilation->slides_capacity, deck->slides_count + 1,
				  sizeof *deck->slides);
	struct slide *slide = &deck->slides[deck->slides_count++];
	*slide = (struct slide){.id = id, .digest = "", .source = path, .language = ""};
	return slide;
}

struct slide *add_slide(struct compilation *compilation, const struct chosen *chosen, enum slide_kind kind,
			const char *id_suffix)
{
	struct arena *arena = compilation->deck->arena;
	const struct source_item *item = chosen->item;
	const char *id = arena_format(arena, "%s%s", item_id(arena, chosen), id_suffix);
	struct slide *slide = add_named_slide(compilation, id, chosen->file->path, item->emergency);
	if (slide == NULL)
		return NULL;
	const struct event *event = &compilation->deck->events[chosen->event];
	slide->kind = kind;
	slide->event = chosen->event;
	slide->high = item->high;
	slide->emergency = item->emergency;
	slide->seconds = item->seconds;
	slide->language = item->language != NULL ? item->language : event->language;
	slide->on = item->on;
	slide->on_count = item->on_count;
	slide->window = compile_window(compilation, &item->show, chosen->event, kind != SLIDE_AGENDA);
	return slide;
}

static void compile_announcement(struct compilation *compilation, const struct chosen *chosen)
{
	const struct source_announcement *source = &chosen->item->announcement;
	struct arena *arena = compilation->deck->arena;
	struct slide *slide = add_slide(compilation, chosen, SLIDE_ANNOUNCEMENT, "");
	if (slide == NULL)
		return;
	struct announcement *announcement = &slide->announcement;
	announcement->title = source->title;
	announcement->text = source->text;
	if (source->picture.file != NULL) {
		struct picture picture;
		if (compile_picture(compilation, chosen, &source->picture, &picture)) {
			announcement->picture = arena_allocate(arena, 1, sizeof picture);
			*announcement->picture = picture;
		}
	}
	if (source->qr_url != NULL) {
		if (!qr_encode(&announcement->qr, arena, source->qr_url))
			chosen_problem(compilation, chosen, PROBLEM_WARNING,
				       arena_format(arena, "%s.qr", chosen->item->json_path),
				       "the address is too long for a code that can be scanned from afar",
				       "use a shorter address");
		announcement->qr.url = source->qr_url;
		announcement->qr.label = source->qr_label;
	}
}

static void compile_photos(struct compilation *compilation, const struct chosen *chosen)
{
	const struct source_photos *source = &chosen->item->photos;
	struct arena *arena = compilation->deck->arena;
	struct photo *photos = arena_allocate(arena, source->photos_count + 1, sizeof *photos);
	size_t count = 0;
	for (size_t i = 0; i < source->photos_count; i++) {
		if (!compile_picture(compilation, chosen, &source->photos[i], &photos[count].picture))
			continue;
		const char *asked, *caption = source->photos[i].caption;
		const struct file *file =
			picture_named(compilation, chosen->file->path, source->photos[i].file, &asked);
		photos[count++].caption = caption != NULL ? caption : picture_caption(compilation, chosen->event, file);
	}
	struct slide *slide = count > 0 ? add_slide(compilation, chosen, SLIDE_PHOTOS, "") : NULL;
	if (slide != NULL)
		slide->photos = (struct photos){.title = source->title, .photos = photos, .photos_count = count};
}

static bool is_named(const struct compilation *compilation, const char *path)
{
	for (size_t i = 0; i < compilation->named_count; i++) {
		if (strcmp(compilation->named[i], path) == 0)
			return true;
	}
	return false;
}

/* A picture that nobody names is a slide of its own. */
static void compile_lone_picture(struct compilation *compilation, const struct file *file)
{
	struct arena *arena = compilation->deck->arena;
	struct picture picture = {0};
	if (is_named(compilation, file->path) ||
	    compilation->options->picture(compilation->options->data, file, arena, &picture) != PICTURE_READY)
		return;
	struct slide *slide = add_named_slide(compilation, file->path, file->path, false);
	if (slide == NULL)
		return;
	static const struct source_show always;
	slide->kind = SLIDE_PHOTOS;
	slide->event = event_governing(compilation, file->path);
	slide->language = compilation->deck->events[slide->event].language;
	slide->window = compile_window(compilation, &always, slide->event, true);
	slide->photos = (struct photos){.photos = arena_allocate(arena, 1, sizeof(struct photo)), .photos_count = 1};
	slide->photos.photos[0] = (struct photo){picture, picture_caption(compilation, slide->event, file)};
}

/* Two lone pictures that follow each other in their folder, of a shape to share a page of this screen, are a slide of
 * the first one's name. */
static bool pair_up(const struct deck *deck, struct slide *first, const struct slide *second)
{
	size_t folder = (size_t)(path_name(first->source) - first->source);
	const struct photo *a = first->photos.photos, *b = second->photos.photos;
	if (folder != (size_t)(path_name(second->source) - second->source) ||
	    strncmp(first->source, second->source, folder) != 0 ||
	    !pair_suits(&a->picture, deck->width_px, deck->height_px) ||
	    !pair_suits(&b->picture, deck->width_px, deck->height_px))
		return false;
	struct photo *both = arena_allocate(deck->arena, 2, sizeof *both);
	both[0] = *a;
	both[1] = *b;
	first->photos.photos = both;
	first->photos.photos_count = 2;
	return true;
}

/* Items, which are in order of path, and from `items` on lone pictures, which are too, into one order. */
static void order_slides(struct deck *deck, size_t items)
{
	struct slide *ordered = arena_allocate(deck->arena, deck->slides_count + 1, sizeof *ordered);
	struct slide *lone = NULL; /* the picture that may still have another one on its page */
	size_t to = 0;
	for (size_t item = 0, picture = items; item < items || picture < deck->slides_count;) {
		const struct slide *slide = &deck->slides[picture];
		if (picture == deck->slides_count ||
		    (item < items && name_compare(deck->slides[item].source, slide->source) < 0)) {
			ordered[to++] = deck->slides[item++];
			lone = NULL;
			continue;
		}
		picture++;
		if (lone != NULL && pair_up(deck, lone, slide)) {
			lone = NULL;
			continue;
		}
		lone = &ordered[to];
		ordered[to++] = *slide;
	}
	deck->slides = ordered;
	deck->slides_count = to;
}

/* The digest of a deck as text. */
static const char *deck_digest(const struct deck *deck, struct arena *arena)
{
	char digest[DIGEST_SIZE];
	struct buffer text;
	buffer_init(&text);
	deck_write(deck, &text);
	digest_of(buffer_text(&text), text.length, digest);
	buffer_finish(&text);
	return arena_text(arena, digest);
}

/* What a slide looks like is what a deck of it alone says, without what only decides when and where it is shown. */
static void digest_slides(struct deck *deck)
{
	for (size_t i = 0; i < deck->slides_count; i++) {
		struct slide slide = deck->slides[i];
		struct deck alone = *deck;
		alone.events = &deck->events[slide.event];
		alone.events_count = 1;
		alone.slides = &slide;
		alone.slides_count = 1;
		slide.event = 0;
		slide.id = slide.source = "";
		slide.window = window_always();
		slide.high = false;
		slide.seconds = 0;
		slide.on_count = 0;
		deck->slides[i].digest = deck_digest(&alone, deck->arena);
	}
}

/* Agendas of all files, before any of them is a slide: a session may have gone from one to the other. */
static void place_agendas(struct compilation *compilation)
{
	struct deck *deck = compilation->deck;
	compilation->days = arena_allocate(deck->arena, compilation->chosen_count + 1, sizeof *compilation->days);
	overlay_events(compilation);
	for (size_t i = 0; i < compilation->chosen_count; i++) {
		const struct chosen *chosen = &compilation->chosen[i];
		struct days *days = &compilation->days[i];
		*days = (struct days){
			.compilation = compilation, .chosen = chosen, .event = &deck->events[chosen->event]};
		days->agenda = sessions_of(chosen->item);
		if (days->agenda == NULL || days->agenda->sessions_count == 0)
			continue;
		place_agenda(days);
		days_order(days);
	}
	compile_news(compilation);
	compile_overlays(compilation);
	compile_said(compilation);
	for (size_t i = 0; i < compilation->chosen_count; i++)
		days_order(&compilation->days[i]);
}

static int64_t find_now_utc_s(const struct compilation *compilation)
{
	int64_t now_s = compilation->options->now_utc_s;
	if (!compilation->options->now_is_local)
		return now_s;
	return zone_utc_s(&deck_event_now(compilation->deck, now_s)->zone, civil_from_seconds(now_s));
}

struct deck *compile(struct store *store, const struct compile_options *options, struct problems *problems)
{
	struct compilation compilation = {
		.store = store, .options = options, .problems = problems, .deck = deck_create()};
	struct deck *deck = compilation.deck;
	deck->width_px = options->width_px;
	deck->height_px = options->height_px;
	choose_items(&compilation);
	compile_events(&compilation);
	compilation.now_utc_s = find_now_utc_s(&compilation);
	place_agendas(&compilation);

	/* Items in order of path; pictures follow once it is known which are named, and are then put among them. */
	for (size_t i = 0; i < compilation.chosen_count; i++) {
		const struct chosen *chosen = &compilation.chosen[i];
		switch (chosen->item->kind) {
		case SOURCE_EVENT:
			break;
		case SOURCE_AGENDA:
		case SOURCE_OVERLAY:
			compile_days(&compilation.days[i]);
			break;
		case SOURCE_ANNOUNCEMENT:
			if (chosen->item->emergency)
				compile_emergency(&compilation, chosen);
			else
				compile_announcement(&compilation, chosen);
			break;
		case SOURCE_PHOTOS:
			compile_photos(&compilation, chosen);
			break;
		}
	}
	size_t items = deck->slides_count, count;
	struct file *const *files = store_files(store, &count);
	for (size_t i = 0; i < count; i++) {
		if (files[i]->kind == NAME_PICTURE)
			compile_lone_picture(&compilation, files[i]);
	}
	order_slides(deck, items);
	compile_twins(&compilation);
	compile_lint(&compilation);
	digest_slides(deck);
	deck->key = deck_digest(deck, deck->arena);
	return deck;
}
