#include <math.h>

#include "base/memory.h"
#include "view/apart.h"
#include "view/kinds.h"
#include "view/pairs.h"
#include "view/photo_words.h"

#define MOST_LOST   0.30 /* of a photo, for it to fill the screen */
#define LEAST_LOST  0.03 /* of what can be seen through */
#define LITTLE_LOST 0.14 /* the same where it stands beside its caption */
#define MOST_BELOW  0.5  /* of the height, for text below a photo */
#define TINY_PART   3    /* what takes less of the screen than this part each way, enlarged, is tiny */

/* In units. */
#define SHADE_SOFT 7.0 /* how far above text its shade begins */

/* Of the width, for a photo beside its caption: the longer that is the less. */
static const double side_parts[] = {0.6, 0.52, 0.44, 0.36};
enum { SIDE_PARTS = sizeof side_parts / sizeof *side_parts };

enum composition {
	PHOTO_FILLS,  /* the screen, with its caption over it; or stands in its middle with none */
	PHOTO_BESIDE, /* its caption, at the page's end */
	PHOTO_ABOVE,  /* its caption */
};

/* As large as can be within the box, losing no more than `lost` of the photo, in the middle of it. */
static struct box fit(const struct picture *picture, struct box room, double lost)
{
	double across = (double)room.width / picture->width_px, down = (double)room.height / picture->height_px;
	double scale = fmin(fmax(across, down), fmin(across, down) / (1 - lost));
	scale = fmin(scale, PHOTO_ENLARGED);
	int width = (int)fmin(room.width, fmax(1, lround(picture->width_px * scale)));
	int height = (int)fmin(room.height, fmax(1, lround(picture->height_px * scale)));
	return (struct box){room.x + (room.width - width) / 2, room.y + (room.height - height) / 2, width, height};
}

static bool is_tiny(const struct page *page, const struct picture *picture)
{
	struct box box = fit(picture, page->whole, 0);
	return box.width * TINY_PART < page->whole.width && box.height * TINY_PART < page->whole.height;
}

/* Of drawings that can be seen through no edge is to be cut off. */
static bool fills(const struct page *page, const struct picture *picture)
{
	double across = (double)page->whole.width / picture->width_px;
	double down = (double)page->whole.height / picture->height_px;
	double lost = 1 - fmin(across, down) / fmax(across, down);
	return lost <= (picture->transparent ? LEAST_LOST : MOST_LOST) && fmax(across, down) <= PHOTO_ENLARGED;
}

/* What can be seen through, or is only a dot, has the theme's ground around it, and not itself out of focus. */
static bool wants_ground(const struct page *page, const struct picture *picture)
{
	return (picture->transparent && !fills(page, picture)) || is_tiny(page, picture);
}

static void draw_photo(struct page *page, const struct picture *picture, struct box box, struct scene *scene)
{
	struct box screen = page->whole;
	if (picture->transparent) { /* drawn for paper, many of them: black lines would be gone on a dark ground */
		scene_picture(scene, box, picture->name, page_cover(picture, box.width, box.height), PICTURE_LOGO, 0);
		return;
	}
	if (!is_tiny(page, picture) && (box.width < screen.width || box.height < screen.height))
		scene_picture(scene, screen, picture->name, page_cover(picture, screen.width, screen.height),
			      PICTURE_SOFT, 0);
	scene_picture(scene, box, picture->name, page_cover(picture, box.width, box.height), PICTURE_SHARP, 0);
}

/* Over a photo, from text_top down (or from text_end up): full where letters stand, their accents included. */
static void shade_below(struct page *page, int text_top, int accents_px, struct scene *scene)
{
	struct box shade = page->whole;
	int full_from = text_top - accents_px, from = full_from - page_px(page, SHADE_SOFT);
	int bottom = shade.y + shade.height;
	shade.y = from > shade.y ? from : shade.y;
	shade.height = bottom - shade.y;
	scene_gradient(scene, shade, COLOUR_SHADE, SHADE_TEXT_ALPHA, bottom - full_from, false);
}

static void shade_above(struct page *page, int text_end, struct scene *scene)
{
	struct box shade = page->whole;
	int full = text_end + page_px(page, 0.5) - shade.y;
	shade.height = full + page_px(page, SHADE_SOFT);
	scene_gradient(scene, shade, COLOUR_SHADE, SHADE_TEXT_ALPHA, full, true);
}

static bool apart(struct box a, struct box b)
{
	return a.x >= b.x + b.width || b.x >= a.x + a.width || a.y >= b.y + b.height || b.y >= a.y + a.height;
}

static void draw_over(struct page *page, const struct words *words, struct box photo, struct scene *scene)
{
	bool above = page->scale.portrait;
	int baseline = page->scale.height_px - page_px(page, PAGE_TOP), top = baseline - words->height_px;
	int clock_y = above ? page_px(page, PAGE_TOP) : baseline - words->clock->cap_px;
	int clock_x = page->left + page->width_px - words->clock->width_px;
	struct box clock = {clock_x, clock_y, words->clock->width_px, words->clock->cap_px};
	if (words->height_px == 0 && apart(photo, clock)) { /* it stands on the soft ground */
		words_draw_clock(words, clock_x, clock_y, scene);
		return;
	}
	if (above)
		shade_above(page, clock_y + words->clock->cap_px, scene);
	bool caption_first = above || top < clock_y;
	const struct text_block *first = caption_first ? words->caption : words->clock;
	if (!above || words->height_px > 0)
		shade_below(page, caption_first ? top : clock_y, first->size_px * 35 / 100, scene);
	words_draw(page, words, top, words_width(page, words), scene);
	words_draw_clock(words, clock_x, clock_y, scene);
}

static enum composition compose(struct page *page, const struct picture *picture, const struct words *words)
{
	struct box screen = page->whole;
	double across = (double)screen.width / picture->width_px, down = (double)screen.height / picture->height_px;
	bool much = words->height_px > words_most_over(page);
	bool bare = words->large[0] == '\0';
	if ((bare && !words->plain) || (fills(page, picture) && !much))
		return PHOTO_FILLS;
	if (bare || page->scale.portrait || (down > across && !fills(page, picture)))
		return PHOTO_ABOVE;
	return PHOTO_BESIDE;
}

/* The caption in a column of its own before the photo, the clock at its foot. False if there is not enough room. */
static bool beside(struct page *page, const struct picture *picture, struct words *words, struct scene *scene)
{
	int top = page_px(page, PAGE_TOP), baseline = page->scale.height_px - top, width = 0;
	int clock_y = baseline - words->clock->cap_px, height = clock_y - page_px(page, PHOTO_GAP) - top;
	struct box box = page->whole;
	bool fits = false;
	for (size_t i = 0; i < SIDE_PARTS; i++) {
		struct box room = page->whole;
		if (words->plain)
			room = (struct box){0, top, page->whole.width, page->scale.height_px - 2 * top};
		room.width = (int)(room.width * side_parts[i]);
		box = fit(picture, room, words->plain ? 0 : LITTLE_LOST);
		/* To the edges of the screen, or in the margins. */
		box.x = box.height == page->whole.height ? page->whole.x + page->whole.width - box.width
							 : page->left + page->width_px - box.width;
		width = box.x - page->left - page_px(page, PHOTO_GAP);
		words_set(page, words, 0, 5, width, height);
		fits = words->height_px <= height && width >= words->clock->width_px;
		if (fits && !words->caption->torn)
			break;
	}
	if (scene == NULL)
		return fits;
	draw_photo(page, picture, box, scene);
	int y = top + (height - words->height_px) * 45 / 100;
	words_draw(page, words, y, width, scene);
	words_draw_clock(words, page->left, clock_y, scene);
	return true;
}

/* The caption below the photo. On tall screens the clock stands above it, otherwise beside the caption. */
static bool above(struct page *page, const struct picture *picture, struct words *words, struct scene *scene)
{
	bool tall = page->scale.portrait;
	struct box screen = page->whole, room = screen;
	int gap = page_px(page, PHOTO_GAP), baseline = page->scale.height_px - page_px(page, PAGE_TOP);
	int clock_y = tall ? page_px(page, PAGE_TOP) : baseline - words->clock->cap_px;
	int width = words_width(page, words), most = (int)(page->scale.height_px * MOST_BELOW);
	words_set(page, words, CAPTION_BELOW, tall ? 3 : 2, width, most);
	if (scene == NULL)
		return words->height_px <= most;
	int below = words->height_px > words->clock->cap_px || tall ? words->height_px : words->clock->cap_px;
	if (words->plain)
		room = (struct box){page->left, page_px(page, PAGE_TOP), page->width_px, 0};
	if (tall)
		room.y = clock_y + words->clock->cap_px + gap;
	room.height = baseline - below - gap - room.y;
	struct box box = fit(picture, room, words->plain ? 0 : tall ? MOST_LOST : LITTLE_LOST);
	int spare = room.height - box.height;
	box.y = room.y + (tall || words->plain ? spare * 40 / 100 : 0);
	draw_photo(page, picture, box, scene);
	int y = tall ? box.y + box.height + gap : baseline - words->height_px - (words->plain ? 0 : spare / 2);
	words_draw(page, words, y, width, scene);
	words_draw_clock(words, page->left + page->width_px - words->clock->width_px, clock_y, scene);
	return true;
}

/* Over the photo, beside it or below it. False if there is not enough room. */
static bool set_composition(struct page *page, const struct picture *picture, struct words *words,
			    enum composition *composition)
{
	words->plain = wants_ground(page, picture);
	words_set_clock(page, words);
	words_set(page, words, CAPTION_OVER, 2, words_width(page, words), words_most_over(page));
	*composition = compose(page, picture, words);
	words->plain = words->plain && *composition != PHOTO_FILLS;
	return *composition == PHOTO_FILLS || (*composition == PHOTO_BESIDE && beside(page, picture, words, NULL)) ||
	       (*composition == PHOTO_ABOVE && above(page, picture, words, NULL));
}

struct layout {
	enum composition composition;
	struct words words;
	struct apart apart; /* what of them has no room with the photo */
};

/* All words with the photo; or only the title, and the caption behind it; or none. */
static struct layout lay_out(struct page *page, const struct photo *photo)
{
	const char *caption = photo->caption, *title = page->slide->photos.title, *place = page->event->place;
	if (title == NULL && caption == NULL && wants_ground(page, &photo->picture)) /* there may be nothing to see */
		title = page->event->name;
	struct layout layout = {.words.large = caption};
	if (caption != NULL) {
		layout.words.small[0] = title;
		layout.words.small[1] = place;
	} else if (title != NULL) {
		layout.words.large = title;
		layout.words.small[0] = place;
	} else {
		layout.words.large = "";
	}
	if (set_composition(page, &photo->picture, &layout.words, &layout.composition))
		return layout;
	apart_add(&layout.apart, caption, false);
	layout.words = (struct words){.large = title, .small = {place}};
	if (caption == NULL || title == NULL || title[0] == '\0' ||
	    !set_composition(page, &photo->picture, &layout.words, &layout.composition)) {
		apart_add(&layout.apart, title, false);
		apart_add(&layout.apart, place, false);
		layout.words = (struct words){.large = ""};
		set_composition(page, &photo->picture, &layout.words, &layout.composition);
	}
	apart_lay_out(page, &layout.apart);
	return layout;
}

struct photos_layout {
	struct page *page;
	size_t *each, pages; /* pages of each photo, and of all; 0: it is the second on another's page */
};

/* Do they look alike but for their pixels? */
static bool alike(const struct photo *a, const struct photo *b)
{
	return text_equal(a->caption, b->caption) && a->picture.width_px == b->picture.width_px &&
	       a->picture.height_px == b->picture.height_px && a->picture.transparent == b->picture.transparent;
}

/* Does this photo share its page with the next one? */
static bool is_pair(struct page *page, size_t i, struct pair *pair)
{
	const struct photos *photos = &page->slide->photos;
	return i + 1 < photos->photos_count && pair_lay_out(page, &photos->photos[i], pair);
}

/* Only counted: they may be thousands. */
struct photos_layout *photos_lay_out(struct page *page)
{
	const struct photos *photos = &page->slide->photos;
	struct photos_layout *layout = arena_allocate(page->arena, 1, sizeof *layout);
	*layout = (struct photos_layout){.page = page};
	layout->each = arena_allocate(page->arena, photos->photos_count + 1, sizeof *layout->each);
	page_widen(page);
	const struct photo *before = NULL; /* the last one alone on its page */
	struct pair pair;
	for (size_t i = 0; i < photos->photos_count; i++) {
		const struct photo *photo = &photos->photos[i];
		if (is_pair(page, i, &pair)) {
			layout->each[i++] = 1;
			layout->each[i] = 0;
			layout->pages++;
			continue;
		}
		layout->each[i] = before != NULL && alike(photo, before) ? layout->each[before - photos->photos]
									 : 1 + lay_out(page, photo).apart.pages;
		layout->pages += layout->each[i];
		before = photo;
	}
	return layout;
}

size_t photos_pages(const struct photos_layout *layout)
{
	return layout->pages > 0 ? layout->pages : 1;
}

static void draw(struct page *page, const struct photo *photo, struct layout *layout, struct scene *scene)
{
	const struct picture *picture = &photo->picture;
	struct box box;
	switch (layout->composition) {
	case PHOTO_FILLS:
		box = fit(picture, page->whole, fills(page, picture) ? MOST_LOST : LITTLE_LOST);
		draw_photo(page, picture, box, scene);
		draw_over(page, &layout->words, box, scene);
		break;
	case PHOTO_BESIDE:
		beside(page, picture, &layout->words, scene);
		break;
	case PHOTO_ABOVE:
		above(page, picture, &layout->words, scene);
		break;
	}
	scene_source(scene, layout->words.large);
	scene_source(scene, layout->words.small[0]);
	scene_source(scene, layout->words.small[1]);
}

/* The words that go on behind their photo stand on it, out of focus. */
static void draw_apart(struct page *page, const struct photo *photo, const struct apart *apart, size_t number,
		       struct scene *scene)
{
	struct box screen = page->whole;
	bool on_ground = wants_ground(page, &photo->picture);
	if (!on_ground)
		scene_picture(scene, screen, photo->picture.name,
			      page_cover(&photo->picture, screen.width, screen.height), PICTURE_SOFT, 0);
	size_t first = scene->items_count;
	apart_page(page, apart, number, number, apart->pages, scene);
	for (size_t i = first; !on_ground && i < scene->items_count; i++)
		if (scene->items[i].kind == SCENE_TEXT)
			scene->items[i].text.colour = COLOUR_ON_SHADE;
}

void photos_page(struct photos_layout *layout, size_t number, struct scene *scene)
{
	struct page *page = layout->page;
	const struct photos *photos = &page->slide->photos;
	size_t i = 0;
	while (i < photos->photos_count && number >= layout->each[i])
		number -= layout->each[i++];
	if (i == photos->photos_count) {
		view_calm(page->view, scene);
		return;
	}
	page_ground(page, scene);
	struct pair pair;
	if (is_pair(page, i, &pair)) {
		pair_draw(page, &pair, scene);
		page_close(page, scene);
		return;
	}
	struct layout composed = lay_out(page, &photos->photos[i]);
	if (number == 0)
		draw(page, &photos->photos[i], &composed, scene);
	else
		draw_apart(page, &photos->photos[i], &composed.apart, number - 1, scene);
	page_close(page, scene);
}
