/* SPDX-License-Identifier: Apache-2.0 */
/* The host of ESP32 on a fake of the calls that it uses. Its functions have the names that all drivers have, so here they get others. */
#define i2cAnswer espAnswer
#define i2cClose espClose
#define i2cListen espListen
#define i2cOpen espOpen
#define i2cTake espTake
#define i2cTransfer espTransfer
#include "hosts/esp32/i2c.c"
#define i2cBoardCan espCan
#define i2cBoardOpen espBoardOpen
#define gI2c gBoardI2c
#define gRing gBoardRing
#include "hosts/esp32/i2c-board.c"
#undef gI2c
#undef gRing

#include <pthread.h>
#include <sched.h>
#include <string.h>

#include "check.h"

static uint8_t gRing[1024], gOut[kI2cLongest];
static I2c gI2c = { .head = I2C_HEAD(gRing) };
static _Atomic uint32_t gNotified;

static void notify(void *context)
{
	gNotified++;
}

static void start(void)
{
	const I2cPins pins = { 0, 4, 5, 1, 6, 7, 100 * 1000 };
	CHECK(i2cOpen(&gI2c, &pins, notify, NULL));
	i2cListen(&gI2c, 0x1D);
}

static I2cOutcome ended(uint32_t *count)
{
	I2cOutcome outcome;
	while (!i2cEnded(&gI2c, &outcome, count))
		sched_yield();
	return outcome;
}

#define WRITE(ADDRESS, ...) fakeSlaveWrite(ADDRESS, (const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ }))
#define TRANSFER(ADDRESS, COUNT, ...) i2cTransfer(&gI2c, ADDRESS, (const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ }), COUNT)

TEST("a frame gets back the address byte that the driver keeps to itself")
{
	start();
	CHECK(WRITE(0x1D, 0x0F, 1));
	CHECK(!WRITE(0x1E, 0x0F, 1));
	EQUAL(gNotified, 1);
	EQUAL(i2cTake(&gI2c, gOut), 3);
	BYTES(gOut, 3, 0x3A, 0x0F, 1);
	i2cClose(&gI2c);
}

TEST("a full ring loses frames, which the hardware has acknowledged, and counts them")
{
	uint8_t longest[kI2cLongest - 1] = { 0 };
	start();
	for (int frame = 0; frame < 5; frame++)
		CHECK(fakeSlaveWrite(0x1D, longest, sizeof(longest)));
	EQUAL(i2cLost(&gI2c), 2);
	for (int frame = 0; frame < 3; frame++)
		EQUAL(i2cTake(&gI2c, gOut), kI2cLongest);
	EQUAL(i2cTake(&gI2c, gOut), 0);
	i2cClose(&gI2c);
}

TEST("transfers: write, write and read, read, an address alone, nobody there")
{
	uint32_t count;
	start();
	CHECK(TRANSFER(0x10, 0, 0x20, 1, 2));
	EQUAL(ended(&count), kI2cDone);
	BYTES(gFakeSent, gFakeSentLength, 1, 2);
	CHECK(TRANSFER(0x10, 2, 0x20, 3));
	EQUAL(ended(&count), kI2cDone);
	EQUAL(count, 2);
	BYTES(i2cBytes(&gI2c), 2, 0xA5, 0xA5);
	CHECK(i2cTransfer(&gI2c, 0x10, gOut, 0, 1));
	EQUAL(ended(&count), kI2cDone);
	CHECK(TRANSFER(0x10, 0, 0x20));
	EQUAL(ended(&count), kI2cDone);
	CHECK(TRANSFER(0x44, 0, 0x88, 1));
	EQUAL(ended(&count), kI2cNoAddress);
	EQUAL(gFakeDevices, 0);
	i2cClose(&gI2c);
}

TEST("a bus that is stuck is a time-out, and is reset")
{
	uint32_t count;
	start();
	gFakeStuck = true;
	CHECK(TRANSFER(0x10, 0, 0x20, 1));
	EQUAL(ended(&count), kI2cTimeout);
	EQUAL(gFakeResets, 1);
	i2cClose(&gI2c);
}

TEST("close with a transfer under way: the task has ended, no callback comes, twice is once")
{
	for (int turn = 0; turn < 50; turn++) {
		start();
		TRANSFER(turn % 2 ? 0x10 : 0x44, 0, 0x20, 1);
		i2cClose(&gI2c);
		i2cClose(&gI2c);
		CHECK(gI2c.ended);
		gNotified = 0;
		CHECK(!WRITE(0x1D, 1));
		CHECK(!TRANSFER(0x10, 0, 0x20, 1));
		EQUAL(gNotified, 0);
	}
}

TEST("who opens it anew finds no frame of the one before")
{
	start();
	CHECK(WRITE(0x1D, 1, 2));
	i2cClose(&gI2c);
	start();
	EQUAL(i2cTake(&gI2c, gOut), 0);
	EQUAL(i2cCounts(&gI2c)->interrupts, 0);
	CHECK(WRITE(0x1D, 3));
	EQUAL(i2cTake(&gI2c, gOut), 2);
	BYTES(gOut, 2, 0x3A, 3);
	i2cClose(&gI2c);
}

enum { kFrames = 50000, kLength = 20 };
static _Atomic bool gOver;

static void *bus(void *unused)
{
	uint8_t bytes[kLength];
	for (uint32_t frame = 0; frame < TURNS(kFrames); frame++) {
		memset(bytes, (int)frame, sizeof(bytes));
		fakeSlaveWrite(0x1D, bytes, sizeof(bytes));
	}
	gOver = true;
	return NULL;
}

TEST("interrupts, task and main program at once: every frame is taken whole, or counted as lost")
{
	pthread_t thread;
	I2cOutcome outcome;
	uint32_t count, taken = 0, turn = 0;
	start();
	pthread_create(&thread, NULL, bus, NULL);
	for (bool last = false; !last;) {
		last = gOver && !i2cNext(&gI2c);
		while (i2cTake(&gI2c, gOut)) {
			taken++;
			EQUAL(gOut[1], gOut[kLength]);
		}
		i2cEnded(&gI2c, &outcome, &count);
		TRANSFER(turn++ % 3 ? 0x10 : 0x44, 0, 0x20, 1, 2, 3);
	}
	pthread_join(thread, NULL);
	EQUAL(taken + i2cLost(&gI2c), TURNS(kFrames));
	i2cClose(&gI2c);
}

static bool can(int32_t data, int32_t clock, int32_t controllerData, int32_t controllerClock, int32_t hz)
{
	const I2cOptions options = { "", data, clock, controllerData, controllerClock, hz };
	const char *reason = NULL;
	return i2cBoardCan(&options, &reason) || !reason;
}

TEST("four different pins, a speed, and nobody who has them")
{
	const I2cOptions options = { "", 8, 9, 10, 11, 100000 };
	I2c *i2c;
	CHECK(can(8, 9, 10, 11, 100000) && can(0, 48, 1, 2, 1000000));
	CHECK(!can(-1, 9, 10, 11, 100000) && !can(8, 9, -1, 11, 100000) && !can(8, 9, 10, 49, 100000));
	CHECK(!can(8, 8, 10, 11, 100000) && !can(8, 9, 10, 9, 100000));
	CHECK(!can(8, 9, 10, 11, 9999) && !can(8, 9, 10, 11, 1000001));
	i2c = i2cBoardOpen(&options, notify, NULL);
	CHECK(i2c && !can(8, 9, 10, 11, 100000));
	EQUAL(i2c->pins.slaveData, 8);
	EQUAL(i2c->pins.masterClock, 11);
	i2cClose(i2c);
	CHECK(can(8, 9, 10, 11, 100000));
}
