/* SPDX-License-Identifier: Apache-2.0 */
/* The table that modules/binding/usb/usb.ts is held to as well (test/modules/binding/usb/twin.test.ts): packet size, pieces, packets, counters. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "hosts/common/native/usb-transfer.h"

enum { kLine = 16 * 1024 };

static char gPackets[kLine];

static void taken(void *context, const uint8_t *packet, uint32_t length)
{
	char *at = gPackets + strlen(gPackets);
	if (at > gPackets)
		*at++ = ',';
	for (uint32_t index = 0; index < length; index++)
		at += sprintf(at, "%02x", packet[index]);
}

static void unpack(UsbUnpacker *unpacker, const char *piece)
{
	uint8_t bytes[kUsbLargestTransfer];
	uint32_t length = 0, value;
	while (('-' != *piece) && (1 == sscanf(piece + 2 * length, "%2x", &value)))
		bytes[length++] = (uint8_t)value;
	usbUnpack(unpacker, bytes, length);
}

TEST("packets and counters are those of the binding in TypeScript")
{
	FILE *file = fopen("test/native/tables/usb-transfers.txt", "r");
	static char line[kLine], counters[128];
	int rows = 0;
	CHECK(file);
	while (fgets(line, sizeof(line), file)) {
		char *rest, *size = strtok_r(line, " ", &rest), *pieces = strtok_r(NULL, " ", &rest), *packets = strtok_r(NULL, " ", &rest), *wanted = strtok_r(NULL, "\n", &rest), *more;
		UsbUnpacker unpacker = { .packet = taken, .packetSize = (uint32_t)atoi(size) };
		*gPackets = 0;
		for (char *piece = strtok_r(pieces, ",", &more); piece; piece = strtok_r(NULL, ",", &more))
			unpack(&unpacker, piece);
		if (strcmp(packets, *gPackets ? gPackets : "-"))
			FAIL(gPackets);
		sprintf(counters, "%u %u %u %u %u %u", unpacker.counters[0], unpacker.counters[1], unpacker.counters[2], unpacker.counters[3], unpacker.counters[4], unpacker.counters[5]);
		if (strcmp(counters, wanted))
			FAIL(counters);
		rows++;
	}
	fclose(file);
	EQUAL(rows, 120);
}
