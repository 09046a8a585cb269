/* SPDX-License-Identifier: Apache-2.0 */
/* Without the SDK's linker the library is built in RAM, all of it. Here goes what nobody can ask for: code names its properties, and the compiler has listed the
 * names. What the engine itself looks up stays. */
#include "strip.h"

#include "../xs/archive.h"

/* Properties that the engine looks up by itself, in objects of the library. */
static bool isEngines(txID id)
{
	switch (id) {
	case mxID(_Symbol_species): case mxID(_Symbol_toStringTag):
		return false;
	case mxID(_prototype): case mxID(_global): case mxID(_globalThis): case mxID(_length): case mxID(_message): case mxID(_name): case mxID(_toString):
	case mxID(_valueOf): case mxID(_next): case mxID(_return):
		return true;
	default:
		return id < XS_SYMBOL_ID_COUNT;
	}
}

static bool isUsed(const txSlot *property)
{
	if ((property->flag & XS_INTERNAL_FLAG) || (XS_NO_ID == property->ID) || (property->ID >= XS_ID_COUNT))
		return true;
	return gUsed[property->ID] || isEngines(property->ID);
}

static void stripInstance(txSlot *instance)
{
	txSlot **address = &instance->next, *property;
	while ((property = *address)) {
		if (isUsed(property))
			address = &property->next;
		else
			*address = property->next;
	}
}

void strip(txMachine *the)
{
	for (txSlot *block = the->firstHeap; block; block = block->next)
		for (txSlot *slot = block + 1; slot < block->value.reference; slot++)
			if (XS_INSTANCE_KIND == slot->kind)
				stripInstance(slot);
	fxCollectGarbage(the);
}
