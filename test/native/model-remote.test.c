/* SPDX-License-Identifier: Apache-2.0 */
/* The rest of the bus at the other end of a line, as the image for QEMU has it: literal frames of the line, and a chip under the real driver. */
#include "check.h"
#include "hosts/stm32f405/model/remote.h"
#include "support/i2c-world.h"

static ModelRemote gRemote;
static uint8_t gLine[2048], gOut[kI2cLongest];
static uint32_t gLength;

static void send(uint8_t byte)
{
	CHECK(gLength < sizeof(gLine));
	gLine[gLength++] = byte;
}

static void start(void)
{
	worldStart(1);
	gWorld.peer.own = 0;
	remoteAdd(&gRemote, &gWorld.bus, send);
}

static void run(void)
{
	do {
		worldRun();
		remoteTurn(&gRemote);
	} while (worldStep());
}

static void line(const uint8_t *bytes, size_t count)
{
	for (size_t index = 0; index < count; index++)
		remoteByte(&gRemote, bytes[index]);
	run();
}
#define LINE(...) line((const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ }))

static void says(const uint8_t *bytes, size_t count)
{
	checkBytes(gLine, gLength, bytes, count, __FILE__, __LINE__, "the line");
	gLength = 0;
}
#define SAYS(...) says((const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ }))

TEST("a write is acknowledged, or not, and arrives")
{
	start();
	LINE(0, 4, 1, 0x3A, 0x0F, 7);
	SAYS(0, 1, 2);
	EQUAL(i2cTake(&gWorld.chips[0].i2c, gOut), 3);
	BYTES(gOut, 3, 0x3A, 0x0F, 7);
	LINE(0, 3, 1, 0x3C, 0x0F);
	SAYS(0, 1, 3);
}

TEST("a read gets what the chip answers")
{
	start();
	LINE(0, 5, 4, 0x3B, 0, 2, 0x8B);
	EQUAL(gLength, 0);
	EQUAL(i2cTake(&gWorld.chips[0].i2c, gOut), 2);
	BYTES(gOut, 2, 0x3A, 0x8B);
	i2cAnswer(&gWorld.chips[0].i2c, (const uint8_t[]){ 0x11, 0x22 }, 2);
	run();
	SAYS(0, 3, 5, 0x11, 0x22);
	LINE(0, 4, 4, 0x3B, 0, 1);
	EQUAL(i2cTake(&gWorld.chips[0].i2c, gOut), 1);
	i2cAnswer(&gWorld.chips[0].i2c, (const uint8_t[]){ 0x33 }, 1);
	run();
	SAYS(0, 2, 5, 0x33);
}

TEST("what the chip writes comes out, at any address, whether or not the other side answers")
{
	I2cOutcome outcome;
	uint32_t count;
	start();
	CHECK(i2cTransfer(&gWorld.chips[0].i2c, 0x44, (const uint8_t[]){ 0x88, 1, 2 }, 3, 0));
	run();
	SAYS(0, 4, 1, 0x88, 1, 2);
	CHECK(i2cEnded(&gWorld.chips[0].i2c, &outcome, &count));
	EQUAL(outcome, kI2cDone);
	LINE(0, 1, 2);
	EQUAL(gLength, 0);
}

TEST("who loses arbitration tries again")
{
	start();
	CHECK(i2cTransfer(&gWorld.chips[0].i2c, 0x10, (const uint8_t[]){ 0x20, 1 }, 2, 0));
	for (const uint8_t *byte = (const uint8_t[]){ 0, 3, 1, 0x3A, 9 }, *end = byte + 5; byte < end; byte++)
		remoteByte(&gRemote, *byte);
	run();
	SAYS(0, 3, 1, 0x20, 1, 0, 1, 2);
	EQUAL(i2cTake(&gWorld.chips[0].i2c, gOut), 2);
	worldCheck();
}

TEST("a length that no frame has is counted, and what follows is read")
{
	start();
	LINE(0, 0, 0xFF, 0xFF, 0, 4, 1, 0x3A, 0x0F, 7);
	SAYS(0, 1, 2);
	EQUAL(gRemote.broken, 2);
}
