/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MCTP_XS_WIRE_REFLECTED_H
#define MCTP_XS_WIRE_REFLECTED_H

#include "range.h"

/*
	Goes on with a CRC, least significant bit first, from the register in the fourth argument over the range that the first
	three tell. By the remainders of all halves of a byte: 16 entries cost two steps a byte and hardly any flash.
*/
static inline uint32_t wireReflected(xsMachine *the, const uint32_t remainders[16])
{
	uint32_t crc = (uint32_t)xsmcToInteger(xsArg(3));
	xsUnsignedValue length;
	const uint8_t *bytes = wireRange(the, &length);
	for (; length; length--) {
		crc ^= *bytes++;
		crc = (crc >> 4) ^ remainders[crc & 0x0F];
		crc = (crc >> 4) ^ remainders[crc & 0x0F];
	}
	return crc;
}

#endif
