/* SPDX-License-Identifier: Apache-2.0 */
/* For chips without USB-OTG: there is no USB device to be opened. */
#include "../common/native/usb-driver.h"

bool usbDriverStart(UsbPipes *pipes, const uint8_t *descriptors, uint32_t size)
{
	(void)pipes, (void)descriptors, (void)size;
	return false;
}

void usbDriverStop(void)
{
}

void usbDriverServe(void)
{
}
