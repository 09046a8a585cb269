/* SPDX-License-Identifier: Apache-2.0 */
/* What the class UsbFunction wants of a board: its one USB device. */
#ifndef MCTP_XS_USB_DRIVER_H
#define MCTP_XS_USB_DRIVER_H

#include "usb-pipes.h"

/* Starts the hardware and connects to the bus. The descriptors stay where they are until it is stopped. The driver moves packets between the bus and `pipes`, and calls
 * usbPipesTell at the end of each interrupt. False: the hardware does not start. */
bool usbDriverStart(UsbPipes *pipes, const uint8_t *descriptors, uint32_t size);
/* Disconnects. No interrupt follows. */
void usbDriverStop(void);
/* The machine has put or taken packets: has an interrupt look after them. */
void usbDriverServe(void);

#endif
