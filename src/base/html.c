#include "base/html.h"

#include <string.h>

#include "base/utf8.h"

static const char *stand_in(uint32_t code_point)
{
	switch (code_point) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case 0xfffe:
	case 0xffff:
	case UINT32_MAX:
		return "\xef\xbf\xbd";
	default:
		return (code_point < ' ' && code_point != '\n') || (code_point >= 0x7f && code_point < 0xa0) ? " "
													     : NULL;
	}
}

void html_add_part(struct buffer *html, const char *text, size_t length)
{
	for (size_t at = 0, size; at < length; at += size) {
		const char *other = stand_in(utf8_decode(text + at, length - at, &size));
		if (other != NULL)
			buffer_add_text(html, other);
		else
			buffer_add(html, text + at, size);
	}
}

void html_add_text(struct buffer *html, const char *text)
{
	html_add_part(html, text, strlen(text));
}

void html_add_attribute(struct buffer *html, const char *name, const char *value)
{
	buffer_add_format(html, " %s=\"", name);
	html_add_text(html, value);
	buffer_add_text(html, "\"");
}
