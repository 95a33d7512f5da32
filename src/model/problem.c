#include "model/problem.h"

#include <string.h>

#include "base/utf8.h"

enum { PROBLEMS_LIMIT = 1000 }; /* what nobody reads need not be kept */

void problems_init(struct problems *problems)
{
	*problems = (struct problems){.arena = arena_create()};
}

void problems_finish(struct problems *problems)
{
	arena_destroy(problems->arena);
	*problems = (struct problems){0};
}

/* Words of libraries and strangers' files may be in them, and cut anywhere. */
static const char *mended(struct arena *arena, const char *text)
{
	char *copy = arena_text(arena, text);
	if (copy != NULL)
		utf8_mend(copy);
	return copy;
}

void problems_add(struct problems *problems, const struct problem *problem)
{
	if (problems->count >= PROBLEMS_LIMIT)
		return;
	problems->list = arena_grow(problems->arena, problems->list, &problems->capacity, problems->count + 1,
				    sizeof *problems->list);
	struct problem *copy = &problems->list[problems->count++];
	*copy = *problem;
	copy->path = arena_text(problems->arena, problem->path);
	copy->json_path = arena_text(problems->arena, problem->json_path);
	copy->words = mended(problems->arena, problem->words);
	copy->remedy = mended(problems->arena, problem->remedy);
	copy->excerpt.text = arena_text(problems->arena, problem->excerpt.text);
}

/* Names come from strangers: what could move a terminal's cursor or break the line becomes "?". */
static void add_clean(struct buffer *line, const char *text)
{
	size_t left = strlen(text);
	while (left > 0) {
		size_t size;
		uint32_t code_point = utf8_decode(text, left, &size);
		if (code_point < 0x20 || (code_point >= 0x7f && code_point < 0xa0) || code_point == UINT32_MAX)
			buffer_add_text(line, "?");
		else
			buffer_add(line, text, size);
		text += size;
		left -= size;
	}
}

void problem_format(const struct problem *problem, struct buffer *line)
{
	add_clean(line, problem->path);
	if (problem->line > 0) {
		buffer_add_format(line, ":%d", problem->line);
		if (problem->column > 0)
			buffer_add_format(line, ":%d", problem->column);
	}
	buffer_add_text(line, problem->level == PROBLEM_REFUSED ? ": refused: " : ": warning: ");
	add_clean(line, problem->words);
	if (problem->json_path != NULL) {
		buffer_add_text(line, " (");
		add_clean(line, problem->json_path);
		buffer_add_text(line, ")");
	}
	if (problem->remedy != NULL) {
		buffer_add_text(line, "; ");
		add_clean(line, problem->remedy);
	}
}
