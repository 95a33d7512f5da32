#include "control/client.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/clock.h"

static int connect_to(const char *state)
{
	struct sockaddr_un address;
	int folder = control_address(&address, state);
	if (folder < 0)
		return folder;
	int result = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (result >= 0 && connect(result, (struct sockaddr *)&address, sizeof address) != 0) {
		int error = errno;
		close(result);
		result = -1;
		errno = error;
	}
	if (result < 0)
		result = -errno;
	close(folder);
	return result;
}

/* One receive; a descriptor that comes along is kept in *fd. Bytes got, or a negative errno. */
static ssize_t receive(int socket, struct buffer *line, int *fd)
{
	char bytes[4096];
	struct iovec into = {bytes, sizeof bytes};
	union {
		struct cmsghdr header;
		char room[CMSG_SPACE(sizeof(int))];
	} control;
	struct msghdr message = {
		.msg_iov = &into, .msg_iovlen = 1, .msg_control = control.room, .msg_controllen = sizeof control.room};
	ssize_t got = recvmsg(socket, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
	if (got < 0)
		return errno == EAGAIN || errno == EINTR ? 0 : -errno;
	if (got == 0)
		return -EPROTO;
	const struct cmsghdr *header = CMSG_FIRSTHDR(&message);
	if (header != NULL && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS &&
	    header->cmsg_len == CMSG_LEN(sizeof(int))) {
		if (*fd >= 0)
			close(*fd);
		memcpy(fd, CMSG_DATA(header), sizeof(int));
	}
	buffer_add(line, bytes, (size_t)got);
	return got;
}

static int receive_line(int socket, int limit_ms, struct buffer *line, int *fd)
{
	struct clock clock = clock_system();
	int64_t deadline_ms = clock_monotonic_ms(&clock) + limit_ms;
	while (line->length == 0 || line->bytes[line->length - 1] != '\n') {
		int64_t left_ms = deadline_ms - clock_monotonic_ms(&clock);
		if (left_ms <= 0)
			return -ETIMEDOUT;
		struct pollfd polled = {.fd = socket, .events = POLLIN};
		if (poll(&polled, 1, (int)left_ms) < 0 && errno != EINTR)
			return -errno;
		ssize_t got = receive(socket, line, fd);
		if (got < 0)
			return (int)got;
		if (line->length > CONTROL_LINE_LIMIT)
			return -EPROTO;
	}
	return 0;
}

int client_ask(const char *state, enum control_command command, int limit_ms, struct client_answer *answer)
{
	cJSON *request = cJSON_CreateObject();
	cJSON_AddStringToObject(request, "command", control_command_names[command]);
	int result = client_request(state, request, limit_ms, answer);
	cJSON_Delete(request);
	return result;
}

int client_request(const char *state, const cJSON *request, int limit_ms, struct client_answer *answer)
{
	*answer = (struct client_answer){.fd = -1};
	int socket = connect_to(state);
	if (socket < 0)
		return socket;
	struct buffer line;
	buffer_init(&line);
	char *text = cJSON_PrintUnformatted(request);
	buffer_add_format(&line, "%s\n", text != NULL ? text : "");
	cJSON_free(text);
	int result = 0;
	if (send(socket, line.bytes, line.length, MSG_NOSIGNAL) != (ssize_t)line.length)
		result = -errno;
	buffer_clear(&line);
	if (result == 0)
		result = receive_line(socket, limit_ms, &line, &answer->fd);
	if (result == 0) {
		answer->object = cJSON_ParseWithLength(line.bytes, line.length);
		if (!cJSON_IsObject(answer->object))
			result = -EPROTO;
	}
	buffer_finish(&line);
	close(socket);
	if (result != 0)
		client_answer_finish(answer);
	return result;
}

void client_answer_finish(struct client_answer *answer)
{
	cJSON_Delete(answer->object);
	if (answer->fd >= 0)
		close(answer->fd);
	*answer = (struct client_answer){.fd = -1};
}

int client_picture(const struct client_answer *answer, struct client_picture *picture)
{
	enum { SIDE_LIMIT = 16384 };
	const cJSON *width = cJSON_GetObjectItem(answer->object, "width");
	const cJSON *height = cJSON_GetObjectItem(answer->object, "height");
	struct stat size;
	if (answer->fd < 0 || !cJSON_IsNumber(width) || !cJSON_IsNumber(height) || fstat(answer->fd, &size) != 0 ||
	    width->valueint < 1 || width->valueint > SIDE_LIMIT || height->valueint < 1 ||
	    height->valueint > SIDE_LIMIT || size.st_size < (off_t)width->valueint * height->valueint * 4)
		return -EPROTO;
	*picture = (struct client_picture){
		.width_px = width->valueint, .height_px = height->valueint, .bytes = (size_t)size.st_size};
	picture->pixels = mmap(NULL, picture->bytes, PROT_READ, MAP_SHARED, answer->fd, 0);
	return picture->pixels != MAP_FAILED ? 0 : -errno;
}

void client_picture_finish(struct client_picture *picture)
{
	munmap(picture->pixels, picture->bytes);
}
