/* SPDX-License-Identifier: Apache-2.0 */
/* The board has no flash memory. What stands for it is RAM that behaves like one, and survives a reset, but no loss of power. */
#include <string.h>

#include "../board.h"

enum { kSize = 0x4000 };

static uint8_t gSectors[2][kSize] __attribute__((section(".noinit")));

static bool erase(uint32_t sector)
{
	memset(gSectors[sector], 0xFF, kSize);
	return true;
}

static bool program(uint32_t sector, uint32_t offset, uint32_t word)
{
	uint32_t before;
	memcpy(&before, gSectors[sector] + offset, sizeof(before));
	before &= word;
	memcpy(gSectors[sector] + offset, &before, sizeof(before));
	return true;
}

static const Flash gFlash = { .size = kSize, .sectors = { gSectors[0], gSectors[1] }, .erase = erase, .program = program };

const Flash *boardFlash(void)
{
	return &gFlash;
}
