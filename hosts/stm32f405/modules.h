/* SPDX-License-Identifier: Apache-2.0 */
/* Where the machine's modules come from: byte code in flash, whose objects are made at start (modules.c), or those of the SDK's linker, which lie in flash (preloaded.c). */
#ifndef MCTP_XS_MODULES_H
#define MCTP_XS_MODULES_H

#include "engine.h"

/* Returns NULL where there is no memory for it. */
xsMachine *modulesMachine(void);
/* Before the first of them is loaded, in the machine's host context. */
void modulesStart(xsMachine *the);

#endif
