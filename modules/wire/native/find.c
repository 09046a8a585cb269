/* SPDX-License-Identifier: Apache-2.0 */
/* The first place of a byte. */
#include <string.h>
#include "range.h"

void xs_wire_find(xsMachine *the)
{
	const int value = xsmcToInteger(xsArg(3));
	xsUnsignedValue length;
	const uint8_t *bytes = wireRange(the, &length);
	const uint8_t *place = length ? memchr(bytes, value, length) : NULL;
	xsmcSetInteger(xsResult, xsmcToInteger(xsArg(1)) + (xsIntegerValue)(place ? (xsUnsignedValue)(place - bytes) : length));
}
