/* The commands of `callboard`, one file each, and the words that all of them have in common. argv[0] is the command's
 * own name; what is returned is the exit status. */
#ifndef COMMANDS_COMMANDS_H
#define COMMANDS_COMMANDS_H

enum exit_status { EXIT_WELL = 0, EXIT_REFUSED = 1, EXIT_USAGE = 2, EXIT_TAKEN = 75 };

int command_play(int argc, char **argv);
int command_check(int argc, char **argv);
int command_render(int argc, char **argv);
int command_ctl(int argc, char **argv);
int command_thumbnails(int argc, char **argv);

/* Tells on standard error what is wrong with the command line, and where help is; returns EXIT_USAGE. */
int usage_error(const char *command, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* After getopt_long() answered '?' or ':' (opterr is 0, the short options begin with ':'): says which option. */
int usage_option(const char *command, char **argv, int answer);

#endif
