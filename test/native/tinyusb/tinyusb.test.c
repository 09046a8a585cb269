/* SPDX-License-Identifier: Apache-2.0 */
/* The class over TinyUSB itself, besides what usb-stacks.test.c asks of it: what a USB host may do at any time. */
#include <pthread.h>
#include <sched.h>
#include <string.h>
#include <tusb.h>

#include "freertos.h"
#include "hosts/common/native/usb-driver.h"
#include "test/native/check.h"
#include "test/native/support/usb-bench.h"
#include "world.h"

static UsbPipes gPipes;
static uint8_t gBytes[kUsbLargestTransfer];

static void begin(void)
{
	usbPipesStart(&gPipes, kUsbBulkPacketSize, NULL, NULL);
	CHECK(usbDriverStart(&gPipes, gDescriptors, sizeof(gDescriptors)));
	gTinyUsb.reset();
	gTinyUsb.configure(1);
	CHECK(usbSessionUp(usbPipesSession(&gPipes)));
}

static void finish(void)
{
	usbDriverStop();
	CHECK(!wireConnected() && !wireHeld());
}

static uint32_t transferOf(uint8_t *bytes, uint32_t length, uint8_t first)
{
	memcpy(bytes, (const uint8_t[]){ 0x1A, 0xB4, 0x00, (uint8_t)(kUsbHeadSize + length) }, kUsbHeadSize);
	for (uint32_t at = 0; at < length; at++)
		bytes[kUsbHeadSize + at] = (uint8_t)(first + at);
	return kUsbHeadSize + length;
}

/* As Linux sends a transfer: without an empty packet at its end. */
static void give(uint32_t length, uint8_t first)
{
	uint8_t bytes[kUsbLargestPacket];
	const uint32_t size = transferOf(bytes, length, first);
	for (uint32_t at = 0; at < size; at += kWirePacketSize) {
		EQUAL(hostOut(bytes + at, (size - at < kWirePacketSize) ? size - at : kWirePacketSize), kFakeAck);
		fakeEventsSettle();
	}
}

static uint32_t take(void)
{
	const uint32_t length = usbPipesRead(&gPipes, usbPipesSession(&gPipes), gBytes, kUsbLongestPacket);
	usbDriverServe();
	fakeEventsSettle();
	return length;
}

static void write(uint32_t length, uint8_t first)
{
	uint8_t bytes[kUsbLargestPacket];
	transferOf(bytes, length, first);
	CHECK(usbPipesWrite(&gPipes, usbPipesSession(&gPipes), bytes + kUsbHeadSize, length));
	usbDriverServe();
	fakeEventsSettle();
}

/* Packets of the bus until a short one, and behind it there is nothing. */
static void fetched(uint32_t length, uint8_t first)
{
	uint8_t wanted[kUsbLargestPacket];
	const uint32_t size = transferOf(wanted, length, first);
	uint32_t got = 0;
	int count;
	do {
		count = hostIn(gBytes + got);
		CHECK(count >= 0);
		fakeEventsSettle();
		got += (uint32_t)count;
	} while (kWirePacketSize == count);
	EQUAL(got, size);
	CHECK(!memcmp(gBytes, wanted, size));
	EQUAL(hostIn(gBytes), kFakeNak);
}

/* One packet in each direction, and nothing else is under way. */
static void works(void)
{
	uint8_t wanted[kUsbLargestPacket];
	transferOf(wanted, 20, 7);
	give(20, 7);
	EQUAL(take(), 20);
	CHECK(!memcmp(gBytes, wanted + kUsbHeadSize, 20));
	EQUAL(take(), 0);
	write(30, 9);
	fetched(30, 9);
}

TEST("packets of every length, both ways")
{
	begin();
	for (uint32_t length = kMctpHeaderSize; length <= kUsbLongestPacket; length++) {
		uint8_t wanted[kUsbLargestPacket];
		transferOf(wanted, length, (uint8_t)length);
		give(length, (uint8_t)length);
		EQUAL(take(), length);
		CHECK(!memcmp(gBytes, wanted + kUsbHeadSize, length));
		write(length, (uint8_t)~length);
		fetched(length, (uint8_t)~length);
	}
	finish();
}

TEST("empty packets OUT, any number of them, end a transfer and are none")
{
	begin();
	for (int turn = 0; turn < 5; turn++) {
		EQUAL(hostOut(NULL, 0), kFakeAck);
		fakeEventsSettle();
	}
	give(60, 3);
	EQUAL(hostOut(NULL, 0), kFakeAck);
	fakeEventsSettle();
	EQUAL(take(), 60);
	works();
	finish();
}

TEST("what a USB host asks besides: configuration, interface, status of all three, and what there is not")
{
	uint8_t bytes[8];
	begin();
	EQUAL(hostRequest(0x80, TUSB_REQ_GET_CONFIGURATION, 0, 0, 1, bytes), 1);
	EQUAL(bytes[0], 1);
	EQUAL(hostRequest(0x81, TUSB_REQ_GET_INTERFACE, 0, 0, 1, bytes), 1);
	EQUAL(bytes[0], 0);
	EQUAL(hostRequest(0x80, TUSB_REQ_GET_STATUS, 0, 0, 2, bytes), 2);
	gTinyUsb.halt(0x81, true);
	EQUAL(hostRequest(0x82, TUSB_REQ_GET_STATUS, 0, 0x81, 2, bytes), 2);
	BYTES(bytes, 2, 1, 0);
	gTinyUsb.halt(0x81, false);
	EQUAL(hostRequest(0x82, TUSB_REQ_GET_STATUS, 0, 0x81, 2, bytes), 2);
	BYTES(bytes, 2, 0, 0);
	EQUAL(hostRequest(0x21, 0x09, 0, 0, 0, NULL), kRefusedByDevice);
	EQUAL(hostRequest(0xA1, 0x01, 0, 0, 8, bytes), kRefusedByDevice);
	EQUAL(hostRequest(0xC0, 0x01, 0, 0, 8, bytes), kRefusedByDevice);
	works();
	finish();
}

TEST("a request that the USB host gives up for another one")
{
	uint8_t bytes[255];
	begin();
	EQUAL(hostBegin(0x80, TUSB_REQ_GET_DESCRIPTOR, TUSB_DESC_CONFIGURATION << 8, 0, 32), kWireAck);
	fakeEventsSettle();
	EQUAL(hostRequest(0x80, TUSB_REQ_GET_DESCRIPTOR, TUSB_DESC_DEVICE << 8, 0, 18, bytes), 18);
	CHECK(!memcmp(bytes, gDescriptors, 18));
	works();
	finish();
}

TEST("suspended in the midst of a transfer, and resumed: it goes on")
{
	uint8_t bytes[kUsbLargestPacket];
	const uint32_t session = 1;
	begin();
	EQUAL(transferOf(bytes, 96, 5), 100);
	EQUAL(hostOut(bytes, 64), kFakeAck);
	write(100, 6);
	EQUAL(hostIn(gBytes), 64);
	wireSuspend();
	fakeEventsSettle();
	write(4, 8); /* meanwhile the machine has something to say */
	wireResume();
	fakeEventsSettle();
	EQUAL(usbPipesSession(&gPipes), session);
	EQUAL(hostOut(bytes + 64, 36), kFakeAck);
	fakeEventsSettle();
	EQUAL(hostIn(gBytes + 64), 40);
	fakeEventsSettle();
	EQUAL(take(), 96);
	fetched(4, 8);
	works();
	finish();
}

typedef enum { kByReset, kByUnplugging, kByConfiguration, kWays } Way;

static void cut(Way way)
{
	if (kByReset == way)
		gTinyUsb.reset();
	if (kByUnplugging == way)
		wireUnplug();
	if (kByConfiguration == way)
		gTinyUsb.configure(0);
	fakeEventsSettle();
}

TEST("a reset, unplugging, and another configuration in the midst of transfers: nothing of them is in the next session")
{
	uint8_t bytes[kUsbLargestPacket];
	for (Way way = 0; way < kWays; way++) {
		begin();
		transferOf(bytes, 96, 5);
		EQUAL(hostOut(bytes, 64), kFakeAck);
		write(100, 6);
		EQUAL(hostIn(gBytes), 64);
		cut(way);
		CHECK(!usbSessionUp(usbPipesSession(&gPipes)) && !(wireHeld() && (kByUnplugging != way)));
		usbDriverServe();
		fakeEventsSettle();
		if (kByUnplugging == way)
			gTinyUsb.reset();
		gTinyUsb.configure(1);
		EQUAL(hostIn(gBytes), kFakeNak);
		works();
		finish();
	}
}

TEST("a reset overtakes what TinyUSB has yet to hear: transfers that ended before, and what the machine wants to send")
{
	uint8_t bytes[kUsbLargestPacket];
	begin();
	write(30, 6);
	transferOf(bytes, 10, 5);
	wireHoldInterrupts(true);
	EQUAL(hostOut(bytes, 14), kFakeAck);
	EQUAL(hostIn(gBytes), 34);
	wireReset();
	usbPipesWrite(&gPipes, usbPipesSession(&gPipes), bytes, 20);
	usbDriverServe();
	fakeEventsSettle();
	gFakeMayAssert = true; /* its driver for the chip tells of these transfers behind the reset */
	wireHoldInterrupts(false);
	fakeEventsSettle();
	gFakeMayAssert = false;
	CHECK(!usbSessionUp(usbPipesSession(&gPipes)) && !wireHeld());
	gTinyUsb.reset();
	gTinyUsb.configure(1);
	works();
	finish();
}

TEST("an endpoint is halted just as its transfer ends: TinyUSB hears of the halt first")
{
	uint8_t bytes[kUsbLargestPacket];
	const uint32_t size = transferOf(bytes, 10, 5);
	static const uint32_t lengths[] = { 30, 60, 124 }; /* the latter two end with an empty packet */
	for (int index = 0; index < 3; index++)
		for (int in = 0; in < 2; in++) {
			begin();
			write(lengths[index], 6);
			for (int before = 0; before < (int)lengths[index] / 64; before++)
				EQUAL(hostIn(gBytes), 64);
			wireHoldInterrupts(true);
			EQUAL(hostBegin(0x02, TUSB_REQ_SET_FEATURE, TUSB_REQ_FEATURE_EDPT_HALT, in ? 0x81 : 0x01, 0), kWireAck);
			EQUAL(hostOut(bytes, size), kFakeAck);
			EQUAL(hostIn(gBytes), (30 == lengths[index]) ? 34 : 64);
			wireHoldInterrupts(false);
			fakeEventsSettle();
			EQUAL(hostFinish(0, NULL), 0);
			EQUAL(in ? hostIn(gBytes) : hostOut(bytes, size), kFakeStall);
			gTinyUsb.halt(in ? 0x81 : 0x01, false);
			EQUAL(take(), 10);
			if (in && (30 != lengths[index])) /* the USB host has dropped what came before the halt */
				fetched(lengths[index], 6);
			else if (30 != lengths[index])
				EQUAL(hostIn(gBytes), 0);
			fakeEventsSettle();
			works();
			finish();
		}
}

TEST("closed with transfers under way, and opened again: the USB host finds it as new")
{
	for (int turn = 0; turn < 50; turn++) {
		begin();
		give(60, (uint8_t)turn);
		write(100, 6);
		if (turn % 2)
			EQUAL(hostIn(gBytes), 64);
		CHECK(usbPipesWrite(&gPipes, usbPipesSession(&gPipes), gBytes, 20));
		usbDriverServe();
		finish();
		begin();
		EQUAL(hostIn(gBytes), kFakeNak);
		works();
		finish();
	}
}

/* Back to back: the USB host never waits, the machine returns what it reads, and nothing is lost. */
enum { kPackets = 1000000, kWindow = 16, kSize = 12 };
static _Atomic bool gOver;

static void *machine(void *unused)
{
	while (!gOver) {
		uint8_t bytes[kUsbLongestPacket];
		const uint32_t session = usbPipesSession(&gPipes);
		const uint32_t length = usbPipesWritable(&gPipes) ? usbPipesRead(&gPipes, session, bytes, sizeof(bytes)) : 0;
		if (!length) {
			sched_yield();
			continue;
		}
		CHECK(usbPipesWrite(&gPipes, session, bytes, length));
		usbDriverServe();
	}
	return NULL;
}

TEST("a million packets back to back, several in a transfer, each returned, none lost")
{
	pthread_t thread;
	uint8_t packets[kWirePacketSize], bytes[kUsbLargestTransfer];
	uint32_t sent = 0, seen = 0, length = 0;
	begin();
	pthread_create(&thread, NULL, machine, NULL);
	while (seen < kPackets) {
		uint32_t size = 0, next = sent;
		int count;
		while ((next < kPackets) && (next - seen < kWindow) && (size + kSize <= sizeof(packets))) {
			memcpy(packets + size, (const uint8_t[]){ 0x1A, 0xB4, 0x00, kSize, (uint8_t)next, (uint8_t)(next >> 8), (uint8_t)(next >> 16), 4, 5, 6, 7, 8 }, kSize);
			size += kSize;
			next++;
		}
		if (size && (kFakeAck == hostOut(packets, size)))
			sent = next;
		count = hostIn(bytes + length);
		if (count < 0) {
			sched_yield();
			continue;
		}
		length += (uint32_t)count;
		if (kWirePacketSize == count && (length < kUsbLargestTransfer))
			continue;
		EQUAL(length % kSize, 0);
		for (uint32_t at = 0; at < length; at += kSize, seen++)
			EQUAL(bytes[at + 4] | bytes[at + 5] << 8 | bytes[at + 6] << 16, seen);
		length = 0;
	}
	gOver = true;
	pthread_join(thread, NULL);
	finish();
}
