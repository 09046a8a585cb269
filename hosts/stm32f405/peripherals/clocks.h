/* SPDX-License-Identifier: Apache-2.0 */
/* Clocks of an STM32F405 (RM0090 7): 168 MHz from a crystal. */
#ifndef MCTP_XS_STM32_CLOCKS_H
#define MCTP_XS_STM32_CLOCKS_H

#include <stdint.h>

enum { kFullSpeed = 168 };

/* `crystal`: MHz, 4 to 26. Returns MHz of the processor. Where the crystal does not swing, the internal oscillator has to do, 1 % exact; where there are no clocks, in an
 * emulator, nothing is done. */
uint32_t clocksStart(uint32_t crystal);

#endif
