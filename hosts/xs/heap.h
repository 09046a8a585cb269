/* SPDX-License-Identifier: Apache-2.0 */
/* Counters of a machine's memory that the engine does not have. */
#ifndef MCTP_XS_HEAP_H
#define MCTP_XS_HEAP_H

#include "xsAll.h"
#include "xs.h"

/* Collects garbage, and counts from there on. */
void heapStart(xsMachine *the);
int heapCollections(void);
/* Slots of the script stack, most used since it was painted. */
void heapPaint(xsMachine *the);
int heapScriptStack(xsMachine *the);

#endif
