#include "ingest/report_facts.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "model/wall.h"

enum {
	LOOKS_MOST = 60, /* at a window's openings and ends, before it counts as closed for good */
	PICTURE_MOST_BYTES = 1 << 20,
};

static const char *title_of(const struct slide *slide)
{
	switch (slide->kind) {
	case SLIDE_AGENDA:
		return slide->agenda.title;
	case SLIDE_ANNOUNCEMENT:
		return slide->announcement.title;
	case SLIDE_PHOTOS:
		return slide->photos.title;
	}
	return NULL;
}

/* When the slide's window next opens; INT64_MAX: never again. */
static int64_t opens(const struct deck *deck, const struct slide *slide, int64_t now_utc_s)
{
	const struct zone *zone = &deck->events[slide->event].zone;
	for (int looks = 0; looks < LOOKS_MOST && now_utc_s != INT64_MAX; looks++) {
		if (window_open(&slide->window, zone, now_utc_s))
			return now_utc_s;
		now_utc_s = window_next_utc_s(&slide->window, zone, now_utc_s);
	}
	return INT64_MAX;
}

/* When an open window closes; INT64_MAX: it does not. */
static int64_t closes(const struct deck *deck, const struct slide *slide, int64_t now_utc_s)
{
	const struct zone *zone = &deck->events[slide->event].zone;
	for (int looks = 0; looks < LOOKS_MOST && now_utc_s != INT64_MAX; looks++) {
		now_utc_s = window_next_utc_s(&slide->window, zone, now_utc_s);
		if (now_utc_s != INT64_MAX && !window_open(&slide->window, zone, now_utc_s))
			return now_utc_s;
	}
	return INT64_MAX;
}

static void gather_now(struct report_facts *facts, struct arena *arena, const struct report_moment *moment,
		       const struct wall *wall)
{
	facts->now = arena_allocate(arena, wall->count + 1, sizeof *facts->now);
	for (size_t i = 0; i < wall->count; i++) {
		const struct slide *slide = wall->slides[i];
		bool made = deck_slide(moment->deck, slide->id) == NULL;
		facts->now[facts->now_count++] = (struct report_slide){
			.id = arena_text(arena, slide->id),
			.title = arena_text(arena, title_of(slide)),
			.source = made ? "" : slide->source,
			.from_utc_s = INT64_MIN,
			.until_utc_s = made || moment->clock_unset ? INT64_MAX
								   : closes(moment->deck, slide, moment->now_utc_s)};
	}
}

/* Where there is nothing to show, callboard's own page stands. */
static void gather_calm(struct report_facts *facts)
{
	facts->now[facts->now_count++] =
		(struct report_slide){.id = "", .source = "", .from_utc_s = INT64_MIN, .until_utc_s = INT64_MAX};
}

static void gather_later(struct report_facts *facts, struct arena *arena, const struct report_moment *moment)
{
	const struct deck *deck = moment->deck;
	const char *screen = deck_screen(deck, moment->screen);
	facts->later = arena_allocate(arena, deck->slides_count + 1, sizeof *facts->later);
	for (size_t i = 0; i < deck->slides_count && !moment->clock_unset; i++) {
		const struct slide *slide = &deck->slides[i];
		int64_t from_utc_s = opens(deck, slide, moment->now_utc_s);
		if (!deck_means(deck, slide, screen) || from_utc_s == INT64_MAX || from_utc_s <= moment->now_utc_s)
			continue;
		facts->later[facts->later_count++] = (struct report_slide){.id = slide->id,
									   .title = title_of(slide),
									   .source = slide->source,
									   .from_utc_s = from_utc_s,
									   .until_utc_s = INT64_MAX};
	}
}

/* The first of a list that comes from the file. */
static const struct report_slide *slide_of(const struct report_slide *slides, size_t count, const char *path)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(slides[i].source, path) == 0)
			return &slides[i];
	return NULL;
}

static enum phrase state_of(const struct report_facts *facts, const struct report_moment *moment,
			    const struct file *file, int64_t *from_utc_s)
{
	const struct report_slide *later = slide_of(facts->later, facts->later_count, file->path);
	bool screens = false;
	if (slide_of(facts->now, facts->now_count, file->path) != NULL)
		return PHRASE_STATE_SHOWN;
	if (later != NULL) {
		*from_utc_s = later->from_utc_s;
		return PHRASE_STATE_LATER;
	}
	if (file->versions_count == 0)
		return file->refused.count > 0 ? PHRASE_STATE_REFUSED : PHRASE_STATE_WAITING;
	for (size_t i = 0; moment->deck != NULL && i < moment->deck->slides_count; i++) {
		const struct slide *slide = &moment->deck->slides[i];
		if (strcmp(slide->source, file->path) != 0)
			continue;
		if (deck_means(moment->deck, slide, deck_screen(moment->deck, moment->screen)))
			return PHRASE_STATE_OVER;
		screens = true;
	}
	if (screens)
		return PHRASE_STATE_ELSEWHERE;
	if (file->kind == NAME_PICTURE || file->versions[0]->used)
		return PHRASE_STATE_USED;
	return PHRASE_STATE_REFUSED;
}

static enum phrase kind_of(const struct file *file)
{
	static const enum phrase kinds[] = {[SOURCE_EVENT] = PHRASE_EVENT,
					    [SOURCE_AGENDA] = PHRASE_AGENDA,
					    [SOURCE_ANNOUNCEMENT] = PHRASE_ANNOUNCEMENT,
					    [SOURCE_PHOTOS] = PHRASE_PHOTOS,
					    [SOURCE_OVERLAY] = PHRASE_OVERLAY};
	if (file->kind == NAME_PICTURE)
		return PHRASE_PICTURE;
	const struct source *source = file->versions_count > 0 ? &file->versions[0]->source : NULL;
	/* An export tells of its event, too, but is an agenda. */
	for (size_t i = 0; source != NULL && i < source->items_count; i++)
		if (!source->items[i].implied)
			return kinds[source->items[i].kind];
	return PHRASE_UNKNOWN;
}

/* Bytes that were accepted once are not written again: their copy's time is when they first were. */
static int64_t taken_utc_s(const struct store *store, const struct file *file)
{
	struct stat status;
	if (file->versions_count == 0)
		return 0;
	char *path = store_path(store, file->versions[0]->digest);
	int64_t taken_utc_s = stat(path, &status) == 0 ? status.st_mtime : 0;
	free(path);
	return taken_utc_s;
}

static void gather_files(struct report_facts *facts, struct arena *arena, const struct report_moment *moment,
			 const struct store *store)
{
	size_t count;
	struct file *const *files = store_files(store, &count);
	facts->files = arena_allocate(arena, count + 1, sizeof *facts->files);
	for (size_t i = 0; i < count; i++) {
		const struct file *file = files[i];
		struct report_file *fact = &facts->files[facts->files_count++];
		*fact = (struct report_file){.path = file->path, .kind = kind_of(file)};
		if (facts->files_count > REPORT_FILES_LIMIT)
			continue;
		fact->state = state_of(facts, moment, file, &fact->from_utc_s);
		fact->taken_utc_s = taken_utc_s(store, file);
		if (file->versions_count == 0)
			continue;
		fact->changed_utc_s = file->signature.modified_ns / 1000000000;
		const struct source *source = &file->versions[0]->source;
		for (size_t s = 0; file->kind == NAME_CONTENT && s < source->items_count; s++) {
			const struct source_item *item = &source->items[s];
			if (item->refused)
				continue;
			if (item->kind == SOURCE_AGENDA)
				fact->sessions += (int)item->agenda.sessions_count;
			else if (item->kind == SOURCE_PHOTOS)
				fact->photos += (int)item->photos.photos_count;
		}
	}
}

void report_facts_gather(struct report_facts *facts, struct arena *arena, const struct report_moment *moment,
			 const struct store *store)
{
	*facts = (struct report_facts){0};
	if (moment->deck != NULL) {
		struct wall *wall = wall_create(moment->deck, moment->screen, moment->now_utc_s, moment->clock_unset);
		gather_now(facts, arena, moment, wall);
		if (wall->count == 0)
			gather_calm(facts);
		gather_later(facts, arena, moment);
		wall_destroy(wall);
	}
	gather_files(facts, arena, moment, store);
}

static struct report_picture read_picture(struct arena *arena, const struct thumbnail *thumbnail)
{
	struct report_picture picture = {.page = thumbnail->page, .pages = thumbnail->pages, .texts = thumbnail->texts};
	struct buffer bytes;
	buffer_init(&bytes);
	if (file_read(thumbnail->file, PICTURE_MOST_BYTES, &bytes) == 0) {
		picture.bytes = arena_text_part(arena, buffer_text(&bytes), bytes.length);
		picture.length = bytes.length;
	}
	buffer_finish(&bytes);
	return picture;
}

void report_facts_illustrate(struct report_facts *facts, struct arena *arena, const struct thumbnail *thumbnails,
			     size_t count)
{
	for (size_t i = 0; i < facts->now_count; i++) {
		struct report_slide *slide = &facts->now[i];
		slide->pictures = arena_allocate(arena, count + 1, sizeof *slide->pictures);
		for (size_t t = 0; t < count; t++) {
			if (strcmp(thumbnails[t].slide, slide->id) != 0)
				continue;
			slide->pictures[slide->pictures_count++] = read_picture(arena, &thumbnails[t]);
			for (size_t f = 0; f < facts->files_count; f++)
				if (thumbnails[t].page == 1 && strcmp(facts->files[f].path, slide->source) == 0)
					facts->files[f].pages += (int)thumbnails[t].pages;
		}
	}
}
