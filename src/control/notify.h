/* What the service manager is told: systemd's sd_notify(3) protocol, a datagram to $NOTIFY_SOCKET. */
#ifndef CONTROL_NOTIFY_H
#define CONTROL_NOTIFY_H

/* Sends lines such as "READY=1\nSTATUS=words". Without a manager that listens it does nothing. */
void notify_send(const char *lines);

#endif
