/* SPDX-License-Identifier: Apache-2.0 */
/* How runs end: the reason is kept in memory that survives the reset, and can be asked of the next run. */
#ifndef MCTP_XS_CRASH_H
#define MCTP_XS_CRASH_H

#include <stdint.h>

/* Fault and ResetReason of modules/device/health.ts. */
typedef enum {
	kFaultNone,
	kFaultException,
	kFaultMemory,
	kFaultStack,
	kFaultKeys,
	kFaultStrip,
	kFaultCheck,
	kFaultHardware,
	kFaultWatchdog,
	kFaultOther,
} Fault;
typedef enum {
	kResetUnknown,
	kResetPowerOn,
	kResetPin,
	kResetSoftware,
	kResetWatchdog,
	kResetBrownOut,
} ResetReason;

enum { kCrashTextSize = 65 };

typedef struct {
	uint32_t reset, fault;
	uint32_t starts; /* runs since power was switched on, this one included */
	char text[kCrashTextSize + 3]; /* ends with 0 */
} Crash;

/* Stores the reason and resets. From anywhere, also from interrupts and on a spoilt heap. `address`: where it happened, 0: that says nothing. */
void crash(Fault fault, uint32_t address, const char *text) __attribute__((noreturn));

/* At start: takes what the last run left. */
void crashStart(void);
const Crash *crashLast(void);

#endif
