#include "view/change.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/room.h"

static struct date day_of(const struct page *page, int64_t utc_s)
{
	return zone_day(&page->event->zone, utc_s, page->event->day_change);
}

const char *change_time(struct page *page, const struct session *session, int64_t utc_s, struct date day)
{
	if (session->all_day)
		return language_date(page->language, page->arena, DATE_SHORT,
				     zone_local(&page->event->zone, utc_s).date);
	struct date own = day_of(page, utc_s);
	const char *time = page_time(page, utc_s);
	if (date_compare(own, day) == 0)
		return time;
	bool far = llabs(date_days(own) - date_days(day)) >= 7;
	const char *words = far ? language_date(page->language, page->arena, DATE_SHORT, own)
				: page->language->weekdays_short[date_weekday(own)];
	return arena_format(page->arena, "%s\u00a0(%s)", time, words);
}

const char *change_end(struct page *page, const struct session *session)
{
	bool days = session->end_utc_s - session->start_utc_s > 86400;
	return days ? change_time(page, session, session->end_utc_s, day_of(page, session->start_utc_s))
		    : page_time(page, session->end_utc_s);
}

const char *change_room(struct page *page, const char *room, const char **way)
{
	*way = NULL;
	for (size_t i = 0; page->screen != NULL && i < page->screen->directions_count; i++)
		if (room_same(page->screen->directions[i].room, room)) {
			*way = page->screen->directions[i].way;
			return arena_format(page->arena, "%s%s%s", room, strlen(*way) <= 4 ? "\u00a0" : " ", *way);
		}
	return room;
}

static enum word mark_of(const struct session *session)
{
	if (session->cancelled)
		return WORD_CANCELLED;
	if (session->away_utc_s == 0 && session->was_room == NULL && session->delay_minutes > 0)
		return WORD_DELAYED;
	return session->added && session->was_room == NULL && session->was_start_utc_s == 0 && session->moved == NULL
		       ? WORD_NEW
		       : WORD_CHANGED;
}

/* Where it was: where it is now, if that is another room, and when, if that is another time. */
static void set_away(struct page *page, const struct session *session, struct change_words *change)
{
	const struct language *language = page->language;
	if (session->room != NULL && session->was_room != NULL) {
		const char *room = change_room(page, session->room, &change->sources[1]);
		change->words = language_word(language, page->arena, WORD_MOVED_TO, room);
		change->sources[0] = session->room;
	}
	if (session->away_utc_s != session->start_utc_s)
		change->words = page_join(page, change->words,
					  language_word(language, page->arena, WORD_NOW_AT,
							change_time(page, session, session->away_utc_s,
								    day_of(page, session->start_utc_s))));
}

struct change_words change_words(struct page *page, const struct session *session)
{
	const struct language *language = page->language;
	const char *mark = language_word(language, page->arena, mark_of(session), NULL);
	struct change_words change = {.mark = text_capitals(page->type, mark)};
	int64_t was = session_old_start_utc_s(session);
	if (session->cancelled)
		return change;
	if (session->away_utc_s != 0) {
		set_away(page, session, &change);
		return change;
	}
	if (was != session->start_utc_s)
		change.words = language_word(language, page->arena, WORD_WAS_AT,
					     change_time(page, session, was, day_of(page, session->start_utc_s)));
	if (session->was_room != NULL) {
		change.words = page_join(page, change.words,
					 language_word(language, page->arena, WORD_MOVED_FROM, session->was_room));
		change.sources[0] = session->was_room;
	}
	if (session->was_title != NULL) {
		change.words = page_join(page, change.words,
					 language_word(language, page->arena, WORD_TITLE_WAS, session->was_title));
		change.sources[1] = session->was_title;
	}
	if (session->moved != NULL && change.words == NULL) {
		change.words = session->moved;
		change.sources[2] = session->moved;
	}
	return change;
}

int change_mark_side_px(const struct page *page)
{
	return page_px(page, 0.55);
}

void change_draw_mark(struct page *page, const struct text_block *mark, int x, int cap_y, struct scene *scene)
{
	int side = change_mark_side_px(page), above = page_px(page, 0.4);
	struct box box = {x, cap_y - above, mark->width_px + 2 * side, mark->cap_px + 2 * above};
	scene_rectangle(scene, box, COLOUR_ALERT, page_px(page, 0.35), 255);
	text_draw(scene, mark, 0, 1, x + side, cap_y, mark->width_px, TEXT_START, COLOUR_ON_ALERT);
}

void change_draw_strike(const struct text_block *block, size_t first, size_t count, int x, int cap_y,
			struct scene *scene)
{
	int thick = (int)fmax(2, block->size_px * 0.075);
	for (size_t i = 0; i < count; i++) {
		int baseline = cap_y + block->cap_px + (int)i * block->leading_px;
		struct box box = {x, baseline - (int)(block->size_px * 0.275) - thick / 2,
				  block->lines[first + i].width_px, thick};
		scene_rectangle(scene, box, COLOUR_ALERT, 0, 255);
	}
}
