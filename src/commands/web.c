/* callboard-web: serves the control page on the socket that it was started with. Started by the player when somebody
 * knocks; ends by itself when nobody has been there for a while. */
#include <getopt.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/log.h"
#include "control/listen.h"
#include "web/door_files.h"
#include "web/web.h"

enum { LISTENING = 3, IDLE_S = 300, LATER = 10, DESCRIPTORS = 128 };

static const char usage[] =
	"callboard-web --state DIR [--idle SECONDS] [--tls-cert FILE --tls-key FILE]\n"
	"callboard-web --folder DIR\n"
	"\n"
	"Serves the control page of the player with that state folder, on the listening socket that is\n"
	"descriptor 3, and ends after SECONDS (300) without a visitor.\n"
	"With --folder it makes one change there, which standard input tells of.\n"
	"With a certificate and its key (PEM) it speaks TLS.\n"
	"callboard starts it; there is seldom a reason to do so by hand.\n";

struct serving {
	struct web *web;
	int signals_fd;
};

static int misused(const char *words)
{
	fprintf(stderr, "callboard-web: %s\nTry 'callboard-web --help'.\n", words);
	return 2;
}

static void signal_came(void *data, short revents)
{
	struct serving *serving = data;
	struct signalfd_siginfo info;
	(void)revents;
	if (read(serving->signals_fd, &info, sizeof info) == (ssize_t)sizeof info)
		web_leave(serving->web);
}

/* What strangers reach runs after everything else, with few descriptors, and no other process of the user looks in. */
static void contain(void)
{
	struct rlimit descriptors = {DESCRIPTORS, DESCRIPTORS};
	setpriority(PRIO_PROCESS, 0, LATER);
	setrlimit(RLIMIT_NOFILE, &descriptors);
	prctl(PR_SET_DUMPABLE, 0);
}

static int serve(const struct web_options *options)
{
	struct serving serving;
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigprocmask(SIG_BLOCK, &set, NULL);
	signal(SIGPIPE, SIG_IGN);
	serving.signals_fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	struct loop *loop = loop_create(options->clock);
	serving.web = web_create(loop, options);
	int status = 1;
	if (serving.web != NULL && serving.signals_fd >= 0) {
		loop_watch(loop, serving.signals_fd, POLLIN, signal_came, &serving);
		status = loop_run(loop);
	}
	web_destroy(serving.web);
	loop_destroy(loop);
	close(serving.signals_fd);
	return status;
}

int main(int argc, char **argv)
{
	static const struct option names[] = {{"state", required_argument, NULL, 's'},
					      {"idle", required_argument, NULL, 'i'},
					      {"tls-cert", required_argument, NULL, 'c'},
					      {"tls-key", required_argument, NULL, 'k'},
					      {"folder", required_argument, NULL, 'f'},
					      {"help", no_argument, NULL, 'h'},
					      {0}};
	struct clock clock = clock_system();
	struct web_options options = {.clock = &clock, .fd = LISTENING, .idle_ms = IDLE_S * 1000};
	opterr = 0;
	for (int option; (option = getopt_long(argc, argv, ":h", names, NULL)) != -1;) {
		switch (option) {
		case 's':
			options.state = optarg;
			break;
		case 'i':
			options.idle_ms = atoi(optarg) * 1000;
			if (options.idle_ms <= 0)
				return misused("--idle needs a number of seconds");
			break;
		case 'c':
			options.certificate = optarg;
			break;
		case 'k':
			options.key = optarg;
			break;
		case 'f':
			return door_files_serve(optarg);
		case 'h':
			return fputs(usage, stdout) < 0;
		default:
			return misused("an option that it does not know, or one without its value");
		}
	}
	if (options.state == NULL || optind < argc)
		return misused("it wants --state DIR and nothing more");
	if ((options.certificate == NULL) != (options.key == NULL))
		return misused("--tls-cert and --tls-key want each other");
	if (!listen_is(LISTENING))
		return misused("there is no listening socket as descriptor 3");
	contain();
	return serve(&options);
}
