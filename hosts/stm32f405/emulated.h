/* SPDX-License-Identifier: Apache-2.0 */
/* Peripherals that QEMU does not have, as models in RAM (model/). What happens on their busses arrives over USART2, whose interrupt changes the registers and pends the interrupt of the
 * peripheral, as the peripheral would. */
#ifndef MCTP_XS_EMULATED_H
#define MCTP_XS_EMULATED_H

#include <stdbool.h>

#include "registers.h"

Registers *emulatedUsb(void);
/* After the driver's interrupt; true: the peripheral still asks for it. */
bool emulatedUsbServed(void);

#endif
