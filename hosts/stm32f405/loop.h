/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MCTP_XS_LOOP_H
#define MCTP_XS_LOOP_H

#include "engine.h"

/* Whether there is something to do. */
int loopDue(void);
/* Does it. */
void loopTurn(xsMachine *the);
/* Microseconds spent with it, and at start; wrap. */
uint32_t loopBusy(void);

#endif
