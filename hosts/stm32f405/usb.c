/* SPDX-License-Identifier: Apache-2.0 */
/* The USB device of the board for the class UsbFunction (../common/usb). */
#include "../common/native/usb-driver.h"
#include "board.h"
#include "cortex-m.h"
#include "peripherals/otg-fs.h"

static Otg gOtg;

static void wait(uint32_t milliseconds)
{
	const uint32_t start = tickMilliseconds();
	while (tickMilliseconds() - start <= milliseconds)
		;
}

bool usbDriverStart(UsbPipes *pipes, const uint8_t *descriptors, uint32_t size)
{
	gOtg = (Otg){
		.registers = boardUsbStart(),
		.pipes = pipes,
		.control = { .descriptors = descriptors, .size = size },
		.delay = wait,
	};
	otgStart(&gOtg);
	boardUsbListen(true);
	return !gOtg.broken;
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

void usbInterrupt(void)
{
	otgInterrupt(&gOtg);
}
