/* callboard play: the player with its lock, its ctl socket, its signals and what the service manager hears. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

#include "base/child.h"
#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"
#include "commands/answers.h"
#include "commands/commands.h"
#include "commands/paths.h"
#include "commands/position.h"
#include "commands/rescue.h"
#include "commands/state.h"
#include "commands/wishes.h"
#include "control/doorman.h"
#include "control/listen.h"
#include "control/notify.h"
#include "control/server.h"
#include "control/token.h"
#include "player/logbook.h"
#include "player/player.h"

enum { END_LIMIT_S = 2 };

enum outcome { OUTCOME_END, OUTCOME_FAILED, OUTCOME_RESTART };

struct play {
	const struct wishes *wishes;
	struct clock clock;
	struct loop *loop;
	struct player *player;
	struct answers answers;
	struct server *server; /* NULL: the state folder does not take its socket */
	struct timer *serve;   /* tries again then */
	const struct kept *kept;
	struct doorman *doorman;
	struct watch *signals;
	struct logbook *logbook;
	struct rescue *rescue;
	const char *why;      /* of a restart */
	enum logbook_end end; /* likewise */
	int server_error;     /* that was told; 0: none */
	int signals_fd;
	int lock;
	bool at_open; /* --at still waits for the wall's own zone */
	bool restarted;
	bool ready;      /* told the service manager */
	bool terminated; /* by SIGTERM, after which the service manager may start us again */
};

/* --at without an offset is meant as the people there read their clocks: in their event's zone, which the first deck
 * with an event tells. Until then this machine's zone is taken. */
static void set_clock(struct play *play, const struct deck *deck)
{
	struct civil civil;
	bool has_offset;
	int offset_s;
	int64_t here_utc_s;
	if (!play->at_open || !civil_parse(play->wishes->at, &civil, &has_offset, &offset_s))
		return;
	if (deck->events_count == 1) /* nobody's: the event's file may still come */
		return;
	const struct event *event = deck_event_now(deck, civil_seconds(civil));
	if (event->zone.transitions_count == 0 || !parse_time(play->wishes->at, &here_utc_s))
		return;
	play->clock.utc_offset_ms += (zone_utc_s(&event->zone, civil) - here_utc_s) * 1000;
	play->at_open = false;
}

static void loaded(void *data, const struct deck *deck)
{
	set_clock(data, deck);
}

static void proved(void *data)
{
	struct play *play = data;
	rescue_feed(play->rescue, &(struct kept){.utc_offset_ms = play->clock.utc_offset_ms,
						 .lock = play->lock,
						 .door = doorman_socket(play->doorman)});
	notify_send(play->ready ? "WATCHDOG=1" : "READY=1\nWATCHDOG=1");
	play->ready = true;
}

static bool stands(void *data, int fd)
{
	(void)data;
	return notify_keep("picture", fd);
}

static void leave(void *data, enum player_leave reason, const char *why)
{
	struct play *play = data;
	if (reason == PLAYER_UNPROVED)
		log_error("the picture cannot be proved: %s; starting anew", why);
	play->end = reason == PLAYER_UNPROVED ? LOGBOOK_UNPROVED : LOGBOOK_ASKED;
	play->why = why;
	loop_stop(play->loop, reason == PLAYER_QUIT ? OUTCOME_END : OUTCOME_RESTART);
}

static void stop(void *data, bool restart_wanted)
{
	const struct play *play = data;
	loop_stop(play->loop, restart_wanted ? OUTCOME_RESTART : OUTCOME_END);
}

static sigset_t handled_signals(void)
{
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	return set;
}

static void signal_came(void *data, short revents)
{
	struct play *play = data;
	struct signalfd_siginfo info;
	(void)revents;
	if (read(play->signals_fd, &info, sizeof info) != (ssize_t)sizeof info)
		return;
	if (info.ssi_signo == SIGHUP) {
		player_reload(play->player);
		return;
	}
	play->terminated = info.ssi_signo == SIGTERM;
	/* From here on these signals do what they do by themselves, so the next one ends us at once; and should the end
	 * hang, the alarm does. */
	sigset_t set = handled_signals();
	alarm(END_LIMIT_S);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	loop_stop(play->loop, OUTCOME_END);
}

static void watch_signals(struct play *play)
{
	sigset_t set = handled_signals();
	signal(SIGPIPE, SIG_IGN);
	sigprocmask(SIG_BLOCK, &set, NULL);
	play->signals_fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	if (play->signals_fd >= 0)
		play->signals = loop_watch(play->loop, play->signals_fd, POLLIN, signal_came, play);
}

/* The link opens one browser, once, and what it opens with stands behind the #, which browsers keep to themselves. The
 * journal has more readers than the state folder, so it gets the address alone. */
static void page_open(void *data, const char *url)
{
	struct play *play = data;
	struct listen_address address;
	char code[TOKEN_SIZE];
	if (play->restarted)
		return;
	if (play->wishes->certificate == NULL && listen_parse(&address, play->wishes->listen) &&
	    !listen_loopback(&address))
		log_warning(
			"the control page is open to the network at %s without encryption: whoever can listen in on "
			"that network can read the token and then do all that the page does; safer is a certificate "
			"(--tls-cert and --tls-key), or 127.0.0.1, reached by ssh -L",
			url);
	if (getenv("JOURNAL_STREAM") == NULL && token_code_make(play->wishes->state, code) == 0)
		log_info("control page: %s#%s (this link opens one browser, once; others want what is in %s/token)",
			 url, code, play->wishes->state);
	else
		log_info("control page: %s (it wants what is in %s/token)", url, play->wishes->state);
}

static void open_door(struct play *play, int fd, pid_t leaving)
{
	char token[TOKEN_SIZE];
	if (play->wishes->listen == NULL)
		return;
	char *program = helper_path("callboard-web");
	int error = token_take(play->wishes->state, token);
	explicit_bzero(token, sizeof token);
	if (program == NULL)
		log_error("callboard-web is not installed: there is no control page");
	else if (error != 0)
		log_error("no control page: no token in %s: %s", play->wishes->state, strerror(-error));
	else
		play->doorman =
			doorman_create(play->loop, &(struct doorman_options){.program = program,
									     .state = play->wishes->state,
									     .listen = play->wishes->listen,
									     .certificate = play->wishes->certificate,
									     .key = play->wishes->key,
									     .fd = fd,
									     .leaving = leaving,
									     .open = page_open,
									     .data = play});
	free(program);
}

/* The socket and, behind it, the control page. A state folder that is read-only, or full, may be mended later. */
static void serve(void *data)
{
	enum { AGAIN_MS = 5000 };
	struct play *play = data;
	int error = 0;
	struct server_options options = {
		.state = play->wishes->state, .handle = answers_handle, .data = &play->answers};
	play->server = server_create(play->loop, &options, &error);
	if (play->server == NULL) {
		if (error != play->server_error)
			log_error("ctl: no socket in %s: %s", play->wishes->state, strerror(-error));
		play->server_error = error;
		timer_set(play->serve, loop_now_ms(play->loop) + AGAIN_MS);
		return;
	}
	if (play->server_error != 0)
		log_info("ctl: there is a socket in %s now", play->wishes->state);
	open_door(play, listen_is(play->kept->door) ? play->kept->door : -1, play->kept->leaving);
}

static enum outcome run(struct play *play, const struct kept *kept)
{
	char *ingest = helper_path("callboard-ingest");
	if (ingest == NULL)
		log_error("callboard-ingest is not installed: what was published before is shown, nothing new");
	struct player_options options = {.state = play->wishes->state,
					 .folder = play->wishes->folder,
					 .ingest = ingest,
					 .screen = play->wishes->screen,
					 .version = CALLBOARD_VERSION,
					 .width_px = play->wishes->width_px,
					 .height_px = play->wishes->height_px,
					 .window = play->wishes->window,
					 .turn_degrees = play->wishes->turn_degrees,
					 .overscan_percent = play->wishes->overscan_percent,
					 .time_given = play->wishes->at != NULL,
					 .logbook = play->logbook,
					 .position = &kept->position,
					 .proved = proved,
					 .loaded = loaded,
					 .leave = leave,
					 .resumes = kept->stands,
					 .stands = stands,
					 .data = play};
	watch_signals(play);
	play->player = player_create(play->loop, &play->clock, &options);
	enum outcome outcome = OUTCOME_FAILED;
	if (play->player != NULL) {
		bool blind = player_offscreen(play->player);
		notify_send(blind ? "STATUS=There is no display: running off-screen."
				  : "STATUS=The picture is on the screen.");
		if (blind)
			log_info(
				"no display: running off-screen; see it with: callboard ctl screenshot FILE --state %s",
				play->wishes->state);
		play->kept = kept;
		play->answers = (struct answers){.player = play->player, .stop = stop, .data = play};
		play->serve = loop_timer(play->loop, serve, play);
		serve(play);
		outcome = (enum outcome)loop_run(play->loop);
	}
	free(ingest);
	return outcome;
}

/* The same command line once more, in this process; returns only if that fails. */
static void restart(struct play *play, int lock, int argc, char **argv)
{
	struct kept kept = {.position = director_position(player_director(play->player)),
			    .utc_offset_ms = play->clock.utc_offset_ms,
			    .lock = lock};
	kept.door = doorman_leave(play->doorman, &kept.leaving);
	char **again = rescue_command(argc, argv);
	logbook_leaves(play->logbook, play->end, play->why);
	notify_send("WATCHDOG=1"); /* the time that this takes is not the old picture's */
	player_retain(play->player);
	kept_write(&kept);
	rescue_keep_open(lock, kept.door);
	execv("/proc/self/exe", again);
	log_error("restart: %s", strerror(errno));
	play->doorman = NULL;
	free(kept.position.slide);
	free(again);
}

/* What became of the last process, and where it stood, which is where this one begins. */
static void take_logbook(struct play *play, struct kept *kept)
{
	const char *why, *struck = logbook_struck(play->logbook);
	int64_t utc_s;
	enum logbook_end last = logbook_last(play->logbook, &why, &utc_s);
	if (last == LOGBOOK_DIED || last == LOGBOOK_STOOD)
		log_warning("the player was started anew: %s", why);
	if (struck != NULL)
		log_error("%s: the player ended three times while this was on the screen, or about to be: it is "
			  "passed over for an hour, or until it changes",
			  struck);
	struct position position = {0};
	const char *slide = logbook_slide(play->logbook, &position.page, &position.paused);
	if (slide != NULL && kept->position.slide == NULL) {
		position.slide = slide[0] != '\0' ? text_copy(slide) : NULL;
		kept->position = position;
	}
	int pause_ms = logbook_pause_ms(play->logbook, loop_now_ms(play->loop));
	if (pause_ms == 0)
		return;
	log_warning("the player ended often of late: it waits for %.1f s", pause_ms / 1000.0);
	struct timespec pause = {.tv_sec = pause_ms / 1000, .tv_nsec = pause_ms % 1000 * 1000000L};
	nanosleep(&pause, NULL);
}

static void standing(void *data)
{
	const struct play *play = data;
	logbook_stood(play->logbook);
}

static int play_locked(const struct wishes *wishes, int lock, struct kept *kept, bool restarted, int argc, char **argv)
{
	struct play play = {.wishes = wishes,
			    .clock = clock_system(),
			    .restarted = restarted && kept->door >= 0,
			    .signals_fd = -1,
			    .lock = lock,
			    .end = LOGBOOK_ASKED,
			    .why = "somebody asked for it"};
	int64_t utc_s;
	bool passing;
	char *logbook = paths_logbook(wishes->state, &passing);
	if (wishes->at != NULL && parse_time(wishes->at, &utc_s)) {
		play.clock = clock_from(utc_s);
		struct civil civil;
		bool has_offset;
		int offset_s;
		play.at_open = civil_parse(wishes->at, &civil, &has_offset, &offset_s) && !has_offset;
	}
	if (restarted && wishes->at != NULL) {
		play.clock.utc_offset_ms = kept->utc_offset_ms;
		play.at_open = false;
	}
	play.loop = loop_create(&play.clock);
	play.logbook = logbook_open(logbook, loop_now_ms(play.loop), clock_utc_s(&play.clock));
	take_logbook(&play, kept);
	children_end(kept->leaving);
	play.rescue = rescue_create(
		&(struct rescue_options){.argc = argc, .argv = argv, .standing = standing, .data = &play});
	enum outcome outcome = run(&play, kept);
	if (outcome == OUTCOME_RESTART)
		restart(&play, lock, argc, argv);
	rescue_destroy(play.rescue);
	logbook_ended(play.logbook, play.terminated ? loop_now_ms(play.loop) : 0);
	if (passing)
		unlink(logbook);
	notify_send("STOPPING=1");
	if (play.doorman != NULL)
		token_code_remove(wishes->state);
	timer_destroy(play.serve);
	doorman_destroy(play.doorman);
	server_destroy(play.server);
	player_destroy(play.player);
	watch_destroy(play.signals);
	if (play.signals_fd >= 0)
		close(play.signals_fd);
	loop_destroy(play.loop);
	logbook_close(play.logbook);
	free(logbook);
	return outcome == OUTCOME_END ? EXIT_WELL : EXIT_REFUSED;
}

static int play(const struct wishes *wishes, int argc, char **argv)
{
	struct kept kept;
	bool restarted = kept_take(&kept);
	kept.stands = notify_kept();
	int status;
	int lock = state_take(wishes->state, kept.lock, &status);
	if (lock >= 0) {
		status = play_locked(wishes, lock, &kept, restarted, argc, argv);
		close(lock);
	}
	free(kept.position.slide);
	return status;
}

int command_play(int argc, char **argv)
{
	struct wishes wishes;
	int status = wishes_read(&wishes, argc, argv);
	if (status == EXIT_WELL)
		status = play(&wishes, argc, argv);
	wishes_finish(&wishes);
	return status;
}
