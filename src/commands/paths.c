#include "commands/paths.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/date.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/memory.h"
#include "model/screen_name.h"

enum { NUMBER_LIMIT_BYTES = 256 }; /* of a board or a machine */

/* NULL for a variable that is not set or empty. */
static const char *variable(const char *name)
{
	const char *value = getenv(name);
	return value != NULL && value[0] != '\0' ? value : NULL;
}

char *paths_state(const char *given)
{
	if (given != NULL)
		return text_copy(given);
	const char *folder = variable("STATE_DIRECTORY");
	if (folder != NULL)
		return text_copy_part(folder, strcspn(folder, ":"));
	folder = variable("XDG_STATE_HOME");
	if (folder != NULL)
		return path_join(folder, "callboard");
	folder = variable("HOME");
	return folder != NULL ? path_join(folder, ".local/state/callboard") : NULL;
}

char *paths_folder(const char *given)
{
	const char *folder = given != NULL ? given : variable("CALLBOARD_FOLDER");
	if (folder == NULL)
		return NULL;
	char here[PATH_MAX];
	if (folder[0] == '/' || getcwd(here, sizeof here) == NULL)
		return text_copy(folder);
	return path_join(here, folder);
}

/* The board's serial number, and systemd's machine id; empty where there is none. */
static void read_numbers(struct buffer *serial, struct buffer *machine)
{
	buffer_init(serial);
	buffer_init(machine);
	if (file_read("/sys/firmware/devicetree/base/serial-number", NUMBER_LIMIT_BYTES, serial) != 0)
		buffer_clear(serial);
	if (file_read("/etc/machine-id", NUMBER_LIMIT_BYTES, machine) != 0)
		buffer_clear(machine);
}

char *paths_identity(const char *state)
{
	struct buffer serial, machine;
	char digest[DIGEST_SIZE];
	read_numbers(&serial, &machine);
	char *here = realpath(state, NULL);
	char *all = text_format("callboard report %s %s %s", buffer_text(&serial), buffer_text(&machine),
				here != NULL ? here : state);
	digest_of(all, strlen(all), digest);
	free(all);
	free(here);
	buffer_finish(&machine);
	buffer_finish(&serial);
	return text_copy_part(digest, 8);
}

char *paths_logbook(const char *state, bool *passing)
{
	const char *given[] = {getenv("RUNTIME_DIRECTORY"), getenv("XDG_RUNTIME_DIR")};
	char *identity = paths_identity(state), *folder = NULL;
	for (size_t i = 0; i < 2 && folder == NULL; i++) {
		folder = given[i] != NULL ? text_copy_part(given[i], strcspn(given[i], i == 0 ? ":" : "")) : NULL;
		if (folder != NULL && (folder[0] != '/' || access(folder, W_OK) != 0)) {
			free(folder);
			folder = NULL;
		}
	}
	*passing = folder == NULL;
	char *path =
		text_format("%s/callboard-%u-%s", folder != NULL ? folder : "/dev/shm", (unsigned)geteuid(), identity);
	free(folder);
	free(identity);
	return path;
}

char *paths_screen(const char *given)
{
	char host[HOST_NAME_MAX + 1] = "";
	if (given != NULL)
		return text_copy(given);
	gethostname(host, sizeof host - 1);
	struct buffer serial, machine;
	read_numbers(&serial, &machine);
	char *name = screen_name_default(host, buffer_text(&serial), buffer_text(&machine));
	buffer_finish(&machine);
	buffer_finish(&serial);
	return name;
}

bool parse_size(const char *text, int *width_px, int *height_px)
{
	int width = 0, height = 0, length = 0;
	if (sscanf(text, "%5d%*1[xX]%5d%n", &width, &height, &length) != 2 || text[length] != '\0')
		return false;
	if (width < 64 || width > 16384 || height < 64 || height > 16384)
		return false;
	*width_px = width;
	*height_px = height;
	return true;
}

bool parse_turn(const char *text, int *degrees)
{
	static const char *const turns[] = {"0", "90", "180", "270"};
	for (int i = 0; i < 4; i++) {
		if (strcmp(text, turns[i]) != 0)
			continue;
		*degrees = i * 90;
		return true;
	}
	return false;
}

bool parse_percent(const char *text, double most, double *percent)
{
	double number;
	int length = 0;
	if (sscanf(text, "%6lf%n", &number, &length) != 1 || text[length] != '\0' || !(number >= 0 && number <= most))
		return false;
	*percent = number;
	return true;
}

bool parse_time(const char *text, int64_t *utc_s)
{
	struct civil civil;
	bool has_offset;
	int offset_s;
	if (!civil_parse(text, &civil, &has_offset, &offset_s))
		return false;
	if (has_offset) {
		*utc_s = civil_seconds(civil) - offset_s;
		return true;
	}
	struct tm local = {.tm_year = civil.date.year - 1900,
			   .tm_mon = civil.date.month - 1,
			   .tm_mday = civil.date.day,
			   .tm_hour = civil.hour,
			   .tm_min = civil.minute,
			   .tm_sec = civil.second,
			   .tm_isdst = -1};
	*utc_s = mktime(&local);
	return true;
}
