#include "control/server.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/memory.h"

struct client {
	struct server *server;
	int fd;
	struct watch *watch;
	struct buffer in, out;
	int passed_fd;     /* goes with the first byte of out; -1: none */
	bool ended;        /* nothing more is read; out is still sent */
	uint64_t last_use; /* the server's count of wakes, not time */
};

struct server {
	struct loop *loop;
	struct server_options options;
	char *state;
	int fd;
	struct watch *watch;
	struct client *clients[CONTROL_CLIENTS_LIMIT];
	size_t clients_count;
	uint64_t uses;
};

static void client_destroy(struct client *client)
{
	watch_destroy(client->watch);
	close(client->fd);
	if (client->passed_fd >= 0)
		close(client->passed_fd);
	buffer_finish(&client->in);
	buffer_finish(&client->out);
	free(client);
}

static void drop(struct client *client)
{
	struct server *server = client->server;
	size_t i = 0;
	while (server->clients[i] != client)
		i++;
	server->clients[i] = server->clients[--server->clients_count];
	client_destroy(client);
}

/* Puts one answer into client->out. */
static void answer(struct client *client, const struct control_answer *given)
{
	cJSON *object = cJSON_CreateObject();
	cJSON_AddBoolToObject(object, "ok", given->error == NULL);
	if (given->error != NULL)
		cJSON_AddStringToObject(object, "error", given->error);
	while (given->fields != NULL && given->fields->child != NULL) {
		cJSON *field = cJSON_DetachItemViaPointer(given->fields, given->fields->child);
		cJSON_AddItemToObject(object, field->string, field);
	}
	cJSON_Delete(given->fields);
	char *text = cJSON_PrintUnformatted(object);
	cJSON_Delete(object);
	if (text != NULL && strlen(text) < CONTROL_LINE_LIMIT) {
		buffer_add_text(&client->out, text);
		client->passed_fd = given->fd;
	} else {
		buffer_add_text(&client->out, "{\"ok\":false,\"error\":\"the answer is too long\"}");
		if (given->fd >= 0)
			close(given->fd);
	}
	buffer_add_text(&client->out, "\n");
	cJSON_free(text);
}

static void refuse(struct client *client, const char *words)
{
	struct control_answer refusal = {.error = words, .fd = -1};
	answer(client, &refusal);
}

static void request(struct client *client, const char *line, size_t length)
{
	cJSON *object = cJSON_ParseWithLength(line, length);
	const cJSON *name = cJSON_GetObjectItemCaseSensitive(object, "command");
	enum control_command command;
	if (!cJSON_IsObject(object)) {
		refuse(client, "not a JSON object");
	} else if (!cJSON_IsString(name)) {
		refuse(client, "no \"command\"");
	} else if (!control_command_named(name->valuestring, &command)) {
		refuse(client, "unknown command");
	} else {
		struct control_answer given = {.fd = -1};
		client->server->options.handle(client->server->options.data, command, object, &given);
		answer(client, &given);
	}
	cJSON_Delete(object);
}

/* Sends what can be sent now. False if the client is gone. */
static bool flush(struct client *client)
{
	while (client->out.length > 0) {
		struct iovec bytes = {client->out.bytes, client->out.length};
		struct msghdr message = {.msg_iov = &bytes, .msg_iovlen = 1};
		union {
			struct cmsghdr header;
			char room[CMSG_SPACE(sizeof(int))];
		} control = {.room = {0}};
		if (client->passed_fd >= 0) {
			message.msg_control = control.room;
			message.msg_controllen = sizeof control.room;
			control.header = (struct cmsghdr){
				.cmsg_len = CMSG_LEN(sizeof(int)), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS};
			memcpy(CMSG_DATA(&control.header), &client->passed_fd, sizeof(int));
		}
		ssize_t sent = sendmsg(client->fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
		if (sent < 0)
			return errno == EAGAIN || errno == EINTR;
		if (client->passed_fd >= 0)
			close(client->passed_fd);
		client->passed_fd = -1;
		buffer_drop(&client->out, (size_t)sent);
	}
	return true;
}

/* Reads what is there. False if the client is gone. */
static bool receive(struct client *client)
{
	char bytes[CONTROL_REQUEST_LIMIT];
	ssize_t got = recv(client->fd, bytes, sizeof bytes, MSG_DONTWAIT);
	if (got < 0)
		return errno == EAGAIN || errno == EINTR;
	if (got == 0)
		client->ended = true;
	buffer_add(&client->in, bytes, (size_t)got);
	return true;
}

static void client_ready(void *data, short revents)
{
	struct client *client = data;
	client->last_use = ++client->server->uses;
	bool there = true;
	if (client->out.length > 0)
		there = flush(client);
	else if (!client->ended && (revents & (POLLIN | POLLHUP)) != 0)
		there = receive(client);

	const char *line = buffer_text(&client->in);
	const char *newline = client->in.length > 0 ? memchr(line, '\n', client->in.length) : NULL;
	if (there && client->out.length == 0 && newline != NULL) {
		size_t length = (size_t)(newline - line);
		request(client, line, length);
		buffer_drop(&client->in, length + 1);
		there = flush(client);
		newline = client->in.length > 0 ? memchr(client->in.bytes, '\n', client->in.length) : NULL;
	}
	if (there && newline == NULL && client->in.length > CONTROL_REQUEST_LIMIT && !client->ended) {
		refuse(client, "the request is too long");
		client->ended = true;
		buffer_clear(&client->in);
		there = flush(client);
	}
	bool busy = client->out.length > 0 || newline != NULL;
	if (!there || (client->ended && !busy) || (revents & POLLERR) != 0) {
		drop(client);
		return;
	}
	/* With a request waiting the socket is writable at once: so the next wake takes the next one. */
	watch_events(client->watch, busy ? POLLOUT : POLLIN);
}

void server_serve(struct server *server, int fd)
{
	if (server->clients_count == CONTROL_CLIENTS_LIMIT) {
		struct client *silent = server->clients[0];
		for (size_t i = 1; i < server->clients_count; i++)
			if (server->clients[i]->last_use < silent->last_use)
				silent = server->clients[i];
		drop(silent);
	}
	struct client *client = memory_allocate(sizeof *client);
	*client = (struct client){.server = server, .fd = fd, .passed_fd = -1, .last_use = ++server->uses};
	buffer_init(&client->in);
	buffer_init(&client->out);
	client->watch = loop_watch(server->loop, fd, POLLIN, client_ready, client);
	server->clients[server->clients_count++] = client;
}

static void listener_ready(void *data, short revents)
{
	struct server *server = data;
	(void)revents;
	int fd = accept4(server->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
	if (fd >= 0)
		server_serve(server, fd);
	else if ((errno == EMFILE || errno == ENFILE) && server->clients_count > 0)
		drop(server->clients[0]);
}

static int listen_at(const char *state)
{
	struct sockaddr_un address;
	int folder = control_address(&address, state);
	if (folder < 0)
		return folder;
	int result = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	mode_t mask = umask(0177);
	if (result >= 0 && ((unlinkat(folder, "ctl.sock", 0) != 0 && errno != ENOENT) ||
			    bind(result, (struct sockaddr *)&address, sizeof address) != 0 || listen(result, 8) != 0)) {
		int error = errno;
		close(result);
		result = -1;
		errno = error;
	}
	if (result < 0)
		result = -errno;
	umask(mask);
	close(folder);
	return result;
}

struct server *server_create(struct loop *loop, const struct server_options *options, int *error)
{
	int fd = listen_at(options->state);
	if (fd < 0) {
		*error = fd;
		return NULL;
	}
	struct server *server = memory_allocate(sizeof *server);
	server->loop = loop;
	server->options = *options;
	server->state = text_copy(options->state);
	server->fd = fd;
	server->watch = loop_watch(loop, fd, POLLIN, listener_ready, server);
	return server;
}

void server_destroy(struct server *server)
{
	if (server == NULL)
		return;
	for (size_t i = 0; i < server->clients_count; i++)
		client_destroy(server->clients[i]);
	struct sockaddr_un address;
	int folder = control_address(&address, server->state);
	if (folder >= 0) {
		unlinkat(folder, "ctl.sock", 0);
		close(folder);
	}
	watch_destroy(server->watch);
	close(server->fd);
	free(server->state);
	free(server);
}
