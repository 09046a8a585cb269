/* SPDX-License-Identifier: Apache-2.0 */
/* OTG_FS as a model in RAM (../model), because QEMU has none. What happens on its bus arrives over USART3, whose interrupt changes the registers and pends the interrupt of OTG_FS, as
 * the core would. */
#ifndef MCTP_XS_STM32F405_USB_MODEL_H
#define MCTP_XS_STM32F405_USB_MODEL_H

#include <stdbool.h>

#include "../peripherals/registers.h"

Register *usbModelStart(void);
/* After the driver's interrupt; true: the core still asks for it. */
bool usbModelServed(void);

#endif
