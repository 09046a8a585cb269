/* SPDX-License-Identifier: Apache-2.0 */
/* CRC-8, polynomial 07, most significant bit first. */
#include "range.h"

/* The remainders of all halves of a byte: 16 entries cost two steps a byte and hardly any flash. */
static const uint8_t gRemainders[16] = {
	0x00, 0x07, 0x0E, 0x09, 0x1C, 0x1B, 0x12, 0x15,
	0x38, 0x3F, 0x36, 0x31, 0x24, 0x23, 0x2A, 0x2D,
};

void xs_wire_crc8(xsMachine *the)
{
	uint8_t crc = (uint8_t)xsmcToInteger(xsArg(3));
	xsUnsignedValue length;
	const uint8_t *bytes = wireRange(the, &length);
	for (; length; length--) {
		crc ^= *bytes++;
		crc = (uint8_t)(crc << 4) ^ gRemainders[crc >> 4];
		crc = (uint8_t)(crc << 4) ^ gRemainders[crc >> 4];
	}
	xsmcSetInteger(xsResult, crc);
}
