#include "ingest/report_page.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uloc.h>

#include "base/arena.h"
#include "base/base64.h"
#include "base/html.h"
#include "ingest/report_problem.h"

enum { AT_ONCE_S = 60, PROBLEMS_MOST = 100, LATER_MOST = 40, NOW_MOST = 100 };

struct writing {
	const struct report_contents *contents;
	struct arena *arena;
	struct buffer *html;
	size_t pictures_left; /* bytes */
};

static void add(const struct writing *writing, const char *markup)
{
	buffer_add_text(writing->html, markup);
}

static void add_text(const struct writing *writing, const char *text)
{
	html_add_text(writing->html, text);
}

static const char *say(const struct writing *writing, enum phrase phrase, const char *first, const char *second)
{
	return phrases_text(writing->contents->phrases, writing->arena, phrase, first, second);
}

static const char *translate(const struct writing *writing, const char *english)
{
	return phrases_sentence(writing->contents->phrases, writing->arena, english, NULL);
}

static void add_phrase(const struct writing *writing, enum phrase phrase)
{
	add_text(writing, say(writing, phrase, NULL, NULL));
}

static const char *when(const struct writing *writing, int64_t utc_s)
{
	const struct report_contents *contents = writing->contents;
	struct civil local = zone_local(contents->zone, utc_s);
	int64_t now_utc_s = contents->as_at_utc_s != 0 ? contents->as_at_utc_s : contents->written_utc_s;
	bool this_year = local.date.year == zone_local(contents->zone, now_utc_s).date.year;
	const char *day =
		language_date(contents->language, writing->arena, this_year ? DATE_SHORT : DATE_LONG, local.date);
	const char *time = language_time(contents->language, writing->arena, local.hour, local.minute);
	return say(writing, PHRASE_WHEN, day, time);
}

static const char *count(const struct writing *writing, enum count what, int number)
{
	return phrases_count(writing->contents->phrases, writing->arena, what, number);
}

/* A stranger's words among ours: neither their direction nor their length may disturb what follows. */
static void add_name(const struct writing *writing, const char *name)
{
	add(writing, "<bdi>");
	add_text(writing, name);
	add(writing, "</bdi>");
}

/* A path reads from the left in any language, as every file manager shows it. */
static void add_path(const struct writing *writing, const char *path)
{
	add(writing, "<bdi dir=\"ltr\">");
	add_text(writing, path);
	add(writing, "</bdi>");
}

static void add_count(const struct writing *writing, const char *class, enum count what, int number)
{
	if (number == 0)
		return;
	buffer_add_format(writing->html, "<li class=\"%s\">", class);
	add_text(writing, count(writing, what, number));
	add(writing, "</li>\n");
}

/* A line that tells of a moment, if that is known. */
static void add_moment(const struct writing *writing, enum phrase phrase, int64_t utc_s)
{
	if (utc_s == 0)
		return;
	add(writing, "<p class=\"quiet\">");
	add_text(writing, say(writing, phrase, when(writing, utc_s), NULL));
	add(writing, "</p>\n");
}

static void add_head(const struct writing *writing)
{
	const struct report_contents *contents = writing->contents;
	int mistakes = 0;
	for (size_t i = 0; i < contents->problems->count; i++)
		mistakes += contents->problems->list[i].level == PROBLEM_REFUSED;
	int warnings = (int)contents->problems->count - mistakes;
	add(writing, "<header>\n<p class=\"over\">");
	add_phrase(writing, PHRASE_REPORT);
	add(writing, "</p>\n<h1>");
	add_name(writing, contents->screen);
	add(writing, "</h1>\n");
	if (contents->event != NULL) {
		add(writing, "<p class=\"event\">");
		add_name(writing, contents->event);
		if (contents->place != NULL) {
			add(writing, " · ");
			add_name(writing, contents->place);
		}
		add(writing, "</p>\n");
	}
	add(writing, "<ul class=\"counts\">\n");
	add_count(writing, "bad", COUNT_MISTAKES, mistakes);
	add_count(writing, "odd", COUNT_WARNINGS, warnings);
	add_count(writing, "good", COUNT_FILES, contents->taken);
	add(writing, "</ul>\n");
	add_moment(writing, PHRASE_WRITTEN, contents->written_utc_s);
	if (contents->unreachable != NULL) {
		add(writing, "<p class=\"alarm\">");
		add_text(writing, say(writing, PHRASE_UNREACHABLE, when(writing, contents->unreachable_since_utc_s),
				      translate(writing, contents->unreachable)));
		add(writing, "</p>\n");
	} else if (contents->unwritable != NULL) {
		add(writing, "<p class=\"alarm\">");
		add_text(writing, say(writing, PHRASE_READ_ONLY, translate(writing, contents->unwritable), NULL));
		add(writing, "</p>\n");
	}
	add(writing, "</header>\n");
}

/* Is what a refused file said before still on the screen? */
static bool stays(const struct report_contents *contents, const char *path)
{
	for (size_t i = 0; i < contents->now_count; i++)
		if (strcmp(contents->now[i].source, path) == 0)
			return true;
	return false;
}

static void add_more(const struct writing *writing, const char *element, size_t number)
{
	buffer_add_format(writing->html, "<%s class=\"quiet\">", element);
	add_text(writing, say(writing, PHRASE_MORE, arena_format(writing->arena, "%zu", number), NULL));
	buffer_add_format(writing->html, "</%s>\n", element);
}

static void add_problems(const struct writing *writing)
{
	const struct problems *problems = writing->contents->problems;
	if (problems->count == 0) {
		add(writing, "<p class=\"well\">");
		add_phrase(writing, PHRASE_WELL);
		add(writing, "</p>\n");
		return;
	}
	add(writing, "<section>\n<h2>");
	add_phrase(writing, PHRASE_MEND);
	add(writing, "</h2>\n");
	bool refused = false;
	for (size_t i = 0; i < problems->count && i < PROBLEMS_MOST; i++) {
		const char *path = problems->list[i].path;
		if (i == 0 || strcmp(path, problems->list[i - 1].path) != 0) {
			add(writing, i == 0 ? "<article>\n<h3>" : "</article>\n<article>\n<h3>");
			if (strcmp(path, ".") == 0)
				add_phrase(writing, PHRASE_FOLDER);
			else
				add_path(writing, path);
			add(writing, "</h3>\n");
			refused = false;
		}
		refused = refused || problems->list[i].level == PROBLEM_REFUSED;
		report_problem_add(writing->html, writing->arena, writing->contents->phrases, &problems->list[i]);
		bool last = i + 1 == problems->count || strcmp(path, problems->list[i + 1].path) != 0;
		if (last && refused && stays(writing->contents, path)) {
			add(writing, "<p class=\"stays\">");
			add_phrase(writing, PHRASE_STAYS);
			add(writing, "</p>\n");
		}
	}
	add(writing, "</article>\n");
	if (problems->count > PROBLEMS_MOST)
		add_more(writing, "p", problems->count - PROBLEMS_MOST);
	add(writing, "</section>\n");
}

static const char *title_of(const struct writing *writing, const struct report_slide *slide)
{
	if (slide->title != NULL && slide->title[0] != '\0')
		return slide->title;
	if (slide->source[0] == '\0')
		return say(writing, PHRASE_OWN, NULL, NULL);
	const char *slash = strrchr(slide->source, '/');
	return slash != NULL ? slash + 1 : slide->source;
}

static void add_caption(const struct writing *writing, const struct report_slide *slide,
			const struct report_picture *picture)
{
	add(writing, "<b>");
	add_name(writing, title_of(writing, slide));
	add(writing, "</b>");
	if (picture != NULL && picture->pages > 1) {
		add(writing, " <span class=\"quiet\">");
		add_text(writing, say(writing, PHRASE_PAGE, arena_format(writing->arena, "%zu", picture->page),
				      arena_format(writing->arena, "%zu", picture->pages)));
		add(writing, "</span>");
	}
	if (slide->until_utc_s != INT64_MAX) {
		add(writing, " <span class=\"time\">");
		add_text(writing, say(writing, PHRASE_UNTIL, when(writing, slide->until_utc_s), NULL));
		add(writing, "</span>");
	}
	if (slide->source[0] != '\0') {
		add(writing, " <span class=\"quiet\">");
		add_path(writing, slide->source);
		add(writing, "</span>");
	}
}

static void add_picture(struct writing *writing, const struct report_slide *slide, const struct report_picture *picture)
{
	add(writing, "<li><figure>\n");
	if (picture != NULL && picture->length > 0 && picture->length <= writing->pictures_left) {
		writing->pictures_left -= picture->length;
		add(writing, "<img");
		html_add_attribute(writing->html, "alt", picture->texts);
		add(writing, " src=\"data:image/jpeg;base64,");
		base64_add(writing->html, picture->bytes, picture->length);
		add(writing, "\" />\n");
	}
	add(writing, "<figcaption>");
	add_caption(writing, slide, picture);
	add(writing, "</figcaption>\n</figure></li>\n");
}

static void add_now(struct writing *writing)
{
	const struct report_contents *contents = writing->contents;
	if (contents->now_count == 0)
		return;
	add(writing, "<section>\n<h2>");
	add_phrase(writing, PHRASE_NOW);
	add(writing, "</h2>\n");
	add_moment(writing, PHRASE_AS_AT, contents->as_at_utc_s);
	add(writing, "<ul class=\"pages\">\n");
	for (size_t i = 0; i < contents->now_count && i < NOW_MOST; i++) {
		const struct report_slide *slide = &contents->now[i];
		for (size_t p = 0; p < slide->pictures_count; p++)
			add_picture(writing, slide, &slide->pictures[p]);
		if (slide->pictures_count == 0)
			add_picture(writing, slide, NULL);
	}
	if (contents->now_count > NOW_MOST)
		add_more(writing, "li", contents->now_count - NOW_MOST);
	add(writing, "</ul>\n</section>\n");
}

static void add_later(const struct writing *writing)
{
	const struct report_contents *contents = writing->contents;
	if (contents->later_count == 0)
		return;
	add(writing, "<section>\n<h2>");
	add_phrase(writing, PHRASE_LATER);
	add(writing, "</h2>\n<ul class=\"rows\">\n");
	for (size_t i = 0; i < contents->later_count && i < LATER_MOST; i++) {
		const struct report_slide *slide = &contents->later[i];
		add(writing, "<li><b>");
		add_name(writing, title_of(writing, slide));
		add(writing, "</b> <span class=\"time\">");
		add_text(writing, say(writing, PHRASE_FROM, when(writing, slide->from_utc_s), NULL));
		add(writing, "</span> <span class=\"quiet\">");
		add_path(writing, slide->source);
		add(writing, "</span></li>\n");
	}
	if (contents->later_count > LATER_MOST)
		add_more(writing, "li", contents->later_count - LATER_MOST);
	add(writing, "</ul>\n</section>\n");
}

static void add_part(const struct writing *writing, const char *text)
{
	add(writing, " · ");
	add_text(writing, text);
}

static void add_file(const struct writing *writing, const struct report_file *file)
{
	bool refused = file->state == PHRASE_STATE_REFUSED;
	add(writing, "<li><b>");
	add_path(writing, file->path);
	buffer_add_format(writing->html, "</b> <span class=\"time%s\">", refused ? " bad" : "");
	add_phrase(writing, file->state);
	if (file->state == PHRASE_STATE_LATER) {
		add(writing, " · ");
		add_text(writing, say(writing, PHRASE_FROM, when(writing, file->from_utc_s), NULL));
	}
	add(writing, "</span> <span class=\"quiet\">");
	add_phrase(writing, file->kind);
	if (file->sessions > 0)
		add_part(writing, count(writing, COUNT_SESSIONS, file->sessions));
	if (file->photos > 0)
		add_part(writing, count(writing, COUNT_PHOTOS, file->photos));
	if (file->pages > 0)
		add_part(writing, count(writing, COUNT_PAGES, file->pages));
	if (file->taken_utc_s > 0)
		add_part(writing, say(writing, PHRASE_TAKEN, when(writing, file->taken_utc_s), NULL));
	if (file->changed_utc_s > 0 && llabs(file->taken_utc_s - file->changed_utc_s) > AT_ONCE_S)
		add_part(writing, say(writing, PHRASE_CHANGED, when(writing, file->changed_utc_s), NULL));
	add(writing, "</span></li>\n");
}

static void add_files(const struct writing *writing)
{
	const struct report_contents *contents = writing->contents;
	if (contents->files_count == 0)
		return;
	add(writing, "<section>\n<h2>");
	add_phrase(writing, PHRASE_FILES);
	add(writing, "</h2>\n<ul class=\"rows\">\n");
	for (size_t i = 0; i < contents->files_count && i < REPORT_FILES_LIMIT; i++)
		add_file(writing, &contents->files[i]);
	if (contents->files_count > REPORT_FILES_LIMIT)
		add_more(writing, "li", contents->files_count - REPORT_FILES_LIMIT);
	add(writing, "</ul>\n</section>\n");
}

void report_page_write(const struct report_contents *contents, struct buffer *html)
{
	struct writing writing = {.contents = contents,
				  .arena = arena_create(),
				  .html = html,
				  .pictures_left = REPORT_PICTURES_LIMIT_BYTES};
	add(&writing, "<!DOCTYPE html>\n<html");
	html_add_attribute(html, "lang", phrases_tag(contents->phrases));
	if (uloc_isRightToLeft(phrases_tag(contents->phrases)))
		html_add_attribute(html, "dir", "rtl");
	add(&writing, ">\n<head>\n<meta charset=\"utf-8\" />\n<meta name=\"callboard-report\"");
	html_add_attribute(html, "content", contents->digest);
	add(&writing, " />\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n"
		      "<meta name=\"color-scheme\" content=\"light dark\" />\n<title>");
	add_text(&writing, contents->screen);
	add(&writing, " – callboard</title>\n<style>\n");
	add(&writing, contents->style);
	buffer_add_format(html, ".pages img{aspect-ratio:%d/%d}\n</style>\n</head>\n<body>\n", contents->width_px,
			  contents->height_px);
	add_head(&writing);
	add(&writing, "<main>\n");
	add_problems(&writing);
	add_now(&writing);
	add_later(&writing);
	add_files(&writing);
	add(&writing, "</main>\n<footer>");
	add_text(&writing, say(&writing, PHRASE_FOOT, contents->version, NULL));
	add(&writing, "</footer>\n</body>\n</html>\n");
	arena_destroy(writing.arena);
}
