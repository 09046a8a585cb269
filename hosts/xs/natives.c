/* SPDX-License-Identifier: Apache-2.0 */
/* The SDK's native("name") and Native("name") for XS 13.3, whose parser does not know them: here they are functions that look the C function up. */
#include "natives.h"

static void *find(xsMachine *the)
{
	const char *name = xsToString(xsArg(0));
	for (const NativeEntry *entry = gNatives; entry->name; entry++)
		if (entry->function && !strcmp(entry->name, name))
			return entry->function;
	xsReferenceError("native \"%s\" has no C function in this image", name);
	return NULL;
}

static void nativeFunction(xsMachine *the)
{
	xsResult = xsNewHostFunction((xsCallback)find(the), 0);
}

/* super() of a class that extends Native("destructor"): an instance of the derived class with the destructor of its base. */
static void construct(xsMachine *the)
{
	xsVars(1);
	xsVar(0) = xsGet(xsTarget, xsID("prototype"));
	xsResult = xsNewHostInstance(xsVar(0));
	xsVar(0) = xsGet(xsFunction, xsID("prototype"));
	xsSetHostDestructor(xsResult, fxGetHostDestructor(the, &xsVar(0)));
}

static void nativeClass(xsMachine *the)
{
	xsVars(1);
	xsVar(0) = xsNewHostObject((xsDestructor)find(the));
	xsResult = xsNewHostConstructor(construct, 0, xsVar(0));
}

void installNatives(xsMachine *the)
{
	xsResult = xsNewHostFunction(nativeFunction, 1);
	xsSet(xsGlobal, xsID("native"), xsResult);
	xsResult = xsNewHostFunction(nativeClass, 1);
	xsSet(xsGlobal, xsID("Native"), xsResult);
}
