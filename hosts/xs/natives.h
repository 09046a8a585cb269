/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MCTP_XS_NATIVES_H
#define MCTP_XS_NATIVES_H

#include "xsAll.h"
#include "xs.h"

/* Every C function that native("name") and Native("name") may ask for, in a file that the build writes. */
typedef struct {
	const char *name;
	void *function;
} NativeEntry;
extern const NativeEntry gNatives[];

/* Makes both global. */
void installNatives(xsMachine *the);

#endif
