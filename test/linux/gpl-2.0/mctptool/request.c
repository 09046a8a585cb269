// SPDX-License-Identifier: GPL-2.0-only
/* One request and its answer. */
#include "mctptool.h"
#include <linux/mctp.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#ifndef SOL_MCTP
#define SOL_MCTP 285
#endif

static unsigned char buffer[70000], sent[70000];

static int hex(const char *s, unsigned char *to, int n)
{
	for (; s[0] && s[1] && n < (int)sizeof(sent); s += 2)
		to[n++] = number((char[]){ '0', 'x', s[0], s[1], 0 });
	return n;
}

int request(int argc, char **argv, int is_ping)
{
	struct sockaddr_mctp_ext a = { .smctp_base = { .smctp_family = AF_MCTP, .smctp_tag = MCTP_TAG_OWNER } };
	socklen_t al = sizeof(struct sockaddr_mctp);
	int limit = 5000, on = 1, n = 0, i = 0, s = socket(AF_MCTP, SOCK_DGRAM, 0);
	const char *interface = NULL, *lladdr = NULL;
	struct pollfd p = { s, POLLIN, 0 };
	ssize_t r;

	if (s < 0)
		die("socket(AF_MCTP)");
	for (; i + 1 < argc && argv[i][0] == '-'; i += 2) {
		switch (argv[i][1]) {
		case 't': limit = number(argv[i + 1]); break;
		case 'i': interface = argv[i + 1]; break;
		case 'l': lladdr = argv[i + 1]; break;
		default: return 255;
		}
	}
	if (argc - i < (is_ping ? 4 : 3))
		return 255;
	a.smctp_base.smctp_network = number(argv[i]);
	a.smctp_base.smctp_addr.s_addr = number(argv[i + 1]);
	a.smctp_base.smctp_type = number(argv[i + 2]);
	if (is_ping) {
		int length = number(argv[i + 3]);

		if (argc > i + 4)
			n = hex(argv[i + 4], sent, 0);
		for (int k = 0; k < length && n < (int)sizeof(sent); k++)
			sent[n++] = k;
	} else {
		for (i += 3; i < argc; i++)
			n = hex(argv[i], sent, n);
	}
	if (interface) {
		if (setsockopt(s, SOL_MCTP, MCTP_OPT_ADDR_EXT, &on, sizeof(on)))
			die("MCTP_OPT_ADDR_EXT");
		a.smctp_ifindex = interface_index(interface);
		if (lladdr) {
			a.smctp_halen = 1;
			a.smctp_haddr[0] = number(lladdr);
		}
		al = sizeof(a);
	}
	if (sendto(s, sent, n, 0, (void *)&a, al) < 0)
		die("sendto");
	if (poll(&p, 1, limit) <= 0) {
		fprintf(stderr, "mctptool: no response in %d ms\n", limit);
		return 2;
	}
	al = sizeof(a);
	r = recvfrom(s, buffer, sizeof(buffer), 0, (void *)&a, &al);
	if (r < 0)
		die("recv");
	if (is_ping) {
		int same = r == n && !memcmp(sent, buffer, n);

		printf("%u: %zd bytes, %s\n", a.smctp_base.smctp_addr.s_addr, r, same ? "same" : "DIFFERENT");
		return same ? 0 : 3;
	}
	printf("%u:", a.smctp_base.smctp_addr.s_addr);
	for (i = 0; i < r; i++)
		printf(" %02x", buffer[i]);
	printf("\n");
	return 0;
}
