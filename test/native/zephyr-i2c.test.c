/* SPDX-License-Identifier: Apache-2.0 */
/* The host of Zephyr on a fake of the calls that it uses. Its functions have the names that all drivers have, so here they get others. */
#define i2cAnswer zephyrAnswer
#define i2cClose zephyrClose
#define i2cListen zephyrListen
#define i2cOpen zephyrOpen
#define i2cTake zephyrTake
#define i2cTransfer zephyrTransfer
#include "hosts/zephyr/i2c.c"
#define i2cBoardCan zephyrCan
#define i2cBoardOpen zephyrBoardOpen
#include "hosts/zephyr/i2c-board.c"

#include <sched.h>
#include <string.h>

#include "check.h"

static const struct device gDevice = { "i2c1" };
static uint8_t gRing[1024], gOut[kI2cLongest];
static I2c gI2c = { .head = I2C_HEAD(gRing) };
static _Atomic uint32_t gNotified;

static void notify(void *context)
{
	gNotified++;
}

static void start(void)
{
	i2cOpen(&gI2c, &gDevice, notify, NULL);
	i2cListen(&gI2c, 0x1D);
}

static I2cOutcome ended(uint32_t *count)
{
	I2cOutcome outcome;
	while (!i2cEnded(&gI2c, &outcome, count))
		sched_yield();
	return outcome;
}

#define WRITE(...) fakeWrite((const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ }), &lost)
#define TRANSFER(ADDRESS, COUNT, ...) i2cTransfer(&gI2c, ADDRESS, (const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ }), COUNT)

TEST("frames, and nobody at another address")
{
	bool lost;
	start();
	CHECK(WRITE(0x3A, 0x0F, 1));
	CHECK(!WRITE(0x3C, 0x0F, 1));
	CHECK(gNotified);
	EQUAL(i2cTake(&gI2c, gOut), 3);
	BYTES(gOut, 3, 0x3A, 0x0F, 1);
	EQUAL(i2cTake(&gI2c, gOut), 0);
}

TEST("a read gets FF")
{
	uint8_t bytes[3] = { 0 };
	start();
	CHECK(fakeRead(0x1D, bytes, 3));
	BYTES(bytes, 3, 0xFF, 0xFF, 0xFF);
	EQUAL(i2cTake(&gI2c, gOut), 1);
	i2cAnswer(&gI2c, gOut, 1);
}

TEST("a read that ends in an error, as all do with the driver for STM32F4, is a read, and no error of the bus")
{
	uint8_t bytes[3] = { 0 };
	uint32_t count;
	bool lost;
	gFakeReadsEndInError = true;
	for (int turn = 0; turn < 3; turn++) {
		start();
		gNotified = 0;
		CHECK(fakeBegin((const uint8_t[]){ 0x3A, 5 }, 2)); /* and then a repeated START */
		CHECK(fakeRead(0x1D, bytes, 3));
		BYTES(bytes, 3, 0xFF, 0xFF, 0xFF);
		EQUAL(i2cCounts(&gI2c)->busErrors, 0);
		CHECK(gNotified);
		EQUAL(i2cTake(&gI2c, gOut), 2);
		BYTES(gOut, 2, 0x3A, 5);
		gFakeDelaysLast = true;
		CHECK(TRANSFER(0x10, 0, 0x20, 1)); /* nobody waits for a stop */
		EQUAL(ended(&count), kI2cDone);
		gFakeDelaysLast = false;
		CHECK(WRITE(0x3A, 0x0F, 1));
		EQUAL(i2cTake(&gI2c, gOut), 3);
		i2cClose(&gI2c);
	}
}

TEST("a full ring: of a frame no byte behind the address is acknowledged, and a read gets FF; drivers are not told that an address is refused")
{
	uint8_t frame[kI2cLongest] = { 0x3A }, bytes[2] = { 0 };
	bool lost;
	int frames = 0;
	start();
	while (fakeWrite(frame, sizeof(frame), &lost))
		CHECK(++frames < 4);
	EQUAL(frames, 3);
	CHECK(!WRITE(0x3A, 1));
	EQUAL(i2cLost(&gI2c), 2);
	CHECK(fakeRead(0x1D, bytes, 2));
	BYTES(bytes, 2, 0xFF, 0xFF);
	while (frames--)
		EQUAL(i2cTake(&gI2c, gOut), kI2cLongest);
	EQUAL(i2cTake(&gI2c, gOut), 0);
	CHECK(WRITE(0x3A, 1));
	EQUAL(i2cTake(&gI2c, gOut), 2);
}

TEST("a transfer writes, and reads")
{
	uint32_t count;
	start();
	CHECK(TRANSFER(0x10, 0, 0x20, 1, 2));
	CHECK(!TRANSFER(0x10, 0, 0x20));
	EQUAL(ended(&count), kI2cDone);
	BYTES(gFakeWritten, gFakeLength, 1, 2);
	CHECK(TRANSFER(0x10, 2, 0x20, 3));
	EQUAL(ended(&count), kI2cDone);
	EQUAL(count, 2);
	BYTES(i2cBytes(&gI2c), 2, 0xA5, 0xA5);
	CHECK(TRANSFER(0x45, 0, 0x8A, 1));
	EQUAL(ended(&count), kI2cTimeout);
	CHECK(i2cTransfer(&gI2c, 0x10, gOut, 0, 3));
	EQUAL(ended(&count), kI2cDone);
	EQUAL(count, 3);
}

TEST("a transfer begins at once behind a frame, a read, and an error of the bus; it waits within a read")
{
	uint32_t count;
	uint8_t byte;
	bool lost;
	start();
	gFakeDelaysLast = true;
	CHECK(WRITE(0x3A, 1));
	CHECK(TRANSFER(0x10, 0, 0x20, 1));
	EQUAL(ended(&count), kI2cDone);
	CHECK(fakeRead(0x1D, &byte, 1));
	CHECK(TRANSFER(0x10, 0, 0x20, 1));
	EQUAL(ended(&count), kI2cDone);
	CHECK(fakeBegin((const uint8_t[]){ 0x3A, 5 }, 2));
	gCallbacks.error(&gI2c.config, I2C_ERROR_GENERIC);
	CHECK(TRANSFER(0x10, 0, 0x20, 1));
	EQUAL(ended(&count), kI2cDone);
	gCallbacks.read_requested(&gI2c.config, &byte);
	CHECK(TRANSFER(0x10, 0, 0x20, 1));
	while (!gI2c.waited)
		sched_yield();
	EQUAL(gI2c.head.stage, kWaiting);
	gCallbacks.stop(&gI2c.config);
	gFakeDelaysLast = false;
	EQUAL(ended(&count), kI2cDone);
}

TEST("a transfer that fails leaves the peripheral deaf: the target is registered anew")
{
	uint32_t count;
	bool lost;
	start();
	CHECK(TRANSFER(0x44, 0, 0x88, 1));
	EQUAL(ended(&count), kI2cNoAddress);
	EQUAL(count, 0);
	CHECK(WRITE(0x3A, 5));
	EQUAL(i2cTake(&gI2c, gOut), 2);
}

/* Until it takes a frame. */
static void hearAgain(void)
{
	bool lost;
	while (!WRITE(0x3A, 5))
		sched_yield();
	EQUAL(i2cTake(&gI2c, gOut), 2);
}

TEST("a driver that is busy with a transfer of somebody else registers no target: it is asked again, at first, for another address, and behind a transfer that failed")
{
	uint32_t count;
	bool lost;
	for (uint32_t times = 1; times < 5; times++) {
		gFakeForeign = times;
		start();
		hearAgain();
		gFakeForeign = times;
		i2cListen(&gI2c, 0x1E);
		while (!WRITE(0x3C, 6))
			sched_yield();
		EQUAL(i2cTake(&gI2c, gOut), 2);
		i2cListen(&gI2c, 0x1D);
		hearAgain();
		gFakeForeign = times;
		CHECK(TRANSFER(0x44, 0, 0x88, 1));
		EQUAL(ended(&count), kI2cNoAddress);
		hearAgain();
		gFakeForeign = times;
		i2cListen(&gI2c, 0);
		while (WRITE(0x3A, 7))
			i2cTake(&gI2c, gOut);
		i2cListen(&gI2c, 0x1D);
		hearAgain();
		gFakeForeign = times;
		i2cClose(&gI2c);
		CHECK(!WRITE(0x3A, 1));
	}
}

TEST("a transfer waits for the end of a frame, at most 50 ms")
{
	uint32_t count;
	start();
	gCallbacks.write_requested(&gI2c.config);
	gFakeDelaysLast = true;
	CHECK(TRANSFER(0x10, 0, 0x20, 1));
	while (!gI2c.waited)
		sched_yield();
	EQUAL(gI2c.head.stage, kWaiting);
	gCallbacks.write_received(&gI2c.config, 7);
	gCallbacks.stop(&gI2c.config);
	gFakeDelaysLast = false;
	EQUAL(ended(&count), kI2cDone);
	EQUAL(i2cTake(&gI2c, gOut), 2);
	gCallbacks.write_requested(&gI2c.config);
	CHECK(TRANSFER(0x10, 0, 0x20, 1));
	EQUAL(ended(&count), kI2cDone);
	fakeWorkSettle();
	CHECK(!gI2c.receiving && !gI2c.waited);
}

static void beginFrame(void)
{
	CHECK(fakeBegin((const uint8_t[]){ 0x3A, 5, 6 }, 3));
	gFakeTransferBegins = NULL;
}

TEST("a frame that begins just before a transfer, which takes it away, is not seen; the next one is")
{
	uint32_t count;
	bool lost;
	start();
	for (int turn = 0; turn < 3; turn++) {
		gFakeTransferBegins = beginFrame;
		CHECK(TRANSFER(0x10, 0, 0x20, 1));
		EQUAL(ended(&count), kI2cDone);
		if (1 == turn) {
			uint8_t byte;
			CHECK(fakeRead(0x1D, &byte, 1));
			EQUAL(i2cTake(&gI2c, gOut), 1);
		}
		else
			CHECK(WRITE(0x3A, 7));
		EQUAL(i2cTake(&gI2c, gOut), turn % 2 ? 0 : 2);
		EQUAL(i2cTake(&gI2c, gOut), 0);
	}
}

static void writeFrame(void)
{
	bool lost;
	gFakeTransferEnds = NULL;
	CHECK(WRITE(0x3A, 7));
}

TEST("the same, where the next one comes before the work queue has gone on")
{
	uint32_t count;
	start();
	gFakeTransferBegins = beginFrame;
	gFakeTransferEnds = writeFrame;
	CHECK(TRANSFER(0x10, 0, 0x20, 1));
	EQUAL(ended(&count), kI2cDone);
	EQUAL(i2cTake(&gI2c, gOut), 2);
	BYTES(gOut, 2, 0x3A, 7);
	EQUAL(i2cTake(&gI2c, gOut), 0);
}

static int gWaited;

static void seeWaited(void)
{
	gWaited = gI2c.waited;
	gFakeTransferBegins = NULL;
}

TEST("a bus error within a frame: nothing of it is seen, nobody waits for its end, and the next one is whole")
{
	uint32_t count;
	bool lost;
	gWaited = -1;
	gFakeTransferBegins = seeWaited;
	start();
	CHECK(fakeBegin((const uint8_t[]){ 0x3A, 5, 6 }, 3));
	gCallbacks.error(&gI2c.config, I2C_ERROR_GENERIC);
	gCallbacks.error(&gI2c.config, I2C_ERROR_ARBITRATION);
	EQUAL(gI2c.head.counts.busErrors, 2);
	CHECK(TRANSFER(0x10, 0, 0x20, 1));
	EQUAL(ended(&count), kI2cDone);
	EQUAL(gWaited, 0);
	CHECK(WRITE(0x3A, 7));
	EQUAL(i2cTake(&gI2c, gOut), 2);
	BYTES(gOut, 2, 0x3A, 7);
	EQUAL(i2cTake(&gI2c, gOut), 0);
}

TEST("close with a transfer queued: no callback afterwards, twice is once")
{
	bool lost;
	for (int turn = 0; turn < 50; turn++) {
		start();
		TRANSFER(turn % 2 ? 0x10 : 0x44, 0, 0x20, 1);
		i2cClose(&gI2c);
		i2cClose(&gI2c);
		gNotified = 0;
		i2cListen(&gI2c, 0x1D);
		CHECK(!WRITE(0x3A, 1));
		CHECK(!TRANSFER(0x10, 0, 0x20, 1));
		sched_yield();
		EQUAL(gNotified, 0);
	}
}

/* Another controller writes while the main program takes frames and sends. */
enum { kFrames = 50000, kLength = 20 };
static uint32_t gFrames;
static uint32_t gWhole;
static _Atomic bool gOver, gSent;

static void *bus(void *unused)
{
	uint8_t bytes[kLength] = { 0x3A };
	bool lost;
	for (uint32_t frame = 0; (frame < TURNS(kFrames)) || !gSent; frame++) {
		memset(bytes + 1, (int)frame, kLength - 1);
		while (!fakeWrite(bytes, kLength, &lost))
			sched_yield();
		gWhole += !lost;
		gFrames++;
	}
	gOver = true;
	return NULL;
}

TEST("interrupts, work queue and main program at once: every frame that ended is there, whole")
{
	pthread_t thread;
	I2cOutcome outcome;
	uint32_t count, taken = 0;
	start();
	pthread_create(&thread, NULL, bus, NULL);
	for (uint32_t turn = 0, last = 0; !last; turn++) {
		uint32_t length;
		last = gOver && !i2cNext(&gI2c);
		while ((length = i2cTake(&gI2c, gOut))) {
			taken++;
			EQUAL(length, kLength);
			EQUAL(gOut[0], 0x3A);
			EQUAL(gOut[length - 1], gOut[1]);
		}
		if (i2cEnded(&gI2c, &outcome, &count) && (kI2cDone == outcome))
			gSent = true;
		TRANSFER(turn % 3 ? 0x10 : 0x44, 0, 0x20, 1, 2, 3);
	}
	pthread_join(thread, NULL);
	/* A frame that a transfer cut off behind its last byte counts as lost on the bus, and is whole. */
	CHECK(taken >= gWhole);
	CHECK(taken <= gFrames);
	i2cClose(&gI2c);
}

/* The controllers of the device tree. */

const struct modZephyrI2C *modZephyrGetI2C(const char *label)
{
	static const struct device devices[] = { { "i2c1" }, { "i2c2" }, { "slow" }, { "broken" } };
	static const struct modZephyrI2C ports[] = { { devices }, { devices + 1 }, { devices + 2 }, { devices + 3 } };
	for (int index = 0; index < 4; index++)
		if (!strcmp(label, devices[index].name))
			return ports + index;
	return NULL;
}

static bool can(const char *device, int32_t hz)
{
	I2cOptions options = { .hz = hz };
	const char *reason = NULL;
	strcpy(options.device, device);
	return i2cBoardCan(&options, &reason) || !reason;
}

static I2c *open(const char *device, int32_t hz)
{
	I2cOptions options = { .hz = hz };
	strcpy(options.device, device);
	return i2cBoardOpen(&options, notify, NULL);
}

TEST("a controller by its label, once, at a speed that it has; two at a time")
{
	I2c *one, *other;
	CHECK(!can("", 100000) && !can("i2c9", 100000) && !can("broken", 100000) && !can("i2c1", 123456));
	CHECK(can("i2c1", 400000) && can("i2c2", 1000000));
	CHECK(!open("slow", 400000));
	one = open("i2c1", 100000);
	CHECK(one && !can("i2c1", 100000) && can("i2c2", 100000));
	other = open("i2c2", 100000);
	CHECK(other && (one != other) && !can("slow", 100000));
	i2cClose(one);
	CHECK(can("i2c1", 100000) && can("slow", 100000));
	i2cClose(other);
}
