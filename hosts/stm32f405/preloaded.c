/* SPDX-License-Identifier: Apache-2.0 */
/* Modules that the SDK's linker has run, and put into mc.xs.c with the library, both without what nobody uses. */
#include "modules.h"

#include "mc.xs.h"

xsMachine *modulesMachine(void)
{
	return xsPrepareMachine(NULL, xsPreparation(), "mctp-xs", NULL, NULL);
}

void modulesStart(xsMachine *the) {}
