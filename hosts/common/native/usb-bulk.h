/* SPDX-License-Identifier: Apache-2.0 */
/* The bulk endpoints of a device whose stack moves buffers (Zephyr, TinyUSB): what it is given next, and what becomes of it. All calls come from one side, one at a
 * time: that of the stack. */
#ifndef MCTP_XS_USB_BULK_H
#define MCTP_XS_USB_BULK_H

#include "usb-control.h"
#include "usb-pipes.h"

typedef struct UsbBulk UsbBulk;
struct UsbBulk {
	UsbPipes *pipes;
	/* Of the driver. Each gives something to the stack, and returns whether that takes it: a buffer for one packet of the bus, so that a transfer need not end with a short
	 * packet to be seen; a whole transfer, and whether an empty packet ends it. */
	bool (*receive)(UsbBulk *bulk);
	bool (*send)(UsbBulk *bulk, const uint8_t *bytes, uint32_t length, bool endsEmpty);
	/* Buffers that the stack may have at a time. */
	uint8_t most;

	/* Of the endpoints; 0: the USB host has not configured the device. */
	uint32_t packetSize;
	uint8_t receiving;
	/* There is a transfer, and the stack has it. */
	bool filled, sending;
	bool outHalted, inHalted;
};

/* The USB host has configured the device, or no longer (0). What the stack had is forgotten: it tells nothing of that. */
void usbBulkLink(UsbBulk *bulk, uint32_t packetSize);
/* A buffer is back, with or without a packet of the bus in it. */
void usbBulkReceived(UsbBulk *bulk, const uint8_t *bytes, uint32_t length, bool whole);
/* The transfer has been sent; if not, it goes again. */
void usbBulkSent(UsbBulk *bulk, bool whole);
/* An endpoint is halted, or goes on. */
void usbBulkHalt(UsbBulk *bulk, uint32_t endpoint, bool on);
/* A stack that gives nothing back from an endpoint that was halted: what it had is forgotten. */
void usbBulkForget(UsbBulk *bulk, uint32_t endpoint);
/* After each of these, and when the machine has read or written: gives the stack what it can have, and tells the machine what is new. False: the stack refuses, try again. */
bool usbBulkPump(UsbBulk *bulk);

#endif
