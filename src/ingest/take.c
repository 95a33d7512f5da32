/* One file of the folder into the store. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/utf8.h"
#include "ingest/intake_parts.h"

void tell_of_file(struct pass *pass, struct file *file, enum problem_level level, const char *words, const char *remedy)
{
	struct problems problems;
	problems_init(&problems);
	problems_add(&problems,
		     &(struct problem){.level = level, .path = file->path, .words = words, .remedy = remedy});
	bool same = file->refused.count == 1 && strcmp(file->refused.list[0].words, words) == 0;
	file_refuse(file, &problems);
	if (!same)
		pass->report->changed = true;
}

void refuse(struct pass *pass, struct file *file, const char *words, const char *remedy)
{
	tell_of_file(pass, file, PROBLEM_REFUSED, words, remedy);
}

static void refuse_unread(struct pass *pass, struct file *file, int error)
{
	char words[200];
	snprintf(words, sizeof words, "it cannot be read: %s", strerror(-error));
	bool denied = error == -EACCES || error == -EPERM;
	refuse(pass, file, words, denied ? "check its permissions" : "copy it there once more");
}

/* Has a writer come while it was read? One that had been silent for long (mark) is no news. */
static bool disturbed(struct pass *pass, const struct file *file, enum mark mark)
{
	struct watcher *watcher = pass->intake->watcher;
	if (watcher == NULL || mark == MARK_OPEN)
		return false;
	if (watcher_take(watcher))
		pass->report->heard = true;
	return watcher_mark(watcher, file->path) == MARK_OPEN;
}

/* Some programs make a file as long as it will be, and fill it then: what is not written yet is zeros, which no text
 * has so many of in a row in any encoding. */
static bool has_hole(const char *text, size_t length)
{
	static const char zeros[8];
	return memmem(text, length, zeros, sizeof zeros) != NULL;
}

/* Waits for the rest of it; true, and told, when that does not come. */
static bool give_up(struct pass *pass, struct file *file, const struct entry *entry)
{
	wait_for(pass, entry, false);
	if (file->patient)
		return false;
	refuse(pass, file, "a part of it is only zeros: its copy has not been finished", "copy it there once more");
	return true;
}

/* False if the file could not be read as it was scanned: another time. */
static bool take_text(struct pass *pass, struct file *file, int fd, const struct entry *entry, enum mark mark)
{
	const struct signature *signature = &entry->signature;
	struct store *store = pass->intake->options.store;
	struct buffer bytes;
	struct signature after;
	buffer_init(&bytes);
	int error = signature->size > CONTENT_LIMIT_BYTES ? -EFBIG : file_read_fd(fd, CONTENT_LIMIT_BYTES, &bytes);
	if (error == -EFBIG || (error == 0 && !store_has_room(store, bytes.length))) {
		buffer_finish(&bytes);
		refuse(pass, file, error != 0 ? "the file is larger than 8 MB" : "the folder has more text than fits",
		       "shorten it, or split it");
		return true;
	}
	if (error != 0 || scan_signature(fd, &after) != 0 || !signature_equal(&after, signature) ||
	    disturbed(pass, file, mark)) {
		buffer_finish(&bytes);
		if (error != 0)
			refuse_unread(pass, file, error);
		return false;
	}
	if (bytes.length > 0 && has_hole(bytes.bytes, bytes.length)) {
		buffer_finish(&bytes);
		return give_up(pass, file, entry);
	}
	size_t length = bytes.length;
	char *text = buffer_take(&bytes);
	struct source source;
	struct problems problems;
	problems_init(&problems);
	bool plain = utf8_check(text, length) == length;
	snprintf(file->read_as, sizeof file->read_as, "%s", plain ? "" : store_language(store, file->path));
	bool understood = content_read_as(&source, file->path, text, length, file->read_as, &problems);
	file->undecoded = source.undecoded;
	if (understood) {
		store_accept_text(store, file, signature, text, length, &source, &problems);
		file->fresh = !pass->intake->options.once && pass->intake->scanned;
		file->fresh_since_ms = pass->now_ms;
	} else {
		source_finish(&source);
		free(text);
		file_refuse(file, &problems);
	}
	pass->report->changed = true;
	return true;
}

/* One more on the disk? If others are on their way to it, it is not said before they are there. */
static bool has_room(struct pass *pass, struct file *file, const struct entry *entry)
{
	struct intake_options *options = &pass->intake->options;
	size_t waiting = decoder_waiting(options->decoder);
	if (pictures_room(options->pictures, entry->signature.size, waiting))
		return true;
	if (waiting > 0) {
		pass->report->more = true;
		wait_for(pass, entry, true);
	} else {
		refuse(pass, file, "callboard's disk has no room for this picture",
		       "take away pictures that are not needed, or save them smaller");
		file->no_room = true;
	}
	return false;
}

static bool take_picture(struct pass *pass, struct file *file, int fd, const struct entry *entry, enum mark mark)
{
	struct intake_options *options = &pass->intake->options;
	const struct signature *signature = &entry->signature;
	if (signature->size <= STORE_PICTURE_LIMIT_BYTES && !has_room(pass, file, entry))
		return false;
	char digest[DIGEST_SIZE];
	struct signature copied;
	bool ours;
	int error = store_copy_in(options->store, fd, digest, &copied, &ours);
	if (error == -EFBIG) {
		refuse(pass, file, "the picture is larger than 128 MB", "save it smaller, as JPEG");
		return true;
	}
	if (error != 0) {
		if (ours)
			pass->report->disk_error = -error;
		else if (error != -EAGAIN)
			refuse_unread(pass, file, error);
		return false;
	}
	if (!signature_equal(&copied, signature) || disturbed(pass, file, mark))
		return false;
	file->offered[0] = '\0';
	if (file->versions_count > 0 && strcmp(file->versions[0]->digest, digest) == 0) {
		file->signature = copied;
		pass->report->changed = pass->report->changed || file->refused.count > 0;
		file_refuse(file, NULL);
	} else if (pictures_have(options->pictures, digest)) {
		store_accept_picture(options->store, file, &copied, digest);
		pass->report->changed = true;
	} else {
		memcpy(file->offered, digest, DIGEST_SIZE);
		file->offered_signature = copied;
		char *path = store_path(options->store, digest);
		decoder_ask(options->decoder, digest, path);
		free(path);
	}
	return true;
}

void take_file(struct pass *pass, size_t index, enum mark mark)
{
	const struct entry *entry = &pass->scan.entries[index];
	struct file *file = store_need(pass->intake->options.store, entry->path, entry->kind);
	struct signature signature;
	int fd = scan_open(pass->folder_fd, entry->path);
	if (fd < 0) {
		if (fd != -ENOENT)
			refuse_unread(pass, file, fd);
		return;
	}
	bool taken = false;
	if (scan_signature(fd, &signature) == 0 && signature_equal(&signature, &entry->signature))
		taken = entry->kind == NAME_CONTENT ? take_text(pass, file, fd, entry, mark)
						    : take_picture(pass, file, fd, entry, mark);
	close(fd);
	if (taken) {
		file->waiting = false;
		settle_known(pass->intake->settle, index);
	}
}
