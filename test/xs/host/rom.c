/* SPDX-License-Identifier: Apache-2.0 */
/* Modules in flash, as the SDK's linker has put them into mc.xs.c. Those that are preloaded have run there already, and are as read-only as flash is. */
#include "host.h"
#include "mc.xs.h"

xsMachine *createMachine(void)
{
	return xsPrepareMachine(NULL, xsPreparation(), "mctp-xs", NULL, NULL);
}

bool hasModule(const char *name)
{
	const txPreparation *preparation = xsPreparation();
	for (txSize index = 0; index < preparation->scriptCount; index++)
		if (!strcmp(preparation->scripts[index].path, name))
			return true;
	return false;
}

void beforeModules(xsMachine *the) {}

void afterModules(xsMachine *the) {}
