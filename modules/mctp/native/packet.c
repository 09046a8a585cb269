/* SPDX-License-Identifier: Apache-2.0 */
/* Header and payload of a packet, as in ../packet.ts. */
#include <stdbool.h>
#include <string.h>
#include "xsmc.h"

enum { kHeaderLength = 4, kFirstEid = 8, kBroadcastEid = 255 };

static bool isInside(xsIntegerValue offset, xsIntegerValue length, xsUnsignedValue size)
{
	return (offset >= 0) && (length >= 0) && ((xsUnsignedValue)offset <= size) && ((xsUnsignedValue)length <= size - (xsUnsignedValue)offset);
}

void xs_mctp_take(xsMachine *the)
{
	const xsIntegerValue offset = xsmcToInteger(xsArg(1)), length = xsmcToInteger(xsArg(2));
	const xsIntegerValue address = xsmcToInteger(xsArg(3)), longest = xsmcToInteger(xsArg(4));
	void *memory;
	xsUnsignedValue size;
	const uint8_t *packet;
	bool ordinary;
	xsmcGetBufferReadable(xsArg(0), &memory, &size);
	if (!isInside(offset, kHeaderLength, size))
		xsRangeError("range outside memory");
	packet = (const uint8_t *)memory + offset;
	ordinary = (length > kHeaderLength) && (length <= longest)
		&& ((packet[0] & 0x0F) == (address >> 24)) && (packet[1] == ((address >> 16) & 0xFF))
		&& (packet[2] >= kFirstEid) && (packet[2] != kBroadcastEid) && (packet[2] != packet[1]);
	xsmcSetInteger(xsResult, ordinary ? address | (packet[2] << 8) | packet[3] : -1);
}

void xs_mctp_put(xsMachine *the)
{
	const xsIntegerValue offset = xsmcToInteger(xsArg(1)), header = xsmcToInteger(xsArg(2));
	const xsIntegerValue from = xsmcToInteger(xsArg(3)), length = xsmcToInteger(xsArg(4));
	void *memory;
	xsUnsignedValue size;
	uint8_t *packet;
	xsmcGetBufferWritable(xsArg(0), &memory, &size);
	if (!isInside(offset, kHeaderLength, size) || !isInside(offset + kHeaderLength, length, size) || !isInside(from, length, size))
		xsRangeError("range outside memory");
	packet = (uint8_t *)memory + offset;
	packet[0] = (uint8_t)(header >> 24);
	packet[1] = (uint8_t)(header >> 16);
	packet[2] = (uint8_t)(header >> 8);
	packet[3] = (uint8_t)header;
	memmove(packet + kHeaderLength, (uint8_t *)memory + from, (size_t)length);
}
