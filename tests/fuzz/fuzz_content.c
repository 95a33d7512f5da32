/* Any bytes as content; what they are like chooses what the file is called, so that files as they are make a corpus.
 * Whatever comes, every item must have its place and every problem its words in UTF-8, or the report and the pipe could
 * not carry them. `make fuzz` runs it. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "formats/content.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require_utf8(const char *text)
{
	if (text && utf8_check(text, strlen(text)) != strlen(text))
		abort();
}

static void require_prose(const struct prose *prose)
{
	for (size_t i = 0; i < prose->blocks_count; i++) {
		if (prose->blocks[i].spans_count == 0)
			abort();
		for (size_t j = 0; j < prose->blocks[i].spans_count; j++)
			require_utf8(prose->blocks[i].spans[j].text);
	}
}

static void require_item(const struct source_item *item)
{
	if (!item->json_path)
		abort();
	require_utf8(item->json_path);
	if (item->refused)
		return;
	if (item->kind == SOURCE_AGENDA) {
		require_utf8(item->agenda.title);
		for (size_t i = 0; i < item->agenda.sessions_count; i++) {
			const struct source_session *session = &item->agenda.sessions[i];
			require_utf8(session->title);
			require_utf8(session->room);
			require_utf8(session->note);
			bool at = session->at.given;
			if (!session->title || (!at && session->start < 0) || session->start > 1439 ||
			    session->end < -1 || session->end > 1440 ||
			    (!date_none(session->date) && !date_valid(session->date)) ||
			    (at && !date_valid(session->at.civil.date)) || session->length_s < 0)
				abort();
			for (size_t j = 0; j < session->again_count; j++)
				if (!session->again[j].given || !date_valid(session->again[j].civil.date))
					abort();
			require_utf8(session->id);
			for (size_t j = 0; j < session->people_count; j++)
				require_utf8(session->people[j].name);
		}
		if (!date_none(item->agenda.date) && !date_valid(item->agenda.date))
			abort();
	} else if (item->kind == SOURCE_ANNOUNCEMENT) {
		require_utf8(item->announcement.title);
		require_prose(&item->announcement.text);
	}
}

static const char *name_of(const uint8_t *data, size_t size)
{
	static const char *const names[] = {"day/a.txt", "b.md", "c.csv", "d.csv", "e.json", "f.ics", "g.xml", "h.txt"};
	if (data[0] == '{' || data[0] == '[')
		return "a.json";
	if (data[0] == 'B' || data[0] == '<') /* BEGIN:VCALENDAR, XML */
		return data[0] == 'B' ? "a.ics" : "a.xml";
	if (memchr(data, ';', size < 60 ? size : 60))
		return "a.csv";
	return names[size % 8];
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct source source;
	struct problems problems;
	if (size == 0)
		return 0;
	problems_init(&problems);
	bool understood = content_read(&source, name_of(data, size), data, size, &problems);
	bool refused = false;
	for (size_t i = 0; i < source.items_count; i++)
		require_item(&source.items[i]);
	for (size_t i = 0; i < problems.count; i++) {
		require_utf8(problems.list[i].words);
		require_utf8(problems.list[i].remedy);
		require_utf8(problems.list[i].json_path);
		refused = refused || problems.list[i].level == PROBLEM_REFUSED;
	}
	for (size_t i = 0; i < source.items_count; i++)
		if (source.items[i].refused && !refused)
			abort();
	if (!understood && !refused)
		abort();
	source_finish(&source);
	problems_finish(&problems);
	return 0;
}
