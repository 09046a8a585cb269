/* SPDX-License-Identifier: Apache-2.0 */
/* What the module "host" can tell: counters of the heap and of the board. Reading one allocates nothing. */
#include "host.h"
#include "heap.h"

static txSize gLibrarySlots, gLibraryChunks;

void startFigures(xsMachine *the)
{
	heapPaint(the);
	heapStart(the);
	gLibrarySlots = the->currentHeapCount;
	gLibraryChunks = the->currentChunksSize;
}

void xs_host_print(xsMachine *the)
{
	printf("%s\n", xsToString(xsArg(0)));
}

void xs_host_collect(xsMachine *the)
{
	xsCollectGarbage();
}

void xs_host_slots(xsMachine *the)
{
	xsResult = xsInteger(the->currentHeapCount);
}

void xs_host_chunks(xsMachine *the)
{
	xsResult = xsInteger(the->currentChunksSize);
}

void xs_host_collections(xsMachine *the)
{
	xsResult = xsInteger(heapCollections());
}

void xs_host_instructions(xsMachine *the)
{
	xsResult = xsNumber(boardInstructions());
}

void xs_host_target(xsMachine *the)
{
	xsResult = xsString(XS_TARGET);
}

/* The order of host.js. */
void xs_host_figure(xsMachine *the)
{
	switch (xsToInteger(xsArg(0))) {
	case 0: xsResult = xsInteger(sizeof(txSlot)); break;
	case 1: xsResult = xsInteger(gLibrarySlots); break;
	case 2: xsResult = xsInteger(gLibraryChunks); break;
	case 3: xsResult = xsInteger(the->currentHeapCount); break;
	case 4: xsResult = xsInteger(the->currentChunksSize); break;
	case 5: xsResult = xsInteger(the->peakHeapCount); break;
	case 6: xsResult = xsInteger(the->peakChunksSize); break;
	case 7: xsResult = xsInteger(heapScriptStack(the)); break;
	case 8: xsResult = xsNumber(boardMemory(kBoardStack)); break;
	case 9: xsResult = xsNumber(boardMemory(kBoardHeap)); break;
	case 10: xsResult = xsNumber(boardMemory(kBoardText)); break;
	case 11: xsResult = xsNumber(boardMemory(kBoardData)); break;
	case 12: xsResult = xsNumber(boardMemory(kBoardBss)); break;
	case 13: xsResult = xsInteger(sizeof(txMachine) + (the->aliasCount + the->keyCount - the->keyOffset + the->nameModulo + the->symbolModulo) * sizeof(txSlot *)); break;
#ifdef XS_ARCHIVE
	case 14: xsResult = xsTrue; break;
#else
	case 14: xsResult = xsFalse; break;
#endif
	default: xsRangeError("no such figure");
	}
}
