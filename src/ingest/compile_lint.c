/* What model/lint finds in a deck, told of the files it was compiled from. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "formats/json.h"
#include "ingest/compile_parts.h"
#include "model/lint.h"

/* The item that an event was written in. */
static const struct chosen *event_item(const struct compilation *compilation, size_t event)
{
	for (size_t i = 0; i < compilation->chosen_count; i++) {
		const struct chosen *chosen = &compilation->chosen[i];
		if (chosen->item->kind == SOURCE_EVENT && chosen->event == event)
			return chosen;
	}
	return NULL;
}

/* Titles are the source's own, so where a session's lies is the session. */
static size_t session_index(const struct source_item *item, const struct session *session)
{
	size_t i = 0;
	while (i < item->agenda.sessions_count && item->agenda.sessions[i].title != session->title)
		i++;
	return i;
}

/* The item of the slide's file that has the session; the file's first if there is none to look for. */
static const struct chosen *slide_item(const struct compilation *compilation, const struct finding *finding)
{
	const struct chosen *first = NULL;
	for (size_t i = 0; i < compilation->chosen_count; i++) {
		const struct chosen *chosen = &compilation->chosen[i];
		const struct source_item *item = chosen->item;
		if (strcmp(chosen->file->path, finding->slide->source) != 0)
			continue;
		if (first == NULL)
			first = chosen;
		if (finding->session != NULL && item->kind == SOURCE_AGENDA &&
		    session_index(item, finding->session) < item->agenda.sessions_count)
			return chosen;
		if (finding->session == NULL && finding->part != NULL && item->on_count > 0 &&
		    item->on == finding->slide->on)
			return chosen;
	}
	return first;
}

/* A callboard agenda in JSON: its sessions stand where they are told of. Exports' lie deeper, texts have no paths. */
static bool own_agenda(const struct chosen *chosen)
{
	const char *end = strrchr(chosen->file->path, '.');
	const struct source_item *item = chosen->item;
	return end != NULL && strcasecmp(end, ".json") == 0 && item->kind == SOURCE_AGENDA &&
	       item->agenda.sessions_count > 0 && !item->agenda.sessions[0].at.given;
}

static const char *part_path(struct arena *arena, const char *path, const struct finding *finding)
{
	return finding->part != NULL ? arena_format(arena, "%s.%s", path, finding->part) : path;
}

static const char *session_path(struct arena *arena, const struct chosen *chosen, const struct finding *finding)
{
	const struct source_item *item = chosen->item;
	size_t index = session_index(item, finding->session);
	if (index == item->agenda.sessions_count)
		return NULL;
	bool inherited = finding->part != NULL && item->agenda.sessions[index].room == NULL;
	const char *path =
		inherited ? item->json_path : arena_format(arena, "%s.sessions[%zu]", item->json_path, index);
	return part_path(arena, path, finding);
}

static const char *screen_path(struct arena *arena, const struct chosen *chosen, const struct finding *finding)
{
	const char *path = arena_format(arena, "%s.screens", chosen->item->json_path);
	char *child = json_child_path(path, finding->screen->name);
	path = part_path(arena, child, finding);
	path = path == child ? arena_text(arena, child) : path;
	free(child);
	return path;
}

/* One file can be over as an event and as its agenda: that is told once. */
static bool told_over(const struct compilation *compilation, const struct findings *findings, size_t index)
{
	const struct finding *finding = &findings->list[index];
	const struct chosen *chosen = finding->slide == NULL ? event_item(compilation, finding->event) : NULL;
	for (size_t i = 0; finding->sort == LINT_OVER && chosen != NULL && i < index; i++) {
		const struct finding *other = &findings->list[i];
		if (other->sort == LINT_OVER && other->slide != NULL &&
		    strcmp(other->slide->source, chosen->file->path) == 0)
			return true;
	}
	return false;
}

void compile_lint(struct compilation *compilation)
{
	struct arena *arena = arena_create();
	const struct findings findings =
		lint(compilation->deck, compilation->now_utc_s, compilation->options->clock_unset, arena);
	for (size_t i = 0; i < findings.count; i++) {
		const struct finding *finding = &findings.list[i];
		const struct chosen *chosen = finding->slide != NULL ? slide_item(compilation, finding)
								     : event_item(compilation, finding->event);
		const char *path = NULL;
		if (chosen == NULL || told_over(compilation, &findings, i) ||
		    (finding->sort == LINT_LONG && own_agenda(chosen))) /* formats/agenda.c tells */
			continue;
		if (finding->slide != NULL && finding->session != NULL && own_agenda(chosen))
			path = session_path(arena, chosen, finding);
		else if (finding->slide != NULL && finding->session == NULL && finding->part != NULL)
			path = part_path(arena, chosen->item->json_path, finding);
		else if (finding->slide == NULL && finding->screen != NULL)
			path = screen_path(arena, chosen, finding);
		else if (finding->slide == NULL && finding->part != NULL)
			path = part_path(arena, chosen->item->json_path, finding);
		chosen_problem(compilation, chosen, PROBLEM_WARNING, path, finding->words, finding->remedy);
	}
	arena_destroy(arena);
}
