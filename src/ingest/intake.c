#include "ingest/intake.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "ingest/intake_parts.h"
#include "ingest/mounts.h"

/* Pictures are copied for so long in one scan, so that texts and the first decoded ones need not wait for all. */
enum { PICTURES_LIMIT_MS = 50 };

/* Files that came within this time are looked at again soon. */
enum { SETTLING_MS = 2500 };

/* After so long an empty new file is told of: nobody is about to write it. A check says so at once. */
enum { EMPTY_MS = 60000 };

/* How long an item waits for a picture that is not whole. */
enum { PATIENCE_MS = 10000 };

/* What was there and is not named any more is gone after so long, where other machines write: their programs save by
 * taking the old file away before the new one is there, and a server that comes back may know of nothing at first. */
enum { GONE_NETWORK_MS = 900 };

/* So often everything is read again, whatever glances say. */
enum { SCAN_AGAIN_MS = 300000 };

struct intake *intake_create(const struct intake_options *options)
{
	struct intake *intake = memory_allocate(sizeof *intake);
	intake->options = *options;
	intake->settle = settle_create();
	intake->turn.parts = 1;
	intake->watcher = options->once ? NULL : watcher_create();
	return intake;
}

void intake_destroy(struct intake *intake)
{
	if (intake == NULL)
		return;
	watcher_destroy(intake->watcher);
	settle_destroy(intake->settle);
	free(intake);
}

int intake_fd(const struct intake *intake)
{
	return intake->watcher != NULL ? watcher_fd(intake->watcher) : -1;
}

bool intake_heard(struct intake *intake)
{
	return watcher_take(intake->watcher);
}

void intake_forget(struct intake *intake)
{
	settle_forget(intake->settle);
	intake->afresh = true;
}

void intake_report_finish(struct intake_report *report)
{
	problems_finish(&report->problems);
}

static void watch_folder(void *data, const char *path)
{
	struct pass *pass = data;
	struct intake *intake = pass->intake;
	if (intake->watcher == NULL || pass->scan.network)
		return;
	char *full = path_join(intake->options.folder, path);
	if (!watcher_add(intake->watcher, full, path))
		intake->unwatched = true;
	free(full);
}

void wait_for(struct pass *pass, const struct entry *entry, bool whole)
{
	struct file *file = store_need(pass->intake->options.store, entry->path, entry->kind);
	if (!file->waiting || whole) /* whole: it waits for us alone, so patience begins again */
		file->waiting_since_ms = pass->now_ms;
	int64_t waited_ms = pass->now_ms - file->waiting_since_ms;
	bool patient = waited_ms < PATIENCE_MS && !pass->intake->options.once;
	if (file->waiting && file->patient && !patient) /* what needs it goes on without */
		pass->report->changed = true;
	file->waiting = true;
	file->patient = patient;
	if (waited_ms < SETTLING_MS && !(pass->intake->options.once && entry->signature.size == 0))
		pass->report->settling = true;
	else if (entry->signature.size == 0 && file->versions_count > 0)
		refuse(pass, file, "the file is empty; what it said before is still shown",
		       "delete it to take that off the wall");
	else if (entry->signature.size == 0 && (waited_ms >= EMPTY_MS || pass->intake->options.once))
		tell_of_file(pass, file, PROBLEM_WARNING, "the file is empty, so nothing of it is shown yet",
			     "write something in it, or delete it");
}

/* Is it what was accepted in an earlier run, or again? */
static bool recognized(struct pass *pass, size_t index)
{
	const struct entry *entry = &pass->scan.entries[index];
	struct file *file = store_find(pass->intake->options.store, entry->path);
	if (pass->intake->afresh || file == NULL || file->versions_count == 0 || file->kind != entry->kind ||
	    !signature_equal(&file->signature, &entry->signature))
		return false;
	if (file->refused.count > 0)
		pass->report->changed = true;
	file_refuse(file, NULL);
	file->waiting = false;
	settle_known(pass->intake->settle, index);
	return true;
}

static void take_kind(struct pass *pass, enum name_kind kind, const struct settle_when *when)
{
	struct intake *intake = pass->intake;
	int64_t began_ms = clock_monotonic_ms(intake->options.machine);
	size_t taken = 0;
	for (size_t i = 0; i < pass->scan.entries_count; i++) {
		const struct entry *entry = &pass->scan.entries[i];
		if (entry->kind != kind || settle_is_known(intake->settle, i) || recognized(pass, i))
			continue;
		enum mark mark = intake->watcher != NULL ? watcher_mark(intake->watcher, entry->path) : MARK_NONE;
		bool whole = settle_judge(intake->settle, i, mark, when) == VERDICT_WHOLE;
		if (whole && kind == NAME_PICTURE && taken > 0 &&
		    clock_monotonic_ms(intake->options.machine) - began_ms > PICTURES_LIMIT_MS) {
			pass->report->more = true;
			wait_for(pass, entry, true);
		} else if (whole) {
			take_file(pass, i, mark);
			taken++;
		} else {
			wait_for(pass, entry, false);
		}
	}
}

/* The event's language, which came with or after a text, may be what its encoding was in doubt for. */
static void take_undecoded(struct pass *pass)
{
	const struct store *store = pass->intake->options.store;
	for (size_t i = 0; i < pass->scan.entries_count; i++) {
		const char *path = pass->scan.entries[i].path;
		const struct file *file = store_find(store, path);
		if (file == NULL || !file->undecoded || !settle_is_known(pass->intake->settle, i))
			continue;
		char language[sizeof file->read_as];
		snprintf(language, sizeof language, "%s", store_language(store, path));
		if (strcmp(language, file->read_as) != 0)
			take_file(pass, i, MARK_NONE);
	}
}

static bool unknown(const struct scan *scan, const char *path)
{
	for (size_t i = 0; i < scan->unread_count; i++) {
		if (name_below(path, scan->unread[i]))
			return true;
	}
	return false;
}

static bool still_there(const struct pass *pass, const char *path)
{
	int fd = scan_open(pass->folder_fd, path);
	if (fd >= 0)
		close(fd);
	return fd != -ENOENT && fd != -ENOTDIR;
}

/* Is a file that the scan did not find gone for good? */
static bool gone_long_enough(struct pass *pass, struct file *file)
{
	if (!pass->scan.network || pass->intake->options.once)
		return true;
	if (file->gone_since_ms == 0)
		file->gone_since_ms = pass->now_ms;
	if (pass->began_ms - file->gone_since_ms >= GONE_NETWORK_MS)
		return true;
	pass->report->settling = true;
	return false;
}

/* Files that the scan did not find are gone, unless their folder did not answer. Both lists are in natural order. */
static void forget_gone(struct pass *pass)
{
	struct store *store = pass->intake->options.store;
	size_t count, entry = 0;
	struct file *const *files = store_files(store, &count);
	for (size_t i = 0; i < count;) {
		const char *path = files[i]->path;
		while (entry < pass->scan.entries_count && name_compare(pass->scan.entries[entry].path, path) < 0)
			entry++;
		bool there = entry < pass->scan.entries_count && strcmp(pass->scan.entries[entry].path, path) == 0;
		if (there || unknown(&pass->scan, path) || (pass->scan.full && still_there(pass, path))) {
			files[i]->gone_since_ms = 0;
			i++;
			continue;
		}
		if (!gone_long_enough(pass, files[i])) {
			i++;
			continue;
		}
		store_remove(store, path);
		pass->report->changed = true;
		files = store_files(store, &count);
	}
}

/* Opens the folder and walks it. False, with the reason, if it cannot be reached: that says nothing of what is in it.
 */
static bool reach(struct pass *pass)
{
	struct intake *intake = pass->intake;
	const char *reason = NULL;
	pass->folder_fd = open(intake->options.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int error = pass->folder_fd < 0 ? -errno : 0;
	if (error == 0)
		error = scan_read(&pass->scan, pass->folder_fd, watch_folder, pass);
	if (error != 0)
		reason = strerror(-error);
	else if (!pass->scan.mount_point && pass->scan.entries_count == 0 && pass->scan.problems.count == 0 &&
		 (store_mount_point(intake->options.store) || mounts_missing(intake->options.folder, "/etc/fstab")))
		reason = "nothing is mounted there";
	if (reason == NULL)
		return true;
	snprintf(pass->report->reason, sizeof pass->report->reason, "the folder cannot be reached: %s", reason);
	return false;
}

/* Texts that have waited long enough for pictures that are not there go on without. True if some still wait. */
static bool end_hopes(struct pass *pass)
{
	size_t count;
	struct file *const *files = store_files(pass->intake->options.store, &count);
	bool hopes = false;
	for (size_t i = 0; i < count; i++) {
		struct file *file = files[i];
		if (file->fresh && (file->versions_count < 2 || pass->now_ms - file->fresh_since_ms >= PATIENCE_MS)) {
			file->fresh = false;
			pass->report->changed = pass->report->changed || file->versions_count > 1;
		}
		hopes = hopes || file->fresh;
	}
	return hopes;
}

static void settle_and_take(struct pass *pass)
{
	struct intake *intake = pass->intake;
	struct settle_when when = {
		.began_ms = pass->began_ms,
		.ended_ms = pass->now_ms,
		.real_utc_ms = clock_utc_ms(intake->options.machine),
		.everything = intake->options.once,
		.first = !intake->scanned,
		.network = pass->scan.network || intake->watcher == NULL || intake->unwatched,
	};
	settle_begin(intake->settle, &pass->scan);
	take_kind(pass, NAME_CONTENT, &when);
	take_undecoded(pass);
	take_kind(pass, NAME_PICTURE, &when);
	forget_gone(pass);
	if (intake->watcher != NULL)
		watcher_forget_closed(intake->watcher);
	store_set_mount_point(intake->options.store, pass->scan.mount_point);
	intake->scanned = true;
	intake->afresh = false;
}

/* All of it, as it is before a scan: what changes after that is seen by the next one. */
static void glance_at_all(struct intake *intake, int folder_fd)
{
	int64_t began_us = clock_processor_us(intake->options.machine);
	intake->turn = (struct glance_turn){.parts = 1};
	intake->glanced = glance_take(folder_fd, intake->turn, &intake->glance) == 0;
	int64_t took_us = clock_processor_us(intake->options.machine) - began_us;
	intake->turn.parts = glance_parts(took_us, GLANCE_LIMIT_US);
}

bool intake_unchanged(struct intake *intake)
{
	struct glance glance;
	if (!intake->quiet || intake->afresh) { /* the scan will look at everything, and soon once more */
		intake->glanced = false;
		return false;
	}
	int folder_fd = open(intake->options.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder_fd < 0)
		return false;
	bool may = intake->glanced && clock_monotonic_ms(intake->options.machine) - intake->scanned_ms < SCAN_AGAIN_MS;
	bool same = may && glance_take(folder_fd, intake->turn, &glance) == 0 &&
		    glance_equal(&intake->glance, &glance, intake->turn);
	intake->turn.part = (intake->turn.part + 1) % intake->turn.parts;
	if (!same)
		glance_at_all(intake, folder_fd);
	close(folder_fd);
	return same;
}

bool intake_by_turns(const struct intake *intake)
{
	return intake->turn.parts > 1;
}

/* Is everything known that the scan found? */
static bool all_known(const struct pass *pass)
{
	for (size_t i = 0; i < pass->scan.entries_count; i++) {
		if (!settle_is_known(pass->intake->settle, i))
			return false;
	}
	return true;
}

void intake_scan(struct intake *intake, struct intake_report *report)
{
	*report = (struct intake_report){.reachable = false};
	problems_init(&report->problems);
	struct pass pass = {
		.intake = intake, .report = report, .began_ms = clock_monotonic_ms(intake->options.machine)};
	intake->unwatched = false;
	if (intake->watcher != NULL)
		watcher_begin(intake->watcher);
	report->reachable = reach(&pass);
	pass.now_ms = clock_monotonic_ms(intake->options.machine);
	if (intake->watcher != NULL)
		watcher_sweep(intake->watcher);
	if (report->reachable)
		settle_and_take(&pass);
	intake->quiet = report->reachable && !end_hopes(&pass) && !report->settling && !report->heard &&
			pass.scan.unread_count == 0 && all_known(&pass);
	intake->scanned_ms = pass.now_ms;
	if (pass.scan.arena != NULL) {
		for (size_t i = 0; report->reachable && i < pass.scan.problems.count; i++)
			problems_add(&report->problems, &pass.scan.problems.list[i]);
		report->network = pass.scan.network;
		report->watched = intake->watcher != NULL && !pass.scan.network && !intake->unwatched;
		scan_finish(&pass.scan);
	}
	if (pass.folder_fd >= 0)
		close(pass.folder_fd);
}

/* The words of a decoder: what is wrong, and after a tab what to do. */
static void refuse_picture(struct file *file, const char *words)
{
	struct problems problems;
	problems_init(&problems);
	size_t length = strcspn(words, "\t");
	problems_add(&problems, &(struct problem){.level = PROBLEM_REFUSED,
						  .path = file->path,
						  .words = arena_text_part(problems.arena, words, length),
						  .remedy = words[length] == '\t' ? words + length + 1
										  : "save it anew, as JPEG or PNG"});
	file_refuse(file, &problems);
}

bool intake_decoded(struct intake *intake, const char *digest, enum decoder_result result, const char *words)
{
	struct store *store = intake->options.store;
	size_t count;
	struct file *const *files = store_files(store, &count);
	bool changed = false;
	for (size_t i = 0; i < count && result != DECODER_FAILED; i++) {
		struct file *file = files[i];
		bool offered = strcmp(file->offered, digest) == 0;
		bool accepted = file->kind == NAME_PICTURE && file->versions_count > 0 &&
				strcmp(file->versions[0]->digest, digest) == 0;
		if (offered && result == DECODER_DECODED) {
			char name[DIGEST_SIZE];
			memcpy(name, digest, sizeof name);
			store_accept_picture(store, file, &file->offered_signature, name);
		} else if (result == DECODER_REFUSED && (offered || accepted)) {
			refuse_picture(file, words);
		}
		if (offered)
			file->offered[0] = '\0';
		if (offered || accepted) {
			file->undecodable = result == DECODER_REFUSED && accepted;
			changed = true;
		}
	}
	return changed;
}

void intake_ask_all(struct intake *intake)
{
	size_t count;
	struct file *const *files = store_files(intake->options.store, &count);
	for (size_t i = 0; i < count; i++) {
		const struct file *file = files[i];
		const char *digest = file->offered[0] != '\0' ? file->offered
				     : file->kind == NAME_PICTURE && file->versions_count > 0
					     ? file->versions[0]->digest
					     : NULL;
		if (digest == NULL || file->undecodable || pictures_have(intake->options.pictures, digest))
			continue;
		char *path = store_path(intake->options.store, digest);
		decoder_ask(intake->options.decoder, digest, path);
		free(path);
	}
}
