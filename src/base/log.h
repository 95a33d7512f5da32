/* One line a message on standard error, with the journal's level prefix (<3> and so on, sd-daemon(3)) when systemd
 * listens. The place that detects a thing logs it, once. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

void log_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_warning(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_info(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
