#include "control/report.h"

#include "base/date.h"

static void add_text(cJSON *object, const char *name, const char *text)
{
	if (text != NULL)
		cJSON_AddStringToObject(object, name, text);
	else
		cJSON_AddNullToObject(object, name);
}

static void add_time(cJSON *object, const char *name, int64_t utc_s, int offset_s)
{
	char text[26];
	if (utc_s == INT64_MAX || utc_s <= 0) {
		cJSON_AddNullToObject(object, name);
		return;
	}
	civil_format(utc_s, offset_s, text);
	cJSON_AddStringToObject(object, name, text);
}

static cJSON *page_object(const struct status_page *page)
{
	cJSON *object = cJSON_CreateObject();
	add_text(object, "slide", page->slide);
	add_text(object, "kind", page->kind);
	add_text(object, "title", page->title);
	cJSON_AddNumberToObject(object, "page", (double)page->page);
	cJSON_AddNumberToObject(object, "pages", (double)page->pages);
	return object;
}

static cJSON *problem_object(const struct problem *problem)
{
	cJSON *object = cJSON_CreateObject();
	add_text(object, "level", problem->level == PROBLEM_REFUSED ? "refused" : "warning");
	add_text(object, "path", problem->path);
	if (problem->line > 0) {
		cJSON_AddNumberToObject(object, "line", problem->line);
		cJSON_AddNumberToObject(object, "column", problem->column);
	}
	if (problem->json_path != NULL)
		cJSON_AddStringToObject(object, "json_path", problem->json_path);
	add_text(object, "words", problem->words);
	if (problem->remedy != NULL)
		cJSON_AddStringToObject(object, "remedy", problem->remedy);
	return object;
}

static void add_health(cJSON *object, const struct health *health, int offset_s)
{
	cJSON *inner = cJSON_AddObjectToObject(object, "health");
	cJSON_AddStringToObject(inner, "share", share_state_names[health->share]);
	add_time(inner, "since", health->share_since_utc_s, offset_s);
	add_text(inner, "reason", health->reason);
	cJSON_AddNumberToObject(inner, "files", health->files);
	cJSON_AddNumberToObject(inner, "taken", health->taken);
	cJSON_AddNumberToObject(inner, "refused", health->refused);
	cJSON_AddNumberToObject(inner, "waiting", health->waiting);
	add_time(inner, "last_change", health->last_change_utc_s, offset_s);
	add_text(inner, "report", health->report);
	if (health->report_reason != NULL)
		cJSON_AddStringToObject(inner, "report_reason", health->report_reason);
}

static void add_problems(cJSON *object, const struct problems *problems)
{
	cJSON_AddNumberToObject(object, "problems_count", (double)problems->count);
	cJSON *list = cJSON_AddArrayToObject(object, "problems");
	for (size_t i = 0; i < problems->count && i < REPORT_PROBLEMS_LIMIT; i++)
		cJSON_AddItemToArray(list, problem_object(&problems->list[i]));
}

cJSON *report_status(const struct status *status)
{
	cJSON *object = cJSON_CreateObject();
	add_text(object, "screen", status->screen);
	add_text(object, "screen_note", status->screen_note);
	add_text(object, "version", status->version);
	add_text(object, "folder", status->folder);
	cJSON_AddNumberToObject(object, "pid", status->pid);
	cJSON_AddNumberToObject(object, "uptime_s", (double)status->uptime_s);
	add_time(object, "now", status->now_utc_s, status->offset_s);
	cJSON *clock = cJSON_AddObjectToObject(object, "clock");
	cJSON_AddBoolToObject(clock, "trusted", trust_enough(status->trust));
	add_text(clock, "why", trust_words(status->trust));
	if (status->clock_told_utc_s > 0)
		add_time(clock, "set_by_hand", status->clock_told_utc_s, status->offset_s);

	cJSON *display = cJSON_AddObjectToObject(object, "display");
	add_text(display, "driver", status->driver);
	add_text(display, "path", status->path);
	cJSON_AddNumberToObject(display, "width", status->width_px);
	cJSON_AddNumberToObject(display, "height", status->height_px);
	cJSON_AddNumberToObject(display, "frames", (double)status->frames);
	cJSON_AddNumberToObject(display, "late_frames", (double)status->late_frames);
	cJSON_AddNumberToObject(display, "last_present_ms_ago", (double)status->last_present_ms_ago);
	cJSON_AddNumberToObject(display, "last_proof_ms_ago", (double)status->proved_ms_ago);
	add_text(display, "last_proof", status->proved);

	cJSON *restarts = cJSON_AddObjectToObject(object, "restarts");
	cJSON_AddNumberToObject(restarts, "count", status->restarts);
	add_time(restarts, "last", status->restart != NULL ? status->restart_utc_s : 0, status->offset_s);
	add_text(restarts, "why", status->restart);
	cJSON *passed_over = cJSON_AddArrayToObject(object, "passed_over");
	for (size_t i = 0; i < status->passed_over_count; i++)
		cJSON_AddItemToArray(passed_over, cJSON_CreateString(status->passed_over[i]));

	cJSON *shown = page_object(&status->shown);
	add_time(shown, "since", status->since_utc_s, status->offset_s);
	add_time(shown, "until", status->until_utc_s, status->offset_s);
	cJSON_AddItemToObject(object, "shown", shown);
	if (status->next.kind != NULL)
		cJSON_AddItemToObject(object, "next", page_object(&status->next));
	else
		cJSON_AddNullToObject(object, "next");
	cJSON_AddBoolToObject(object, "paused", status->paused);
	if (status->asleep) {
		cJSON *asleep = cJSON_AddObjectToObject(object, "asleep");
		add_time(asleep, "since", status->since_utc_s, status->offset_s);
		add_time(asleep, "until", status->until_utc_s, status->offset_s);
		cJSON_AddStringToObject(asleep, "display", status->display_asleep ? "off" : "black");
	} else {
		cJSON_AddNullToObject(object, "asleep");
	}

	cJSON *deck = cJSON_AddObjectToObject(object, "deck");
	add_text(deck, "key", status->key);
	cJSON_AddNumberToObject(deck, "slides", (double)status->slides);
	cJSON_AddNumberToObject(deck, "showable", (double)status->slides_showable);
	cJSON_AddNumberToObject(deck, "events", (double)status->events);

	cJSON *ingest = cJSON_AddObjectToObject(object, "ingest");
	cJSON_AddBoolToObject(ingest, "running", status->ingest_pid != 0);
	cJSON_AddNumberToObject(ingest, "pid", status->ingest_pid);
	cJSON_AddNumberToObject(ingest, "restarts", status->ingest_restarts);
	add_health(object, status->health, status->offset_s);
	add_problems(object, status->problems);
	return object;
}
