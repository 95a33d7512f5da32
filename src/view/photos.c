#include <math.h>

#include "base/memory.h"
#include "view/apart.h"
#include "view/kinds.h"

#define MOST_LOST     0.30 /* of a photo, for it to fill the screen */
#define LITTLE_LOST   0.14 /* the same where it stands beside its caption */
#define MOST_ENLARGED 3.0  /* beyond that it is only blur */
#define MOST_BELOW    0.5  /* of the height, for text below a photo */
#define MOST_ON_SMALL 0.55 /* the same for text over it, where the page is low */

/* In units. */
#define GAP        2.0 /* between photo and caption, text and clock */
#define GAP_SMALL  1.35
#define SHADE_SOFT 7.0  /* how far above text its shade begins */
#define MOST_OVER  11.0 /* height of text over a photo */
#define READING    1.9  /* what is so small is long, and set to be read */

#define SHORT_LINE 0.4 /* of the longest: a caption's line before its last should not be shorter */

static const double caption_steps[] = {4.6, 4.0, SCALE_FULL, 3.0, 2.6, 2.2, 1.9, SCALE_HALF};
enum { CAPTION_STEPS = sizeof caption_steps / sizeof *caption_steps, OVER_FIRST = 3, BELOW_FIRST = 2 };

/* Of the width, for a photo beside its caption: the longer that is the less. */
static const double side_parts[] = {0.6, 0.52, 0.44, 0.36};
enum { SIDE_PARTS = sizeof side_parts / sizeof *side_parts };

enum composition {
	PHOTO_FILLS,  /* the screen, with its caption over it; or stands in its middle with none */
	PHOTO_BESIDE, /* its caption, at the page's end */
	PHOTO_ABOVE,  /* its caption */
};

struct words {
	const char *large, *small[2];
	const struct text_block *caption, *below, *clock;
	int height_px; /* of caption and what is below it */
};

/* As large as can be within the box, losing no more than `lost` of the photo, in the middle of it. */
static struct box fit(const struct picture *picture, struct box room, double lost)
{
	double across = (double)room.width / picture->width_px, down = (double)room.height / picture->height_px;
	double scale = fmin(fmax(across, down), fmin(across, down) / (1 - lost));
	scale = fmin(scale, MOST_ENLARGED);
	int width = (int)fmin(room.width, fmax(1, lround(picture->width_px * scale)));
	int height = (int)fmin(room.height, fmax(1, lround(picture->height_px * scale)));
	return (struct box){room.x + (room.width - width) / 2, room.y + (room.height - height) / 2, width, height};
}

static void draw_photo(struct page *page, const struct picture *picture, struct box box, struct scene *scene)
{
	struct box screen = page->whole;
	if (box.width < screen.width || box.height < screen.height)
		scene_picture(scene, screen, picture->name, page_cover(picture, screen.width, screen.height),
			      PICTURE_SOFT, 0);
	scene_picture(scene, box, picture->name, page_cover(picture, box.width, box.height), PICTURE_SHARP, 0);
}

static bool ragged(const struct text_block *block)
{
	for (size_t i = 0; i + 1 < block->lines_count; i++)
		if (block->lines[i].width_px < block->width_px * SHORT_LINE)
			return true;
	return false;
}

/* The caption in the largest step that takes so many lines and so much height at most; the last if none does. */
static void set_words(struct page *page, struct words *words, size_t first, size_t lines, int width, int height)
{
	words->below = page_parts(page, words->small[0], words->small[1], SCALE_HALF, width);
	int below = text_height_px(words->below, words->below->lines_count);
	below += below > 0 ? page_px(page, GAP_SMALL) : 0;
	for (size_t i = first; i < CAPTION_STEPS; i++) {
		bool last = i + 1 == CAPTION_STEPS, reading = caption_steps[i] <= READING;
		words->caption = reading ? page_prose(page, words->large, FONT_TEXT, caption_steps[i], width)
					 : page_title(page, words->large, FONT_DISPLAY, caption_steps[i], width);
		words->height_px = text_height_px(words->caption, words->caption->lines_count) + below;
		if (words->caption->torn || words->height_px > height)
			continue;
		if (last || (words->caption->lines_count <= lines && !ragged(words->caption)))
			break;
	}
}

static void draw_words(struct page *page, const struct words *words, int y, int width, struct scene *scene)
{
	text_draw(scene, words->caption, 0, words->caption->lines_count, page->left, y, width, TEXT_START,
		  COLOUR_ON_SHADE);
	text_draw(scene, words->below, 0, words->below->lines_count, page->left,
		  y + words->height_px - text_height_px(words->below, words->below->lines_count), width, TEXT_START,
		  COLOUR_ON_SHADE);
}

static void draw_clock(const struct words *words, int x, int y, struct scene *scene)
{
	text_draw(scene, words->clock, 0, 1, x, y, words->clock->width_px, TEXT_START, COLOUR_ON_SHADE);
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

/* Text and clock over the photo. On tall screens the caption wants the width, so the clock stands where it does on
 * other pages. */
static int over_width(const struct page *page, const struct words *words)
{
	return page->width_px - (page->scale.portrait ? 0 : words->clock->width_px + page_px(page, 3));
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
		draw_clock(words, clock_x, clock_y, scene);
		return;
	}
	if (above)
		shade_above(page, clock_y + words->clock->cap_px, scene);
	bool caption_first = above || top < clock_y;
	const struct text_block *first = caption_first ? words->caption : words->clock;
	if (!above || words->height_px > 0)
		shade_below(page, caption_first ? top : clock_y, first->size_px * 35 / 100, scene);
	draw_words(page, words, top, over_width(page, words), scene);
	draw_clock(words, clock_x, clock_y, scene);
}

static bool fills(const struct page *page, const struct picture *picture)
{
	double across = (double)page->whole.width / picture->width_px;
	double down = (double)page->whole.height / picture->height_px;
	return fmin(across, down) / fmax(across, down) >= 1 - MOST_LOST && fmax(across, down) <= MOST_ENLARGED;
}

/* Height of text over a photo, at most. */
static int most_over(const struct page *page)
{
	return (int)fmin(page_px(page, MOST_OVER), page->scale.height_px * MOST_ON_SMALL);
}

static enum composition compose(struct page *page, const struct picture *picture, struct words *words)
{
	struct box screen = page->whole;
	double across = (double)screen.width / picture->width_px, down = (double)screen.height / picture->height_px;
	bool much = words->height_px > most_over(page);
	if (words->large[0] == '\0' || (fills(page, picture) && !much))
		return PHOTO_FILLS;
	if (page->scale.portrait || (down > across && !fills(page, picture)))
		return PHOTO_ABOVE;
	return PHOTO_BESIDE;
}

/* The caption in a column of its own before the photo, the clock at its foot. False if there is not enough room. */
static bool beside(struct page *page, const struct picture *picture, struct words *words, struct scene *scene)
{
	int top = page_px(page, PAGE_TOP), baseline = page->scale.height_px - top, width = 0;
	int clock_y = baseline - words->clock->cap_px, height = clock_y - page_px(page, GAP) - top;
	struct box box = page->whole;
	bool fits = false;
	for (size_t i = 0; i < SIDE_PARTS; i++) {
		struct box room = page->whole;
		room.width = (int)(room.width * side_parts[i]);
		box = fit(picture, room, LITTLE_LOST);
		/* To the edges of the screen, or in the margins. */
		box.x = box.height == page->whole.height ? page->whole.x + page->whole.width - box.width
							 : page->left + page->width_px - box.width;
		width = box.x - page->left - page_px(page, GAP);
		set_words(page, words, 0, 5, width, height);
		fits = words->height_px <= height && width >= words->clock->width_px;
		if (fits && !words->caption->torn)
			break;
	}
	if (scene == NULL)
		return fits;
	draw_photo(page, picture, box, scene);
	int y = top + (height - words->height_px) * 45 / 100;
	draw_words(page, words, y, width, scene);
	draw_clock(words, page->left, clock_y, scene);
	return true;
}

/* The caption below the photo. On tall screens the clock stands above it, otherwise beside the caption. */
static bool above(struct page *page, const struct picture *picture, struct words *words, struct scene *scene)
{
	bool tall = page->scale.portrait;
	struct box screen = page->whole, room = screen;
	int gap = page_px(page, GAP), baseline = page->scale.height_px - page_px(page, PAGE_TOP);
	int clock_y = tall ? page_px(page, PAGE_TOP) : baseline - words->clock->cap_px;
	int width = over_width(page, words), most = (int)(page->scale.height_px * MOST_BELOW);
	set_words(page, words, BELOW_FIRST, tall ? 3 : 2, width, most);
	if (scene == NULL)
		return words->height_px <= most;
	int below = words->height_px > words->clock->cap_px || tall ? words->height_px : words->clock->cap_px;
	if (tall)
		room.y = clock_y + words->clock->cap_px + gap;
	room.height = baseline - below - gap - room.y;
	struct box box = fit(picture, room, tall ? MOST_LOST : LITTLE_LOST);
	int spare = room.height - box.height;
	box.y = room.y + (tall ? spare * 40 / 100 : 0);
	draw_photo(page, picture, box, scene);
	int y = tall ? box.y + box.height + gap : baseline - words->height_px - spare / 2;
	draw_words(page, words, y, width, scene);
	draw_clock(words, page->left + page->width_px - words->clock->width_px, clock_y, scene);
	return true;
}

/* Over the photo, beside it or below it. False if there is not enough room. */
static bool set_composition(struct page *page, const struct picture *picture, struct words *words,
			    enum composition *composition)
{
	words->clock = page->view->clock_unset ? page_clock_unset(page, page->view->width_px) : page_set_clock(page);
	set_words(page, words, OVER_FIRST, 2, over_width(page, words), most_over(page));
	*composition = compose(page, picture, words);
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
	size_t *each, pages; /* pages of each photo, and of all */
};

/* Only counted: they may be thousands. */
struct photos_layout *photos_lay_out(struct page *page)
{
	const struct photos *photos = &page->slide->photos;
	struct photos_layout *layout = arena_allocate(page->arena, 1, sizeof *layout);
	*layout = (struct photos_layout){.page = page};
	layout->each = arena_allocate(page->arena, photos->photos_count + 1, sizeof *layout->each);
	page_widen(page);
	for (size_t i = 0; i < photos->photos_count; i++) {
		const struct photo *photo = &photos->photos[i], *before = i > 0 ? photo - 1 : NULL;
		bool alike = before != NULL && text_equal(photo->caption, before->caption) &&
			     photo->picture.width_px == before->picture.width_px &&
			     photo->picture.height_px == before->picture.height_px;
		layout->each[i] = alike ? layout->each[i - 1] : 1 + lay_out(page, photo).apart.pages;
		layout->pages += layout->each[i];
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
	scene_picture(scene, screen, photo->picture.name, page_cover(&photo->picture, screen.width, screen.height),
		      PICTURE_SOFT, 0);
	size_t first = scene->items_count;
	apart_page(page, apart, number, number, apart->pages, scene);
	for (size_t i = first; i < scene->items_count; i++)
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
	struct layout composed = lay_out(page, &photos->photos[i]);
	page_ground(page, scene);
	if (number == 0)
		draw(page, &photos->photos[i], &composed, scene);
	else
		draw_apart(page, &photos->photos[i], &composed.apart, number - 1, scene);
	page_close(page, scene);
}
