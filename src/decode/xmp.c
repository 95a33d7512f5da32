#include "decode/xmp.h"

#include <string.h>

#include <expat.h>

#include "base/buffer.h"

static const char description_name[] = "http://purl.org/dc/elements/1.1/ description";
static const char item_name[] = "http://www.w3.org/1999/02/22-rdf-syntax-ns# li";
static const char language_name[] = "http://www.w3.org/XML/1998/namespace lang";

struct xmp {
	struct raster *raster;
	bool in_description, in_item;
	bool any_language; /* this item is for */
	bool chosen;
	struct buffer text;
};

static void begin(void *data, const XML_Char *name, const XML_Char **attributes)
{
	struct xmp *xmp = data;
	if (strcmp(name, description_name) == 0)
		xmp->in_description = true;
	if (!xmp->in_description || xmp->chosen || strcmp(name, item_name) != 0)
		return;
	xmp->in_item = true;
	for (; *attributes != NULL; attributes += 2) {
		if (strcmp(attributes[0], language_name) == 0 && strcmp(attributes[1], "x-default") == 0)
			xmp->any_language = true;
	}
	if (xmp->any_language) /* before another */
		buffer_clear(&xmp->text);
	else if (xmp->text.length > 0)
		xmp->in_item = false;
}

static void end(void *data, const XML_Char *name)
{
	struct xmp *xmp = data;
	if (strcmp(name, description_name) == 0)
		xmp->in_description = false;
	if (strcmp(name, item_name) != 0)
		return;
	xmp->chosen = xmp->chosen || (xmp->in_item && xmp->any_language);
	xmp->in_item = xmp->any_language = false;
}

static void characters(void *data, const XML_Char *text, int length)
{
	struct xmp *xmp = data;
	size_t left = sizeof xmp->raster->description - xmp->text.length;
	if (xmp->in_item)
		buffer_add(&xmp->text, text, (size_t)length < left ? (size_t)length : left);
}

void xmp_read(struct raster *raster, const void *packet, size_t length)
{
	enum { LENGTH_LIMIT = 1 << 20 };
	const char *bytes = packet;
	while (length > 0 && bytes[length - 1] == '\0')
		length--;
	XML_Parser parser = length == 0 || length > LENGTH_LIMIT ? NULL : XML_ParserCreateNS(NULL, ' ');
	if (parser == NULL)
		return;
	struct xmp xmp = {.raster = raster};
	buffer_init(&xmp.text);
	XML_SetUserData(parser, &xmp);
	XML_SetElementHandler(parser, begin, end);
	XML_SetCharacterDataHandler(parser, characters);
	if (XML_Parse(parser, bytes, (int)length, 1) == XML_STATUS_OK)
		raster_describe(raster, buffer_text(&xmp.text), xmp.text.length);
	XML_ParserFree(parser);
	buffer_finish(&xmp.text);
}
