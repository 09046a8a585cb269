/* SPDX-License-Identifier: Apache-2.0 */
#include "line.h"

#include "../common/native/ring.h"
#include "board.h"

enum { kInputSize = 1024, kOutputSize = 512, kFlag = 0x7E, kWorth = 256 };

static uint8_t gInputBytes[kInputSize], gOutputBytes[kOutputSize];
static Ring gInput = RING(gInputBytes), gOutput = RING(gOutputBytes);
static volatile bool gDeaf, gWorth;
/* What was taken last ended within a frame, so that the next flag ends it. */
static volatile bool gWithin;
static bool gWanting;

/* A full ring stops listening: what comes meanwhile waits where there is flow control, as in an emulator, and is lost, and told, by the hardware where not. */
void lineArrived(uint8_t byte)
{
	ringPut(&gInput, byte);
	/* Behind a frame there is a flag (DSP0253): for less nobody need wake up. */
	if (((kFlag == byte) && (gWithin || (ringUsed(&gInput) > 1))) || (ringUsed(&gInput) >= kWorth))
		gWorth = true;
	if (0 == ringFree(&gInput)) {
		gDeaf = true;
		boardListen(false);
	}
}

void lineLost(void)
{
	ringLose(&gInput, 1);
}

/* Sends on, as long as the hardware takes bytes. Called by its interrupt, and with it switched off. */
void lineSpace(void)
{
	while (ringUsed(&gOutput) && boardSend(ringPeek(&gOutput, 0)))
		ringSkip(&gOutput, 1);
	boardWantSpace(0 != ringUsed(&gOutput));
}

/* Bytes to the flag that ends the next frame, if it is among so many; 0: it is not. */
static uint32_t frameEnd(uint32_t count)
{
	bool within = gWithin;
	for (uint32_t at = 0; at < count; at++) {
		if (kFlag != ringPeek(&gInput, at))
			within = true;
		else if (within)
			return at + 1;
	}
	return 0;
}

uint32_t lineTake(uint8_t *bytes, uint32_t most)
{
	uint32_t count = ringUsed(&gInput);
	gWanting = false; /* whoever reads waits for no room */
	gWorth = false;
	count = frameEnd((count < most) ? count : most);
	count = ringTake(&gInput, bytes, count ? count : most);
	if (count)
		gWithin = kFlag != bytes[count - 1];
	if ((ringUsed(&gInput) >= kWorth) || frameEnd(ringUsed(&gInput)))
		gWorth = true;
	if (gDeaf && ringFree(&gInput)) {
		gDeaf = false;
		boardListen(true);
	}
	return count;
}

uint32_t lineRoom(void)
{
	const uint32_t room = ringFree(&gOutput);
	gWanting = room < kOutputSize / 2;
	return room;
}

bool linePut(const uint8_t *bytes, uint32_t count)
{
	if (!ringPutAll(&gOutput, bytes, count))
		return false;
	boardWantSpace(false);
	lineSpace();
	return true;
}

uint32_t lineLosses(void)
{
	return gInput.lost;
}

bool lineReady(void)
{
	return gWanting ? (ringFree(&gOutput) >= kOutputSize / 2) : gWorth;
}
