#include "web/metrics.h"

#include <stdbool.h>
#include <string.h>

#include "base/memory.h"

struct metric {
	const char *name, *type, *help;
	const char *group, *field; /* group NULL: of the status itself */
	double factor;
};

static const struct metric metrics[] = {
	{"callboard_uptime_seconds", "gauge", "Since the player started.", NULL, "uptime_s", 1},
	{"callboard_frames_total", "counter", "Pictures presented since the start.", "display", "frames", 1},
	{"callboard_frames_late_total", "counter", "Pictures of fades that came more than 25 ms after the one before.",
	 "display", "late_frames", 1},
	{"callboard_last_present_seconds", "gauge", "Since a picture was presented.", "display", "last_present_ms_ago",
	 .001},
	{"callboard_last_proof_seconds", "gauge", "Since the picture was proved to be there.", "display",
	 "last_proof_ms_ago", .001},
	{"callboard_restarts_total", "counter",
	 "How often the player was started anew since the machine was, or since somebody "
	 "stopped it.",
	 "restarts", "count", 1},
	{"callboard_passed_over", "gauge", "Items that took the player down.", NULL, "passed_over", 1},
	{"callboard_paused", "gauge", "1 if somebody paused the show.", NULL, "paused", 1},
	{"callboard_clock_trusted", "gauge", "1 if the time is known to be right.", "clock", "trusted", 1},
	{"callboard_slides", "gauge", "Slides of the published set.", "deck", "slides", 1},
	{"callboard_slides_showable", "gauge", "Slides that may be shown now.", "deck", "showable", 1},
	{"callboard_problems", "gauge", "Mistakes and warnings found in the folder.", NULL, "problems_count", 1},
	{"callboard_ingest_running", "gauge", "1 if the folder is being watched.", "ingest", "running", 1},
	{"callboard_ingest_restarts_total", "counter", "How often ingest was started again.", "ingest", "restarts", 1},
	{"callboard_files", "gauge", "Files in the folder.", "health", "files", 1},
	{"callboard_files_taken", "gauge", "Files that are shown.", "health", "taken", 1},
	{"callboard_files_refused", "gauge", "Files that cannot be shown.", "health", "refused", 1},
	{"callboard_files_waiting", "gauge", "Files that are not whole yet.", "health", "waiting", 1},
	{"callboard_temperature_celsius", "gauge", "Of the processor.", "machine", "temperature_c", 1},
	{"callboard_throttled", "gauge", "1 if heat or low voltage slow the board down.", "machine", "throttled", 1},
	{"callboard_memory_total_bytes", "gauge", "Of the machine.", "machine", "memory_total", 1},
	{"callboard_memory_available_bytes", "gauge", "Of the machine.", "machine", "memory_available", 1},
	{"callboard_disk_total_bytes", "gauge", "Of the state folder's disk.", "machine", "disk_total", 1},
	{"callboard_disk_free_bytes", "gauge", "Of the state folder's disk.", "machine", "disk_free", 1},
	{"callboard_load1", "gauge", "Load average of a minute.", "machine", "load", 1},
};

static void add_label(struct buffer *text, const char *value)
{
	for (const char *at = value != NULL ? value : ""; *at != '\0'; at++) {
		if (*at == '"' || *at == '\\')
			buffer_add(text, "\\", 1);
		if (*at == '\n')
			buffer_add_text(text, "\\n");
		else
			buffer_add(text, at, 1);
	}
}

static void add_value(struct buffer *text, const char *name, const char *type, const char *help, double value)
{
	buffer_add_format(text, "# HELP %s %s\n# TYPE %s %s\n%s %.15g\n", name, help, name, type, name, value);
}

static void add_info(struct buffer *text, const cJSON *status)
{
	buffer_add_text(text,
			"# HELP callboard_info What runs.\n# TYPE callboard_info gauge\ncallboard_info{screen=\"");
	add_label(text, cJSON_GetStringValue(cJSON_GetObjectItem(status, "screen")));
	buffer_add_text(text, "\",version=\"");
	add_label(text, cJSON_GetStringValue(cJSON_GetObjectItem(status, "version")));
	buffer_add_text(text, "\"} 1\n");
}

void metrics_write(struct buffer *text, const cJSON *status)
{
	add_value(text, "callboard_up", "gauge", "1 if the player answers.", status != NULL);
	if (status == NULL)
		return;
	add_info(text, status);
	const char *share = cJSON_GetStringValue(cJSON_GetObjectItem(cJSON_GetObjectItem(status, "health"), "share"));
	add_value(text, "callboard_share_readable", "gauge", "1 if the folder can be read.",
		  text_equal(share, "readable"));
	for (size_t i = 0; i < sizeof metrics / sizeof *metrics; i++) {
		const struct metric *metric = &metrics[i];
		const cJSON *from = metric->group != NULL ? cJSON_GetObjectItem(status, metric->group) : status;
		const cJSON *item = cJSON_GetObjectItem(from, metric->field);
		bool never = text_equal(metric->group, "display") && cJSON_IsNumber(item) && item->valuedouble < 0;
		if (cJSON_IsArray(item))
			add_value(text, metric->name, metric->type, metric->help, cJSON_GetArraySize(item));
		else if (cJSON_IsNumber(item) && !never)
			add_value(text, metric->name, metric->type, metric->help, item->valuedouble * metric->factor);
		else if (cJSON_IsBool(item))
			add_value(text, metric->name, metric->type, metric->help, cJSON_IsTrue(item));
	}
}
