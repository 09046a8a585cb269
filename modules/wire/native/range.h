/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MCTP_XS_WIRE_RANGE_H
#define MCTP_XS_WIRE_RANGE_H

#include "xsmc.h"

/* The bytes that the arguments (memory, offset, length) name. The address is good until XS allocates. */
static inline const uint8_t *wireRange(xsMachine *the, xsUnsignedValue *length)
{
	const xsIntegerValue offset = xsmcToInteger(xsArg(1)), wanted = xsmcToInteger(xsArg(2));
	void *bytes;
	xsUnsignedValue size;
	xsmcGetBufferReadable(xsArg(0), &bytes, &size);
	if ((offset < 0) || (wanted < 0) || ((xsUnsignedValue)offset > size) || ((xsUnsignedValue)wanted > size - (xsUnsignedValue)offset))
		xsRangeError("range outside memory");
	*length = (xsUnsignedValue)wanted;
	return (const uint8_t *)bytes + offset;
}

#endif
