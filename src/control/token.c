#include "control/token.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/file.h"
#include "base/log.h"

enum { RANDOM_BYTES = (TOKEN_SIZE - 1) / 2 };

static int make(const char *path, char token[static TOKEN_SIZE])
{
	static const char digits[] = "0123456789abcdef";
	unsigned char random[RANDOM_BYTES];
	if (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random)
		return -errno;
	for (size_t i = 0; i < sizeof random; i++) {
		token[2 * i] = digits[random[i] >> 4];
		token[2 * i + 1] = digits[random[i] & 15];
	}
	token[TOKEN_SIZE - 1] = '\0';
	char line[TOKEN_SIZE];
	memcpy(line, token, sizeof line);
	line[TOKEN_SIZE - 1] = '\n';
	return file_write(path, line, sizeof line);
}

/* 0, or why what is there is no secret of ours: -EPERM if others could read it. */
static int read_secret(const char *path, char token[static TOKEN_SIZE])
{
	struct buffer text;
	struct stat status;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd < 0)
		return -errno;
	buffer_init(&text);
	int error = fstat(fd, &status) != 0 ? -errno : file_read_fd(fd, 4096, &text);
	if (error == 0 && (status.st_uid != geteuid() || (status.st_mode & 077) != 0))
		error = -EPERM;
	if (error == 0 && strspn(buffer_text(&text), "0123456789abcdef") != TOKEN_SIZE - 1)
		error = -EINVAL;
	if (error == 0) {
		memcpy(token, text.bytes, TOKEN_SIZE - 1);
		token[TOKEN_SIZE - 1] = '\0';
	}
	buffer_finish(&text);
	close(fd);
	return error;
}

int token_take(const char *state, char token[static TOKEN_SIZE])
{
	char *path = path_join(state, "token");
	int error = read_secret(path, token);
	if (error == -EPERM)
		log_warning("%s could be read by others: a new token takes its place", path);
	if (error != 0)
		error = make(path, token);
	free(path);
	return error;
}

int token_code_make(const char *state, char code[static TOKEN_SIZE])
{
	char *path = path_join(state, "login");
	int error = make(path, code);
	free(path);
	return error;
}

bool token_code_spend(const char *state, const char *code)
{
	char *path = path_join(state, "login");
	char there[TOKEN_SIZE] = "";
	/* Whoever removes the file has it: a second one who comes at the same time does not. */
	bool spent = read_secret(path, there) == 0 && token_equal(there, code) && unlink(path) == 0;
	free(path);
	return spent;
}

void token_code_remove(const char *state)
{
	char *path = path_join(state, "login");
	unlink(path);
	free(path);
}

bool token_equal(const char *a, const char *b)
{
	size_t a_length = strlen(a), b_length = strlen(b);
	volatile unsigned char differ = a_length != b_length;
	for (size_t i = 0; i < a_length; i++)
		differ = (unsigned char)(differ | (a[i] ^ (b_length > 0 ? b[i % b_length] : 0)));
	return differ == 0;
}
