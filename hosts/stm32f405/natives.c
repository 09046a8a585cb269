/* SPDX-License-Identifier: Apache-2.0 */
/* The modules line, health, unique and panel: what scripts see of the board. */
#include <stdbool.h>
#include <string.h>
#include "xsmc.h"

#include "board.h"
#include "crash.h"
#include "figures.h"
#include "line.h"

/* line: the serial line, opened once at a time. */

typedef struct {
	bool open;
} LineRecord, *Line;

static LineRecord gLine;

void xs_line_destructor(void *data)
{
	if (data)
		((Line)data)->open = false;
}

static const xsHostHooks gLineHooks = { xs_line_destructor, NULL, NULL };

static void validate(xsMachine *the)
{
	xsmcGetHostDataValidate(xsThis, (void *)&gLineHooks);
}

void xs_line_constructor(xsMachine *the)
{
	if (gLine.open)
		xsUnknownError("the serial line is in use");
	gLine.open = true;
	xsmcSetHostData(xsThis, &gLine);
	xsSetHostHooks(xsThis, &gLineHooks);
}

void xs_line_close(xsMachine *the)
{
	if (!xsmcGetHostData(xsThis))
		return;
	validate(the);
	gLine.open = false;
	xsmcSetHostData(xsThis, NULL);
	xsmcSetHostDestructor(xsThis, NULL);
}

/* The bytes that arguments 0 to 2 name: memory, offset, length. The address is good until XS allocates. */
static uint8_t *range(xsMachine *the, xsUnsignedValue *length)
{
	const xsIntegerValue offset = xsmcToInteger(xsArg(1)), wanted = xsmcToInteger(xsArg(2));
	void *bytes;
	xsUnsignedValue size;
	xsmcGetBufferWritable(xsArg(0), &bytes, &size);
	if ((offset < 0) || (wanted < 0) || ((xsUnsignedValue)offset > size) || ((xsUnsignedValue)wanted > size - (xsUnsignedValue)offset))
		xsRangeError("range outside memory");
	*length = (xsUnsignedValue)wanted;
	return (uint8_t *)bytes + offset;
}

void xs_line_read(xsMachine *the)
{
	xsUnsignedValue most;
	uint8_t *to = range(the, &most);
	validate(the);
	xsmcSetInteger(xsResult, (xsIntegerValue)lineTake(to, most));
}

void xs_line_write(xsMachine *the)
{
	xsUnsignedValue count;
	const uint8_t *from = range(the, &count);
	validate(the);
	if (!linePut(from, count))
		xsUnknownError("output full");
	xsmcSetInteger(xsResult, (xsIntegerValue)lineRoom());
}

void xs_line_room(xsMachine *the)
{
	validate(the);
	xsmcSetInteger(xsResult, (xsIntegerValue)lineRoom());
}

/* health: why the last run ended, and figures of this one. */

void xs_health_reset(xsMachine *the)
{
	xsmcSetInteger(xsResult, (xsIntegerValue)crashLast()->reset);
}

void xs_health_fault(xsMachine *the)
{
	xsmcSetInteger(xsResult, (xsIntegerValue)crashLast()->fault);
}

void xs_health_text(xsMachine *the)
{
	xsmcSetString(xsResult, (char *)crashLast()->text);
}

void xs_health_fail(xsMachine *the)
{
	char text[kCrashTextSize];
	const Fault fault = (Fault)xsmcToInteger(xsArg(0));
	strncpy(text, xsmcToString(xsArg(1)), sizeof(text) - 1);
	text[sizeof(text) - 1] = 0;
	crash(fault, 0, text);
}

void xs_health_figure(xsMachine *the)
{
	uint32_t value;
	if (!figure(the, xsmcToInteger(xsArg(0)), &value))
		return;
	if (value <= INT32_MAX)
		xsmcSetInteger(xsResult, (xsIntegerValue)value);
	else
		xsmcSetNumber(xsResult, value);
}

/* unique: the number of the chip, as hexadecimal digits. */

void xs_unique_id(xsMachine *the)
{
	static const char digits[] = "0123456789abcdef";
	uint8_t unique[kUniqueSize];
	char text[2 * kUniqueSize + 1];
	boardUnique(unique);
	for (int index = 0; index < kUniqueSize; index++) {
		text[2 * index] = digits[unique[index] >> 4];
		text[2 * index + 1] = digits[unique[index] & 0x0F];
	}
	text[2 * kUniqueSize] = 0;
	xsmcSetString(xsResult, text);
}

void xs_panel_led(xsMachine *the)
{
	boardLed(xsmcToBoolean(xsArg(0)));
}
