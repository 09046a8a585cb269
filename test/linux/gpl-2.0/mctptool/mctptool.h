/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef MCTPTOOL_H
#define MCTPTOOL_H

#include <sys/socket.h>

#ifndef AF_MCTP
#define AF_MCTP 45
#endif

/* Says what failed and why (errno), and ends. */
_Noreturn void die(const char *what);
/* Decimal, or hexadecimal with 0x. */
unsigned long number(const char *text);

int interface_index(const char *name);
const char *interface_name(int index);
int up_down(const char *name, int up, const char *mtu);
_Noreturn void line_discipline(const char *tty);

int network(const char *interface, const char *net);
int address(const char *interface, const char *eid, int is_delete);
int route(const char *interface, const char *eid, int is_delete);
int neighbour(const char *interface, const char *eid, const char *lladdr, int is_delete);
void show(void);

int request(int argc, char **argv, int is_ping);

#endif
