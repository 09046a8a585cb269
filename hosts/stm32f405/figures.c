/* SPDX-License-Identifier: Apache-2.0 */
#include "figures.h"

#include "../xs/heap.h"
#include "cortex-m.h"
#include "crash.h"
#include "line.h"
#include "loop.h"

bool figure(void *machine, int32_t figure, uint32_t *value)
{
	txMachine *the = machine;
	switch (figure) {
	case 0: *value = tickMilliseconds(); break;
	case 1: *value = crashLast()->starts; break;
	case 2: *value = sizeof(txSlot); break;
	case 3: *value = the->currentHeapCount; break;
	case 4: *value = the->peakHeapCount; break;
	case 5: *value = the->maximumHeapCount; break;
	case 6: *value = the->currentChunksSize; break;
	case 7: *value = the->peakChunksSize; break;
	case 8: *value = the->maximumChunksSize; break;
	case 9: *value = heapCollections(); break;
	case 10: *value = heapScriptStack(the) * sizeof(txSlot); break;
	case 11: *value = (the->stackTop - the->stackBottom) * sizeof(txSlot); break;
	case 12: *value = stackPeak(); break;
	case 13: *value = stackSize(); break;
	case 14: *value = lineLosses(); break;
	case 15: *value = loopBusy(); break;
	default: return false;
	}
	return true;
}
