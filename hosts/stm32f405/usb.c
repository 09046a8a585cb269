/* SPDX-License-Identifier: Apache-2.0 */
/* The USB device of the board for the class UsbFunction (../common/usb). */
#include "../common/native/usb-driver.h"
#include "board.h"
#include "peripherals/otg-fs.h"
#include "usb.h"

static Otg gOtg;

bool usbDriverStart(UsbPipes *pipes, const uint8_t *descriptors, uint32_t size)
{
	gOtg = (Otg){
		.registers = boardUsbStart(),
		.pipes = pipes,
		.control = { .descriptors = descriptors, .size = size },
	};
	otgStart(&gOtg);
	boardUsbListen(true);
	return !gOtg.due;
}

void usbDriverStop(void)
{
	boardUsbListen(false);
	if (gOtg.registers)
		otgStop(&gOtg);
}

void usbDriverServe(void)
{
	boardUsbServe();
}

void usbTicked(void)
{
	if (otgTick(&gOtg))
		boardUsbServe();
}

void usbInterrupt(void)
{
	otgInterrupt(&gOtg);
}
