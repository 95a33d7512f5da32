#include "ingest/report.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/memory.h"
#include "formats/link.h"
#include "ingest/fold.h"
#include "ingest/names.h"

struct lines { /* sorted */
	char **list;
	size_t count, capacity;
};

struct report {
	bool quiet;
	struct problems all; /* that there were last time */
	struct health health_told;
	struct buffer problems_sent, health_sent;
	struct lines told; /* the problems that there were last time, as they were logged */
	char *reason;      /* the last one logged; NULL: all was well */
	enum share_state share;
	int64_t share_since_utc_s;
};

struct report *report_create(bool quiet)
{
	struct report *report = memory_allocate(sizeof *report);
	report->quiet = quiet;
	return report;
}

static void lines_finish(struct lines *lines)
{
	for (size_t i = 0; i < lines->count; i++)
		free(lines->list[i]);
	free(lines->list);
}

void report_destroy(struct report *report)
{
	if (report == NULL)
		return;
	lines_finish(&report->told);
	buffer_finish(&report->problems_sent);
	buffer_finish(&report->health_sent);
	problems_finish(&report->all);
	free(report->reason);
	free(report);
}

static int compare_lines(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static int compare_problems(const void *a, const void *b)
{
	const struct problem *left = a, *right = b;
	int order = name_compare(left->path, right->path);
	if (order != 0)
		return order;
	if (left->line != right->line)
		return left->line < right->line ? -1 : 1;
	if (left->column != right->column)
		return left->column < right->column ? -1 : 1;
	return strcmp(left->words, right->words);
}

static bool was_told(const struct lines *told, char *line)
{
	return told->count > 0 && bsearch(&line, told->list, told->count, sizeof *told->list, compare_lines) != NULL;
}

static void log_new(struct report *report, const struct problems *problems)
{
	struct lines lines = {0};
	for (size_t i = 0; i < problems->count; i++) {
		struct buffer line;
		buffer_init(&line);
		problem_format(&problems->list[i], &line);
		lines.list = memory_grow(lines.list, &lines.capacity, lines.count + 1, sizeof *lines.list);
		lines.list[lines.count++] = buffer_take(&line);
		if (!report->quiet && !was_told(&report->told, lines.list[lines.count - 1]))
			log_warning("%s", lines.list[lines.count - 1]);
	}
	if (lines.count > 1)
		qsort(lines.list, lines.count, sizeof *lines.list, compare_lines);
	lines_finish(&report->told);
	report->told = lines;
}

/* Adds the line to *up if it is not the one that was sent last; takes it over. */
static void send_new(struct buffer *last, struct buffer *line, struct buffer *up)
{
	if (strcmp(buffer_text(last), buffer_text(line)) != 0)
		buffer_add(up, line->bytes, line->length);
	buffer_finish(last);
	*last = *line;
}

static void tell_problems(struct report *report, struct problems *problems, struct buffer *up)
{
	if (problems->count > 1) /* what was folded is the folder's */
		qsort(problems->list, problems->count, sizeof *problems->list, compare_problems);
	log_new(report, problems);
	struct buffer line;
	buffer_init(&line);
	link_write_problems(&line, problems);
	send_new(&report->problems_sent, &line, up);
}

static void count_files(struct health *health, const struct store *store)
{
	size_t count;
	struct file *const *files = store_files(store, &count);
	health->files = (int)count;
	health->taken = health->refused = health->waiting = 0;
	for (size_t i = 0; i < count; i++) {
		if (files[i]->refused.count > 0)
			health->refused++;
		else if (files[i]->waiting || files[i]->offered[0] != '\0')
			health->waiting++;
		else if (files[i]->versions_count > 0)
			health->taken++;
	}
}

static void tell_health(struct report *report, const struct health *health, struct buffer *up)
{
	if (!text_equal(report->reason, health->reason)) {
		if (!report->quiet && health->reason != NULL)
			log_warning("%s", health->reason);
		else if (!report->quiet)
			log_info("the folder is read and the state folder written again");
		free(report->reason);
		report->reason = text_copy(health->reason);
	}
	struct buffer line;
	buffer_init(&line);
	link_write_health(&line, health);
	send_new(&report->health_sent, &line, up);
}

static void add_problems(struct problems *to, const struct problems *from)
{
	for (size_t i = 0; i < from->count; i++)
		problems_add(to, &from->list[i]);
}

/* A card full of photos is told of once, not a thousand times. */
enum { NO_ROOM_TOLD_LIMIT = 5 };

static void add_without_room(struct problems *all, size_t count, size_t shown)
{
	const char *words =
		arena_format(all->arena, "callboard's disk has no room for %zu pictures; %zu are shown", count, shown);
	problems_add(all,
		     &(struct problem){.level = PROBLEM_REFUSED,
				       .path = ".",
				       .words = words,
				       .remedy = "take away pictures that are not needed, or give it a larger disk"});
}

/* What is wrong with names, with bytes that were not accepted, and with what is in force. */
static void gather(const struct report_inputs *inputs, struct problems *all)
{
	if (inputs->scanned != NULL)
		add_problems(all, &inputs->scanned->problems);
	size_t count;
	struct file *const *files = store_files(inputs->store, &count);
	size_t without_room = 0, shown = 0;
	for (size_t i = 0; i < count; i++) {
		shown += files[i]->kind == NAME_PICTURE && files[i]->versions_count > 0;
		if (!files[i]->no_room || ++without_room <= NO_ROOM_TOLD_LIMIT)
			add_problems(all, &files[i]->refused);
	}
	if (without_room > NO_ROOM_TOLD_LIMIT)
		add_without_room(all, without_room, shown);
	add_problems(all, inputs->compiled);
	if (all->count > 1)
		qsort(all->list, all->count, sizeof *all->list, compare_problems);
	fold(all);
}

/* Everything that does not work, in one line; NULL if all does. free() it. */
static char *reason_of(const struct report_inputs *inputs, enum share_state share)
{
	const char *const words[] = {share == SHARE_UNREACHABLE ? inputs->scanned->reason : "",
				     troubles_words(inputs->troubles, TROUBLE_STATE),
				     troubles_words(inputs->troubles, TROUBLE_PICTURES)};
	struct buffer line;
	buffer_init(&line);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (words[i][0] == '\0')
			continue;
		if (line.length > 0)
			buffer_add_text(&line, "; ");
		buffer_add_text(&line, words[i]);
	}
	if (line.length > 0)
		return buffer_take(&line);
	buffer_finish(&line);
	return NULL;
}

void report_clock_set(struct report *report, int64_t step_s)
{
	if (report->share_since_utc_s != 0)
		report->share_since_utc_s += step_s;
}

int report_tell(struct report *report, const struct report_inputs *inputs, struct buffer *up)
{
	struct problems *all = &report->all;
	problems_finish(all);
	problems_init(all);
	gather(inputs, all);
	int refused = 0;
	for (size_t i = 0; i < all->count; i++)
		refused += all->list[i].level == PROBLEM_REFUSED;
	tell_problems(report, all, up);

	enum share_state share = inputs->scanned == NULL      ? SHARE_STARTING
				 : inputs->scanned->reachable ? SHARE_READABLE
							      : SHARE_UNREACHABLE;
	if (share != report->share || report->share_since_utc_s == 0) {
		report->share = share;
		report->share_since_utc_s = inputs->now_utc_s;
	}
	char *reason = reason_of(inputs, share);
	struct health health = {.share = share,
				.share_since_utc_s = report->share_since_utc_s,
				.reason = reason,
				.last_change_utc_s = inputs->last_change_utc_s,
				.report = inputs->report,
				.report_reason = inputs->report_reason};
	count_files(&health, inputs->store);
	tell_health(report, &health, up);
	free(reason);
	report->health_told = health;
	report->health_told.reason = report->reason;
	return refused;
}

const struct problems *report_problems(const struct report *report)
{
	return &report->all;
}

const struct health *report_health(const struct report *report)
{
	return &report->health_told;
}
