#include "web/door_files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/file.h"
#include "base/memory.h"
#include "web/edits.h"

enum {
	REQUEST_LIMIT_BYTES = 1 << 16,
	FILE_LIMIT_BYTES = 1 << 20,
	LISTED_LIMIT = 200,
	BLOCK_BYTES = 1 << 16,

};

static const char changes_name[] = "changes.json";

static cJSON *refused(int status, const char *code, const char *words)
{
	cJSON *answer = cJSON_CreateObject();
	cJSON_AddFalseToObject(answer, "ok");
	cJSON_AddStringToObject(answer, "error", words);
	cJSON_AddStringToObject(answer, "code", code);
	cJSON_AddNumberToObject(answer, "status", status);
	return answer;
}

static cJSON *failed(int error)
{
	switch (-error) {
	case EROFS:
	case EACCES:
	case EPERM:
		return refused(503, "read-only",
			       "the folder cannot be written from here: whoever set up the screen can "
			       "let it");
	case ENOSPC:
	case EDQUOT:
		return refused(507, "full", "there is no room left in the folder");
	default:
		return refused(503, "unreachable", "the folder cannot be reached now");
	}
}

static cJSON *well(void)
{
	cJSON *answer = cJSON_CreateObject();
	cJSON_AddTrueToObject(answer, "ok");
	return answer;
}

static const char *text_of(const cJSON *object, const char *key)
{
	const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, key));
	return text != NULL ? text : "";
}

/* A folder below the root; links stay below it, too. Where the kernel lacks openat2 no link is followed. */
static int open_folder(int root_fd, const char *path)
{
	struct open_how how = {.flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC,
			       .resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS};
	const char *at = path[0] == '\0' ? "." : path;
	long fd = syscall(SYS_openat2, root_fd, at, &how, sizeof how);
	if (fd < 0 && (errno == ENOSYS || errno == EPERM))
		fd = openat(root_fd, at, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	return fd < 0 ? -errno : (int)fd;
}

/* callboard-door of an event's folder; made if it is missing and `make` says so. */
static int open_door(const char *folder, const char *in, bool make)
{
	int root_fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int fd = root_fd < 0 ? -errno : open_folder(root_fd, in);
	if (root_fd >= 0)
		close(root_fd);
	if (fd < 0)
		return fd;
	int door_fd = make && mkdirat(fd, DOOR_FOLDER, 0777) != 0 && errno != EEXIST ? -errno : 0;
	if (door_fd == 0)
		door_fd = openat(fd, DOOR_FOLDER, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	if (door_fd == -1)
		door_fd = -errno;
	close(fd);
	return door_fd;
}

/* A name that we gave a file, and nothing that leads elsewhere. */
static bool our_name(const char *name)
{
	return strchr(name, '/') == NULL && (strncmp(name, "message-", 8) == 0 || strncmp(name, "photo-", 6) == 0);
}

static int read_at(int door_fd, const char *name, struct buffer *text, struct stat *status)
{
	int fd = openat(door_fd, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd < 0)
		return -errno;
	int error = fstat(fd, status) != 0 ? -errno : file_read_fd(fd, FILE_LIMIT_BYTES, text);
	close(fd);
	return error;
}

/* What a file is made in, which nobody shows: one for each kind, so that power cuts leave no more than these. */
static const char *temporary_for(const char *name)
{
	return name[0] == 'c' ? ".changes.tmp" : name[0] == 'm' ? ".message.tmp" : ".photo.tmp";
}

static int open_temporary(int door_fd, const char *temporary)
{
	unlinkat(door_fd, temporary, 0);
	int fd = openat(door_fd, temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
	return fd < 0 ? -errno : fd;
}

/* Gives the temporary its name. Nobody's file is written over: an existing one only where `again` says that it is ours
 * still. */
static int put(int door_fd, const char *temporary, const char *name, bool again)
{
	if (again)
		return renameat(door_fd, temporary, door_fd, name) == 0 ? 0 : -errno;
	if (renameat2(door_fd, temporary, door_fd, name, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno != EINVAL && errno != ENOSYS)
		return -errno;
	if (faccessat(door_fd, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0) /* a file system that cannot do it at once */
		return -EEXIST;
	return renameat(door_fd, temporary, door_fd, name) == 0 ? 0 : -errno;
}

static int copy(int from, int to)
{
	char *block = memory_allocate(BLOCK_BYTES);
	off_t at = 0;
	ssize_t got;
	int error = 0;
	while (error == 0 && (got = pread(from, block, BLOCK_BYTES, at)) != 0) {
		error = got < 0 ? -errno : file_write_fd(to, block, (size_t)got);
		at += got;
	}
	free(block);
	return error;
}

/* Writes bytes, or what is in from_fd if that is not -1, whole or not at all. */
static int write_at(int door_fd, const char *name, const char *text, int from_fd, bool again)
{
	const char *temporary = temporary_for(name);
	int fd = open_temporary(door_fd, temporary);
	if (fd < 0)
		return fd;
	int error = from_fd >= 0 ? copy(from_fd, fd) : file_write_fd(fd, text, strlen(text));
	if (error == 0 && fsync(fd) != 0)
		error = -errno;
	if (close(fd) != 0 && error == 0)
		error = -errno;
	if (error == 0)
		error = put(door_fd, temporary, name, again);
	if (error == -ENOENT) /* another screen's page took the temporary away for its own */
		error = -EEXIST;
	if (error != 0)
		unlinkat(door_fd, temporary, 0);
	else
		fsync(door_fd);
	return error;
}

/* The folder goes with its last file. */
static void leave_door(const char *folder, const char *in)
{
	int root_fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int fd = root_fd >= 0 ? open_folder(root_fd, in) : -1;
	if (fd >= 0) {
		unlinkat(fd, DOOR_FOLDER, AT_REMOVEDIR);
		close(fd);
	}
	if (root_fd >= 0)
		close(root_fd);
}

static char *path_of(const char *in, const char *name)
{
	return text_format("%s%s" DOOR_FOLDER "/%s", in, in[0] != '\0' ? "/" : "", name);
}

static cJSON *say(int door_fd, const cJSON *request)
{
	struct buffer text;
	struct stat before = {0}, now = {0};
	buffer_init(&text);
	int error = read_at(door_fd, changes_name, &text, &before);
	cJSON *overlay = error == -ENOENT ? edits_create()
			 : error == 0     ? edits_read(buffer_text(&text), text.length)
					  : NULL;
	bool again = error == 0;
	buffer_finish(&text);
	if (overlay == NULL)
		return error == 0
			       ? refused(409, "foreign",
					 "callboard-door/changes.json was changed by hand and cannot be read: mend or "
					 "delete it in the folder")
			       : failed(error);
	const char *reason = edits_say(overlay, cJSON_GetObjectItemCaseSensitive(request, "session"),
				       cJSON_GetObjectItemCaseSensitive(request, "change"), text_of(request, "at"));
	char *changed = edits_text(overlay);
	bool empty = edits_empty(overlay);
	cJSON_Delete(overlay);
	if (again && (fstatat(door_fd, changes_name, &now, AT_SYMLINK_NOFOLLOW) != 0 || now.st_ino != before.st_ino ||
		      now.st_size != before.st_size || now.st_mtim.tv_nsec != before.st_mtim.tv_nsec ||
		      now.st_mtim.tv_sec != before.st_mtim.tv_sec))
		error = -EEXIST;
	else if (reason == NULL && empty)
		error = !again || unlinkat(door_fd, changes_name, 0) == 0 ? 0 : -errno;
	else if (reason == NULL)
		error = write_at(door_fd, changes_name, changed, -1, again);
	free(changed);
	if (reason != NULL)
		return refused(400, "wrong", reason);
	if (error == -EEXIST)
		return refused(409, "again", "somebody else changed the file at the same moment: try again");
	return error != 0 ? failed(error) : well();
}

/* A message or a photo under a name that nobody has. */
static cJSON *add(int door_fd, const cJSON *request, const char *in, int photo_fd)
{
	const char *name = text_of(request, "name");
	const cJSON *message = cJSON_GetObjectItemCaseSensitive(request, "message");
	if (!our_name(name))
		return refused(400, "wrong", "this is no name for a file");
	char *text = message != NULL ? edits_text(message) : NULL;
	int error = write_at(door_fd, name, text, message != NULL ? -1 : photo_fd, false);
	free(text);
	if (error == -EEXIST)
		return refused(409, "again", "somebody else wrote at the same moment: try again");
	if (error != 0)
		return failed(error);
	cJSON *answer = well();
	char *path = path_of(in, name);
	cJSON_AddStringToObject(answer, "file", path);
	free(path);
	return answer;
}

static cJSON *undo(const char *folder, const char *file)
{
	static const char door[] = DOOR_FOLDER "/";
	const char *name = strrchr(file, '/');
	size_t length = name != NULL ? (size_t)(name + 1 - file) : 0;
	if (length < sizeof door - 1 || strncmp(name + 1 - (sizeof door - 1), door, sizeof door - 1) != 0 ||
	    !our_name(name + 1) || (length > sizeof door - 1 && file[length - sizeof door] != '/'))
		return refused(404, "gone", "there is no such change");
	char *in = text_copy_part(file, length > sizeof door - 1 ? length - sizeof door : 0);
	int door_fd = open_door(folder, in, false);
	int error = door_fd < 0 ? door_fd : unlinkat(door_fd, name + 1, 0) == 0 ? 0 : -errno;
	if (door_fd >= 0)
		close(door_fd);
	if (error == 0)
		leave_door(folder, in);
	free(in);
	return error == 0 || error == -ENOENT ? well() : failed(error);
}

static void list_sessions(int door_fd, const char *path, cJSON *changes)
{
	struct buffer text;
	struct stat status;
	buffer_init(&text);
	int error = read_at(door_fd, changes_name, &text, &status);
	cJSON *overlay = error == 0 ? edits_read(buffer_text(&text), text.length) : NULL;
	cJSON *entry;
	cJSON_ArrayForEach(entry, cJSON_GetObjectItemCaseSensitive(overlay, "sessions"))
	{
		if (!cJSON_IsObject(entry) || cJSON_GetArraySize(changes) >= LISTED_LIMIT)
			continue;
		cJSON *change = cJSON_Duplicate(entry, 1);
		cJSON_AddStringToObject(change, "kind", "session");
		cJSON_AddStringToObject(change, "file", path);
		cJSON_AddItemToArray(changes, change);
	}
	cJSON_Delete(overlay);
	buffer_finish(&text);
}

static void list_file(int door_fd, const char *name, const char *path, cJSON *changes)
{
	static const char *const members[] = {"title", "text", "_at"};
	struct buffer text;
	struct stat status;
	bool message = name[0] == 'm';
	cJSON *change = cJSON_CreateObject();
	cJSON_AddStringToObject(change, "kind", message ? "message" : "photo");
	cJSON_AddStringToObject(change, "file", path);
	buffer_init(&text);
	cJSON *there = message && read_at(door_fd, name, &text, &status) == 0
			       ? cJSON_ParseWithLength(buffer_text(&text), text.length)
			       : NULL;
	for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
		const cJSON *member = cJSON_GetObjectItemCaseSensitive(there, members[i]);
		if (cJSON_IsString(member))
			cJSON_AddStringToObject(change, members[i], member->valuestring);
	}
	const char *until = text_of(cJSON_GetObjectItemCaseSensitive(there, "show"), "until");
	if (until[0] != '\0')
		cJSON_AddStringToObject(change, "until", until);
	cJSON_AddItemToArray(changes, change);
	cJSON_Delete(there);
	buffer_finish(&text);
}

static int list_folder(const char *folder, const char *in, cJSON *changes)
{
	int door_fd = open_door(folder, in, false);
	if (door_fd < 0)
		return door_fd == -ENOENT ? 0 : door_fd;
	DIR *directory = fdopendir(dup(door_fd));
	int error = directory == NULL ? -errno : 0;
	for (struct dirent *found; directory != NULL && (found = readdir(directory)) != NULL;) {
		char *path = path_of(in, found->d_name);
		if (strcmp(found->d_name, changes_name) == 0)
			list_sessions(door_fd, path, changes);
		else if (our_name(found->d_name) && cJSON_GetArraySize(changes) < LISTED_LIMIT)
			list_file(door_fd, found->d_name, path, changes);
		free(path);
	}
	if (directory != NULL)
		closedir(directory);
	close(door_fd);
	return error;
}

static cJSON *list(const char *folder, const cJSON *request)
{
	cJSON *answer = well(), *changes = cJSON_AddArrayToObject(answer, "changes");
	const cJSON *in;
	int error = 0;
	cJSON_ArrayForEach(in, cJSON_GetObjectItemCaseSensitive(request, "in"))
	{
		if (error == 0 && cJSON_IsString(in))
			error = list_folder(folder, in->valuestring, changes);
	}
	if (error == 0)
		return answer;
	cJSON_Delete(answer);
	return failed(error);
}

cJSON *door_files_do(const char *folder, const cJSON *request, int photo_fd)
{
	const char *what = text_of(request, "do"), *in = text_of(request, "in");
	if (strcmp(what, "list") == 0)
		return list(folder, request);
	if (strcmp(what, "undo") == 0)
		return undo(folder, text_of(request, "file"));
	int door_fd = open_door(folder, in, true);
	if (door_fd < 0)
		return failed(door_fd);
	cJSON *answer = strcmp(what, "say") == 0 ? say(door_fd, request) : add(door_fd, request, in, photo_fd);
	close(door_fd);
	leave_door(folder, in);
	return answer;
}

int door_files_serve(const char *folder)
{
	enum { PHOTO = 3 };
	struct buffer text;
	buffer_init(&text);
	int error = file_read_fd(STDIN_FILENO, REQUEST_LIMIT_BYTES, &text);
	cJSON *request = error == 0 ? cJSON_ParseWithLength(buffer_text(&text), text.length) : NULL;
	buffer_finish(&text);
	if (request == NULL)
		return EXIT_FAILURE;
	cJSON *answer = door_files_do(folder, request, PHOTO);
	char *printed = cJSON_PrintUnformatted(answer);
	error = printed == NULL ? -ENOMEM : file_write_fd(STDOUT_FILENO, printed, strlen(printed));
	cJSON_free(printed);
	cJSON_Delete(answer);
	cJSON_Delete(request);
	return error == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
