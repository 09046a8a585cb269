/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "check.h"
#include "hosts/common/native/usb-transfer.h"

static uint8_t gTaken[2048];
static uint32_t gCount, gLength;

static void taken(void *context, const uint8_t *packet, uint32_t length)
{
	memcpy(gTaken + gLength, packet, length);
	gLength += length;
	gCount++;
}

static UsbUnpacker fresh(uint32_t packetSize)
{
	gCount = gLength = 0;
	return (UsbUnpacker){ .packet = taken, .packetSize = packetSize };
}

#define UNPACK(UNPACKER, ...) usbUnpack(UNPACKER, (const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ }))

TEST("a packet in a transfer")
{
	UsbUnpacker unpacker = fresh(64);
	UNPACK(&unpacker, 0x1A, 0xB4, 0x00, 0x0B, 0x01, 0x08, 0x09, 0xC8, 0x00, 0x80, 0x02);
	EQUAL(gCount, 1);
	BYTES(gTaken, gLength, 0x01, 0x08, 0x09, 0xC8, 0x00, 0x80, 0x02);
}

TEST("two packets in a transfer")
{
	UsbUnpacker unpacker = fresh(64);
	UNPACK(&unpacker, 0x1A, 0xB4, 0x00, 0x08, 1, 2, 3, 4, 0x1A, 0xB4, 0x00, 0x09, 5, 6, 7, 8, 9);
	EQUAL(gCount, 2);
	BYTES(gTaken, gLength, 1, 2, 3, 4, 5, 6, 7, 8, 9);
}

TEST("identifier, reserved byte, length and end: each has its counter, and the rest of the transfer is skipped")
{
	UsbUnpacker unpacker = fresh(64);
	UNPACK(&unpacker, 0x1B, 0xB4, 0x00, 0x08, 1, 2, 3, 4);
	UNPACK(&unpacker, 0x1A, 0xB5, 0x00, 0x08, 1, 2, 3, 4);
	UNPACK(&unpacker, 0x1A, 0xB4, 0x01, 0x08, 1, 2, 3, 4);
	UNPACK(&unpacker, 0x1A, 0xB4, 0x00, 0x07, 1, 2, 3);
	UNPACK(&unpacker, 0x1A, 0xB4, 0x00, 0x00);
	UNPACK(&unpacker, 0x1A, 0xB4, 0x00, 0x09, 1, 2, 3, 4);
	UNPACK(&unpacker, 0x1A, 0xB4, 0x00);
	EQUAL(gCount, 0);
	EQUAL(unpacker.counters[kUsbIdentifier], 2);
	EQUAL(unpacker.counters[kUsbReserved], 1);
	EQUAL(unpacker.counters[kUsbLength], 2);
	EQUAL(unpacker.counters[kUsbTruncated], 2);
	EQUAL(unpacker.counters[kUsbSkipped], 8 + 8 + 8 + 7 + 4 + 8 + 3);
	UNPACK(&unpacker, 0x1A, 0xB4, 0x00, 0x08, 1, 2, 3, 4);
	EQUAL(gCount, 1);
}

TEST("packets before a bad head count")
{
	UsbUnpacker unpacker = fresh(64);
	UNPACK(&unpacker, 0x1A, 0xB4, 0x00, 0x08, 1, 2, 3, 4, 0x00, 0x00, 0x00, 0x00, 0x00);
	EQUAL(gCount, 1);
	EQUAL(unpacker.counters[kUsbSkipped], 5);
}

TEST("a head that is cut by every packet of the bus")
{
	for (uint32_t before = 8; before < 64; before++) {
		uint8_t bytes[128] = { 0x1A, 0xB4, 0x00, (uint8_t)before };
		UsbUnpacker unpacker = fresh(64);
		memcpy(bytes + before, (const uint8_t[]){ 0x1A, 0xB4, 0x00, 60 }, 4);
		usbUnpack(&unpacker, bytes, 64);
		usbUnpack(&unpacker, bytes + 64, before - 4);
		EQUAL(gCount, 2);
		EQUAL(gLength, before - 4 + 56);
		EQUAL(unpacker.counters[kUsbSkipped], 0);
	}
}

TEST("512 bytes end a transfer that nothing else ends")
{
	uint8_t bytes[64];
	UsbUnpacker unpacker = fresh(64);
	memset(bytes, 0x11, sizeof(bytes));
	for (int piece = 0; piece < 8; piece++)
		usbUnpack(&unpacker, bytes, 64);
	EQUAL(unpacker.counters[kUsbIdentifier], 1);
	CHECK(!unpacker.skipping);
	usbUnpack(&unpacker, bytes, 64);
	EQUAL(unpacker.counters[kUsbIdentifier], 2);
}

TEST("an empty packet of the bus is nothing, but ends a transfer")
{
	UsbUnpacker unpacker = fresh(64);
	usbUnpack(&unpacker, NULL, 0);
	EQUAL(unpacker.counters[kUsbTruncated], 0);
	EQUAL(gCount, 0);
}

TEST("packets in a transfer to be sent: as many as fit, and when an empty packet of the bus ends it")
{
	static const struct {
		uint32_t length, count, total;
		bool empty;
	} cases[] = {
		{ 4, 64, 512, false },
		{ 60, 8, 512, false },
		{ 251, 2, 510, false },
		{ 124, 4, 512, false },
		{ 28, 16, 512, false },
	};
	static UsbTransfer transfer;
	for (uint32_t index = 0; index < sizeof(cases) / sizeof(*cases); index++) {
		uint32_t count = 0;
		transfer.length = 0;
		while (usbPack(&transfer, cases[index].length))
			count++;
		EQUAL(count, cases[index].count);
		EQUAL(transfer.length, cases[index].total);
		EQUAL(usbEndsEmpty(&transfer, 64), cases[index].empty);
	}
	transfer.length = 0;
	CHECK(!usbPack(&transfer, 252));
	CHECK(usbPack(&transfer, 60));
	BYTES(transfer.bytes, 4, 0x1A, 0xB4, 0x00, 0x40);
	CHECK(usbEndsEmpty(&transfer, 64));
	CHECK(!usbEndsEmpty(&transfer, 512));
}
