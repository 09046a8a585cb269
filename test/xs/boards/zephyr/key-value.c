/* SPDX-License-Identifier: Apache-2.0 */
/* The SDK's own module of values by key for Zephyr, where there is an SDK, on XS 13.3; and what power does to the flash memory below. Names in it: xsID_done xsID_format xsID_mode
 * xsID_path xsID_target xsID_value */
#include "xsmc.h"
#include "mc.xs.h"

#include "test/native/support/flash-model.h"
#include <zephyr/settings/settings.h>

/* New flash memory, whose power goes with an operation if that is not below 0: 0 before it, 1 within, 2 after it. */
void xs_power_new(xsMachine *the)
{
	const xsIntegerValue operations = xsmcToInteger(xsArg(0));
	flashModelNew();
	if (operations >= 0)
		flashModelCut((uint32_t)operations, (Cut)xsmcToInteger(xsArg(1)), 1 + (uint32_t)operations);
	fakeSettingsStart();
}

void xs_power_on(xsMachine *the)
{
	flashModelPower();
	fakeSettingsStart();
}

void xs_power_operations(xsMachine *the)
{
	xsmcSetInteger(xsResult, (xsIntegerValue)flashModelOperations());
}

#if __has_include("modules/io/storage/zephyr/storage-zephyr.c")

/* SDK 8.2.3 makes a chunk of a record of 3 bytes and of what lies behind it on the stack, which the address sanitizer does not let pass: here it is the record, and zeros. */
#undef xsmcSetHostChunk
#define xsmcSetHostChunk(SLOT, DATA, SIZE) setHostChunk(the, &(SLOT), DATA, SIZE)
static void *setHostChunk(xsMachine *the, xsSlot *slot, const void *record, xsIntegerValue size)
{
	enum { kRecord = 3 };
	void *chunk = fxSetHostChunk(the, slot, NULL, size);
	if (record)
		c_memcpy(chunk, record, kRecord);
	return chunk;
}

/* What XS 13.3 lacks, and values of other formats would want. */
#define xsmcSetStringX xsmcSetString
#define xsmcSetUnsigned(SLOT, VALUE) xsmcSetInteger(SLOT, (xsIntegerValue)(VALUE))
#define xsmcToUnsigned(SLOT) ((uint32_t)xsmcToInteger(SLOT))
#define fxFromBigInt64(THE, SLOT, VALUE) ((void)(VALUE))
#define fxFromBigUint64(THE, SLOT, VALUE) ((void)(VALUE))
#define fxToBigInt64(THE, SLOT) 0
#define fxToBigUint64(THE, SLOT) 0
#pragma GCC diagnostic ignored "-Wpointer-sign"
void xs_directorystorage_destructor(void *data);
void xs_storageIterator_destructor(void *data);
#include "modules/io/common/builtinCommon.c"
#include "modules/io/storage/zephyr/storage-zephyr.c"

#endif
