/* SPDX-License-Identifier: Apache-2.0 */
/* Sets bytes to 0. */
#include <string.h>
#include "range.h"

void xs_wire_zero(xsMachine *the)
{
	xsUnsignedValue length;
	uint8_t *bytes = wireWritableRange(the, &length);
	memset(bytes, 0, length);
}
