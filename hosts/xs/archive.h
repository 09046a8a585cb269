/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MCTP_XS_ARCHIVE_H
#define MCTP_XS_ARCHIVE_H

#include "xsAll.h"
#include "xs.h"

/* What hosts/xs/compiler writes. Modules as byte code: */
typedef struct {
	const char *name;
	const txS1 *code;
	txSize size;
} Module;
extern const Module gModules[];

/* Names by identifier, those of the library first; what the engine's table of names holds at start. */
enum { kNameModulo = 127 };
extern txSlot *const gKeys[];
extern const int gKeyCount;
extern txSlot *const gNameTable[];

/* By identifier of the library, whether any of the code names it. */
extern const uint8_t gUsed[];

#endif
