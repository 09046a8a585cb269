/* SPDX-License-Identifier: Apache-2.0 */
#include "heap.h"

enum { kPaint = 0x5A };

static int gCollections = 0;

#if mxStress
/* Allocations until the next collection, below 0, of the engine. */
extern int gxStress;
enum { kStress = -5000 };
#endif

/* A collection marks every living host object exactly once: this one counts them. */
static void countCollection(txMachine *the, void *data, txMarkRoot markRoot)
{
	(*(int *)data)++;
#if mxStress
	gxStress = kStress;
#endif
}

void heapPaint(xsMachine *the)
{
	memset(the->stackBottom, kPaint, (char *)the->stack - (char *)the->stackBottom);
}

void heapStart(xsMachine *the)
{
	static const xsHostHooks hooks = { .marker = (xsMarker)countCollection };
	static xsSlot counter;
	counter = xsNewHostObject(NULL);
	xsSetHostData(counter, &gCollections);
	xsSetHostHooks(counter, &hooks);
	xsRemember(counter);
	xsCollectGarbage();
	gCollections = 0;
}

int heapCollections(void)
{
	return gCollections;
}

/* Slots from the top down to a stretch that still carries paint; the far end serves number conversion as scratch memory. */
int heapScriptStack(xsMachine *the)
{
	static const txByte paint[16 * sizeof(txSlot)] = { [0 ... sizeof(paint) - 1] = kPaint };
	txSlot *slot = the->stackTop - 16;
	while ((slot > the->stackBottom) && memcmp(slot, paint, sizeof(paint)))
		slot--;
	return (int)(the->stackTop - slot - 16);
}
