/* SPDX-License-Identifier: Apache-2.0 */
/* What the firmware needs of the board it runs on; a file of boards/ for each. */
#ifndef MCTP_XS_BOARD_H
#define MCTP_XS_BOARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../common/native/flash.h"
#include "crash.h"

enum { kUniqueSize = 12 };

/* Clocks, millisecond tick, serial line, watchdog. */
void boardStart(void);

/* Bytes that no other chip of its kind has. */
void boardUnique(uint8_t unique[kUniqueSize]);

/* Why the processor started. `survived`: RAM still holds what an earlier run kept. */
ResetReason boardResetReason(bool survived);

/* Tells the watchdog that all is well. */
void boardFeed(void);

void boardLed(bool on);

/* Memory for what outlives the power; NULL: there is none. */
const Flash *boardFlash(void);

/* Ticks of the processor's timer in a millisecond. */
extern uint32_t gTicksPerMillisecond;

/* The serial line, see line.h. `boardSend` returns false while the last byte has not left; `boardWantSpace` asks for an interrupt when it has. */
bool boardSend(uint8_t byte);
void boardWantSpace(bool wanted);
/* Whether bytes are taken: what arrives meanwhile waits in the hardware, or is lost there. */
void boardListen(bool wanted);

#endif
