/* SPDX-License-Identifier: Apache-2.0 */
/* Header and payload of a packet, as in ../packet.ts. */
#include <stdbool.h>
#include <string.h>
#include "xsmc.h"

enum { kHeaderLength = 4, kFirstEid = 8, kBroadcastEid = 255, kHeadMask = 0x0FFFFF0F, kSequenceStep = 0x10, kSequenceField = 0x30 };

static bool isInside(xsIntegerValue offset, xsIntegerValue length, xsUnsignedValue size)
{
	return (offset >= 0) && (length >= 0) && ((xsUnsignedValue)offset <= size) && ((xsUnsignedValue)length <= size - (xsUnsignedValue)offset);
}

/* As memmove does, which in newlib goes byte by byte where the two places are not aligned alike; memcpy does not. */
static void copy(uint8_t *to, const uint8_t *from, size_t length)
{
	if ((to + length <= from) || (from + length <= to))
		memcpy(to, from, length);
	else
		memmove(to, from, length);
}

void xs_mctp_take(xsMachine *the)
{
	const xsIntegerValue offset = xsmcToInteger(xsArg(1)), length = xsmcToInteger(xsArg(2));
	const xsIntegerValue address = xsmcToInteger(xsArg(3)), longest = xsmcToInteger(xsArg(4));
	void *memory;
	xsUnsignedValue size;
	const uint8_t *packet;
	const uint8_t own = (address >> 16) & 0xFF;
	xsIntegerValue header;
	xsmcGetBufferReadable(xsArg(0), &memory, &size);
	if (!isInside(offset, kHeaderLength, size))
		xsRangeError("range outside memory");
	packet = (const uint8_t *)memory + offset;
	header = -1;
	if ((length > kHeaderLength) && (length <= longest) && ((packet[0] & 0x0F) == (address >> 24))
		&& (packet[2] >= kFirstEid) && (packet[2] != kBroadcastEid) && (packet[2] != own)) {
		header = (address & 0x0F000000) | (packet[1] << 16) | (packet[2] << 8) | packet[3];
		if (packet[1] != own)
			header = ~header;
	}
	xsmcSetInteger(xsResult, header);
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
	copy(packet + kHeaderLength, (uint8_t *)memory + from, (size_t)length);
	xsmcSetInteger(xsResult, (header & kHeadMask) | ((header + kSequenceStep) & kSequenceField));
}

void xs_mctp_move(xsMachine *the)
{
	const xsIntegerValue offset = xsmcToInteger(xsArg(1)), from = xsmcToInteger(xsArg(2)), length = xsmcToInteger(xsArg(3));
	void *memory;
	xsUnsignedValue size;
	xsmcGetBufferWritable(xsArg(0), &memory, &size);
	if (!isInside(offset, length, size) || !isInside(from, length, size))
		xsRangeError("range outside memory");
	copy((uint8_t *)memory + offset, (uint8_t *)memory + from, (size_t)length);
}
