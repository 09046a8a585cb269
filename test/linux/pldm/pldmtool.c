// SPDX-License-Identifier: Apache-2.0
/*
 * PLDM over AF_MCTP, as a program in the guest: pldmtool NETWORK EID COMMAND
 *   types               the terminus id, and PLDM types with their newest versions and how many commands they have
 *   pdrs                the records, walked to the end in parts of 40 bytes: handle, type, bytes, CRC-8 checked
 *   reading SENSOR      a reading of a numeric sensor
 *   events OWN_EID N    is the event receiver, until N events have come
 * Prints a line for each thing; the exit status is 0 if all was as it has to be.
 */
#include <errno.h>
#include <linux/mctp.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PLDM 1
#define LIMIT 2000 /* ms */

static int network, eid;
static unsigned char answer[8192];

static void die(const char *what)
{
	fprintf(stderr, "pldmtool: %s: %s\n", what, strerror(errno));
	exit(1);
}

static uint32_t u32(const unsigned char *at)
{
	return at[0] | at[1] << 8 | at[2] << 16 | (uint32_t)at[3] << 24;
}

/* Sends a command, checks the header of its answer, and returns the bytes behind the completion code. */
static int ask(int type, int command, const unsigned char *data, int length)
{
	static int instance;
	unsigned char request[64] = { 0x80 | (instance = (instance + 1) & 0x1f), type, command };
	struct sockaddr_mctp to = { .smctp_family = AF_MCTP, .smctp_network = network, .smctp_addr.s_addr = eid, .smctp_type = PLDM, .smctp_tag = MCTP_TAG_OWNER };
	int s = socket(AF_MCTP, SOCK_DGRAM, 0);
	struct pollfd p = { s, POLLIN, 0 };
	ssize_t got;

	if (s < 0)
		die("socket(AF_MCTP)");
	memcpy(request + 3, data, length);
	if (sendto(s, request, 3 + length, 0, (void *)&to, sizeof(to)) < 0)
		die("sendto");
	if (poll(&p, 1, LIMIT) <= 0) {
		fprintf(stderr, "pldmtool: no answer to command %02x of type %d\n", command, type);
		exit(2);
	}
	got = recv(s, answer, sizeof(answer), 0);
	close(s);
	if (got < 4 || answer[0] != instance || answer[1] != type || answer[2] != command) {
		fprintf(stderr, "pldmtool: the answer is to something else\n");
		exit(3);
	}
	if (answer[3]) {
		fprintf(stderr, "pldmtool: command %02x of type %d: completion code %02x\n", command, type, answer[3]);
		exit(4);
	}
	memmove(answer, answer + 4, got - 4);
	return got - 4;
}

static int types(void)
{
	unsigned char bitmap[8];

	ask(0, 0x02, NULL, 0);
	printf("tid %d\n", answer[0]);
	if (ask(0, 0x04, NULL, 0) != 8)
		return 5;
	memcpy(bitmap, answer, 8);
	for (int type = 0; type < 64; type++) {
		unsigned char which[6] = { 0, 0, 0, 0, 1, type }, version[5] = { type };
		int length, commands = 0;

		if (!(bitmap[type / 8] >> type % 8 & 1))
			continue;
		length = ask(0, 0x03, which, sizeof(which));
		memcpy(version + 1, answer + length - 8, 4);
		if (ask(0, 0x05, version, sizeof(version)) != 32)
			return 5;
		for (int bit = 0; bit < 256; bit++)
			commands += answer[bit / 8] >> bit % 8 & 1;
		printf("type %d version %02x%02x%02x%02x commands %d\n", type, version[4], version[3], version[2], version[1], commands);
	}
	return 0;
}

static unsigned char crc8(const unsigned char *at, int length)
{
	unsigned char crc = 0;

	while (length--) {
		crc ^= *at++;
		for (int bit = 0; bit < 8; bit++)
			crc = crc & 0x80 ? crc << 1 ^ 7 : crc << 1;
	}
	return crc;
}

static int pdrs(void)
{
	unsigned char request[13] = { 0 }, record[4096];
	int count = 0, bytes = 0;

	do {
		int length = 0;
		uint32_t next;

		memset(request + 4, 0, sizeof(request) - 4);
		request[8] = 1;
		for (;;) {
			int part;

			request[9] = 40;
			ask(2, 0x51, request, sizeof(request));
			next = u32(answer);
			part = answer[9] | answer[10] << 8;
			if (length + part > (int)sizeof(record))
				return 6;
			memcpy(record + length, answer + 11, part);
			length += part;
			if (!u32(answer + 4)) {
				if (answer[8] == 4 && answer[11 + part] != crc8(record, length)) {
					fprintf(stderr, "pldmtool: wrong CRC-8\n");
					return 7;
				}
				break;
			}
			memcpy(request, record, 4);
			memcpy(request + 4, answer + 4, 4);
			memcpy(request + 11, record + 6, 2);
			request[8] = 0;
		}
		printf("record %u type %d bytes %d\n", u32(record), record[5], length);
		count++;
		bytes += length;
		request[0] = next, request[1] = next >> 8, request[2] = next >> 16, request[3] = next >> 24;
	} while (u32(request));
	printf("%d records, %d bytes\n", count, bytes);
	return 0;
}

static int reading(int sensor)
{
	unsigned char request[3] = { sensor, sensor >> 8 };

	for (int i = 0, length = ask(2, 0x11, request, sizeof(request)); i < length; i++)
		printf("%s%02x", i ? " " : "", answer[i]);
	printf("\n");
	return 0;
}

static int events(int own, int count)
{
	unsigned char set[3] = { 1, 0, own };
	struct sockaddr_mctp any = { .smctp_family = AF_MCTP, .smctp_network = MCTP_NET_ANY, .smctp_addr.s_addr = MCTP_ADDR_ANY, .smctp_type = PLDM, .smctp_tag = MCTP_TAG_OWNER };
	int s = socket(AF_MCTP, SOCK_DGRAM, 0);
	struct pollfd p = { s, POLLIN, 0 };

	if (s < 0 || bind(s, (void *)&any, sizeof(any)))
		die("bind");
	ask(2, 0x04, set, sizeof(set));
	printf("subscribed\n");
	fflush(stdout);
	while (count--) {
		struct sockaddr_mctp from;
		socklen_t length = sizeof(from);
		unsigned char event[512], taken[5];
		ssize_t got;

		if (poll(&p, 1, 10 * LIMIT) <= 0) {
			fprintf(stderr, "pldmtool: no event\n");
			return 8;
		}
		got = recvfrom(s, event, sizeof(event), 0, (void *)&from, &length);
		printf("%u:", from.smctp_addr.s_addr);
		for (int i = 1; i < got; i++)
			printf(" %02x", event[i]);
		printf("\n");
		taken[0] = event[0] & 0x1f, taken[1] = event[1], taken[2] = event[2], taken[3] = 0, taken[4] = 0;
		from.smctp_tag &= ~MCTP_TAG_OWNER;
		if (sendto(s, taken, sizeof(taken), 0, (void *)&from, sizeof(from)) < 0)
			die("sendto");
	}
	return 0;
}

int main(int argc, char **argv)
{
	if (argc < 4)
		return 255;
	network = atoi(argv[1]);
	eid = atoi(argv[2]);
	if (!strcmp(argv[3], "types"))
		return types();
	if (!strcmp(argv[3], "pdrs"))
		return pdrs();
	if (!strcmp(argv[3], "reading") && argc == 5)
		return reading(atoi(argv[4]));
	if (!strcmp(argv[3], "events") && argc == 6)
		return events(atoi(argv[4]), atoi(argv[5]));
	return 255;
}
