/* SPDX-License-Identifier: Apache-2.0 */
#include "usb-bulk.h"

void usbBulkLink(UsbBulk *bulk, uint32_t packetSize)
{
	bulk->packetSize = packetSize;
	bulk->receiving = 0;
	bulk->filled = bulk->sending = bulk->outHalted = bulk->inHalted = false;
	if (packetSize)
		bulk->pipes->unpacker.packetSize = packetSize;
	usbPipesLink(bulk->pipes, packetSize > 0);
}

void usbBulkReceived(UsbBulk *bulk, const uint8_t *bytes, uint32_t length, bool whole)
{
	if (bulk->receiving)
		bulk->receiving--;
	if (whole && (length <= bulk->packetSize))
		usbPipesArrived(bulk->pipes, bytes, length);
}

void usbBulkSent(UsbBulk *bulk, bool whole)
{
	bulk->sending = false;
	bulk->filled &= !whole;
}

void usbBulkHalt(UsbBulk *bulk, uint32_t endpoint, bool on)
{
	if (kUsbIn == endpoint)
		bulk->inHalted = on;
	if (kUsbOut == endpoint) {
		bulk->outHalted = on;
		usbUnpackerReset(&bulk->pipes->unpacker);
	}
}

void usbBulkForget(UsbBulk *bulk, uint32_t endpoint)
{
	if (kUsbIn == endpoint)
		bulk->sending = false;
	if (kUsbOut == endpoint)
		bulk->receiving = 0;
}

/* What the stack has already may come in as well: there is room for a transfer of all of it. */
static bool wantsMore(const UsbBulk *bulk)
{
	return !bulk->outHalted && (bulk->receiving < bulk->most) && ((bulk->receiving + 1u) * bulk->packetSize <= kUsbLargestTransfer) && usbPipesReady(bulk->pipes);
}

bool usbBulkPump(UsbBulk *bulk)
{
	bool taken = true;
	while (bulk->packetSize && taken && wantsMore(bulk)) {
		taken = bulk->receive(bulk);
		bulk->receiving += taken;
	}
	if (bulk->packetSize && !bulk->sending && !bulk->inHalted) {
		const UsbTransfer *transfer = &bulk->pipes->transfer;
		if (!bulk->filled)
			bulk->filled = usbPipesGather(bulk->pipes);
		if (bulk->filled)
			bulk->sending = bulk->send(bulk, transfer->bytes, transfer->length, usbEndsEmpty(transfer, bulk->packetSize));
		taken &= bulk->sending == bulk->filled;
	}
	usbPipesTell(bulk->pipes);
	return taken;
}
