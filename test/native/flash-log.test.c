/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "check.h"
#include "hosts/common/native/flash-log.h"
#include "support/flash-model.h"

/* Two regions, and what a device does with them: `erase` with the write, or a write alone. */
enum { kRegions = 2, kSize = 70, kSteps = 24 };

typedef struct {
	uint8_t bytes[kRegions][kSize];
} Contents;

static uint8_t letter(uint32_t step, uint32_t index)
{
	return (uint8_t)(17 * step + index + 1);
}

/* Step after step the regions get other lengths, some in part: with sectors of 256 bytes every third step moves to the other one. */
static bool step(FlashLog *log, uint32_t number)
{
	const uint32_t region = number % 3 ? 0 : 1, offset = (number % 4) ? 0 : 9, length = 1 + 13 * number % (kSize - 9);
	uint8_t bytes[kSize];
	for (uint32_t index = 0; index < length; index++)
		bytes[index] = letter(number, index);
	if (number % 2)
		flashLogErase(log, region);
	return flashLogWrite(log, region, offset, bytes, length);
}

/* What the same step does to plain memory. */
static void expectStep(Contents *contents, uint32_t number)
{
	const uint32_t region = number % 3 ? 0 : 1, offset = (number % 4) ? 0 : 9, length = 1 + 13 * number % (kSize - 9);
	if (number % 2)
		memset(contents->bytes[region], 0xFF, kSize);
	for (uint32_t index = 0; index < length; index++)
		contents->bytes[region][offset + index] = letter(number, index);
}

static void readContents(const FlashLog *log, Contents *contents)
{
	for (uint32_t region = 0; region < kRegions; region++)
		flashLogRead(log, region, 0, contents->bytes[region], kSize);
}

static Contents contentsAfter(uint32_t steps)
{
	Contents contents;
	memset(&contents, 0xFF, sizeof(contents));
	for (uint32_t number = 0; number < steps; number++)
		expectStep(&contents, number);
	return contents;
}

/* Steps from `from` on until one fails; returns its number. */
static uint32_t play(FlashLog *log, uint32_t from)
{
	while ((from < kSteps) && step(log, from))
		from++;
	return from;
}

/* After a start: what was before step `steps`, or after it. Returns how many steps it has. */
static uint32_t checkEither(const FlashLog *log, uint32_t steps)
{
	const Contents before = contentsAfter(steps), after = contentsAfter(steps + 1);
	Contents found;
	readContents(log, &found);
	if ((steps < kSteps) && !memcmp(&found, &after, sizeof(found)))
		return steps + 1;
	CHECK(!memcmp(&found, &before, sizeof(found)));
	return steps;
}

TEST("what was written is read, also after a start, over many moves from sector to sector")
{
	FlashLog log;
	Contents found, wanted;
	flashModelNew();
	flashLogOpen(&log, &gFlashModel);
	for (uint32_t number = 0; number < 10 * kSteps; number++) {
		const uint32_t steps = number % kSteps + 1;
		CHECK(step(&log, number % kSteps));
		if (number < kSteps) {
			wanted = contentsAfter(steps);
			readContents(&log, &found);
			CHECK(!memcmp(&found, &wanted, sizeof(found)));
			flashLogOpen(&log, &gFlashModel);
			readContents(&log, &found);
			CHECK(!memcmp(&found, &wanted, sizeof(found)));
		}
	}
	CHECK(flashModelErasures() > 20);
}

TEST("power may go with any operation: a start finds what was before the change or what is after it, and goes on")
{
	FlashLog log;
	uint32_t operations;
	flashModelNew();
	flashLogOpen(&log, &gFlashModel);
	EQUAL(play(&log, 0), kSteps);
	operations = flashModelOperations();
	CHECK(flashModelErasures() > 3);
	for (uint32_t cut = 0; cut < operations; cut++)
		for (Cut kind = kCutBefore; kind < kCuts; kind++) {
			uint32_t steps;
			flashModelNew();
			flashModelCut(cut, kind, 1 + cut);
			flashLogOpen(&log, &gFlashModel);
			steps = play(&log, 0);
			flashModelPower();
			flashLogOpen(&log, &gFlashModel);
			steps = checkEither(&log, steps);
			EQUAL(play(&log, steps), kSteps);
			flashLogOpen(&log, &gFlashModel);
			EQUAL(checkEither(&log, kSteps), kSteps);
		}
}

TEST("power may go again while it goes on")
{
	FlashLog log;
	uint32_t operations;
	flashModelNew();
	flashLogOpen(&log, &gFlashModel);
	play(&log, 0);
	operations = flashModelOperations();
	for (uint32_t cut = 0; cut < operations; cut += 5)
		for (uint32_t again = 0; again < 90; again++) {
			const Cut kind = (Cut)((cut + again) % kCuts);
			uint32_t steps;
			flashModelNew();
			flashModelCut(cut, kind, 1 + cut);
			flashLogOpen(&log, &gFlashModel);
			steps = play(&log, 0);
			flashModelPower();
			flashModelCut(again, kCutWithin, 1 + again);
			flashLogOpen(&log, &gFlashModel);
			steps = play(&log, checkEither(&log, steps));
			flashModelPower();
			flashLogOpen(&log, &gFlashModel);
			EQUAL(play(&log, checkEither(&log, steps)), kSteps);
		}
}

TEST("a region is erased with its next write, and not before")
{
	FlashLog log;
	uint8_t found[3];
	flashModelNew();
	flashLogOpen(&log, &gFlashModel);
	CHECK(flashLogWrite(&log, 0, 0, (const uint8_t[]){ 1, 2, 3 }, 3));
	flashLogErase(&log, 0);
	flashLogRead(&log, 0, 0, found, 3);
	BYTES(found, 3, 0xFF, 0xFF, 0xFF);
	flashLogOpen(&log, &gFlashModel);
	flashLogRead(&log, 0, 0, found, 3);
	BYTES(found, 3, 1, 2, 3);
	flashLogErase(&log, 0);
	CHECK(flashLogWrite(&log, 0, 1, (const uint8_t[]){ 9 }, 1));
	flashLogRead(&log, 0, 0, found, 3);
	BYTES(found, 3, 0xFF, 9, 0xFF);
}

TEST("what does not fit is refused, and nothing has changed")
{
	static const uint8_t much[kModelSector];
	FlashLog log;
	uint8_t found[2];
	flashModelNew();
	flashLogOpen(&log, &gFlashModel);
	CHECK(flashLogWrite(&log, 0, 0, (const uint8_t[]){ 5, 6 }, 2));
	CHECK(!flashLogWrite(&log, 1, 0, much, kModelSector));
	flashLogRead(&log, 0, 0, found, 2);
	BYTES(found, 2, 5, 6);
	flashLogOpen(&log, &gFlashModel);
	CHECK(flashLogWrite(&log, 1, 0, (const uint8_t[]){ 7 }, 1));
	flashLogRead(&log, 0, 0, found, 2);
	BYTES(found, 2, 5, 6);
}

TEST("a region fills a sector but for the heads")
{
	enum { kMost = kModelSector - 2 * kFlashLogHead };
	uint8_t much[kMost], found[kMost];
	FlashLog log;
	memset(much, 0x3C, sizeof(much));
	flashModelNew();
	flashLogOpen(&log, &gFlashModel);
	for (uint32_t turn = 0; turn < 5; turn++)
		CHECK(flashLogWrite(&log, 0, 0, much, kMost));
	flashLogOpen(&log, &gFlashModel);
	flashLogRead(&log, 0, 0, found, kMost);
	CHECK(!memcmp(much, found, kMost));
}

TEST("sectors with anything in them are as good as new ones")
{
	uint32_t random = 1;
	for (uint32_t turn = 0; turn < 2000; turn++) {
		FlashLog log;
		Contents found;
		flashModelNew();
		for (uint32_t sector = 0; sector < 2; sector++)
			for (uint32_t index = 0; index < kModelSector; index++)
				flashModelBytes(sector)[index] = turn ? (uint8_t)nextRandom(&random) : 0;
		flashLogOpen(&log, &gFlashModel);
		readContents(&log, &found);
		EQUAL(play(&log, 0), kSteps);
	}
}

TEST("damage behind the start of a sector is found by sums: what stands before it is read, and nobody reads beyond the sector")
{
	uint32_t random = 7;
	for (uint32_t turn = 0; turn < 5000; turn++) {
		FlashLog log;
		Contents found;
		flashModelNew();
		flashLogOpen(&log, &gFlashModel);
		play(&log, turn % kSteps);
		for (uint32_t count = 1 + turn % 3; count; count--)
			flashModelBytes(nextRandom(&random) % 2)[nextRandom(&random) % kModelSector] ^= (uint8_t)(1 << nextRandom(&random) % 8);
		flashLogOpen(&log, &gFlashModel);
		readContents(&log, &found);
		CHECK(step(&log, 0));
	}
}

TEST("a word that is worn out costs room, and no change")
{
	FlashLog log;
	uint8_t found[2];
	flashModelNew();
	flashLogOpen(&log, &gFlashModel);
	CHECK(flashLogWrite(&log, 0, 0, (const uint8_t[]){ 1, 2 }, 2));
	EQUAL(flashModelErasures(), 0);
	flashModelWear(log.active, log.end + 4);
	for (uint8_t turn = 0; turn < 3; turn++) {
		CHECK(flashLogWrite(&log, 0, 1, (const uint8_t[]){ turn }, 1));
		flashLogRead(&log, 0, 0, found, 2);
		BYTES(found, 2, 1, turn);
		flashLogOpen(&log, &gFlashModel);
		flashLogRead(&log, 0, 0, found, 2);
		BYTES(found, 2, 1, turn);
	}
}

TEST("the number of a sector wraps")
{
	FlashLog log;
	uint8_t found[1];
	flashModelNew();
	flashLogOpen(&log, &gFlashModel);
	log.generation = UINT32_MAX - 3;
	for (uint8_t turn = 0; turn < 100; turn++) {
		flashLogErase(&log, 0);
		CHECK(flashLogWrite(&log, 0, 0, (const uint8_t[kSize]){ turn }, kSize));
		flashLogOpen(&log, &gFlashModel);
		flashLogRead(&log, 0, 0, found, 1);
		EQUAL(found[0], turn);
	}
	CHECK(log.generation < 100);
}
