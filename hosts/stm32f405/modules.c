/* SPDX-License-Identifier: Apache-2.0 */
/* Modules as byte code in flash, with their names; library and objects are made in RAM at start. */
#include "modules.h"

#include "../xs/archive.h"
#include "../xs/natives.h"
#include "crash.h"
#include "strip.h"

enum { kOtherKeys = 32 }; /* names that the image does not know: those of modules, symbols */

static const xsCreation gCreation = {
	.initialChunkSize = MCTP_XS_CHUNK_BYTES,
	.initialHeapCount = MCTP_XS_SLOT_COUNT,
	.incrementalChunkSize = 0,
	.incrementalHeapCount = 0,
	.stackCount = MCTP_XS_SCRIPT_STACK_COUNT,
	.initialKeyCount = kOtherKeys,
	.incrementalKeyCount = 0,
	.nameModulo = kNameModulo,
	.symbolModulo = 7,
	.parserBufferSize = 0,
	.parserTableModulo = 1,
};

xsMachine *modulesMachine(void)
{
	return xsCreateMachine((xsCreation *)&gCreation, "mctp-xs", NULL);
}

void modulesStart(xsMachine *the)
{
	strip(the);
	installNatives(the);
}

/* Names: those that the image knows lie in flash. */

void fxBuildKeys(txMachine *the)
{
	the->keyArrayHost = (txSlot **)gKeys;
	the->keyIndex = the->keyOffset = (txID)gKeyCount;
	the->keyCount += (txID)gKeyCount;
	memcpy(the->nameTable, gNameTable, kNameModulo * sizeof(txSlot *));
}

static const Module *find(const char *name)
{
	for (const Module *module = gModules; module->name; module++)
		if (!strcmp(module->name, name))
			return module;
	return NULL;
}

/* The build has resolved every specifier: the name stands in the code. */
txID fxFindModule(txMachine *the, txSlot *realm, txID moduleID, txSlot *slot)
{
	char name[C_PATH_MAX];
	const Module *module;
	fxToStringBuffer(the, slot, name, sizeof(name));
	module = find(name);
	if (!module)
		crash(kFaultOther, 0, name);
	return fxNewNameX(the, (txString)module->name);
}

void fxLoadModule(txMachine *the, txSlot *slot, txID moduleID)
{
	const Module *module = find(fxGetKeyName(the, moduleID));
	txScript script = { .codeBuffer = (txS1 *)module->code, .codeSize = module->size };
	fxResolveModule(the, slot, moduleID, &script, NULL, NULL);
}
