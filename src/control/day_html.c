#include "control/day_html.h"

#include "base/html.h"

static const char style[] =
	"body{margin:2rem;font:1rem/1.4 sans-serif;color:#222;background:#f4f4f2}"
	"h1{margin:0;font-size:1.6rem}p{margin:.3rem 0}"
	"section{display:flex;gap:1rem;align-items:flex-start;margin-top:1rem;padding-top:1rem;border-top:1px solid "
	"#bbb}"
	"h2{flex:none;width:6rem;margin:0;font-size:1.4rem}"
	"ul{display:flex;flex-wrap:wrap;gap:1rem;margin:0;padding:0;list-style:none}"
	"li{width:20rem;overflow-wrap:anywhere}img{display:block;width:100%;height:auto;border:1px solid #bbb}"
	"a{color:inherit}";

static void add_language(struct buffer *html, const char *language)
{
	if (language[0] != '\0')
		html_add_attribute(html, "lang", language);
}

void day_html_begin(struct buffer *html, const struct day_heading *heading)
{
	buffer_add_text(html, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\" />\n"
			      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n<title>");
	html_add_text(html, heading->what);
	buffer_add_text(html, " – ");
	html_add_text(html, heading->title);
	buffer_add_format(html, "</title>\n<style>%s</style>\n</head>\n<body>\n<h1", style);
	add_language(html, heading->language);
	buffer_add_text(html, ">");
	html_add_text(html, heading->title);
	buffer_add_text(html, "</h1>\n<p>");
	html_add_text(html, heading->what);
	buffer_add_text(html, "</p>\n");
	if (heading->note != NULL) {
		buffer_add_text(html, "<p>");
		html_add_text(html, heading->note);
		buffer_add_text(html, "</p>\n");
	}
	buffer_add_text(html, "<p><a href=\"day.png\">All of it as one picture</a></p>\n<main>\n");
}

void day_html_moment(struct buffer *html, const char *label)
{
	buffer_add_text(html, "<section>\n<h2>");
	html_add_text(html, label);
	buffer_add_text(html, "</h2>\n<ul>\n");
}

void day_html_page(struct buffer *html, const struct day_heading *heading, const struct listing_page *page)
{
	buffer_add_text(html, "<li");
	add_language(html, heading->language);
	buffer_add_text(html, "><a href=\"");
	html_add_text(html, page->file);
	buffer_add_text(html, "\"><img loading=\"lazy\" src=\"");
	html_add_text(html, page->file);
	buffer_add_format(html, "\" width=\"%d\" height=\"%d\" alt=\"", heading->width_px, heading->height_px);
	for (size_t i = 0; i < page->sources_count; i++) {
		buffer_add_text(html, i > 0 ? " · " : "");
		html_add_text(html, page->sources[i]);
	}
	buffer_add_text(html, "\" />");
	html_add_text(html, page->title != NULL ? page->title : page->kind);
	buffer_add_text(html, "</a></li>\n");
}

void day_html_moment_end(struct buffer *html, size_t more)
{
	if (more > 0)
		buffer_add_format(html, "<li>and %zu more %s</li>\n", more, more == 1 ? "page" : "pages");
	buffer_add_text(html, "</ul>\n</section>\n");
}

void day_html_end(struct buffer *html)
{
	buffer_add_text(html, "</main>\n</body>\n</html>\n");
}
