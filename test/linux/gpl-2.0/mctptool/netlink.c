// SPDX-License-Identifier: GPL-2.0-only
/* Networks, local addresses and routes. */
#include "mctptool.h"
#include <errno.h>
#include <linux/if_link.h>
#include <linux/neighbour.h>
#include <linux/rtnetlink.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static unsigned char buffer[8192];

struct request {
	struct nlmsghdr header;
	char space[256];
};

static void attribute(struct request *q, int type, const void *data, int length)
{
	struct rtattr *a = (void *)((char *)q + NLMSG_ALIGN(q->header.nlmsg_len));

	a->rta_type = type;
	a->rta_len = RTA_LENGTH(length);
	memcpy(RTA_DATA(a), data, length);
	q->header.nlmsg_len = NLMSG_ALIGN(q->header.nlmsg_len) + RTA_ALIGN(a->rta_len);
}

static int netlink(struct request *q, int type, int flags)
{
	int s = socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);

	q->header.nlmsg_type = type;
	q->header.nlmsg_flags = NLM_F_REQUEST | flags;
	if (s < 0 || send(s, q, q->header.nlmsg_len, 0) < 0)
		die("netlink");
	return s;
}

static int change(struct request *q, int type, int flags)
{
	int s = netlink(q, type, NLM_F_ACK | flags);
	struct nlmsghdr *h = (void *)buffer;

	if (recv(s, buffer, sizeof(buffer), 0) < 0)
		die("netlink");
	close(s);
	if (h->nlmsg_type == NLMSG_ERROR && ((struct nlmsgerr *)NLMSG_DATA(h))->error) {
		errno = -((struct nlmsgerr *)NLMSG_DATA(h))->error;
		die("kernel");
	}
	return 0;
}

int network(const char *interface, const char *net)
{
	struct request q = { .header.nlmsg_len = NLMSG_LENGTH(sizeof(struct ifinfomsg)) };
	struct ifinfomsg *m = NLMSG_DATA(&q.header);
	struct {
		struct rtattr family, attribute;
		__u32 net;
	} nested = { { RTA_LENGTH(RTA_LENGTH(4)), AF_MCTP | NLA_F_NESTED }, { RTA_LENGTH(4), IFLA_MCTP_NET }, number(net) };

	m->ifi_index = interface_index(interface);
	attribute(&q, IFLA_AF_SPEC, &nested, sizeof(nested));
	return change(&q, RTM_SETLINK, 0);
}

int address(const char *interface, const char *eid, int is_delete)
{
	struct request q = { .header.nlmsg_len = NLMSG_LENGTH(sizeof(struct ifaddrmsg)) };
	struct ifaddrmsg *m = NLMSG_DATA(&q.header);
	__u8 e = number(eid);

	m->ifa_family = AF_MCTP;
	m->ifa_index = interface_index(interface);
	attribute(&q, IFA_LOCAL, &e, 1);
	return change(&q, is_delete ? RTM_DELADDR : RTM_NEWADDR, is_delete ? 0 : NLM_F_CREATE | NLM_F_EXCL);
}

int neighbour(const char *interface, const char *eid, const char *lladdr, int is_delete)
{
	struct request q = { .header.nlmsg_len = NLMSG_LENGTH(sizeof(struct ndmsg)) };
	struct ndmsg *m = NLMSG_DATA(&q.header);
	__u8 e = number(eid), l = number(lladdr);

	m->ndm_family = AF_MCTP;
	m->ndm_ifindex = interface_index(interface);
	attribute(&q, NDA_DST, &e, 1);
	attribute(&q, NDA_LLADDR, &l, 1);
	return change(&q, is_delete ? RTM_DELNEIGH : RTM_NEWNEIGH, is_delete ? 0 : NLM_F_CREATE | NLM_F_EXCL);
}

int route(const char *interface, const char *eid, int is_delete)
{
	struct request q = { .header.nlmsg_len = NLMSG_LENGTH(sizeof(struct rtmsg)) };
	struct rtmsg *m = NLMSG_DATA(&q.header);
	__u32 index = interface_index(interface);
	__u8 e = number(eid);

	m->rtm_family = AF_MCTP;
	m->rtm_type = RTN_UNICAST;
	attribute(&q, RTA_DST, &e, 1);
	attribute(&q, RTA_OIF, &index, 4);
	return change(&q, is_delete ? RTM_DELROUTE : RTM_NEWROUTE, is_delete ? 0 : NLM_F_CREATE | NLM_F_EXCL);
}

static void show_address(struct nlmsghdr *h)
{
	struct ifaddrmsg *m = NLMSG_DATA(h);
	int length = IFA_PAYLOAD(h);

	for (struct rtattr *a = IFA_RTA(m); RTA_OK(a, length); a = RTA_NEXT(a, length))
		if (a->rta_type == IFA_LOCAL)
			printf("address %s %u\n", interface_name(m->ifa_index), *(__u8 *)RTA_DATA(a));
}

static void show_route(struct nlmsghdr *h)
{
	struct rtmsg *m = NLMSG_DATA(h);
	int length = RTM_PAYLOAD(h), eid = -1, index = 0;

	for (struct rtattr *a = RTM_RTA(m); RTA_OK(a, length); a = RTA_NEXT(a, length)) {
		if (a->rta_type == RTA_DST)
			eid = *(__u8 *)RTA_DATA(a);
		else if (a->rta_type == RTA_OIF)
			index = *(int *)RTA_DATA(a);
	}
	if (m->rtm_type == RTN_UNICAST)	/* the others are the local addresses */
		printf("route %s %d\n", interface_name(index), eid);
}

static void show_all(int type, int header_length, void (*show_one)(struct nlmsghdr *))
{
	struct request q = { .header.nlmsg_len = NLMSG_LENGTH(header_length) };
	int s, length;

	*(__u8 *)NLMSG_DATA(&q.header) = AF_MCTP;	/* the family comes first in all headers */
	s = netlink(&q, type, NLM_F_DUMP);
	while ((length = recv(s, buffer, sizeof(buffer), 0)) > 0) {
		for (struct nlmsghdr *h = (void *)buffer; NLMSG_OK(h, (unsigned int)length); h = NLMSG_NEXT(h, length)) {
			if (h->nlmsg_type == NLMSG_DONE || h->nlmsg_type == NLMSG_ERROR) {
				close(s);
				return;
			}
			show_one(h);
		}
	}
	die("netlink");
}

void show(void)
{
	show_all(RTM_GETADDR, sizeof(struct ifaddrmsg), show_address);
	show_all(RTM_GETROUTE, sizeof(struct rtmsg), show_route);
}
