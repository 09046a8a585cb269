/* SPDX-License-Identifier: Apache-2.0 */
/* CRC-32, polynomial EDB88320, least significant bit first. */
#include "range.h"

/* The remainders of all halves of a byte: 16 entries cost two steps a byte and hardly any flash. */
static const uint32_t gRemainders[16] = {
	0x00000000, 0x1DB71064, 0x3B6E20C8, 0x26D930AC,
	0x76DC4190, 0x6B6B51F4, 0x4DB26158, 0x5005713C,
	0xEDB88320, 0xF00F9344, 0xD6D6A3E8, 0xCB61B38C,
	0x9B64C2B0, 0x86D3D2D4, 0xA00AE278, 0xBDBDF21C,
};

void xs_wire_crc32(xsMachine *the)
{
	uint32_t crc = (uint32_t)xsmcToInteger(xsArg(3));
	xsUnsignedValue length;
	const uint8_t *bytes = wireRange(the, &length);
	for (; length; length--) {
		crc ^= *bytes++;
		crc = (crc >> 4) ^ gRemainders[crc & 0x0F];
		crc = (crc >> 4) ^ gRemainders[crc & 0x0F];
	}
	xsmcSetInteger(xsResult, (xsIntegerValue)crc);
}
