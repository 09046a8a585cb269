/* SPDX-License-Identifier: Apache-2.0 */
/* The machine below the firmware on the desktop, as ../machine.ts has it. */
#include "xsAll.h"
#include "xs.h"
#include "mc.xs.h"
#include "machine.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* As in modules/device/health.ts. */
enum { kFaultException = 1, kFaultMemory, kFaultStack, kFaultKeys, kFaultStrip, kFaultCheck, kFaultOther = 9 };
enum { kSlotSize = 2, kSlotsUsed, kSlotsPeak, kSlots, kChunksUsed, kChunksPeak, kChunks, kCollections, kStackPeak, kStack };
enum { kPaint = 0x5A };

static const char gFault[] = "MCTP_XS_FAULT", gText[] = "MCTP_XS_FAULT_TEXT", gStarts[] = "MCTP_XS_STARTS";
static int gCollections = 0;

static void keepNumber(const char *name, int value)
{
	char digits[16];
	snprintf(digits, sizeof(digits), "%d", value);
	setenv(name, digits, 1);
}

static int keptNumber(const char *name)
{
	const char *digits = getenv(name);
	return digits ? atoi(digits) : 0;
}

static void keepFault(int fault, const char *text)
{
	keepNumber(gFault, fault);
	setenv(gText, text, 1);
}

void keepAbort(int status, const char *text)
{
	switch (status) {
	case XS_NOT_ENOUGH_MEMORY_EXIT: keepFault(kFaultMemory, text); break;
	case XS_JAVASCRIPT_STACK_OVERFLOW_EXIT:
	case XS_NATIVE_STACK_OVERFLOW_EXIT: keepFault(kFaultStack, text); break;
	case XS_NO_MORE_KEYS_EXIT: keepFault(kFaultKeys, text); break;
	case XS_DEAD_STRIP_EXIT: keepFault(kFaultStrip, text); break;
	case XS_FATAL_CHECK_EXIT: keepFault(kFaultCheck, text); break;
	case XS_UNHANDLED_EXCEPTION_EXIT:
	case XS_UNHANDLED_REJECTION_EXIT: keepFault(kFaultException, text); break;
	default: keepFault(kFaultOther, text);
	}
}

/* A collection marks every living host object exactly once: this one counts them. */
static void countCollection(txMachine *the, void *data, txMarkRoot markRoot)
{
	(void)the;
	(void)markRoot;
	(*(int *)data)++;
}

/* Slots from the top down to a stretch that still carries paint; the far end serves number conversion as scratch memory. */
static txInteger stackPeak(txMachine *the)
{
	static const txByte paint[16 * sizeof(txSlot)] = { [0 ... sizeof(paint) - 1] = kPaint };
	txSlot *slot = the->stackTop - 16;
	while ((slot > the->stackBottom) && memcmp(slot, paint, sizeof(paint)))
		slot--;
	return (txInteger)(the->stackTop - slot - 16);
}

/* Begins to count. */
void xs_machine_start(xsMachine *the)
{
	static const xsHostHooks hooks = { .marker = (xsMarker)countCollection };
	static xsSlot counter;
	counter = xsNewHostObject(NULL);
	xsSetHostData(counter, &gCollections);
	xsSetHostHooks(counter, (xsHostHooks *)&hooks);
	xsRemember(counter);
	memset(the->stackBottom, kPaint, (char *)the->stack - (char *)the->stackBottom);
	gCollections = 0;
	keepNumber(gStarts, keptNumber(gStarts) + 1);
}

/* The fault that ended the run before. What it was is told once: it belongs to that run. */
void xs_machine_fault(xsMachine *the)
{
	xsResult = xsInteger(keptNumber(gFault));
	unsetenv(gFault);
}

void xs_machine_text(xsMachine *the)
{
	const char *text = getenv(gText);
	xsResult = xsString((xsStringValue)(text ? text : ""));
	unsetenv(gText);
}

void xs_machine_starts(xsMachine *the)
{
	xsResult = xsInteger(keptNumber(gStarts));
}

void xs_machine_figure(xsMachine *the)
{
	switch (xsToInteger(xsArg(0))) {
	case kSlotSize: xsResult = xsInteger(sizeof(txSlot)); break;
	case kSlotsUsed: xsResult = xsInteger(the->currentHeapCount); break;
	case kSlotsPeak: xsResult = xsInteger(the->peakHeapCount); break;
	case kSlots: xsResult = xsInteger(the->maximumHeapCount); break;
	case kChunksUsed: xsResult = xsInteger(the->currentChunksSize); break;
	case kChunksPeak: xsResult = xsInteger(the->peakChunksSize); break;
	case kChunks: xsResult = xsInteger(the->maximumChunksSize); break;
	case kCollections: xsResult = xsInteger(gCollections); break;
	case kStackPeak: xsResult = xsInteger(stackPeak(the) * (txInteger)sizeof(txSlot)); break;
	case kStack: xsResult = xsInteger((the->stackTop - the->stackBottom) * (txInteger)sizeof(txSlot)); break;
	}
}

void xs_machine_fail(xsMachine *the)
{
	keepFault(xsToInteger(xsArg(0)), xsToString(xsArg(1)));
	restartMachine(the);
}
