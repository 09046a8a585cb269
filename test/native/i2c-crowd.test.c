/* SPDX-License-Identifier: Apache-2.0 */
/* Three chips that write to each other as much as they can, and frames at the rate of the line. */
#include <stdio.h>
#include <string.h>

#include "check.h"
#include "support/i2c-world.h"

enum { kFrames = 100000, kSequences = 4, kHeader = 6, kRateFrames = 1000000, kRateLength = 13, kHertz = 1000 * 1000 };

static uint8_t gOut[kI2cLongest];

/* Each writes numbered frames to the next; a frame is sent again until it is acknowledged. */
static struct {
	uint32_t sent, arrived;
	uint8_t length;
	bool pending;
} gChips[kChips];

static void send(int from)
{
	const int to = (from + 1) % kChips;
	uint8_t bytes[kI2cLongest];
	const uint32_t number = gChips[from].sent;
	memset(bytes, (int)number, sizeof(bytes));
	bytes[0] = (uint8_t)((0x1D + to) << 1);
	memcpy(bytes + 1, &number, sizeof(number));
	gChips[from].length = (uint8_t)(kHeader + number * 7 % 60);
	CHECK(i2cTransfer(&gWorld.chips[from].i2c, (uint8_t)(0x1D + to), bytes, gChips[from].length, 0));
	gChips[from].pending = true;
}

static void take(int at)
{
	uint32_t number;
	const uint32_t length = i2cTake(&gWorld.chips[at].i2c, gOut);
	if (!length)
		return;
	memcpy(&number, gOut + 1, sizeof(number));
	EQUAL(number, gChips[at].arrived);
	EQUAL(length, kHeader + number * 7 % 60);
	EQUAL(gOut[length - 1], (uint8_t)number);
	gChips[at].arrived++;
}

static void crowd(uint32_t late, uint32_t between, uint32_t frames)
{
	I2cOutcome outcome;
	uint32_t count, losses = 0, others = 0;
	worldStart(kChips);
	for (int index = 0; index < kChips; index++) {
		gWorld.chips[index].late = late;
		gWorld.chips[index].between = between;
	}
	for (uint64_t steps = 0; gChips[0].sent + gChips[1].sent + gChips[2].sent < frames; steps++) {
		const uint32_t chance = nextRandom(&gWorld.random);
		const int index = (int)(chance % kChips);
		if (!gChips[index].pending)
			send(index);
		if (i2cEnded(&gWorld.chips[index].i2c, &outcome, &count)) {
			gChips[index].pending = false;
			gChips[index].sent += kI2cDone == outcome;
			losses += kI2cArbitrationLost == outcome;
			others += (kI2cRefused == outcome) || (kI2cTimeout == outcome);
		}
		if (0 == chance >> 8 % 4)
			take(index);
		if (0 == chance >> 10 % 8)
			take((index + 1) % kChips);
		worldStep();
		if ((0 == steps % 64) && !busStretched(&gWorld.bus))
			for (int chip = 0; chip < kChips; chip++)
				i2cTick(&gWorld.chips[chip].i2c);
		if (0 == steps % 16)
			take((int)(steps / 16 % kChips));
		CHECK(steps < 200ull * frames + 1000000);
	}
	CHECK(losses);
	EQUAL(others, 0);
	worldRun();
	for (int index = 0; index < kChips; index++)
		if (i2cEnded(&gWorld.chips[index].i2c, &outcome, &count))
			gChips[index].sent += kI2cDone == outcome;
	for (int turn = 0; turn < 3 * kRing; turn++)
		take(turn % kChips);
	for (int index = 0; index < kChips; index++)
		EQUAL(gChips[index].sent, gChips[(index + 1) % kChips].arrived);
	worldCheck();
}

TEST("three chips that are targets and controllers at once lose no frame that was acknowledged")
{
	crowd(0, 0, TURNS(kFrames));
}

TEST("nor with interrupts that come late")
{
	crowd(128, 0, TURNS(kFrames));
}

TEST("nor where the bus goes on between two accesses to registers")
{
	crowd(32, 64, TURNS(kFrames));
}

static const uint8_t gFrame[kRateLength] = { 0x3A, 0x0F, 0x0A, 0x21, 0x01, 0x00, 0x08, 0xC8, 0x00, 0x80, 0x02, 0x00, 0x55 };

TEST("a million frames back to back: none is lost while the reader keeps up")
{
	const uint32_t frames = TURNS(kRateFrames);
	uint64_t bits;
	uint32_t interrupts;
	worldStart(1);
	bits = gWorld.bus.bits;
	interrupts = i2cCounts(&gWorld.chips[0].i2c)->interrupts;
	for (uint32_t frame = 0; frame < frames; frame++) {
		peerTransfer(&gWorld.peer, gFrame, sizeof(gFrame), 0, 0);
		worldRun();
		EQUAL(gWorld.peer.state, kPeerDone);
		EQUAL(i2cTake(&gWorld.chips[0].i2c, gOut), kRateLength);
	}
	EQUAL(i2cLost(&gWorld.chips[0].i2c), 0);
	bits = gWorld.bus.bits - bits;
	interrupts = i2cCounts(&gWorld.chips[0].i2c)->interrupts - interrupts;
	EQUAL(interrupts, frames * (kRateLength + 1)); /* ADDR, each byte behind the address, STOPF */
	printf("%u frames of %u bytes, %.2f s of the bus at 1 MHz, %.1f interrupts a frame\n", frames, kRateLength, (double)bits / kHertz, (double)interrupts / frames);
	worldCheck();
}

TEST("a million frames back to back for a reader that is too slow: it gets every frame that was acknowledged, the others were not")
{
	uint32_t acknowledged = 0, refused = 0, taken = 0;
	worldStart(1);
	for (uint32_t frame = 0; frame < TURNS(kRateFrames); frame++) {
		peerTransfer(&gWorld.peer, gFrame, sizeof(gFrame), 0, 0);
		worldRun();
		acknowledged += kPeerDone == gWorld.peer.state;
		refused += kPeerNoAddress == gWorld.peer.state;
		EQUAL(kPeerRefused == gWorld.peer.state, 0);
		if (0 == frame % 2)
			taken += kRateLength == i2cTake(&gWorld.chips[0].i2c, gOut);
	}
	while (i2cTake(&gWorld.chips[0].i2c, gOut))
		taken++;
	EQUAL(taken, acknowledged);
	EQUAL(acknowledged + refused, TURNS(kRateFrames));
	CHECK(refused > TURNS(kRateFrames) / 3);
	worldCheck();
}
