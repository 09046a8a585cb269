// SPDX-License-Identifier: GPL-2.0-only
/*
 * mctptool: links, addresses, routes, neighbours and requests of the kernel's MCTP stack (netlink + AF_MCTP).
 *   mctptool ldisc TTY                    raw mode + MCTP line discipline; stays in the foreground
 *   mctptool up INTERFACE [MTU] | down INTERFACE
 *   mctptool net INTERFACE NET            moves it to that network; the kernel begins with 1
 *   mctptool addr|addrdel INTERFACE EID
 *   mctptool route|routedel INTERFACE EID
 *   mctptool neigh|neighdel INTERFACE EID LLADDR      who has that EID on a bus
 *   mctptool show                         "address INTERFACE EID", "route INTERFACE EID" of all
 *   mctptool req [OPTIONS] NET EID TYPE HEX...            one request; prints "SOURCE: bytes"
 *   mctptool ping [OPTIONS] NET EID TYPE LENGTH [HEX]     LENGTH counting bytes after HEX, the answer must be the same
 * OPTIONS: -t MS (time limit, 5000), -i INTERFACE (physical addressing, for EID 0), -l LLADDR (with -i, on a bus)
 * HEX, LENGTH and the answer stand without the message type.
 * Exit status: 0, 1 the kernel refused, 2 no answer in time, 3 another answer than expected, 255 usage.
 */
#include "mctptool.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Noreturn void die(const char *what)
{
	fprintf(stderr, "mctptool: %s: %s\n", what, strerror(errno));
	exit(1);
}

unsigned long number(const char *text)
{
	return strtoul(text, NULL, 0);
}

int main(int argc, char **argv)
{
	const char *c = argc > 1 ? argv[1] : "";
	int is_delete = strlen(c) > 3 && !strcmp(c + strlen(c) - 3, "del");
	int rc = 255;

	if (!strcmp(c, "ldisc") && argc == 3)
		line_discipline(argv[2]);
	else if (!strcmp(c, "up") && argc >= 3)
		rc = up_down(argv[2], 1, argc > 3 ? argv[3] : NULL);
	else if (!strcmp(c, "down") && argc == 3)
		rc = up_down(argv[2], 0, NULL);
	else if (!strcmp(c, "net") && argc == 4)
		rc = network(argv[2], argv[3]);
	else if (!strncmp(c, "addr", 4) && argc == 4)
		rc = address(argv[2], argv[3], is_delete);
	else if (!strncmp(c, "route", 5) && argc == 4)
		rc = route(argv[2], argv[3], is_delete);
	else if (!strncmp(c, "neigh", 5) && argc == 5)
		rc = neighbour(argv[2], argv[3], argv[4], is_delete);
	else if (!strcmp(c, "show") && argc == 2) {
		show();
		rc = 0;
	} else if (!strcmp(c, "req") || !strcmp(c, "ping"))
		rc = request(argc - 2, argv + 2, c[0] == 'p');
	if (rc == 255)
		fprintf(stderr, "usage: mctptool ldisc|up|down|net|addr|route|neigh|show|req|ping ARGUMENTS\n");
	return rc;
}
