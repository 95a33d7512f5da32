/* One job whose instructions tests/bench/count counts: they are the same on every machine, however busy it is.
 *   bench_counted layout|bake|scan FOLDER     FOLDER: what is scanned */
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "bench/bench.h"
#include "ingest/scan.h"
#include "player/bake.h"
#include "player/looks.h"
#include "unit/view_fixture.h"

enum { WIDTH_PX = 1920, HEIGHT_PX = 1080, PAGES = 10 };

/* callgrind collects inside this one alone. */
__attribute__((noinline)) static void counted(void (*job)(void *data), void *data)
{
	job(data);
	__asm__ volatile("" ::: "memory"); /* not the last call, which would become a jump */
}

struct page {
	struct looks *looks;
	struct fonts *fonts;
	struct frame *frame;
	struct view view;
	struct slide *slide;
	struct scene scene;
};

static void lay_out(void *data)
{
	struct page *page = data;
	for (int i = 0; i < PAGES; i++) {
		page->view.now_utc_s += 60;
		scene_clear(&page->scene);
		view_pages(&page->view, page->slide);
		view_page(&page->view, page->slide, 0, &page->scene);
	}
}

static void draw(void *data)
{
	struct page *page = data;
	for (int i = 0; i < PAGES; i++)
		bake(page->frame, &page->scene, looks_theme(page->looks, "dusk"), page->fonts, ".");
}

static void enter(void *data, const char *path)
{
	(void)data;
	(void)path;
}

static void look(void *data)
{
	struct scan scan;
	const int *fd = data;
	if (scan_read(&scan, *fd, enter, NULL) != 0)
		fprintf(stderr, "bench_counted: the folder cannot be read\n");
	scan_finish(&scan);
}

/* Once before it is counted: fonts are open then, tables filled. */
static void count_page(const char *name)
{
	struct deck *deck = deck_create();
	struct page page = {.looks = looks_create(),
			    .fonts = fonts_create(),
			    .frame = frame_create(WIDTH_PX, HEIGHT_PX),
			    .slide = fixture_agenda(deck)};
	page.view = fixture_view(deck, WIDTH_PX, HEIGHT_PX, fixture_utc_s(22, 9, 35));
	page.view.language = looks_language;
	page.view.language_data = page.looks;
	page.view.measure = fonts_measure(page.fonts);
	scene_init(&page.scene, WIDTH_PX, HEIGHT_PX);
	lay_out(&page);
	draw(&page);
	counted(strcmp(name, "layout") == 0 ? lay_out : draw, &page);
	scene_finish(&page.scene);
	frame_destroy(page.frame);
	fonts_destroy(page.fonts);
	looks_destroy(page.looks);
	deck_destroy(deck);
}

int main(int argc, char **argv)
{
	if (argc != 3) {
		fprintf(stderr, "usage: bench_counted layout|bake|scan FOLDER\n");
		return 2;
	}
	if (strcmp(argv[1], "scan") != 0) {
		count_page(argv[1]);
		return 0;
	}
	int fd = open(argv[2], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0) {
		perror(argv[2]);
		return 1;
	}
	counted(look, &fd);
	close(fd);
	return 0;
}
