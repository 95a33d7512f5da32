#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "view/flow.h"
#include "view/kinds.h"
#include "view/row.h"

static const struct row_sizes sizes[] = {
	{.list = 2.8, .lead = 4.6, .people = 1.5, .lead_people = 2.1},
	{.list = 2.4, .lead = 4.0, .people = 1.4, .lead_people = 1.9},
	{.list = 2.1, .lead = 3.6, .people = 1.3, .lead_people = 1.8},
	{.list = 1.9, .lead = 3.4, .people = 1.2, .lead_people = 1.7},
	{.list = SCALE_HALF, .lead = 3.4, .people = 1.15, .lead_people = 1.7},
};
enum { SIZES = sizeof sizes / sizeof *sizes };

/* When one session is all there is. */
static const struct row_sizes sizes_alone[] = {
	{.list = 3.0, .lead = 7.0, .people = 1.6, .lead_people = 2.6},
	{.list = 2.8, .lead = 6.0, .people = 1.6, .lead_people = 2.4},
	{.list = 2.6, .lead = 5.2, .people = 1.6, .lead_people = 2.2},
	{.list = 2.4, .lead = 4.6, .people = 1.6, .lead_people = 2.0},
	{.list = 2.4, .lead = 4.0, .people = 1.6, .lead_people = 2.0},
	{.list = 2.4, .lead = 3.4, .people = 1.6, .lead_people = 1.8},
};

#define MANY_PAGES  4
#define SIZE_GAIN   0.03 /* what a step of size is worth, in emptiness */
#define LATER_UNITS 1.9
#define LATER_GAP   1.5
#define LATER_FOOT  3.2 /* kept free below it */

struct layout {
	struct page *page;
	const struct agenda *agenda;
	const struct session **sessions; /* what is on first, then what comes; nothing that is over */
	size_t sessions_count, now_count;
	bool today, alone;
	bool crowded; /* what is on now does not fit on one page in its full size */
	struct head head;
	const char *band, *band_date; /* on another day's pages; NULL: today */
	const char *later;            /* when tomorrow begins; NULL: not told */
	const char *foot;
	int top, bottom;
	struct row *rows;
	size_t rows_count;
	bool squeezed; /* a row had to be shortened or split */
	struct flow_item *items;
	size_t *starts, pages;
};

static void choose_sessions(struct layout *layout)
{
	const struct agenda *agenda = layout->agenda;
	int64_t now = layout->page->view->now_utc_s;
	layout->sessions = arena_allocate(layout->page->arena, agenda->sessions_count + 1, sizeof *layout->sessions);
	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < agenda->sessions_count; i++) {
			const struct session *session = &agenda->sessions[i];
			if (session->end_utc_s > now && session_on(session, now) == (pass == 0))
				layout->sessions[layout->sessions_count++] = session;
		}
		if (pass == 0)
			layout->now_count = layout->sessions_count;
	}
}

/* Whether the programme itself says when a session ends: it names an end, or goes on at that moment. */
static bool end_known(const struct agenda *agenda, const struct session *session)
{
	if (!session->end_guessed)
		return true;
	for (size_t i = 0; i < agenda->sessions_count; i++)
		if (agenda->sessions[i].start_utc_s == session->end_utc_s)
			return true;
	return false;
}

static const char *headline_of(struct layout *layout)
{
	const struct page *page = layout->page;
	if (layout->agenda->room != NULL)
		return layout->agenda->room;
	if (page->screen != NULL && page->screen->rooms_count > 0) {
		const char *rooms = page->screen->rooms[0];
		for (size_t i = 1; i < page->screen->rooms_count; i++)
			rooms = arena_format(page->arena, "%s, %s", rooms, page->screen->rooms[i]);
		return rooms;
	}
	return layout->agenda->title != NULL ? layout->agenda->title : page->event->name;
}

static void set_words(struct layout *layout)
{
	struct page *page = layout->page;
	const struct agenda *agenda = layout->agenda;
	const struct language *language = page->language;
	const char *headline = headline_of(layout);
	const char *date = text_sentence(page->type, language_date(language, page->arena, DATE_FULL, agenda->date));
	const char *title = agenda->title != NULL && !text_equal(headline, agenda->title) ? agenda->title : NULL;
	layout->head.headline = headline;
	layout->head.colour = COLOUR_QUIET;
	layout->head.first = title;
	layout->head.second = layout->today ? date : NULL;
	if (!layout->today && layout->sessions_count > 0) {
		struct date today = zone_day(&page->event->zone, page->view->now_utc_s, page->event->day_change);
		const char *time = page_time(page, layout->sessions[0]->start_utc_s);
		if (date_compare(date_add(today, 1), agenda->date) == 0) {
			layout->band = text_sentence(page->type,
						     language_word(language, page->arena, WORD_TOMORROW_FROM, time));
			layout->band_date = date;
		} else {
			layout->band = date;
			layout->band_date = language_word(language, page->arena, WORD_FROM, time);
		}
	}
	const char *name = text_equal(headline, page->event->name) ? NULL : page->event->name;
	layout->foot = page_join(page, page->event->contact, name);
}

/* On another day's pages: which day, and when it begins. */
static int draw_band(struct layout *layout, int y, struct scene *scene)
{
	if (layout->band == NULL)
		return y;
	static const double steps[] = {SCALE_FULL, 2.8, 2.4};
	struct page *page = layout->page;
	int side = page_px(page, 1.4), pad = page_px(page, 1.2), width = page->width_px - 2 * side;
	struct text_block *day = page_fit(page, layout->band, FONT_DISPLAY, steps, 3, width, 1);
	struct text_block *date = page_title(page, layout->band_date, FONT_TEXT, 2.0, width);
	bool beside = day->width_px + date->width_px + page_px(page, 1.5) <= width;
	int height = text_height_px(day, day->lines_count), date_y = y + pad + day->cap_px - date->cap_px;
	if (!beside) {
		date_y = y + pad + height + page_px(page, 1.0);
		height = date_y - y - pad + text_height_px(date, date->lines_count);
	}
	if (scene != NULL) {
		scene_rectangle(scene, (struct box){page->left, y, page->width_px, height + 2 * pad}, COLOUR_RAISED,
				page_px(page, 0.8), 255);
		text_draw(scene, day, 0, day->lines_count, page->left + side, y + pad, width, TEXT_START, COLOUR_INK);
		text_draw(scene, date, 0, date->lines_count, page->left + side, date_y, width,
			  beside ? TEXT_END : TEXT_START, COLOUR_INK);
	}
	return y + height + 2 * pad + page_px(page, 0.3);
}

static enum row_look look_of(const struct layout *layout, size_t i)
{
	if (i < layout->now_count)
		return layout->now_count <= 2 && !layout->crowded ? ROW_NOW : ROW_NOW_SMALL;
	/* With nothing on, what comes next leads; but not one of many that begin together. */
	if (layout->now_count > 0 || !layout->today || i > 0 || layout->sessions[0]->cancelled)
		return ROW_PLAIN;
	bool single =
		layout->sessions_count < 2 || layout->sessions[1]->start_utc_s != layout->sessions[0]->start_utc_s;
	return single ? ROW_NEXT : ROW_PLAIN;
}

static void set_rows(struct layout *layout, const struct row_sizes *chosen)
{
	struct page *page = layout->page;
	struct row_setting setting = {.page = page,
				      .sizes = *chosen,
				      .columns = row_columns_find(page, layout->agenda, chosen),
				      .headline = layout->head.headline,
				      .highest_px = layout->bottom - layout->top,
				      .today = layout->today,
				      .alone = layout->alone};
	size_t capacity = 0;
	layout->rows = NULL;
	layout->rows_count = 0;
	layout->squeezed = false;
	for (size_t i = 0; i < layout->sessions_count; i++) {
		enum row_look look = look_of(layout, i);
		bool leads = look == ROW_NOW || look == ROW_NEXT;
		enum row_form form = leads && (page->scale.portrait || layout->alone) ? ROW_STACKED
				     : page->scale.portrait                           ? ROW_NARROW
										      : ROW_GRID;
		struct row row, rest;
		bool known = end_known(layout->agenda, layout->sessions[i]);
		row_set(&row, &setting, layout->sessions[i], look, form, known);
		if (leads &&
		    row.height_px > setting.highest_px) { /* so many people: in the size they have in the list */
			struct row_setting smaller = setting;
			smaller.sizes.lead_people = setting.sizes.people;
			row_set(&row, &smaller, layout->sessions[i], look, form, known);
		}
		for (bool more = true; more; row = rest) {
			more = row_split(&row, &rest, setting.highest_px);
			layout->squeezed |= row.shortened;
			layout->rows =
				arena_grow(page->arena, layout->rows, &capacity, layout->rows_count + 1, sizeof row);
			layout->rows[layout->rows_count++] = row;
			if (!more)
				break;
		}
	}
	layout->items = arena_allocate(page->arena, layout->rows_count + 1, sizeof *layout->items);
	for (size_t i = 0; i < layout->rows_count; i++) {
		bool block = row_is_block(&layout->rows[i]), after = i > 0 && row_is_block(&layout->rows[i - 1]);
		layout->items[i].height_px = layout->rows[i].height_px;
		layout->items[i].gap_px = block && after ? page_px(page, 0.4) : after ? page_px(page, 0.5) : 0;
	}
	layout->pages = flow_pages(layout->items, layout->rows_count, setting.highest_px, page->arena, &layout->starts);
}

/* How well the pages are filled: emptiness, squared, the first page's twice. */
static double emptiness(const struct layout *layout)
{
	double sum = 0, height = layout->bottom - layout->top;
	for (size_t i = 0; i + 1 < layout->pages; i++) {
		double empty = 1 - flow_height_px(layout->items, layout->starts[i], layout->starts[i + 1]) / height;
		sum += empty * empty * (i == 0 ? 2 : 1);
	}
	return sum;
}

/* Of the sizes that need no more pages than the smallest does: one page as large as can be; of a few the fairest
 * mixture of size and filling. What goes over many pages is not tried in every size. */
static void choose_sizes(struct layout *layout)
{
	if (layout->alone) {
		for (size_t i = 0; i < sizeof sizes_alone / sizeof *sizes_alone; i++) {
			set_rows(layout, &sizes_alone[i]);
			if (!layout->squeezed && !layout->rows[0].parts[0].block->torn)
				return;
		}
	}
	set_rows(layout, &sizes[SIZES - 1]);
	size_t least = layout->pages, best = SIZES - 1;
	double best_cost = emptiness(layout);
	if (least > MANY_PAGES)
		return;
	/* Narrow columns want smaller type, or titles fall apart into words. */
	size_t largest = layout->page->scale.portrait ? 2 : 0;
	for (size_t i = SIZES - 1; i-- > largest;) {
		set_rows(layout, &sizes[i]);
		if (layout->pages > least)
			break;
		double cost = emptiness(layout) - SIZE_GAIN * (double)(SIZES - 1 - i);
		if (least == 1 || cost < best_cost) {
			best = i;
			best_cost = cost;
		}
	}
	set_rows(layout, &sizes[best]);
}

static void lay_out_once(struct layout *layout, struct page *page)
{
	*layout = (struct layout){.page = page, .agenda = &page->slide->agenda};
	struct date today = zone_day(&page->event->zone, page->view->now_utc_s, page->event->day_change);
	layout->today = date_compare(today, layout->agenda->date) == 0;
	choose_sessions(layout);
	layout->alone = layout->sessions_count == 1 && look_of(layout, 0) != ROW_PLAIN;
	set_words(layout);
	layout->top = draw_band(layout, page_head(page, &layout->head, NULL), NULL);
	layout->bottom = page_foot(page, layout->foot, 0, 1, NULL);
	layout->later = layout->today ? page_tomorrow(page) : NULL;
	if (layout->alone && layout->later != NULL)
		layout->bottom -= page_px(page, LATER_GAP + LATER_UNITS);
}

static void lay_out(struct layout *layout, struct page *page)
{
	for (bool again = true; again;) {
		lay_out_once(layout, page);
		again = page_cramped(page, layout->top, layout->bottom) && page_shrink(page);
		if (again || layout->sessions_count == 0)
			continue;
		choose_sizes(layout);
		if (layout->now_count == 2 && layout->pages > 1 && layout->starts[1] < 2) {
			layout->crowded = true;
			choose_sizes(layout);
		}
		/* Seen from very far away: better a little smaller than sessions torn over pages. */
		again = layout->squeezed && scale_shifted(&page->scale) && page_shrink(page);
	}
}

size_t agenda_pages(struct page *page)
{
	struct layout layout;
	lay_out(&layout, page);
	return layout.pages;
}

/* How much more height each row of a page gets, so that lists fill their pages without floating apart. */
static int spare_px(const struct layout *layout, size_t first, size_t end)
{
	int spare = layout->bottom - layout->top - flow_height_px(layout->items, first, end);
	int each = spare > 0 ? spare / (int)(end - first) : 0, most = page_px(layout->page, 1.2);
	return layout->alone || each < most ? each : most;
}

/* Below the last of today's rows: when tomorrow begins. */
static void draw_later(struct layout *layout, const struct row *last, int y, struct scene *scene)
{
	struct page *page = layout->page;
	if (layout->later == NULL)
		return;
	int x = last->columns.title_x, cap_y = y + page_px(page, LATER_GAP);
	struct text_block *block =
		page_title(page, layout->later, FONT_TEXT, LATER_UNITS, page->left + page->width_px - x);
	if (cap_y + text_height_px(block, block->lines_count) <= page->scale.height_px - page_px(page, LATER_FOOT))
		text_draw(scene, block, 0, block->lines_count, x, cap_y, block->width_px, TEXT_START, COLOUR_QUIET);
}

void agenda_page(struct page *page, size_t number, struct scene *scene)
{
	struct layout layout;
	lay_out(&layout, page);
	if (layout.pages == 0) { /* the last session ended since the pages were counted */
		view_calm(page->view, scene);
		return;
	}
	number = number < layout.pages ? number : layout.pages - 1;
	page_ground(page, scene);
	scene_source(scene, layout.head.headline);
	if (!text_equal(layout.head.headline, layout.agenda->title))
		scene_source(scene, layout.agenda->title);
	draw_band(&layout, page_head(page, &layout.head, scene), scene);
	size_t start = layout.starts[number], end = layout.starts[number + 1];
	int spare = spare_px(&layout, start, end), y = layout.top;
	for (size_t i = start; i < end; i++) {
		bool first = i == start;
		y += first ? 0 : layout.items[i].gap_px;
		if (!first && !row_is_block(&layout.rows[i]) && !row_is_block(&layout.rows[i - 1]))
			scene_rectangle(scene, (struct box){page->left, y, page->width_px, page_px(page, 0.05)},
					COLOUR_LINE, 0, 255);
		row_draw(page, &layout.rows[i], y, spare, scene);
		y += layout.rows[i].height_px + spare;
	}
	if (end == layout.rows_count)
		draw_later(&layout, &layout.rows[end - 1], y, scene);
	page_foot(page, layout.foot, number, layout.pages, scene);
	page_source_event(page, scene, false, false, true); /* in the order of the foot */
	page_source_event(page, scene, !text_equal(layout.head.headline, page->event->name), false, false);
	page_close(page, scene);
}
