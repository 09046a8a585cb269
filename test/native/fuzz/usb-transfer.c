/* SPDX-License-Identifier: Apache-2.0 */
/* Pieces of transfers, each behind its length: every byte is in a packet, in a head, held, or counted as skipped. */
#include <string.h>

#include "hosts/common/native/usb-transfer.h"
#include "test/native/check.h"

static uint64_t gTaken;

static void taken(void *context, const uint8_t *packet, uint32_t length)
{
	CHECK((length >= kMctpHeaderSize) && (length <= kUsbLargestPacket - kUsbHeadSize));
	for (uint32_t at = 0; at < length; at++)
		gTaken += 1 + 0 * packet[at];
	gTaken += kUsbHeadSize;
}

FUZZ("usb-transfer")
{
	UsbUnpacker unpacker = { .packet = taken, .packetSize = (size && (bytes[0] & 1)) ? 512 : 64 };
	uint64_t given = 0;
	gTaken = 0;
	for (size_t at = 1; at < size;) {
		const size_t left = size - at - 1, wanted = 2u * bytes[at], length = (wanted < left) ? wanted : left;
		usbUnpack(&unpacker, bytes + at + 1, (uint32_t)length);
		CHECK(unpacker.held < kUsbLargestPacket);
		CHECK(unpacker.arrived < kUsbLargestTransfer);
		given += length;
		EQUAL(given, gTaken + unpacker.held + unpacker.counters[kUsbSkipped]);
		at += 1 + length;
	}
	return 0;
}
