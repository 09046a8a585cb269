/* SPDX-License-Identifier: Apache-2.0 */
/* Sectors 1 and 2 of an STM32F405's flash memory, 16 KiB each (RM0090 3). While one is erased, up to half a second, or a word is programmed, the processor waits for its next
 * instruction: bytes that come meanwhile may be lost, and are counted. Needs 2.7 V or more. */
#ifndef MCTP_XS_STM32_FLASH_H
#define MCTP_XS_STM32_FLASH_H

#include "../../common/native/flash.h"

extern const Flash gStm32Flash;

/* Whether there is a flash controller. On a chip it is locked after a reset; an emulator that has none reads 0. */
bool stm32HasFlash(void);

#endif
