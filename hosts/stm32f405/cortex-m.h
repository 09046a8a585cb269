/* SPDX-License-Identifier: Apache-2.0 */
/* The processor: registers that every Cortex-M4 and M7 has, the tick, and the end of a run. */
#ifndef MCTP_XS_CORTEX_M_H
#define MCTP_XS_CORTEX_M_H

#include <stdint.h>

#define REGISTER(ADDRESS) (*(volatile uint32_t *)(ADDRESS))
#define INTERRUPT_ENABLE(NUMBER) (REGISTER(0xE000E100 + 4 * ((NUMBER) / 32)) = 1u << ((NUMBER) % 32))
#define INTERRUPT_DISABLE(NUMBER) (REGISTER(0xE000E180 + 4 * ((NUMBER) / 32)) = 1u << ((NUMBER) % 32))
#define INTERRUPT_PEND(NUMBER) (REGISTER(0xE000E200 + 4 * ((NUMBER) / 32)) = 1u << ((NUMBER) % 32))

/* Starts the tick: milliseconds, and the watch over the main program. */
void tickStart(void);
uint32_t tickMilliseconds(void);
/* Microseconds since the tick was started; wrap. */
uint32_t tickMicroseconds(void);
/* The main program is alive. Where it has not said so for two seconds, the run ends with the place where it hangs. */
void tickFeed(void);

/* Sleeps until an interrupt, unless `ready` says, with interrupts off, that there is something to do. */
void processorSleep(int (*ready)(void));
void processorReset(void) __attribute__((noreturn));

/* Stack, for figures. */
char *stackLimit(void);
uint32_t stackPeak(void);
uint32_t stackSize(void);

#endif
