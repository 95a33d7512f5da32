/* What the service manager is told: systemd's sd_notify(3) protocol, a datagram to $NOTIFY_SOCKET. */
#ifndef CONTROL_NOTIFY_H
#define CONTROL_NOTIFY_H

#include <stdbool.h>

/* Sends lines such as "READY=1\nSTATUS=words". Without a manager that listens it does nothing. */
void notify_send(const char *lines);

/* Does the manager want to hear WATCHDOG=1 from this process? */
bool notify_watchdog(void);

#endif
