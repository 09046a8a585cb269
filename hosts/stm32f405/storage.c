/* SPDX-License-Identifier: Apache-2.0 */
/* The module storage: regions of the board's flash memory. Arguments are a region, an offset in it, memory, an offset there, bytes. */
#include <stdbool.h>
#include "xsmc.h"

#include "../common/native/flash-log.h"
#include "board.h"

static FlashLog gLog;

void xs_storage_open(xsMachine *the)
{
	const Flash *flash = boardFlash();
	if (flash)
		flashLogOpen(&gLog, flash);
	xsmcSetBoolean(xsResult, NULL != flash);
}

static uint32_t regionOf(xsMachine *the)
{
	const xsIntegerValue region = xsmcToInteger(xsArg(0));
	if (!gLog.flash || (region < 0) || (region >= kFlashLogRegions))
		xsRangeError("no such region of storage");
	return (uint32_t)region;
}

/* The bytes that arguments 2 to 4 name. */
static uint8_t *bytesOf(xsMachine *the, uint32_t *offset, uint32_t *length)
{
	const xsIntegerValue at = xsmcToInteger(xsArg(3)), count = xsmcToInteger(xsArg(4)), from = xsmcToInteger(xsArg(1));
	void *bytes;
	xsUnsignedValue size;
	xsmcGetBufferWritable(xsArg(2), &bytes, &size);
	if ((at < 0) || (count < 0) || (from < 0) || ((xsUnsignedValue)at > size) || ((xsUnsignedValue)count > size - (xsUnsignedValue)at))
		xsRangeError("range outside memory");
	*offset = (uint32_t)from;
	*length = (uint32_t)count;
	return (uint8_t *)bytes + at;
}

void xs_storage_read(xsMachine *the)
{
	const uint32_t region = regionOf(the);
	uint32_t offset, length;
	uint8_t *bytes = bytesOf(the, &offset, &length);
	flashLogRead(&gLog, region, offset, bytes, length);
}

void xs_storage_write(xsMachine *the)
{
	const uint32_t region = regionOf(the);
	uint32_t offset, length;
	const uint8_t *bytes = bytesOf(the, &offset, &length);
	xsmcSetBoolean(xsResult, flashLogWrite(&gLog, region, offset, bytes, length));
}

void xs_storage_erase(xsMachine *the)
{
	flashLogErase(&gLog, regionOf(the));
}
