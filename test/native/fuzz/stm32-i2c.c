/* SPDX-License-Identifier: Apache-2.0 */
/* Two chips and a peer that do anything at any time, wires that are held, errors of the bus: afterwards both roles of both chips still work. */
#include "test/native/check.h"
#include "test/native/support/i2c-world.h"

enum { kStuck = 200 };

static void works(int index)
{
	static uint8_t out[kI2cLongest];
	const uint8_t address = (uint8_t)(0x1D + index);
	I2c *i2c = &gWorld.chips[index].i2c;
	I2cOutcome outcome;
	uint32_t count;
	while (i2cTake(i2c, out))
		;
	worldTick(2);
	peerTransfer(&gWorld.peer, (const uint8_t[]){ (uint8_t)(address << 1), 1, 2 }, 3, 0, 0);
	worldRun();
	EQUAL(gWorld.peer.state, kPeerDone);
	EQUAL(i2cTake(i2c, out), 3);
	CHECK(i2cTransfer(i2c, 0x10, (const uint8_t[]){ 0x20, 1 }, 2, 0));
	worldRun();
	CHECK(i2cEnded(i2c, &outcome, &count));
	EQUAL(outcome, kI2cDone);
}

FUZZ("stm32-i2c")
{
	static uint8_t out[kI2cLongest], longest[kI2cLongest];
	I2cOutcome outcome;
	uint32_t count;
	worldStart(2);
	for (size_t at = 0; at + 1 < size; at += 2) {
		const uint8_t value = bytes[at + 1];
		const int index = bytes[at] >> 4 & 1;
		I2c *i2c = &gWorld.chips[index].i2c;
		const uint8_t address = (uint8_t)((value & 0x40) ? 0x10 : 0x1D + (value >> 7));
		longest[0] = (uint8_t)(address << 1);
		switch (bytes[at] % 16) {
		case 0: i2cTransfer(i2c, address, longest, 1 + value % 8, 0); break;
		case 1: i2cTransfer(i2c, address, longest, 1 + value % 8, value % 6); break;
		case 2: i2cTransfer(i2c, address, longest, 0, 1 + value % 6); break;
		case 3: i2cTransfer(i2c, address, longest, value % 2 ? kI2cLongest : 200, 0); break;
		case 4:
			if (kPeerPending != gWorld.peer.state)
				peerTransfer(&gWorld.peer, longest, (uint16_t)(value % 32 ? value % 32 : kI2cLongest), address, (uint16_t)(value % 3));
			break;
		case 5:
			if (kPeerPending != gWorld.peer.state)
				peerTransfer(&gWorld.peer, longest, 0, address, (uint16_t)(1 + value % 5));
			break;
		case 6: worldStep(); break;
		case 7:
			for (int step = 0; step < value; step++)
				worldStep();
			break;
		case 8: worldTick(value % 32); break;
		case 9:
			if (value & 0x20)
				i2cInterrupt(i2c); /* for nothing */
			else
				i2cTake(i2c, out);
			break;
		case 10: i2cAnswer(i2c, longest, value); break;
		case 11: i2cEnded(i2c, &outcome, &count); break;
		case 12: i2cModelBusError(&gWorld.chips[index].model); break;
		case 13:
			gWorld.bus.dataHeld = value & 1;
			gWorld.bus.clocksToFree = value >> 1 & 15;
			gWorld.bus.clockHeld = value >> 7;
			break;
		case 14:
			if (value & 1)
				gWorld.chips[index].between = value & 0xFE;
			else
				gWorld.chips[index].late = value;
			break;
		default:
			gWorld.peer.stretches = value & 1;
			gWorld.peer.acknowledges = value & 2 ? kPeerBytes : value >> 4;
		}
	}
	gWorld.bus.dataHeld = gWorld.bus.clockHeld = gWorld.peer.stretches = false;
	gWorld.peer.acknowledges = kPeerBytes;
	for (int index = 0; index < 2; index++)
		gWorld.chips[index].late = gWorld.chips[index].between = 0;
	for (int turn = 0; turn < 4; turn++)
		for (int index = 0; index < 2; index++) {
			worldTick(kStuck / 4);
			while (i2cTake(&gWorld.chips[index].i2c, out))
				;
		}
	for (int index = 0; index < 2; index++)
		i2cEnded(&gWorld.chips[index].i2c, &outcome, &count);
	for (int index = 0; index < 2; index++)
		works(index);
	worldCheck();
	return 0;
}
