#include "web/agenda.h"

#include <string.h>

#include "base/html.h"

enum { DAY_S = 86400, DAYS_MOST = 2 };

struct writing {
	struct buffer *html;
	const struct agenda_page *page;
	struct arena *arena;
	const struct event *event;       /* whose agenda is being written */
	const struct language *language; /* its */
};

bool agenda_page_wanted(const struct deck *deck)
{
	for (size_t i = 0; i < deck->events_count; i++)
		if (deck->events[i].agenda_page)
			return true;
	return false;
}

static void add(const struct writing *writing, const char *tags)
{
	buffer_add_text(writing->html, tags);
}

/* <element class="…">text</element> and a line's end; nothing for a text of NULL. */
static void add_element(const struct writing *writing, const char *element, const char *class, const char *text)
{
	if (text == NULL)
		return;
	buffer_add_format(writing->html, "<%s", element);
	if (class != NULL)
		html_add_attribute(writing->html, "class", class);
	add(writing, ">");
	html_add_text(writing->html, text);
	buffer_add_format(writing->html, "</%s>\n", element);
}

static const char *word(const struct writing *writing, enum word word, const char *put_in)
{
	return language_word(writing->language, writing->arena, word, put_in);
}

/* lang and dir of a tag. */
static void add_language(const struct writing *writing, const char *tag)
{
	static const char *const leftwards[] = {"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"};
	if (tag[0] == '\0')
		return;
	bool left = false;
	for (size_t i = 0; i < sizeof leftwards / sizeof *leftwards; i++)
		left |= strncmp(tag, leftwards[i], 2) == 0 && (tag[2] == '\0' || tag[2] == '-');
	html_add_attribute(writing->html, "lang", tag);
	html_add_attribute(writing->html, "dir", left ? "rtl" : "ltr");
}

static struct civil local(const struct writing *writing, int64_t utc_s)
{
	return zone_local(&writing->event->zone, utc_s);
}

static const char *time_of(const struct writing *writing, int64_t utc_s)
{
	struct civil civil = local(writing, utc_s);
	return language_time(writing->language, writing->arena, civil.hour, civil.minute);
}

/* A time of another day than the agenda's is told with it. */
static const char *time_on(const struct writing *writing, int64_t utc_s, struct date day)
{
	struct date own = zone_day(&writing->event->zone, utc_s, writing->event->day_change);
	if (date_compare(own, day) == 0)
		return time_of(writing, utc_s);
	return arena_format(writing->arena, "%s (%s)", time_of(writing, utc_s),
			    language_date(writing->language, writing->arena, DATE_SHORT, own));
}

static const char *times_of(const struct writing *writing, const struct session *session)
{
	if (session->all_day)
		return word(writing, WORD_ALL_DAY, NULL);
	struct civil start = local(writing, session->start_utc_s), end = local(writing, session->end_utc_s);
	if (session->end_guessed || session->end_utc_s - session->start_utc_s >= DAY_S)
		return time_of(writing, session->start_utc_s);
	return language_times(writing->language, writing->arena, start.hour * 60 + start.minute,
			      end.hour * 60 + end.minute);
}

static enum word mark_of(const struct session *session)
{
	if (session->cancelled)
		return WORD_CANCELLED;
	if (session->was_room == NULL && session->delay_minutes > 0)
		return WORD_DELAYED;
	bool moved = session->was_room != NULL || session->was_start_utc_s != 0 || session->moved != NULL;
	return session->added && !moved ? WORD_NEW : WORD_CHANGED;
}

/* What changed, as the wall says it. */
static void write_change(const struct writing *writing, const struct session *session, struct date day)
{
	if (!session_changed(session))
		return;
	add(writing, "<p class=\"change\">");
	add_element(writing, "strong", NULL, word(writing, mark_of(session), NULL));
	if (!session->cancelled) {
		int64_t was_utc_s = session_old_start_utc_s(session);
		if (was_utc_s != session->start_utc_s)
			add_element(writing, "span", NULL,
				    word(writing, WORD_WAS_AT, time_on(writing, was_utc_s, day)));
		if (session->was_room != NULL)
			add_element(writing, "span", NULL, word(writing, WORD_MOVED_FROM, session->was_room));
		if (session->was_title != NULL)
			add_element(writing, "span", NULL, word(writing, WORD_TITLE_WAS, session->was_title));
		add_element(writing, "span", NULL, session->moved);
	}
	add(writing, "</p>\n");
}

static void write_people(const struct writing *writing, const struct session *session)
{
	struct buffer line;
	buffer_init(&line);
	for (size_t i = 0; i < session->people_count; i++) {
		const struct person *person = &session->people[i];
		if (i > 0)
			buffer_add_text(&line, word(writing, WORD_PERSON_SEPARATOR, NULL));
		buffer_add_text(&line, person->name);
		if (person->role != NULL)
			buffer_add_format(&line, " (%s)", person->role);
	}
	if (session->people_count > 0)
		add_element(writing, "p", "people", buffer_text(&line));
	buffer_finish(&line);
}

static void write_session(const struct writing *writing, const struct agenda *agenda, const struct session *session)
{
	const struct agenda_page *page = writing->page;
	bool on = !page->clock_unset && session_on(session, page->now_utc_s);
	bool over = !page->clock_unset && session->end_utc_s <= page->now_utc_s;
	char when[26];
	civil_format(session->start_utc_s, zone_offset_s(&writing->event->zone, session->start_utc_s), when);
	add(writing, on ? "<li class=\"on\" aria-current=\"time\">\n" : over ? "<li class=\"over\">\n" : "<li>\n");
	add(writing, "<p class=\"time\"><time");
	html_add_attribute(writing->html, "datetime", when);
	add(writing, ">");
	html_add_text(writing->html, times_of(writing, session));
	add(writing, "</time>\n");
	if (on)
		add_element(writing, "strong", NULL, word(writing, WORD_NOW, NULL));
	add(writing, "</p>\n<div>\n");
	add(writing, session->cancelled ? "<h4><s>" : "<h4>");
	html_add_text(writing->html, session->title);
	add(writing, session->cancelled ? "</s></h4>\n" : "</h4>\n");
	write_change(writing, session, agenda->date);
	const char *room = session->room != NULL ? session->room : agenda->room;
	add_element(writing, "p", "room", room);
	write_people(writing, session);
	add_element(writing, "p", "note", session->note);
	add(writing, "</div>\n</li>\n");
}

/* An event that is not the page's own. */
static void write_other_event(const struct writing *writing)
{
	if (writing->event->name == NULL)
		return;
	add(writing, "<p class=\"event\"");
	add_language(writing, writing->event->language);
	add(writing, ">");
	html_add_text(writing->html, writing->event->name);
	add(writing, "</p>\n");
}

static void write_agenda(struct writing *writing, const struct slide *slide, const struct slide *before, bool other)
{
	const struct agenda *agenda = &slide->agenda;
	writing->event = &writing->page->deck->events[slide->event];
	writing->language = wording_language(writing->page->wording, slide->language);
	if (writing->language == NULL)
		return;
	add(writing, "<section");
	add_language(writing, slide->language);
	add(writing, ">\n");
	if (before == NULL || date_compare(before->agenda.date, agenda->date) != 0)
		add_element(writing, "h2", NULL,
			    language_date(writing->language, writing->arena, DATE_FULL, agenda->date));
	if (other)
		write_other_event(writing);
	add_element(writing, "h3", NULL, agenda->title != NULL ? agenda->title : agenda->room);
	add(writing, "<ol>\n");
	for (size_t i = 0; i < agenda->sessions_count; i++)
		write_session(writing, agenda, &agenda->sessions[i]);
	add(writing, "</ol>\n</section>\n");
}

static bool shown(const struct agenda_page *page, const struct slide *slide)
{
	const char *screen = deck_screen(page->deck, page->screen);
	return page->clock_unset ? deck_means(page->deck, slide, screen)
				 : deck_shows(page->deck, slide, screen, page->now_utc_s);
}

/* How many of them are of the first DAYS_MOST days. */
static size_t first_days(const struct slide *const *list, size_t count)
{
	int days = 0;
	for (size_t i = 0; i < count; i++)
		if ((i == 0 || date_compare(list[i]->agenda.date, list[i - 1]->agenda.date) != 0) && ++days > DAYS_MOST)
			return i;
	return count;
}

/* The agendas that are open to everybody, by day, and within a day in their order: today's and the next day's, or the
 * next ones'; of all days while nobody knows which is today. */
static size_t choose(const struct agenda_page *page, struct arena *arena, const struct slide ***chosen)
{
	const struct deck *deck = page->deck;
	const struct slide **list = arena_allocate(arena, deck->slides_count, sizeof *list);
	size_t count = 0;
	for (size_t i = 0; i < deck->slides_count; i++) {
		const struct slide *slide = &deck->slides[i];
		if (slide->kind != SLIDE_AGENDA || !deck->events[slide->event].agenda_page || !shown(page, slide))
			continue;
		size_t at = count++;
		for (; at > 0 && date_compare(list[at - 1]->agenda.date, slide->agenda.date) > 0; at--)
			list[at] = list[at - 1];
		list[at] = slide;
	}
	*chosen = list;
	return page->clock_unset ? count : first_days(list, count);
}

static void write_head(const struct writing *writing, const struct event *event)
{
	const char *name = event->name != NULL ? event->name : writing->page->screen;
	add(writing, "<!DOCTYPE html>\n<html");
	add_language(writing, event->language[0] != '\0' ? event->language : writing->language->tag);
	add(writing, ">\n<head>\n<meta charset=\"utf-8\" />\n"
		     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n"
		     "<meta name=\"color-scheme\" content=\"light dark\" />\n"
		     "<link rel=\"icon\" href=\"/icon.svg\" type=\"image/svg+xml\" />\n"
		     "<link rel=\"stylesheet\" href=\"/agenda.css\" />\n");
	add_element(writing, "title", NULL, name);
	add(writing, "</head>\n<body>\n<header>\n");
	add_element(writing, "h1", NULL, name);
	add_element(writing, "p", NULL, event->place);
	if (writing->page->clock_unset)
		add_element(writing, "p", "clock", word(writing, WORD_CLOCK_UNSET, NULL));
	else
		add_element(writing, "p", "clock",
			    arena_format(writing->arena, "%s, %s",
					 language_date(writing->language, writing->arena, DATE_FULL,
						       local(writing, writing->page->now_utc_s).date),
					 time_of(writing, writing->page->now_utc_s)));
	add(writing, "</header>\n");
}

static void write_emergencies(const struct writing *writing)
{
	const struct deck *deck = writing->page->deck;
	for (size_t i = 0; i < deck->slides_count; i++)
		if (deck->slides[i].emergency && shown(writing->page, &deck->slides[i])) {
			add(writing, "<div role=\"alert\">\n");
			add_element(writing, "p", NULL, deck->slides[i].announcement.title);
			add(writing, "</div>\n");
		}
}

void agenda_page_write(struct buffer *html, const struct agenda_page *page)
{
	struct writing writing = {.html = html, .page = page, .arena = arena_create()};
	const struct slide **chosen;
	size_t count = choose(page, writing.arena, &chosen);
	const struct event *event =
		count > 0 ? &page->deck->events[chosen[0]->event] : deck_event_now(page->deck, page->now_utc_s);
	writing.event = event;
	writing.language = wording_language(page->wording, event->language);
	if (writing.language != NULL) {
		write_head(&writing, event);
		write_emergencies(&writing);
		add(&writing, "<main>\n");
		for (size_t i = 0; i < count; i++)
			write_agenda(&writing, chosen[i], i > 0 ? chosen[i - 1] : NULL,
				     chosen[i]->event != chosen[0]->event);
		add(&writing, "</main>\n");
		if (event->contact != NULL) {
			add(&writing, "<footer>\n");
			add_element(&writing, "p", NULL, event->contact);
			add(&writing, "</footer>\n");
		}
		add(&writing, "</body>\n</html>\n");
	}
	arena_destroy(writing.arena);
}
