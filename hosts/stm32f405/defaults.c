/* SPDX-License-Identifier: Apache-2.0 */
/* Parts of the language that firmware has, in place of the engine's own table, which has all. Functions know neither their length nor their name. */
#include "xsAll.h"

static txSlot *none(txMachine *the)
{
	fxAbort(the, XS_DEAD_STRIP_EXIT);
	return NULL;
}

static txSlot *noneNamed(txMachine *the, txID name)
{
	return none(the);
}

static void cannot(txMachine *the)
{
	none(the);
}

static void cannotRun(txMachine *the, txSlot *instance)
{
	none(the);
}

static void cannotImport(txMachine *the, txSlot *realm, txID id)
{
	none(the);
}

const txDefaults gxDefaults = {
	.newAsyncInstance = none,
	.runAsync = cannotRun,
	.newGeneratorInstance = none,
	.newGeneratorFunctionInstance = noneNamed,
	.newAsyncGeneratorInstance = none,
	.newAsyncGeneratorFunctionInstance = noneNamed,
	.runForAwaitOf = cannot,
	.newArgumentsSloppyInstance = fxNewArgumentsSloppyInstance,
	.newArgumentsStrictInstance = fxNewArgumentsStrictInstance,
	.runEval = cannot,
	.runEvalEnvironment = cannot,
	.runProgramEnvironment = cannot,
	.runImport = cannotImport,
	.definePrivateProperty = fxDefinePrivateProperty,
	.getPrivateProperty = fxGetPrivateProperty,
	.setPrivateProperty = fxSetPrivateProperty,
};
