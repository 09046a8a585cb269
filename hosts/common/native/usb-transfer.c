/* SPDX-License-Identifier: Apache-2.0 */
#include "usb-transfer.h"

#include <string.h>

enum { kIdentifier = 0x1A, kIdentifier2 = 0xB4, kReservedValue = 0x00 };

/* What is wrong with a head. */
static int fault(const uint8_t *head)
{
	if ((head[0] != kIdentifier) || (head[1] != kIdentifier2))
		return kUsbIdentifier;
	if (head[2] != kReservedValue)
		return kUsbReserved;
	return (head[3] < kUsbHeadSize + kMctpHeaderSize) ? kUsbLength : kUsbReceived;
}

/* The transfer has ended. */
static void end(UsbUnpacker *unpacker)
{
	if (unpacker->held) {
		unpacker->counters[kUsbTruncated]++;
		unpacker->counters[kUsbSkipped] += unpacker->held;
	}
	usbUnpackerReset(unpacker);
}

/* Adds to the unfinished packet until it has `wanted` bytes; returns how many came. */
static uint32_t hold(UsbUnpacker *unpacker, const uint8_t *bytes, uint32_t length, uint32_t wanted)
{
	const uint32_t lacks = wanted - unpacker->held, count = (length < lacks) ? length : lacks;
	memcpy(unpacker->bytes + unpacker->held, bytes, count);
	unpacker->held += count;
	return count;
}

static void skip(UsbUnpacker *unpacker, int counter, uint32_t length)
{
	unpacker->counters[counter]++;
	unpacker->counters[kUsbSkipped] += unpacker->held + length;
	unpacker->held = 0;
	unpacker->skipping = true;
}

static void take(UsbUnpacker *unpacker, const uint8_t *at, const uint8_t *last)
{
	while (at < last) {
		const bool begun = unpacker->held || (last - at < kUsbHeadSize);
		const uint8_t *head = begun ? unpacker->bytes : at;
		int wrong;
		if (begun && (unpacker->held < kUsbHeadSize))
			at += hold(unpacker, at, (uint32_t)(last - at), kUsbHeadSize);
		if (begun && (unpacker->held < kUsbHeadSize))
			return;
		wrong = fault(head);
		if (kUsbReceived != wrong) {
			skip(unpacker, wrong, (uint32_t)(last - at));
			return;
		}
		if (!begun && (head[3] <= last - at))
			at += head[3];
		else {
			at += hold(unpacker, at, (uint32_t)(last - at), head[3]);
			head = unpacker->bytes;
			if (unpacker->held < head[3])
				return;
			unpacker->held = 0;
		}
		unpacker->counters[kUsbReceived]++;
		unpacker->packet(unpacker->context, head + kUsbHeadSize, head[3] - kUsbHeadSize);
	}
}

void usbUnpack(UsbUnpacker *unpacker, const uint8_t *bytes, uint32_t length)
{
	if (unpacker->skipping && (length >= kUsbHeadSize) && (kUsbReceived == fault(bytes)))
		end(unpacker);
	unpacker->arrived += length;
	if (unpacker->skipping)
		unpacker->counters[kUsbSkipped] += length;
	else {
		take(unpacker, bytes, bytes + length);
		if (!unpacker->held && !unpacker->skipping)
			unpacker->arrived = 0;
	}
	if ((0 == length % unpacker->packetSize) && length && (unpacker->arrived < kUsbLargestTransfer))
		return;
	end(unpacker);
}

void usbUnpackerReset(UsbUnpacker *unpacker)
{
	unpacker->held = unpacker->arrived = 0;
	unpacker->skipping = false;
}

uint8_t *usbPack(UsbTransfer *transfer, uint32_t length)
{
	uint8_t *head = transfer->bytes + transfer->length;
	if ((length > kUsbLargestPacket - kUsbHeadSize) || (transfer->length + kUsbHeadSize + length > kUsbLargestTransfer))
		return NULL;
	head[0] = kIdentifier;
	head[1] = kIdentifier2;
	head[2] = kReservedValue;
	head[3] = (uint8_t)(kUsbHeadSize + length);
	transfer->length += kUsbHeadSize + length;
	return head + kUsbHeadSize;
}

bool usbEndsEmpty(const UsbTransfer *transfer, uint32_t packetSize)
{
	return (0 == transfer->length % packetSize) && (transfer->length < kUsbLargestTransfer);
}
