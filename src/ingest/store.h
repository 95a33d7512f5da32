/* STATE/sources: the last accepted bytes of every file by content, and an index that names them, so that a restart
 * without the share, or a newer program, can compile them again. In memory each text is kept parsed, a picture as its
 * digest.
 *
 * The unit of "last good" is the item: a file keeps older versions as long as an item of them stands in for one that a
 * newer version has broken (compile marks what it used). */
#ifndef INGEST_STORE_H
#define INGEST_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/digest.h"
#include "formats/content.h"
#include "ingest/scan.h"

enum { STORE_VERSIONS_LIMIT = 4, STORE_TEXT_LIMIT_BYTES = 32 << 20, STORE_PICTURE_LIMIT_BYTES = 128 << 20 };

struct version { /* accepted bytes */
	char digest[DIGEST_SIZE];
	size_t length;
	char *bytes;              /* until saved; NULL then, and for pictures */
	struct source source;     /* of content */
	struct problems problems; /* of reading it */
	bool *shown;              /* each item: by the last compile */
	bool used;                /* any of them */
};

struct file {
	char *path;
	enum name_kind kind;
	struct signature signature;                     /* of versions[0] when it was read */
	struct version *versions[STORE_VERSIONS_LIMIT]; /* newest first; of a picture one at most */
	size_t versions_count;

	/* Of this run only: what is in the folder and not accepted (yet). */
	bool waiting; /* not whole so far */
	bool patient; /* and worth waiting for */
	int64_t waiting_since_ms;
	int64_t gone_since_ms; /* no longer named there; 0: it is */
	bool fresh;            /* a text that came a moment ago: pictures that it names may still be on their way */
	int64_t fresh_since_ms;
	char offered[DIGEST_SIZE]; /* a picture that waits for its decoding; "" if none */
	struct signature offered_signature;
	bool undecoded;          /* a text whose encoding leaves doubts in the language it was read as */
	char read_as[8];         /* that language */
	bool undecodable;        /* an accepted picture that the present decoder does not take */
	bool no_room;            /* it is refused because the disk has none for it */
	struct problems refused; /* what is wrong with the bytes there now; no arena if nothing */
};

struct store;

/* Opens or makes FOLDER/sources and reads what it has; damaged entries are dropped. NULL with a negative errno in
 * *error if the folder cannot be made. */
struct store *store_open(const char *folder, int *error);
void store_close(struct store *store);

/* Reads what another program keeps there, and changes nothing. */
struct store *store_look(const char *folder);

/* In natural order of path. Valid until a file is added or removed. */
struct file *const *store_files(const struct store *store, size_t *count);
struct file *store_find(const struct store *store, const char *path);

/* As typed, else (cameras write .JPG, people .jpg; macOS parts accents from their letters) the first that name_alike()
 * takes for it; of one kind. */
const struct file *store_find_alike(const struct store *store, const char *path, enum name_kind kind);

/* What the event that governs a path says of its language: the nearest in its folder and above it that says one; "" if
 * none does. */
const char *store_language(const struct store *store, const char *path);

struct file *store_need(struct store *store, const char *path, enum name_kind kind);
void store_remove(struct store *store, const char *path);

/* Takes over bytes (malloc'd), source and problems as the newest version. The same bytes again change the signature
 * alone. */
void store_accept_text(struct store *store, struct file *file, const struct signature *signature, char *bytes,
		       size_t length, const struct source *source, const struct problems *problems);

/* All texts together may not be more than STORE_TEXT_LIMIT_BYTES: would they be, with this much more? */
bool store_has_room(const struct store *store, size_t more);

/* Copies a picture's bytes into sources/, its name in digest. 0 or a negative errno; *ours tells whose fault that is:
 * the state folder's (true) or the read's. Unreferenced copies go at the next save. */
int store_copy_in(struct store *store, int fd, char digest[static DIGEST_SIZE], struct signature *copied, bool *ours);

/* The picture's version from now on. */
void store_accept_picture(struct store *store, struct file *file, const struct signature *signature,
			  const char *digest);

/* What is wrong with the bytes in the folder; NULL: nothing. Takes problems over. */
void file_refuse(struct file *file, struct problems *problems);

/* Where a version's bytes lie; free() it. */
char *store_path(const struct store *store, const char *digest);

/* Appends the bytes of a version. 0 or a negative errno. */
int store_read(const struct store *store, const struct version *version, struct buffer *into);

/* Forgets older versions that the last compile did not use. */
void store_prune(struct store *store);

/* Was the folder a mount point when it was last read? Saved with the rest. */
bool store_mount_point(const struct store *store);
void store_set_mount_point(struct store *store, bool mount_point);

/* The set that was made of all this; saved with the rest. Not whole: some of it was lost, or the set in force `key` is
 * newer than what was saved (a power cut came between), so that compiling it would take back what is shown. */
void store_set_key(struct store *store, const char *key);
bool store_is_whole(const struct store *store, const char *key);

/* Writes what is new and removes what nothing refers to. 0 or a negative errno; may be tried again. */
int store_save(struct store *store);

#endif
