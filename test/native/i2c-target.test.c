/* SPDX-License-Identifier: Apache-2.0 */
#include <pthread.h>
#include <string.h>

#include "check.h"
#include "hosts/common/native/i2c-target.h"

enum { kWrite = 0x3A, kRead = 0x3B };

static uint8_t gBytes[1024], gOut[kI2cLongest];
static I2cTarget gTarget = I2C_TARGET(gBytes);

static void write(const uint8_t *bytes, size_t count)
{
	for (size_t index = 0; index < count; index++)
		CHECK(targetWritten(&gTarget, bytes[index]));
}
#define WRITE(...) write((const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ }))

TEST("a block write is a frame, its address byte first (DSP0237 6.3: Get Endpoint ID)")
{
	CHECK(targetAddressed(&gTarget, kWrite));
	WRITE(0x0F, 0x08, 0x21, 0x01, 0x00, 0x08, 0xC8, 0x00, 0x80, 0x02);
	EQUAL(targetTake(&gTarget, gOut), 0);
	targetEnded(&gTarget);
	EQUAL(targetTake(&gTarget, gOut), 11);
	BYTES(gOut, 11, 0x3A, 0x0F, 0x08, 0x21, 0x01, 0x00, 0x08, 0xC8, 0x00, 0x80, 0x02);
	CHECK(!targetReading(&gTarget));
}

TEST("a repeated START for the same address ends a frame and begins the next")
{
	targetAddressed(&gTarget, kWrite);
	WRITE(1, 2);
	targetAddressed(&gTarget, kWrite);
	WRITE(3);
	targetEnded(&gTarget);
	EQUAL(targetTake(&gTarget, gOut), 3);
	BYTES(gOut, 3, 0x3A, 1, 2);
	EQUAL(targetTake(&gTarget, gOut), 2);
	BYTES(gOut, 2, 0x3A, 3);
}

TEST("an address alone, as a scan of the bus has it, is a frame of one byte")
{
	CHECK(targetAddressed(&gTarget, kWrite));
	targetEnded(&gTarget);
	EQUAL(targetTake(&gTarget, gOut), 1);
}

TEST("a read waits for its answer, and reads FF behind it (SMBus 3.2, 6.5.5: read byte)")
{
	targetAddressed(&gTarget, kWrite);
	WRITE(0x79);
	CHECK(targetAddressed(&gTarget, kRead));
	EQUAL(targetNext(&gTarget), -1);
	EQUAL(targetTake(&gTarget, gOut), 2);
	BYTES(gOut, 2, 0x3A, 0x79);
	CHECK(targetReading(&gTarget));
	EQUAL(targetNext(&gTarget), -1);
	targetAnswer(&gTarget, (const uint8_t[]){ 0x12, 0x34 }, 2);
	CHECK(!targetReading(&gTarget));
	EQUAL(targetNext(&gTarget), 0x12);
	EQUAL(targetNext(&gTarget), 0x34);
	EQUAL(targetNext(&gTarget), 0xFF);
	targetEnded(&gTarget);
	EQUAL(targetTake(&gTarget, gOut), 0);
}

TEST("a read without a write before is a frame of its address byte")
{
	CHECK(targetAddressed(&gTarget, kRead));
	EQUAL(targetTake(&gTarget, gOut), 1);
	EQUAL(gOut[0], 0x3B);
	CHECK(targetReading(&gTarget));
}

TEST("after its time a read gets FF; a late answer goes to nobody")
{
	targetAddressed(&gTarget, kRead);
	targetTake(&gTarget, gOut);
	targetExpire(&gTarget);
	EQUAL(targetNext(&gTarget), 0xFF);
	targetEnded(&gTarget);
	targetAddressed(&gTarget, kRead);
	targetAnswer(&gTarget, (const uint8_t[]){ 0x55 }, 1);
	EQUAL(targetNext(&gTarget), -1);
	EQUAL(targetTake(&gTarget, gOut), 1);
	targetAnswer(&gTarget, (const uint8_t[]){ 0x66 }, 1);
	EQUAL(targetNext(&gTarget), 0x66);
	targetAnswer(&gTarget, (const uint8_t[]){ 0x77 }, 1);
	EQUAL(targetNext(&gTarget), 0xFF);
}

TEST("a frame that is longer than any keeps 259 bytes and is acknowledged to its end")
{
	targetAddressed(&gTarget, kWrite);
	for (int byte = 0; byte < 400; byte++)
		CHECK(targetWritten(&gTarget, (uint8_t)byte));
	targetEnded(&gTarget);
	EQUAL(targetTake(&gTarget, gOut), 259);
	EQUAL(gOut[258], (uint8_t)257);
}

TEST("where there is no room the address is not acknowledged, and nothing that was is lost")
{
	int kept = 0;
	for (; targetReady(&gTarget); kept++) {
		CHECK(targetAddressed(&gTarget, kWrite));
		for (int byte = 1; byte < kI2cLongest; byte++)
			CHECK(targetWritten(&gTarget, (uint8_t)kept));
		targetEnded(&gTarget);
	}
	EQUAL(kept, 3);
	CHECK(!targetAddressed(&gTarget, kWrite));
	CHECK(!targetWritten(&gTarget, 1));
	targetEnded(&gTarget);
	CHECK(!targetAddressed(&gTarget, kRead));
	EQUAL(targetNext(&gTarget), 0xFF);
	EQUAL(gTarget.frames.ring.lost, 2);
	for (int frame = 0; frame < kept; frame++) {
		EQUAL(targetTake(&gTarget, gOut), kI2cLongest);
		EQUAL(gOut[258], frame);
	}
	CHECK(targetAddressed(&gTarget, kWrite));
}

TEST("a broken frame is none, and the next one is whole")
{
	targetAddressed(&gTarget, kWrite);
	WRITE(1, 2, 3);
	targetBroken(&gTarget);
	targetEnded(&gTarget);
	EQUAL(targetTake(&gTarget, gOut), 0);
	targetAddressed(&gTarget, kWrite);
	WRITE(4);
	targetEnded(&gTarget);
	EQUAL(targetTake(&gTarget, gOut), 2);
}

/* A controller that writes a number and reads it back, against a main program that answers, or is late. */
enum { kReads = 20000 };
static _Atomic bool gOver;

static void *answer(void *unused)
{
	static uint8_t frame[kI2cLongest];
	while (!atomic_load(&gOver))
		if (targetTake(&gTarget, frame) && targetReading(&gTarget))
			targetAnswer(&gTarget, frame + 1, 1);
	return NULL;
}

TEST("interrupt and main program in two threads: a reader gets the answer to what it wrote, or FF")
{
	pthread_t thread;
	int answered = 0;
	pthread_create(&thread, NULL, answer, NULL);
	for (int turn = 0; turn < TURNS(kReads); turn++) {
		const uint8_t number = (uint8_t)(turn % 251);
		int byte = -1;
		while (!targetAddressed(&gTarget, kWrite))
			targetEnded(&gTarget);
		targetWritten(&gTarget, number);
		targetAddressed(&gTarget, kRead);
		for (int tries = 0; (byte < 0) && (tries < 5000 || (0 != turn % 4)); tries++)
			byte = targetNext(&gTarget);
		if (byte < 0)
			targetExpire(&gTarget);
		else
			EQUAL(byte, number);
		answered += byte >= 0;
		EQUAL(targetNext(&gTarget), 0xFF);
		targetEnded(&gTarget);
	}
	atomic_store(&gOver, true);
	pthread_join(thread, NULL);
	CHECK(answered >= TURNS(kReads) / 4 * 3);
}
