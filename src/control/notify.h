/* What the service manager is told: systemd's sd_notify(3) protocol, a datagram to $NOTIFY_SOCKET. */
#ifndef CONTROL_NOTIFY_H
#define CONTROL_NOTIFY_H

#include <stdbool.h>

/* Sends lines such as "READY=1\nSTATUS=words". Without a manager that listens it does nothing. */
void notify_send(const char *lines);

/* Gives the manager a descriptor to keep while this process is gone, in place of an earlier one of that name. False:
 * there is no manager. */
bool notify_keep(const char *name, int fd);

/* Does the manager keep something of an earlier process's (or of this one's before exec)? Closes what it passed on of
 * it: that it lives on is all that is wanted. Once, before anything is opened. */
bool notify_kept(void);

#endif
