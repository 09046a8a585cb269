/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "check.h"
#include "hosts/stm32f405/model/model.h"
#include "hosts/stm32f405/peripherals/clocks.h"

enum { kCr, kPllCfgr, kCfgr, kRegisters, kHsi = 0x83, kHseOn = 1 << 16, kHseReady = 1 << 17, kPllOn = 1 << 24, kPllReady = 1 << 25, kReads = 5 };

static uint32_t gRegisters[kRegisters], gAccess, gReads;
static bool gSwings;

/* What is switched on is ready after some reads. */
static uint32_t readClocks(ModelDevice *device, uint32_t number)
{
	uint32_t value = gRegisters[number];
	if ((kCr == number) && (++gReads > kReads)) {
		value |= (gSwings && (value & kHseOn)) ? kHseReady : 0;
		value |= (value & kPllOn) ? kPllReady : 0;
	}
	if (kCfgr == number)
		value |= (value & 3) << 2;
	return value;
}

static void writeClocks(ModelDevice *device, uint32_t number, uint32_t value)
{
	gReads = 0;
	switch (number) {
	case kPllCfgr:
		CHECK(!(gRegisters[kCr] & kPllOn));
		break;
	case kCfgr: /* 5 wait states before the processor gets fast */
		EQUAL(gAccess & 7, 5);
		break;
	}
	gRegisters[number] = value;
}

static uint32_t readAccess(ModelDevice *device, uint32_t number)
{
	return gAccess;
}

static void writeAccess(ModelDevice *device, uint32_t number, uint32_t value)
{
	gAccess = value;
}

static void newChip(uint32_t state, bool swings)
{
	static ModelDevice clocks = { .base = (Register *)0x40023800, .count = kRegisters, .read = readClocks, .write = writeClocks };
	static ModelDevice access = { .base = (Register *)0x40023C00, .count = 1, .read = readAccess, .write = writeAccess };
	memset(gRegisters, 0, sizeof(gRegisters));
	gRegisters[kCr] = state;
	gAccess = gReads = 0;
	gSwings = swings;
	modelForgetAll();
	modelAdd(&clocks);
	modelAdd(&access);
}

TEST("crystals of 8, 12 and 25 MHz make 168 MHz: by the crystal's number to 1 MHz, times 336, by 2; 48 MHz for USB")
{
	static const struct {
		uint32_t crystal, pll;
	} rows[] = { { 8, 0x07405408 }, { 12, 0x0740540C }, { 25, 0x07405419 } };
	for (size_t index = 0; index < sizeof(rows) / sizeof(*rows); index++) {
		newChip(kHsi, true);
		EQUAL(clocksStart(rows[index].crystal), 168);
		EQUAL(gRegisters[kPllCfgr], rows[index].pll);
		EQUAL(gRegisters[kCfgr], 0x9402);
		EQUAL(gRegisters[kCr], kHsi | kHseOn | kPllOn);
	}
}

TEST("without a crystal that swings the internal oscillator of 16 MHz does, and the crystal is off")
{
	newChip(kHsi, false);
	EQUAL(clocksStart(8), 168);
	EQUAL(gRegisters[kPllCfgr], 0x07005410);
	EQUAL(gRegisters[kCr], kHsi | kPllOn);
}

TEST("in an emulator without clocks nothing is written")
{
	newChip(0, false);
	EQUAL(clocksStart(8), 168);
	for (uint32_t number = 0; number < kRegisters; number++)
		EQUAL(gRegisters[number], 0);
	EQUAL(gAccess, 0);
}
