/* SPDX-License-Identifier: Apache-2.0 */
/* Packets at the rate of the bus, through the model, the driver and the rings. Each carries its number. */
#include <stdio.h>
#include <string.h>

#include "check.h"
#include "support/usb-bench.h"

enum { kPackets = 1000000, kPacket = 60, kNumberAt = 4, kLongestTransfer = 8 };

static UsbBench gBench;

static UsbBench *configured(void)
{
	benchStart(&gBench);
	benchEnumerate(&gBench);
	gBench.interrupts = 0;
	return &gBench;
}

static void number(uint8_t *packet, uint32_t value)
{
	memcpy(packet + kNumberAt, &value, sizeof(value));
}

/* The machine takes all that there is; returns the number of the next one. */
static uint32_t readAll(UsbBench *bench, uint32_t next)
{
	uint8_t got[kUsbLongestPacket], wanted[kPacket];
	uint32_t length;
	benchPacket(wanted, kPacket, 0);
	while ((length = benchRead(bench, got))) {
		number(wanted, next++);
		BYTES(got, 4, 0x01, 0x09, 0x08, 0xC8);
		EQUAL(length, kPacket);
		CHECK(!memcmp(got, wanted, kPacket));
	}
	return next;
}

static void tell(const UsbBench *bench, const char *what, uint32_t packets)
{
	printf("%u packets of %u bytes %s, %.2f interrupts of the bus for each\n", packets, kPacket, what, (double)bench->interrupts / packets);
}

TEST("a million packets back to back, each a transfer: none is lost or told to wait while the reader keeps up")
{
	UsbBench *bench = configured();
	uint8_t transfer[kOtgPacketSize];
	const uint32_t packets = TURNS(kPackets), length = benchHeaded(transfer, kPacket, 0);
	for (uint32_t packet = 0; packet < packets; packet++) {
		number(transfer + kUsbHeadSize, packet);
		EQUAL(benchOut(bench, transfer, length), kAck);
		EQUAL(readAll(bench, packet), packet + 1);
	}
	EQUAL(bench->pipes.unpacker.counters[kUsbReceived], packets);
	EQUAL(bench->pipes.unpacker.counters[kUsbSkipped], 0);
	EQUAL(bench->pipes.input.ring.lost, 0);
	tell(bench, "received", packets);
}

TEST("a million packets, up to eight in a transfer, for a reader that is too slow: the USB host is told to wait, and each arrives once")
{
	UsbBench *bench = configured();
	uint8_t transfer[kUsbLargestTransfer];
	const uint32_t packets = TURNS(kPackets);
	uint32_t random = 5, naks = 0, sent = 0, next = 0;
	while (sent < packets) {
		const uint32_t count = 1 + nextRandom(&random) % kLongestTransfer;
		uint32_t length = 0;
		for (uint32_t packet = 0; packet < count; packet++) {
			length += benchHeaded(transfer + length, kPacket, 0);
			number(transfer + length - kPacket, sent++);
		}
		for (uint32_t at = 0; at < length;) {
			const Handshake answer = benchOut(bench, transfer + at, kOtgPacketSize);
			uint8_t got[kUsbLongestPacket];
			if (kAck == answer) {
				at += kOtgPacketSize;
				continue;
			}
			EQUAL(answer, kNak);
			naks++;
			/* Only now, and only one. */
			EQUAL(benchRead(bench, got), kPacket);
			EQUAL(got[kNumberAt] | got[kNumberAt + 1] << 8 | got[kNumberAt + 2] << 16, next++);
		}
	}
	EQUAL(readAll(bench, next), sent);
	EQUAL(bench->pipes.unpacker.counters[kUsbReceived], sent);
	EQUAL(bench->pipes.unpacker.counters[kUsbSkipped], 0);
	EQUAL(bench->pipes.input.ring.lost, 0);
	CHECK(naks > sent / 2);
	tell(bench, "received slowly", sent);
}

/* What the USB host gets of packets that are numbered. */
static uint32_t check(const uint8_t *transfer, uint32_t length, uint32_t next)
{
	uint8_t wanted[kOtgPacketSize];
	benchHeaded(wanted, kPacket, 0);
	EQUAL(length % kOtgPacketSize, 0);
	for (uint32_t at = 0; at < length; at += kOtgPacketSize) {
		number(wanted + kUsbHeadSize, next++);
		CHECK(!memcmp(transfer + at, wanted, kOtgPacketSize));
	}
	return next;
}

TEST("a million packets sent as fast as the USB host takes them: they go together in transfers, and each arrives once")
{
	UsbBench *bench = configured();
	uint8_t packet[kPacket], transfer[kUsbLargestTransfer];
	const uint32_t packets = TURNS(kPackets);
	uint32_t written = 0, got = 0, transfers = 0, length = 0;
	benchPacket(packet, kPacket, 0);
	while (got < packets) {
		int count;
		do
			number(packet, written);
		while (benchWrite(bench, packet, kPacket) && ++written);
		count = benchIn(bench, transfer + length);
		CHECK(count >= 0);
		length += (uint32_t)count;
		if ((kOtgPacketSize == count) && (length < kUsbLargestTransfer))
			continue;
		got = check(transfer, length, got);
		length = 0;
		transfers++;
	}
	CHECK(transfers < packets / 6);
	tell(bench, "sent", packets);
}
