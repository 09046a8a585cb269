/* SPDX-License-Identifier: Apache-2.0 */
#include "flash-model.h"

#include <string.h>

#include "test/native/check.h"

static uint8_t gSectors[2][kModelSector];
static uint32_t gOperations, gErasures, gLeft, gRandom;
static Cut gCut;
static bool gPower;
static struct {
	uint32_t sector, offset;
} gWorn;

/* Whether an operation takes place; `cut`: not as a whole. */
static bool operate(bool *cut)
{
	*cut = false;
	gOperations++;
	if (!gPower)
		return false;
	if (gLeft--)
		return true;
	gPower = false;
	*cut = kCutWithin == gCut;
	return kCutBefore != gCut;
}

static bool erase(uint32_t sector)
{
	bool cut;
	if (!operate(&cut))
		return false;
	gErasures++;
	for (uint32_t index = 0; index < kModelSector; index++)
		gSectors[sector][index] |= cut ? (uint8_t)(nextRandom(&gRandom) & nextRandom(&gRandom)) : 0xFF;
	return gPower;
}

static bool program(uint32_t sector, uint32_t offset, uint32_t word)
{
	bool cut;
	uint32_t before;
	EQUAL(offset % 4, 0);
	CHECK(offset + 4 <= kModelSector);
	memcpy(&before, gSectors[sector] + offset, 4);
	if (!operate(&cut))
		return false;
	EQUAL(before, UINT32_MAX);
	if (cut)
		word |= nextRandom(&gRandom);
	if ((sector != gWorn.sector) || (offset != gWorn.offset))
		memcpy(gSectors[sector] + offset, &word, 4);
	return gPower;
}

const Flash gFlashModel = { .size = kModelSector, .sectors = { gSectors[0], gSectors[1] }, .erase = erase, .program = program };

void flashModelNew(void)
{
	memset(gSectors, 0xFF, sizeof(gSectors));
	gOperations = gErasures = 0;
	gWorn.sector = UINT32_MAX;
	flashModelPower();
}

void flashModelCut(uint32_t operations, Cut cut, uint32_t random)
{
	gLeft = operations;
	gCut = cut;
	gRandom = random;
}

void flashModelPower(void)
{
	gPower = true;
	gLeft = UINT32_MAX;
}

void flashModelWear(uint32_t sector, uint32_t offset)
{
	gWorn.sector = sector;
	gWorn.offset = offset;
}

uint32_t flashModelOperations(void)
{
	return gOperations;
}

uint32_t flashModelErasures(void)
{
	return gErasures;
}

uint8_t *flashModelBytes(uint32_t sector)
{
	return gSectors[sector];
}
