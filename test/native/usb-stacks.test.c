/* SPDX-License-Identifier: Apache-2.0 */
/* USB on Zephyr, at both speeds, and on ESP32: the hosts on fakes of the device stacks that they use. Each test runs on each. */
#include <pthread.h>
#include <sched.h>
#include <string.h>
#include <tinyusb.h>
#include <zephyr/usb/usbd.h>

#include "check.h"
#include "support/usb-bench.h"
#include "support/usb-world.h"

static UsbPipes gPipes;
static _Atomic uint32_t gNotified;
static uint8_t gBytes[kUsbLargestTransfer];

static void notify(void *context)
{
	gNotified++;
}

static void start(const UsbWorld *world)
{
	usbPipesStart(&gPipes, kUsbBulkPacketSize, notify, NULL);
	CHECK(world->start(&gPipes, gDescriptors, sizeof(gDescriptors)));
	world->reset();
}

static void configure(const UsbWorld *world)
{
	start(world);
	world->configure(1);
	CHECK(usbSessionUp(usbPipesSession(&gPipes)));
}

/* A transfer without an empty packet at its end, as Linux sends it; returns the answer to its last packet. */
static int transfer(const UsbWorld *world, const uint8_t *bytes, uint32_t length)
{
	int answer = kFakeAck;
	for (uint32_t at = 0; (kFakeAck == answer) && (at < length); at += world->packetSize) {
		answer = world->out(bytes + at, (length - at < world->packetSize) ? length - at : world->packetSize);
		world->settle();
	}
	return answer;
}

/* A packet of `length` bytes, all of them `value`, in a transfer of its own. */
static int packet(const UsbWorld *world, uint32_t length, uint8_t value)
{
	uint8_t bytes[kUsbLargestPacket] = { 0x1A, 0xB4, 0x00, (uint8_t)(kUsbHeadSize + length) };
	memset(bytes + kUsbHeadSize, value, length);
	return transfer(world, bytes, kUsbHeadSize + length);
}

static uint32_t take(const UsbWorld *world)
{
	const uint32_t length = usbPipesRead(&gPipes, usbPipesSession(&gPipes), gBytes, kUsbLongestPacket);
	world->serve();
	world->settle();
	return length;
}

static bool put(const UsbWorld *world, uint32_t length, uint8_t value)
{
	bool written;
	memset(gBytes, value, length);
	written = usbPipesWrite(&gPipes, usbPipesSession(&gPipes), gBytes, length);
	world->serve();
	world->settle();
	return written;
}

/* A whole transfer IN: until a short packet, or all of the longest. */
static int fetch(const UsbWorld *world)
{
	uint32_t length = 0;
	for (;;) {
		const int count = world->in(gBytes + length);
		world->settle();
		if (count < 0)
			return length ? (int)length : count;
		length += (uint32_t)count;
		if ((count < (int)world->packetSize) || (length >= kUsbLargestTransfer))
			return (int)length;
	}
}

static void finish(const UsbWorld *world)
{
	world->stop();
	world->settle();
	EQUAL(world->held(), 0);
	CHECK(!usbSessionUp(usbPipesSession(&gPipes)));
}

#define STACKS(TITLE) \
	static void TEST_NAME(body, __LINE__)(const UsbWorld *world); \
	static void TEST_NAME(tiny, __LINE__)(void) { TEST_NAME(body, __LINE__)(&gTinyUsb); } \
	static void TEST_NAME(full, __LINE__)(void) { TEST_NAME(body, __LINE__)(&gZephyrFull); } \
	static void TEST_NAME(high, __LINE__)(void) { TEST_NAME(body, __LINE__)(&gZephyrHigh); } \
	static TestCase TEST_NAME(gTests, __LINE__)[] = { \
		{ .file = __FILE__, .title = "TinyUSB: " TITLE, .run = TEST_NAME(tiny, __LINE__) }, \
		{ .file = __FILE__, .title = "Zephyr, full speed: " TITLE, .run = TEST_NAME(full, __LINE__) }, \
		{ .file = __FILE__, .title = "Zephyr, high speed: " TITLE, .run = TEST_NAME(high, __LINE__) }, \
	}; \
	__attribute__((constructor)) static void TEST_NAME(add, __LINE__)(void) \
	{ \
		for (int index = 0; index < 3; index++) \
			addTest(TEST_NAME(gTests, __LINE__) + index); \
	} \
	static void TEST_NAME(body, __LINE__)(const UsbWorld *world)

STACKS("nothing is taken before the device is configured; then packets come, and go")
{
	start(world);
	EQUAL(packet(world, 5, 7), kFakeNak);
	CHECK(!usbSessionUp(usbPipesSession(&gPipes)));
	world->configure(1);
	CHECK(usbSessionUp(usbPipesSession(&gPipes)) && gNotified);
	EQUAL(packet(world, 5, 7), kFakeAck);
	EQUAL(take(world), 5);
	BYTES(gBytes, 5, 7, 7, 7, 7, 7);
	CHECK(put(world, 4, 9));
	EQUAL(fetch(world), 8);
	BYTES(gBytes, 8, 0x1A, 0xB4, 0x00, 0x08, 9, 9, 9, 9);
	EQUAL(fetch(world), kFakeNak);
	finish(world);
}

STACKS("the USB host reads the strings of the device")
{
	start(world);
	CHECK(!strcmp(world->string(1), "mctp-xs"));
	CHECK(!strcmp(world->string(2), "MCTP endpoint"));
	CHECK(!strcmp(world->string(3), "7"));
	finish(world);
}

STACKS("a transfer of whole packets of the bus, without an empty one behind them, does not wait for more")
{
	configure(world);
	for (uint32_t packets = 1; packets <= 3; packets++) {
		EQUAL(packet(world, 64 * packets - kUsbHeadSize, (uint8_t)packets), kFakeAck);
		EQUAL(take(world), 64 * packets - kUsbHeadSize);
		EQUAL(gBytes[0], packets);
	}
	finish(world);
}

STACKS("a transfer of whole packets of the bus ends with an empty one, unless it is the longest")
{
	int count;
	configure(world);
	if (64 == world->packetSize) {
		CHECK(put(world, 60, 1));
		EQUAL(world->in(gBytes), 64);
		world->settle();
		EQUAL(world->in(gBytes), 0);
		world->settle();
		EQUAL(world->in(gBytes), kFakeNak);
	}
	for (int half = 0; half < 4; half++)
		CHECK(usbPipesWrite(&gPipes, usbPipesSession(&gPipes), gBytes, 128 - kUsbHeadSize));
	world->serve();
	world->settle();
	for (int length = 0; length < kUsbLargestTransfer; length += count) {
		count = world->in(gBytes);
		world->settle();
		EQUAL(count, world->packetSize);
	}
	EQUAL(world->in(gBytes), kFakeNak);
	finish(world);
}

STACKS("where the machine does not read, the USB host is told to wait, and nothing is lost")
{
	uint32_t sent = 0, taken = 0;
	configure(world);
	while (kFakeAck == packet(world, 60, (uint8_t)sent)) {
		sent++;
		CHECK(sent < 100);
	}
	CHECK(sent > 10);
	EQUAL(gPipes.input.ring.lost, 0);
	while (usbPipesReadable(&gPipes)) {
		EQUAL(take(world), 60);
		EQUAL(gBytes[0], taken);
		taken++;
	}
	EQUAL(taken, sent);
	EQUAL(packet(world, 60, 1), kFakeAck);
	finish(world);
}

STACKS("the same of transfers of 512 bytes")
{
	static uint8_t longest[kUsbLargestTransfer];
	uint32_t sent = 0, taken = 0;
	configure(world);
	do {
		CHECK(sent < 20);
		memset(longest, (int)sent++, sizeof(longest));
		for (uint32_t at = 0; at < sizeof(longest); at += 64)
			memcpy(longest + at, (const uint8_t[]){ 0x1A, 0xB4, 0x00, 64 }, kUsbHeadSize);
	} while (kFakeAck == transfer(world, longest, sizeof(longest)));
	EQUAL(gPipes.input.ring.lost, 0);
	while (usbPipesReadable(&gPipes)) {
		EQUAL(take(world), 64 - kUsbHeadSize);
		EQUAL(gBytes[0], taken++ / 8);
	}
	CHECK((taken >= 8) && (taken < 8 * sent));
	finish(world);
}

STACKS("a stack that refuses is asked again")
{
	configure(world);
	world->refuse(world->retries ? 20 : 1);
	CHECK(put(world, 4, 9));
	if (!world->retries)
		world->serve();
	world->settle();
	EQUAL(fetch(world), 8);
	world->refuse(1);
	EQUAL(packet(world, 5, 7), kFakeAck);
	if (!world->retries)
		EQUAL(take(world), 5);
	EQUAL(packet(world, 5, 8), kFakeAck);
	EQUAL(packet(world, 5, 9), kFakeAck);
	finish(world);
}

STACKS("a transfer that failed goes again, one that came damaged is none")
{
	configure(world);
	CHECK(put(world, 4, 9));
	world->fail(1);
	EQUAL(fetch(world), 8);
	EQUAL(fetch(world), 8);
	EQUAL(gBytes[4], 9);
	EQUAL(fetch(world), kFakeNak);
	world->fail(1);
	EQUAL(packet(world, 5, 7), kFakeAck);
	EQUAL(packet(world, 5, 8), kFakeAck);
	EQUAL(take(world), 5);
	EQUAL(gBytes[0], 8);
	EQUAL(take(world), 0);
	finish(world);
}

STACKS("a reset in the midst of a transfer: nothing of it is seen, nor sent, in the next session")
{
	const uint8_t begun[64] = { 0x1A, 0xB4, 0x00, 0x80 };
	uint32_t session, held;
	configure(world);
	session = usbPipesSession(&gPipes);
	held = world->held();
	if (64 == world->packetSize) {
		EQUAL(world->out(begun, sizeof(begun)), kFakeAck);
		CHECK(put(world, 100, 1));
		EQUAL(world->in(gBytes), 64);
	} else
		CHECK(put(world, 100, 1));
	world->reset();
	CHECK(usbPipesSession(&gPipes) != session && !usbSessionUp(usbPipesSession(&gPipes)));
	EQUAL(fetch(world), kFakeNak);
	world->configure(1);
	EQUAL(world->held(), held);
	EQUAL(fetch(world), kFakeNak);
	EQUAL(packet(world, 5, 7), kFakeAck);
	EQUAL(take(world), 5);
	CHECK(put(world, 4, 9));
	EQUAL(fetch(world), 8);
	finish(world);
}

STACKS("configuration 0, and 1 again, begins a new session")
{
	uint32_t session;
	configure(world);
	session = usbPipesSession(&gPipes);
	world->configure(0);
	EQUAL(packet(world, 5, 7), kFakeNak);
	world->configure(1);
	CHECK(usbPipesSession(&gPipes) != session);
	EQUAL(packet(world, 5, 7), kFakeAck);
	EQUAL(take(world), 5);
	finish(world);
}

STACKS("an endpoint that was halted goes on, in both directions")
{
	const uint8_t begun[64] = { 0x1A, 0xB4, 0x00, 0x80 };
	configure(world);
	if (64 == world->packetSize)
		EQUAL(world->out(begun, sizeof(begun)), kFakeAck);
	world->settle();
	world->halt(0x01, true);
	EQUAL(packet(world, 5, 7), kFakeStall);
	world->halt(0x01, false);
	EQUAL(packet(world, 5, 8), kFakeAck);
	EQUAL(take(world), 5);
	CHECK(put(world, 4, 1));
	world->halt(0x81, true);
	EQUAL(fetch(world), kFakeStall);
	CHECK(put(world, 4, 2));
	EQUAL(fetch(world), kFakeStall);
	world->halt(0x81, false);
	EQUAL(fetch(world), 8);
	EQUAL(gBytes[4], 1);
	EQUAL(fetch(world), 8);
	EQUAL(gBytes[4], 2);
	CHECK(put(world, 4, 3));
	world->halt(0x81, false); /* where there is no halt, and a transfer under way */
	EQUAL(fetch(world), 8);
	EQUAL(gBytes[4], 3);
	EQUAL(fetch(world), kFakeNak);
	finish(world);
}

STACKS("SET_INTERFACE: what was halted goes on, what had begun to come is forgotten, what is to go goes")
{
	const uint8_t begun[64] = { 0x1A, 0xB4, 0x00, 0x80 };
	configure(world);
	for (int turn = 0; turn < 10; turn++) {
		const uint32_t session = usbPipesSession(&gPipes);
		if (64 == world->packetSize)
			EQUAL(world->out(begun, sizeof(begun)), kFakeAck);
		world->settle();
		world->halt(0x81, turn % 2);
		world->halt(0x01, turn / 2 % 2);
		CHECK(put(world, 4, 1));
		world->interface();
		EQUAL(usbPipesSession(&gPipes), session);
		EQUAL(fetch(world), 8);
		EQUAL(fetch(world), kFakeNak);
		EQUAL(packet(world, 5, 7), kFakeAck);
		EQUAL(take(world), 5);
		EQUAL(take(world), 0);
	}
	finish(world);
}

STACKS("any number of sessions: all that the stack has had comes back")
{
	start(world);
	for (int turn = 0; turn < 50; turn++) {
		world->configure(1);
		EQUAL(packet(world, 5, (uint8_t)turn), kFakeAck);
		EQUAL(take(world), 5);
		CHECK(put(world, 4, 9));
		EQUAL(fetch(world), 8);
		CHECK(put(world, 4, 9));
		if (turn % 2)
			world->reset();
		else
			world->configure(0);
		EQUAL(fetch(world), kFakeNak);
	}
	finish(world);
}

STACKS("stop with packets under way, and again: nobody is told, and the next start finds it as new")
{
	for (int turn = 0; turn < 20; turn++) {
		configure(world);
		EQUAL(packet(world, 60, (uint8_t)turn), kFakeAck);
		CHECK(usbPipesWrite(&gPipes, usbPipesSession(&gPipes), gBytes, 100));
		world->serve();
		if (turn % 2)
			world->settle();
		world->stop();
		gNotified = 0;
		world->stop();
		world->settle();
		EQUAL(world->out(gBytes, 8), kFakeNak);
		EQUAL(gNotified, 0);
		EQUAL(world->held(), 0);
	}
}

TEST("TinyUSB: a feature of an endpoint that is no halt changes nothing; of its number the low byte counts")
{
	const UsbWorld *world = &gTinyUsb;
	configure(world);
	for (int on = 1; on >= 0; on--) {
		fakeUsbFeature(0x01, 1, on);
		fakeUsbFeature(0x81, 1, on);
		for (int turn = 0; turn < 2; turn++) {
			EQUAL(packet(world, 5, 7), kFakeAck);
			EQUAL(take(world), 5);
			CHECK(put(world, 4, 9));
			EQUAL(fetch(world), 8);
		}
	}
	fakeUsbFeature(0x0181, TUSB_REQ_FEATURE_EDPT_HALT, true);
	CHECK(put(world, 4, 9));
	EQUAL(fetch(world), kFakeStall);
	fakeUsbFeature(0x0181, TUSB_REQ_FEATURE_EDPT_HALT, false);
	EQUAL(fetch(world), 8);
	finish(world);
}

TEST("Zephyr: suspended it does not try to send all the time; resumed, or after a reset, it sends")
{
	const UsbWorld *world = &gZephyrFull;
	configure(world);
	for (int turn = 0; turn < 4; turn++) {
		uint32_t tries;
		fakeUsbSuspend(true);
		tries = gFakeUsbSuspendedTries;
		memset(gBytes, 9, 4);
		CHECK(usbPipesWrite(&gPipes, usbPipesSession(&gPipes), gBytes, 4));
		world->serve();
		world->settle();
		EQUAL(fetch(world), kFakeNak);
		CHECK(gFakeUsbSuspendedTries - tries <= 2);
		if (turn % 2) {
			world->reset();
			world->configure(1);
			CHECK(put(world, 4, 9));
		} else
			fakeUsbSuspend(false);
		EQUAL(fetch(world), 8);
		EQUAL(packet(world, 5, 7), kFakeAck);
		EQUAL(take(world), 5);
	}
	finish(world);
}

TEST("Zephyr: where the controller senses VBUS, the device is there with it, and the session ends with it")
{
	const UsbWorld *world = &gZephyrFull;
	fakeUsbVbus(false);
	usbPipesStart(&gPipes, kUsbBulkPacketSize, notify, NULL);
	CHECK(world->start(&gPipes, gDescriptors, sizeof(gDescriptors)));
	CHECK(!fakeUsbEnabled());
	for (int turn = 0; turn < 2; turn++) {
		fakeUsbVbus(true);
		CHECK(fakeUsbEnabled());
		world->reset();
		world->configure(1);
		EQUAL(packet(world, 5, 7), kFakeAck);
		EQUAL(take(world), 5);
		fakeUsbVbus(false);
		CHECK(!fakeUsbEnabled() && !usbSessionUp(usbPipesSession(&gPipes)));
	}
	finish(world);
	fakeUsbVbus(true);
	CHECK(!fakeUsbEnabled());
}

static void stopMeanwhile(void)
{
	gFakeUsbEnables = NULL;
	gZephyrFull.stop();
}

TEST("Zephyr: VBUS that comes as the device is stopped does not bring it back")
{
	fakeUsbVbus(false);
	usbPipesStart(&gPipes, kUsbBulkPacketSize, notify, NULL);
	CHECK(gZephyrFull.start(&gPipes, gDescriptors, sizeof(gDescriptors)));
	gFakeUsbEnables = stopMeanwhile;
	fakeUsbVbus(true);
	CHECK(!fakeUsbEnabled());
}

/* The USB host sends numbers, and reads them back; the machine returns each. */
enum { kRounds = 10000, kWindow = 8 };
static _Atomic bool gOver;

static void *machine(void *context)
{
	const UsbWorld *world = context;
	while (!gOver) {
		uint8_t bytes[kUsbLongestPacket];
		const uint32_t session = usbPipesSession(&gPipes);
		uint32_t length = usbPipesWritable(&gPipes) ? usbPipesRead(&gPipes, session, bytes, sizeof(bytes)) : 0;
		if (!length) {
			sched_yield();
			continue;
		}
		CHECK(usbPipesWrite(&gPipes, session, bytes, length));
		world->serve();
	}
	return NULL;
}

STACKS("bus, stack and machine at once: every packet comes back, in order")
{
	pthread_t thread;
	uint8_t bytes[kUsbLargestTransfer];
	uint32_t sent = 0, seen = 0, at = 0, length = 0;
	configure(world);
	pthread_create(&thread, NULL, machine, (void *)world);
	while (seen < TURNS(kRounds)) {
		uint8_t packet[] = { 0x1A, 0xB4, 0x00, 12, (uint8_t)sent, (uint8_t)(sent >> 8), 3, 4, 5, 6, 7, 8 };
		int count;
		if ((sent < TURNS(kRounds)) && (sent - seen < kWindow))
			sent += kFakeAck == world->out(packet, sizeof(packet));
		count = world->in(bytes + length);
		if (count < 0) {
			sched_yield();
			continue;
		}
		length += (uint32_t)count;
		if ((count == (int)world->packetSize) && (length < kUsbLargestTransfer))
			continue;
		for (at = 0; at < length; at += 12, seen++)
			EQUAL(bytes[at + 4] | bytes[at + 5] << 8, seen & 0xFFFF);
		EQUAL(at, length);
		length = 0;
	}
	gOver = true;
	pthread_join(thread, NULL);
	finish(world);
}
