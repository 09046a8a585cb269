/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MCTP_XS_ENGINE_H
#define MCTP_XS_ENGINE_H

#include "xsAll.h"
#include "xs.h"
#include "xsScript.h"

/* The pending exception as text. */
void engineReport(txMachine *the, char *text, size_t size);

#endif
