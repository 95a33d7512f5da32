#include "control/pin.h"

#include <assert.h>
#include <crypt.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/file.h"
#include "base/memory.h"
#include "control/token.h"

static_assert(PIN_HASH_SIZE == CRYPT_OUTPUT_SIZE, "all that crypt gives");

bool pin_valid(const char *pin)
{
	size_t length = strspn(pin, "0123456789");
	return pin[length] == '\0' && length >= PIN_LEAST && length <= PIN_MOST;
}

/* False if crypt knows no such setting. */
static bool hash_with(const char *pin, const char *setting, char hash[static PIN_HASH_SIZE])
{
	struct crypt_data *data = memory_allocate(sizeof *data);
	memset(data, 0, sizeof *data);
	const char *made = crypt_r(pin, setting, data);
	bool well = made != NULL && made[0] != '*' && strlen(made) < PIN_HASH_SIZE;
	if (well)
		memcpy(hash, made, strlen(made) + 1);
	explicit_bzero(data, sizeof *data);
	free(data);
	return well;
}

/* Root sets it for the user whom the player runs as: the one that the state folder belongs to. */
static int give_to_owner(const char *state, const char *path)
{
	struct stat owner;
	if (stat(state, &owner) != 0)
		return -errno;
	if (owner.st_uid != geteuid() && chown(path, owner.st_uid, owner.st_gid) != 0)
		return -errno;
	return 0;
}

int pin_set(const char *state, const char *pin)
{
	char hash[PIN_HASH_SIZE], setting[CRYPT_GENSALT_OUTPUT_SIZE];
	if (!pin_valid(pin))
		return -EINVAL;
	if (crypt_gensalt_rn("$y$", 0, NULL, 0, setting, sizeof setting) == NULL || !hash_with(pin, setting, hash))
		return -ENOSYS;
	char *path = path_join(state, "pin"), *line = text_format("%s\n", hash);
	int error = file_write(path, line, strlen(line));
	if (error == 0)
		error = give_to_owner(state, path);
	free(line);
	free(path);
	return error;
}

int pin_remove(const char *state)
{
	char *path = path_join(state, "pin");
	int error = unlink(path) == 0 || errno == ENOENT ? 0 : -errno;
	free(path);
	return error;
}

int pin_take(const char *state, char hash[static PIN_HASH_SIZE])
{
	struct buffer text;
	struct stat status;
	char *path = path_join(state, "pin");
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	int error = fd < 0 ? -errno : 0;
	buffer_init(&text);
	if (error == 0 && fstat(fd, &status) != 0)
		error = -errno;
	if (error == 0 && (status.st_uid != geteuid() || (status.st_mode & 077) != 0))
		error = -EPERM;
	if (error == 0)
		error = file_read_fd(fd, PIN_HASH_SIZE, &text);
	size_t length = strcspn(buffer_text(&text), "\n");
	if (error == 0 && (length == 0 || length >= PIN_HASH_SIZE))
		error = -EINVAL;
	if (error == 0) {
		memcpy(hash, text.bytes, length);
		hash[length] = '\0';
	}
	buffer_finish(&text);
	if (fd >= 0)
		close(fd);
	free(path);
	return error;
}

bool pin_right(const char *hash, const char *pin)
{
	char made[PIN_HASH_SIZE];
	return pin_valid(pin) && hash_with(pin, hash, made) && token_equal(hash, made);
}
