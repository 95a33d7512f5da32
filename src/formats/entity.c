#include "formats/entity.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

size_t entity_decode(const char *text, size_t length, char bytes[static 4])
{
	static const struct {
		const char *name;
		uint32_t character;
	} entities[] = {
		{"&nbsp;", 0xA0},    {"&amp;", '&'},      {"&lt;", '<'},        {"&gt;", '>'},
		{"&quot;", '"'},     {"&apos;", '\''},    {"&hellip;", 0x2026}, {"&ndash;", 0x2013},
		{"&mdash;", 0x2014}, {"&rarr;", 0x2192},  {"&larr;", 0x2190},   {"&uarr;", 0x2191},
		{"&darr;", 0x2193},  {"&bull;", 0x2022},  {"&middot;", 0xB7},   {"&bdquo;", 0x201E},
		{"&ldquo;", 0x201C}, {"&rdquo;", 0x201D}, {"&lsquo;", 0x2018},  {"&rsquo;", 0x2019},
		{"&laquo;", 0xAB},   {"&raquo;", 0xBB},   {"&copy;", 0xA9},     {"&reg;", 0xAE},
		{"&euro;", 0x20AC},  {"&shy;", 0xAD},     {"&sect;", 0xA7},     {"&deg;", 0xB0},
		{"&times;", 0xD7},   {"&auml;", 0xE4},    {"&ouml;", 0xF6},     {"&uuml;", 0xFC},
		{"&Auml;", 0xC4},    {"&Ouml;", 0xD6},    {"&Uuml;", 0xDC},     {"&szlig;", 0xDF},
		{"&eacute;", 0xE9},  {"&Eacute;", 0xC9},  {"&egrave;", 0xE8},   {"&agrave;", 0xE0},
		{"&oacute;", 0xF3},  {"&Oacute;", 0xD3},  {"&aacute;", 0xE1},   {"&iacute;", 0xED},
		{"&ccedil;", 0xE7},  {"&ntilde;", 0xF1},  {"&ocirc;", 0xF4},    {"&ecirc;", 0xEA},
	};
	uint32_t character = 0;
	if (length > 3 && text[1] == '#') {
		bool hexadecimal = text[2] == 'x' || text[2] == 'X';
		unsigned long number = strtoul(text + (hexadecimal ? 3 : 2), NULL, hexadecimal ? 16 : 10);
		bool good = number >= 0x20 && number <= 0x10FFFF && (number < 0xD800 || number > 0xDFFF) &&
			    (number < 0x7F || number >= 0xA0);
		character = good ? (uint32_t)number : 0xFFFD;
	}
	for (size_t i = 0; !character && i < sizeof entities / sizeof *entities; i++)
		if (strlen(entities[i].name) == length && memcmp(entities[i].name, text, length) == 0)
			character = entities[i].character;
	return character ? utf8_encode(character, bytes) : 0;
}
