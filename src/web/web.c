#include "web/web.h"

#include <errno.h>
#include <microhttpd.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/memory.h"
#include "control/listen.h"
#include "web/events.h"
#include "web/routes.h"
#include "web/tls.h"
#include "web/visitors.h"

enum {
	TICK_MS = 1000,       /* for limits of time, while there are visitors */
	LEAVE_MS = 150,       /* who has asked for nothing has so long */
	LEAVE_MOST_MS = 5000, /* and who is being answered */
	ALIVE_S = 30,         /* a loop that stands still so long ends the program; the player starts another */
	CONNECTION_LIMIT_BYTES = 32768,
	SILENT_LIMIT_S = 30,
};

static const char tls_versions[] = "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2";

struct web {
	struct loop *loop;
	int idle_ms;
	struct MHD_Daemon *daemon;
	struct watch *ready;
	struct timer *due, *tick;
	struct visitors visitors;
	struct events *events;
	struct writers *writers; /* the door's */
	struct tls *tls;         /* NULL: without encryption */
	struct routes routes;
	int64_t visited_ms, leave_ms; /* leave_ms 0: nobody asked us to */
};

/* Nobody waits for an answer any more, or for too long. */
static bool may_leave(const struct web *web)
{
	int64_t late_ms = loop_now_ms(web->loop) - web->leave_ms;
	return web->leave_ms != 0 && (web->visitors.count == 0 || late_ms >= LEAVE_MOST_MS ||
				      (late_ms >= 0 && !visitors_answered(&web->visitors)));
}

static void run(struct web *web)
{
	MHD_UNSIGNED_LONG_LONG wait_ms;
	MHD_run(web->daemon);
	if (MHD_get_timeout(web->daemon, &wait_ms) == MHD_YES)
		timer_set(web->due, loop_now_ms(web->loop) + (int64_t)(wait_ms < TICK_MS ? wait_ms : TICK_MS));
	else
		timer_unset(web->due);
	if (may_leave(web))
		loop_stop(web->loop, 0);
}

static void daemon_ready(void *data, short revents)
{
	(void)revents;
	run(data);
}

static void run_due(void *data)
{
	run(data);
}

static void tick_due(void *data)
{
	struct web *web = data;
	int64_t now_ms = loop_now_ms(web->loop), next_ms = now_ms + TICK_MS;
	alarm(ALIVE_S);
	if (web->visitors.count > 0)
		web->visited_ms = now_ms;
	if (now_ms - web->visited_ms >= web->idle_ms || may_leave(web)) {
		loop_stop(web->loop, 0);
		return;
	}
	visitors_expire(&web->visitors, now_ms);
	if (web->leave_ms == 0 && web->tls != NULL && tls_renewed(web->tls)) {
		log_info("web: the certificate was renewed; the next visitor gets the new one");
		web_leave(web);
		next_ms = web->leave_ms;
	}
	if (web->leave_ms > now_ms && web->leave_ms < next_ms)
		next_ms = web->leave_ms;
	timer_set(web->tick, next_ms);
}

static void visit(void *data, struct MHD_Connection *connection, void **visitor,
		  enum MHD_ConnectionNotificationCode what)
{
	struct web *web = data;
	if (what == MHD_CONNECTION_NOTIFY_STARTED) {
		const union MHD_ConnectionInfo *info =
			MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
		*visitor = visitors_add(&web->visitors, info->connect_fd, loop_now_ms(web->loop));
	} else {
		visitors_remove(&web->visitors, *visitor);
	}
	web->visited_ms = loop_now_ms(web->loop);
}

static struct MHD_Daemon *start(struct web *web, int fd)
{
	bool secure = web->tls != NULL;
	unsigned flags = MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | (secure ? (unsigned)MHD_USE_TLS : 0);
	return MHD_start_daemon(
		flags, 0, NULL, NULL, routes_handle, &web->routes, MHD_OPTION_LISTEN_SOCKET, fd,
		MHD_OPTION_NOTIFY_CONNECTION, visit, web, MHD_OPTION_NOTIFY_COMPLETED, routes_done, &web->routes,
		MHD_OPTION_CONNECTION_LIMIT, (unsigned)VISITORS_LIMIT, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
		(size_t)CONNECTION_LIMIT_BYTES, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)SILENT_LIMIT_S,
		MHD_OPTION_STRICT_FOR_CLIENT, 1,
		/* Without TLS the list ends here. */
		secure ? MHD_OPTION_HTTPS_MEM_CERT : MHD_OPTION_END, secure ? tls_certificate(web->tls) : NULL,
		MHD_OPTION_HTTPS_MEM_KEY, secure ? tls_key(web->tls) : NULL, MHD_OPTION_HTTPS_PRIORITIES, tls_versions,
		MHD_OPTION_END);
}

static void wake(void *data)
{
	run(data);
}

struct web *web_create(struct loop *loop, const struct web_options *options)
{
	struct web *web = memory_allocate(sizeof *web);
	*web = (struct web){.loop = loop, .idle_ms = options->idle_ms, .visited_ms = loop_now_ms(loop)};
	web->due = loop_timer(loop, run_due, web);
	web->tick = loop_timer(loop, tick_due, web);
	web->events = events_create(loop, options->state, wake, web);
	if (options->certificate != NULL) {
		web->tls = tls_read(options->certificate, options->key, clock_utc_s(options->clock));
		if (web->tls == NULL) {
			web_destroy(web);
			return NULL;
		}
	}
	int error = routes_init(&web->routes, loop, options->state, web->events, web->tls, listen_port(options->fd));
	web->writers = writers_create(loop, wake, web);
	door_init(&web->routes.door, loop, options->state, web->writers, listen_port(options->fd));
	web->daemon = error == 0 ? start(web, options->fd) : NULL;
	const union MHD_DaemonInfo *info =
		web->daemon != NULL ? MHD_get_daemon_info(web->daemon, MHD_DAEMON_INFO_EPOLL_FD) : NULL;
	if (info == NULL) {
		log_error("web: cannot serve the page: %s", error != 0 ? strerror(-error) : strerror(errno));
		web_destroy(web);
		return NULL;
	}
	web->ready = loop_watch(loop, info->epoll_fd, POLLIN, daemon_ready, web);
	tick_due(web);
	run(web);
	return web;
}

void web_leave(struct web *web)
{
	if (web->leave_ms != 0)
		return;
	web->leave_ms = loop_now_ms(web->loop) + LEAVE_MS;
	MHD_socket fd = MHD_quiesce_daemon(web->daemon); /* the next player may want the port at once */
	if (fd != MHD_INVALID_SOCKET)
		close(fd);
	events_end(web->events);
	timer_set(web->tick, web->leave_ms);
	run(web);
}

void web_destroy(struct web *web)
{
	if (web == NULL)
		return;
	watch_destroy(web->ready);
	if (web->daemon != NULL) {
		events_end(web->events);
		writers_end(web->writers);
		MHD_run(web->daemon);
		MHD_stop_daemon(web->daemon);
	}
	events_destroy(web->events);
	door_finish(&web->routes.door);
	routes_finish(&web->routes);
	tls_destroy(web->tls);
	timer_destroy(web->tick);
	timer_destroy(web->due);
	free(web);
}
