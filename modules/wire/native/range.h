/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MCTP_XS_WIRE_RANGE_H
#define MCTP_XS_WIRE_RANGE_H

#include "xsmc.h"

/* Refuses a range that is not inside of `size` bytes. */
static inline void wireCheckRange(xsMachine *the, xsIntegerValue offset, xsIntegerValue length, xsUnsignedValue size)
{
	if ((offset < 0) || (length < 0) || ((xsUnsignedValue)offset > size) || ((xsUnsignedValue)length > size - (xsUnsignedValue)offset))
		xsRangeError("range outside memory");
}

/* The bytes that the arguments (memory, offset, length) name. The address is good until XS allocates. */
static inline const uint8_t *wireRange(xsMachine *the, xsUnsignedValue *length)
{
	const xsIntegerValue offset = xsmcToInteger(xsArg(1)), wanted = xsmcToInteger(xsArg(2));
	void *bytes;
	xsUnsignedValue size;
	xsmcGetBufferReadable(xsArg(0), &bytes, &size);
	wireCheckRange(the, offset, wanted, size);
	*length = (xsUnsignedValue)wanted;
	return (const uint8_t *)bytes + offset;
}

/* The same, to write there. */
static inline uint8_t *wireWritableRange(xsMachine *the, xsUnsignedValue *length)
{
	const xsIntegerValue offset = xsmcToInteger(xsArg(1)), wanted = xsmcToInteger(xsArg(2));
	void *bytes;
	xsUnsignedValue size;
	xsmcGetBufferWritable(xsArg(0), &bytes, &size);
	wireCheckRange(the, offset, wanted, size);
	*length = (xsUnsignedValue)wanted;
	return (uint8_t *)bytes + offset;
}

#endif
