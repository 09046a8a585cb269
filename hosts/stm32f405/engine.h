/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MCTP_XS_ENGINE_H
#define MCTP_XS_ENGINE_H

#include "../xs/natives.h"
#include "xsScript.h"

/* Bytes of the pools that nobody has taken, and what malloc has taken. */
size_t engineRoom(void);
size_t engineMalloc(void);

/* The pending exception as text. */
void engineReport(txMachine *the, char *text, size_t size);

#endif
