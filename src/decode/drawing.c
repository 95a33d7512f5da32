#include "decode/drawing.h"

#include <string.h>
#include <strings.h>

#include <expat.h>

#include "base/buffer.h"

struct drawing {
	XML_Parser parser;
	struct raster *raster;
	int text_depth; /* elements open, from a text's own on */
	bool in_style;
	struct buffer style;
};

static const char embed[] = "embed it in the drawing, or save the drawing as PNG";

static void refuse_text(struct drawing *drawing)
{
	refuse(drawing->raster, "the drawing has text in it, for which other computers may have no font",
	       "in your drawing program turn text into paths, or save it as PNG");
}

static void refuse_other(struct drawing *drawing, const char *name, size_t length)
{
	enum { SHOWN = 80 };
	refuse_format(drawing->raster, embed, "the drawing shows another file (%.*s), which is not read",
		      (int)(length < SHOWN ? length : SHOWN), name);
}

/* Without the namespace's prefix: what a drawing calls it is its own affair. */
static const char *local_name(const char *name)
{
	const char *colon = strchr(name, ':');
	return colon != NULL ? colon + 1 : name;
}

static const char *behind_spaces(const char *text)
{
	return text + strspn(text, " \t\r\n");
}

/* librsvg's own decoders are two; the others would want files of theirs. */
static bool is_drawn(const char *type)
{
	return strncasecmp(type, "image/png", 9) == 0 || strncasecmp(type, "image/jpeg", 10) == 0 ||
	       strncasecmp(type, "image/jpg", 9) == 0;
}

static void check_link(struct drawing *drawing, const char *value)
{
	value = behind_spaces(value);
	if (*value == '#' || *value == '\0')
		return;
	if (strncasecmp(value, "data:", 5) != 0)
		refuse_other(drawing, value, strlen(value));
	else if (!is_drawn(value + 5))
		refuse_format(drawing->raster, "save it as PNG",
			      "in the drawing is a picture of a kind that is not drawn there (%.*s)",
			      (int)strcspn(value + 5, ";,"), value + 5);
}

/* Each url(…) of a style; one of the drawing's own parts begins with #. */
static void check_style(struct drawing *drawing, const char *style)
{
	const char *import = strcasestr(style, "@import");
	if (import != NULL)
		refuse_other(drawing, import, strcspn(import, ";\r\n"));
	for (const char *at = style; (at = strcasestr(at, "url(")) != NULL;) {
		at = behind_spaces(at + 4);
		at += *at == '"' || *at == '\'';
		if (*at != '#' && strncasecmp(at, "data:", 5) != 0)
			refuse_other(drawing, at, strcspn(at, "\"')"));
	}
}

static void stop_if_refused(struct drawing *drawing)
{
	if (drawing->raster->refusal[0] != '\0')
		XML_StopParser(drawing->parser, XML_FALSE);
}

static void begin(void *data, const XML_Char *full_name, const XML_Char **attributes)
{
	static const char *const links[] = {"image", "use", "feImage", "include"};
	struct drawing *drawing = data;
	const char *name = local_name(full_name);
	bool shows = false;
	for (size_t i = 0; i < sizeof links / sizeof *links; i++)
		shows = shows || strcmp(name, links[i]) == 0;
	for (; *attributes != NULL; attributes += 2) {
		if (shows && strcmp(local_name(attributes[0]), "href") == 0)
			check_link(drawing, attributes[1]);
		check_style(drawing, attributes[1]);
	}
	if (strcmp(name, "foreignObject") == 0)
		refuse_text(drawing);
	if (drawing->text_depth > 0 || strcmp(name, "text") == 0)
		drawing->text_depth++;
	drawing->in_style = strcmp(name, "style") == 0;
	stop_if_refused(drawing);
}

static void end(void *data, const XML_Char *name)
{
	(void)name;
	struct drawing *drawing = data;
	if (drawing->text_depth > 0)
		drawing->text_depth--;
	if (drawing->in_style)
		check_style(drawing, buffer_text(&drawing->style));
	drawing->in_style = false;
	buffer_clear(&drawing->style);
	stop_if_refused(drawing);
}

static void characters(void *data, const XML_Char *text, int length)
{
	struct drawing *drawing = data;
	if (drawing->in_style)
		buffer_add(&drawing->style, text, (size_t)length);
	for (int i = 0; drawing->text_depth > 0 && i < length; i++) { /* programs leave empty ones */
		if (strchr(" \t\r\n", text[i]) == NULL)
			refuse_text(drawing);
	}
	stop_if_refused(drawing);
}

static void instruction(void *data, const XML_Char *target, const XML_Char *text)
{
	struct drawing *drawing = data;
	if (strcmp(target, "xml-stylesheet") == 0)
		refuse_other(drawing, text, strlen(text));
	stop_if_refused(drawing);
}

static int foreign_entity(XML_Parser parser, const XML_Char *context, const XML_Char *base, const XML_Char *name,
			  const XML_Char *public_name)
{
	(void)context;
	(void)base;
	(void)public_name;
	struct drawing *drawing = XML_GetUserData(parser);
	if (name != NULL)
		refuse_other(drawing, name, strlen(name));
	return XML_STATUS_ERROR;
}

static bool broken(struct drawing *drawing)
{
	struct raster *raster = drawing->raster;
	enum XML_Error code = XML_GetErrorCode(drawing->parser);
	raster_detail(raster, XML_ErrorString(code));
	switch (code) {
	case XML_ERROR_NO_ELEMENTS: /* not closed, at the end */
	case XML_ERROR_PARTIAL_CHAR:
	case XML_ERROR_UNCLOSED_CDATA_SECTION:
	case XML_ERROR_UNCLOSED_TOKEN:
		return refuse_cut(raster, 1);
	case XML_ERROR_INCORRECT_ENCODING:
	case XML_ERROR_UNKNOWN_ENCODING:
		return refuse(raster, "the SVG is in an encoding that cannot be read", "save it as PNG");
	case XML_ERROR_AMPLIFICATION_LIMIT_BREACH:
		return refuse(raster, "the SVG grows without end as it is read: it is a bomb, not a drawing",
			      "simplify it, or save it as PNG");
	default:
		return refuse_format(raster, "copy it again, or save it as PNG", "the SVG is damaged in line %lu",
				     (unsigned long)XML_GetCurrentLineNumber(drawing->parser));
	}
}

bool drawing_check(struct raster *raster, const uint8_t *bytes, size_t length)
{
	struct drawing drawing = {.raster = raster, .parser = XML_ParserCreate(NULL)};
	if (drawing.parser == NULL)
		return refuse_variant(raster);
	buffer_init(&drawing.style);
	XML_SetUserData(drawing.parser, &drawing);
	XML_SetElementHandler(drawing.parser, begin, end);
	XML_SetCharacterDataHandler(drawing.parser, characters);
	XML_SetProcessingInstructionHandler(drawing.parser, instruction);
	XML_SetExternalEntityRefHandler(drawing.parser, foreign_entity);
	bool well = XML_Parse(drawing.parser, (const char *)bytes, (int)length, 1) == XML_STATUS_OK;
	if (!well && raster->refusal[0] == '\0')
		broken(&drawing);
	XML_ParserFree(drawing.parser);
	buffer_finish(&drawing.style);
	return well && raster->refusal[0] == '\0';
}
