/* SPDX-License-Identifier: Apache-2.0 */
/* The driver of the STM32F405 on the model of its peripheral, with other stations on the bus. */
#include <string.h>

#include "check.h"
#include "support/i2c-world.h"

#define CHIP (&gWorld.chips[0])
#define I2C(INDEX) (&gWorld.chips[INDEX].i2c)
#define PEER (&gWorld.peer)

static uint8_t gOut[kI2cLongest];

static void peerWrites(const uint8_t *bytes, uint16_t length, uint16_t count)
{
	peerTransfer(PEER, bytes, length, 0x1D, count);
}
#define PEER_WRITES(COUNT, ...) peerWrites((const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ }), COUNT)
#define TRANSFER(INDEX, ADDRESS, COUNT, ...) \
	i2cTransfer(I2C(INDEX), ADDRESS, (const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ }), COUNT)

static void ends(int index, I2cOutcome wanted, uint32_t count)
{
	I2cOutcome outcome;
	uint32_t bytes;
	CHECK(i2cEnded(I2C(index), &outcome, &bytes));
	EQUAL(outcome, wanted);
	EQUAL(bytes, count);
	CHECK(!i2cEnded(I2C(index), &outcome, &bytes));
}

/* Everything still works, in both roles. */
static void works(void)
{
	worldTick(1);
	while (i2cTake(I2C(0), gOut))
		;
	PEER_WRITES(0, 0x3A, 0x0F, 1, 2);
	worldRun();
	EQUAL(PEER->state, kPeerDone);
	EQUAL(i2cTake(I2C(0), gOut), 4);
	BYTES(gOut, 4, 0x3A, 0x0F, 1, 2);
	CHECK(TRANSFER(0, 0x10, 0, 0x20, 0x0F, 3));
	worldRun();
	ends(0, kI2cDone, 0);
	BYTES(PEER->written, PEER->kept, 0x20, 0x0F, 3);
	worldCheck();
}

/* Target */

TEST("a write to its address is a frame; one to another is not")
{
	worldStart(1);
	PEER_WRITES(0, 0x3A, 0x0F, 0x08, 0x21, 0x01, 0x00, 0x08, 0xC8, 0x00, 0x80, 0x02, 0x5A);
	worldRun();
	EQUAL(PEER->state, kPeerDone);
	CHECK(CHIP->notified);
	EQUAL(i2cTake(I2C(0), gOut), 12);
	BYTES(gOut, 12, 0x3A, 0x0F, 0x08, 0x21, 0x01, 0x00, 0x08, 0xC8, 0x00, 0x80, 0x02, 0x5A);
	peerTransfer(PEER, (const uint8_t[]){ 0x3C, 1 }, 2, 0, 0);
	worldRun();
	EQUAL(PEER->state, kPeerNoAddress);
	EQUAL(i2cTake(I2C(0), gOut), 0);
	works();
}

TEST("a read is stretched until its answer")
{
	worldStart(1);
	PEER_WRITES(3, 0x3A, 0x8B);
	worldRun();
	EQUAL(PEER->state, kPeerPending);
	CHECK(busStretched(&gWorld.bus));
	EQUAL(i2cTake(I2C(0), gOut), 2);
	CHECK(i2cReading(I2C(0)));
	i2cAnswer(I2C(0), (const uint8_t[]){ 0x11, 0x22 }, 2);
	worldRun();
	EQUAL(PEER->state, kPeerDone);
	BYTES(PEER->read, 3, 0x11, 0x22, 0xFF);
	works();
}

TEST("a read without a write before; one byte is not acknowledged and the next read starts anew")
{
	worldStart(1);
	for (uint8_t turn = 1; turn < 5; turn++) {
		peerTransfer(PEER, NULL, 0, 0x1D, 1);
		worldRun();
		EQUAL(i2cTake(I2C(0), gOut), 1);
		EQUAL(gOut[0], 0x3B);
		i2cAnswer(I2C(0), (const uint8_t[]){ turn, 0xEE, 0xEE }, 3);
		worldRun();
		EQUAL(PEER->state, kPeerDone);
		EQUAL(PEER->read[0], turn);
	}
	works();
}

TEST("a reader that stands still for 20 ms, both wires high, and then goes on: it gets FF, and nobody is kept from the bus")
{
	worldStart(1);
	PEER_WRITES(2, 0x3A, 0x8B);
	worldRun();
	EQUAL(i2cTake(I2C(0), gOut), 2);
	i2cAnswer(I2C(0), (const uint8_t[]){ 0x11, 0x22, 0x33 }, 3);
	/* What the wires show in the midst of a byte goes by the number of the bit. */
	while (3 != ((uint32_t)gWorld.bus.bits * 2654435761u) >> 30)
		gWorld.bus.bits++;
	CHECK(i2cModelInterrupt(&CHIP->model));
	i2cInterrupt(I2C(0));
	for (int milliseconds = 0; milliseconds < 30; milliseconds++)
		i2cTick(I2C(0));
	worldRun();
	EQUAL(PEER->state, kPeerDone);
	works();
}

TEST("after 25 ms without an answer the reader gets FF")
{
	worldStart(1);
	PEER_WRITES(2, 0x3A, 0x8B);
	worldRun();
	worldTick(24);
	EQUAL(PEER->state, kPeerPending);
	worldTick(1);
	EQUAL(PEER->state, kPeerDone);
	BYTES(PEER->read, 2, 0xFF, 0xFF);
	EQUAL(i2cCounts(I2C(0))->resets, 0);
	EQUAL(i2cTake(I2C(0), gOut), 2);
	i2cAnswer(I2C(0), gOut, 1);
	works();
}

TEST("a full ring does not acknowledge the address, and does again once a frame is taken")
{
	uint8_t longest[kI2cLongest] = { 0x3A };
	int kept = 0;
	worldStart(1);
	for (; kept < 10; kept++) {
		memset(longest + 1, kept, sizeof(longest) - 1);
		peerWrites(longest, sizeof(longest), 0);
		worldRun();
		if (kPeerDone != PEER->state)
			break;
	}
	EQUAL(kept, 3);
	EQUAL(PEER->state, kPeerNoAddress);
	worldTick(5);
	PEER_WRITES(2, 0x3A, 1);
	worldRun();
	EQUAL(PEER->state, kPeerNoAddress);
	for (int frame = 0; frame < kept; frame++) {
		EQUAL(i2cTake(I2C(0), gOut), kI2cLongest);
		EQUAL(gOut[200], frame);
	}
	works();
}

TEST("a ring that fills between two interrupts: the address is acknowledged, no byte is, nothing acknowledged is lost")
{
	uint8_t longest[kI2cLongest] = { 0x3A };
	worldStart(1);
	for (int kept = 0; kept < 2; kept++) {
		peerWrites(longest, sizeof(longest), 0);
		worldRun();
	}
	peerWrites(longest, sizeof(longest), 0);
	PEER->keepsBus = true;
	worldRun();
	EQUAL(PEER->state, kPeerDone);
	PEER_WRITES(0, 0x3A, 7, 7);
	PEER->keepsBus = false;
	worldRun();
	EQUAL(PEER->state, kPeerRefused);
	for (int frame = 0; frame < 3; frame++)
		EQUAL(i2cTake(I2C(0), gOut), kI2cLongest);
	EQUAL(i2cTake(I2C(0), gOut), 0);
	EQUAL(i2cLost(I2C(0)), 1);
	works();
}

TEST("a repeated START for somebody else ends the frame, at the latest when both wires have been high for 20 ms")
{
	worldStart(2);
	PEER_WRITES(0, 0x3A, 1, 2);
	PEER->keepsBus = true;
	worldRun();
	PEER->keepsBus = false;
	peerTransfer(PEER, (const uint8_t[]){ 0x3C, 3 }, 2, 0, 0);
	worldRun();
	EQUAL(i2cTake(I2C(1), gOut), 2);
	worldTick(19);
	EQUAL(i2cTake(I2C(0), gOut), 0);
	worldTick(1);
	EQUAL(i2cTake(I2C(0), gOut), 3);
	BYTES(gOut, 3, 0x3A, 1, 2);
	works();
}

TEST("a bus error drops the frame, and the next one is whole")
{
	worldStart(1);
	PEER_WRITES(0, 0x3A, 1, 2, 3, 4);
	for (int step = 0; step < 4; step++)
		worldStep();
	i2cModelBusError(&CHIP->model);
	worldRun();
	EQUAL(i2cTake(I2C(0), gOut), 0);
	EQUAL(i2cCounts(I2C(0))->busErrors, 1);
	works();
}

/* Controller */

TEST("a transfer writes")
{
	worldStart(1);
	CHECK(TRANSFER(0, 0x10, 0, 0x20, 0x0F, 1, 2, 3));
	CHECK(!TRANSFER(0, 0x10, 0, 0x20));
	worldRun();
	ends(0, kI2cDone, 0);
	BYTES(PEER->written, PEER->kept, 0x20, 0x0F, 1, 2, 3);
	works();
}

TEST("a transfer of an address alone")
{
	worldStart(1);
	CHECK(TRANSFER(0, 0x10, 0, 0x20));
	worldRun();
	ends(0, kI2cDone, 0);
	EQUAL(PEER->kept, 1);
	works();
}

TEST("a transfer writes, and reads 1 to 40 bytes, behind a repeated START")
{
	for (uint16_t count = 1; count <= 40; count++) {
		worldStart(1);
		for (int index = 0; index < 50; index++)
			PEER->sends[index] = (uint8_t)(index + count);
		CHECK(TRANSFER(0, 0x10, count, 0x20, 0x8B));
		worldRun();
		ends(0, kI2cDone, count);
		CHECK(!memcmp(i2cBytes(I2C(0)), PEER->sends, count));
		BYTES(PEER->written, PEER->kept, 0x20, 0x8B);
		EQUAL(PEER->sent, count);
		worldTick(1);
		works();
	}
}

TEST("a transfer reads without writing")
{
	worldStart(1);
	memcpy(PEER->sends, "abcde", 5);
	CHECK(i2cTransfer(I2C(0), 0x10, gOut, 0, 5));
	worldRun();
	ends(0, kI2cDone, 5);
	CHECK(!memcmp(i2cBytes(I2C(0)), "abcde", 5));
	works();
}

TEST("nobody acknowledges the address; the second address, behind a repeated START; a byte")
{
	worldStart(1);
	CHECK(TRANSFER(0, 0x44, 0, 0x88, 1));
	worldRun();
	ends(0, kI2cNoAddress, 0);
	CHECK(TRANSFER(0, 0x44, 1, 0x20, 1));
	worldRun();
	ends(0, kI2cNoAddress, 0);
	PEER->acknowledges = 2;
	CHECK(TRANSFER(0, 0x10, 0, 0x20, 1, 2, 3));
	worldRun();
	ends(0, kI2cRefused, 0);
	CHECK(TRANSFER(0, 0x10, 0, 0x20, 1, 2, 3));
	worldRun();
	ends(0, kI2cRefused, 0);
	PEER->acknowledges = kPeerBytes;
	works();
}

TEST("the lower address wins the bus; who lost is told, and wins the next time")
{
	worldStart(2);
	CHECK(TRANSFER(0, 0x10, 0, 0x20, 1));
	CHECK(TRANSFER(1, 0x11, 0, 0x22, 2));
	worldRun();
	ends(0, kI2cDone, 0);
	ends(1, kI2cArbitrationLost, 0);
	BYTES(PEER->written, PEER->kept, 0x20, 1);
	CHECK(TRANSFER(1, 0x10, 0, 0x20, 2));
	worldRun();
	ends(1, kI2cDone, 0);
	BYTES(PEER->written, PEER->kept, 0x20, 2);
	works();
}

TEST("two who send the same up to a byte: the lower byte wins")
{
	worldStart(2);
	CHECK(TRANSFER(0, 0x10, 0, 0x20, 0x0F, 9));
	CHECK(TRANSFER(1, 0x10, 0, 0x20, 0x0F, 8));
	worldRun();
	ends(0, kI2cArbitrationLost, 0);
	ends(1, kI2cDone, 0);
	BYTES(PEER->written, PEER->kept, 0x20, 0x0F, 8);
	works();
}

TEST("two who write to each other at once: one loses, is not reached in that transfer, and is in the next")
{
	I2cOutcome outcome;
	uint32_t count;
	worldStart(2);
	CHECK(TRANSFER(0, 0x1E, 0, 0x3C, 1));
	CHECK(TRANSFER(1, 0x1D, 0, 0x3A, 2));
	worldRun();
	ends(0, kI2cArbitrationLost, 0);
	CHECK(i2cEnded(I2C(1), &outcome, &count));
	EQUAL(outcome, kI2cNoAddress);
	CHECK(TRANSFER(1, 0x1D, 0, 0x3A, 2));
	worldRun();
	ends(1, kI2cDone, 0);
	EQUAL(i2cTake(I2C(0), gOut), 2);
	works();
}

TEST("a transfer that is begun while a frame is being received waits, and the frame is whole")
{
	worldStart(1);
	PEER_WRITES(0, 0x3A, 1, 2, 3, 4, 5);
	for (int step = 0; step < 5; step++)
		worldStep();
	CHECK(TRANSFER(0, 0x10, 0, 0x20, 9));
	worldRun();
	EQUAL(i2cTake(I2C(0), gOut), 6);
	ends(0, kI2cDone, 0);
	BYTES(PEER->written, PEER->kept, 0x20, 9);
	works();
}

TEST("a transfer that waits for the bus while its own address is written to")
{
	worldStart(2);
	peerTransfer(PEER, (const uint8_t[]){ 0x3C, 1, 2, 3 }, 4, 0, 0);
	PEER->keepsBus = true;
	worldRun();
	CHECK(TRANSFER(0, 0x10, 0, 0x20, 9)); /* START waits for the bus */
	PEER->keepsBus = false;
	PEER_WRITES(0, 0x3A, 4, 5);
	worldRun();
	EQUAL(i2cTake(I2C(0), gOut), 3);
	ends(0, kI2cDone, 0);
	works();
}

TEST("a bus error ends a transfer, and leaves both roles working")
{
	worldStart(1);
	CHECK(TRANSFER(0, 0x10, 0, 0x20, 1, 2, 3, 4));
	for (int step = 0; step < 4; step++)
		worldStep();
	i2cModelBusError(&CHIP->model);
	worldRun();
	ends(0, kI2cTimeout, 0);
	works();
}

TEST("a target that stretches the clock for more than 25 ms ends a transfer")
{
	worldStart(1);
	PEER->stretches = true;
	CHECK(TRANSFER(0, 0x10, 0, 0x20, 1, 2));
	worldRun();
	worldTick(24);
	EQUAL(I2C(0)->head.stage, kWriting);
	worldTick(2);
	ends(0, kI2cTimeout, 0);
	PEER->stretches = false;
	works();
}

TEST("SDA held low: nine clocks at most free the bus, then STOP, and the outcome is a time-out")
{
	worldStart(1);
	gWorld.bus.dataHeld = true;
	gWorld.bus.clocksToFree = 7;
	CHECK(TRANSFER(0, 0x10, 0, 0x20, 1));
	worldRun();
	worldTick(80);
	ends(0, kI2cTimeout, 0);
	CHECK(!gWorld.bus.dataHeld);
	EQUAL(i2cCounts(I2C(0))->recoveries, 1);
	EQUAL(CHIP->model.port[MODER] >> (2 * kClockPin) & 0xF, 0xA);
	works();
}

TEST("SDA held low for good is tried again and again; a clock held low is waited for")
{
	worldStart(1);
	gWorld.bus.dataHeld = true;
	worldTick(200);
	CHECK(i2cCounts(I2C(0))->recoveries >= 3);
	gWorld.bus.dataHeld = false;
	gWorld.bus.clockHeld = true;
	worldTick(60);
	CHECK(TRANSFER(0, 0x10, 0, 0x20, 1));
	worldTick(60);
	ends(0, kI2cTimeout, 0);
	gWorld.bus.clockHeld = false;
	worldTick(1);
	works();
}

TEST("a peripheral that believes the bus busy for ever is reset")
{
	worldStart(1);
	CHIP->model.deluded = true;
	CHECK(TRANSFER(0, 0x10, 0, 0x20, 1));
	worldTick(19);
	EQUAL(I2C(0)->head.stage, kStarting);
	worldTick(1);
	EQUAL(i2cCounts(I2C(0))->resets, 1);
	ends(0, kI2cDone, 0);
	works();
}

TEST("closed: nothing is acknowledged, nothing is begun, twice is once")
{
	worldStart(1);
	PEER_WRITES(0, 0x3A, 1);
	worldRun();
	PEER_WRITES(0, 0x3A, 1, 2, 3);
	for (int step = 0; step < 4; step++)
		worldStep();
	i2cClose(I2C(0));
	i2cClose(I2C(0));
	EQUAL(i2cTake(I2C(0), gOut), 2);
	EQUAL(CHIP->model.registers[CR1], 0);
	CHIP->notified = 0;
	worldRun();
	worldTick(50);
	EQUAL(CHIP->notified, 0);
	PEER_WRITES(0, 0x3A, 1);
	worldRun();
	EQUAL(PEER->state, kPeerNoAddress);
	CHECK(!TRANSFER(0, 0x10, 0, 0x20, 1));
	EQUAL(CHIP->model.port[MODER] >> (2 * kClockPin) & 0xF, 0);
}

TEST("closed while it frees the bus, and opened again: it works at once")
{
	I2cHardware hardware;
	worldStart(1);
	gWorld.bus.dataHeld = true;
	worldTick(30);
	CHECK(I2C(0)->recovery);
	hardware = I2C(0)->hardware;
	i2cClose(I2C(0));
	gWorld.bus.dataHeld = false;
	i2cOpen(I2C(0), &hardware, I2C(0)->head.notify, CHIP);
	i2cListen(I2C(0), 0x1D);
	CHECK(TRANSFER(0, 0x10, 0, 0x20, 1));
	worldRun();
	ends(0, kI2cDone, 0);
	works();
}

TEST("address 0: nothing is acknowledged, not even a general call")
{
	worldStart(1);
	i2cListen(I2C(0), 0);
	PEER_WRITES(0, 0x3A, 1);
	worldRun();
	EQUAL(PEER->state, kPeerNoAddress);
	PEER_WRITES(0, 0x00, 6);
	worldRun();
	EQUAL(PEER->state, kPeerNoAddress);
	i2cListen(I2C(0), 0x1D);
	works();
}
