/* SPDX-License-Identifier: Apache-2.0 */
#include "clocks.h"

#include "registers.h"

#define RCC_CR ((Register *)0x40023800)
#define RCC_PLLCFGR ((Register *)0x40023804)
#define RCC_CFGR ((Register *)0x40023808)
#define FLASH_ACR ((Register *)0x40023C00)

enum {
	kHseOn = 1 << 16,
	kHseReady = 1 << 17,
	kPllOn = 1 << 24,
	kPllReady = 1 << 25,
	kPllFromHse = 1 << 22,
	kPllMultiply = 336 << 6, /* 1 MHz to 336 MHz */
	kPllDivide = 0 << 16, /* by 2 */
	kPllUsb = 7 << 24, /* 48 MHz */
	kBusses = 5 << 10 | 4 << 13, /* APB1 a quarter, APB2 half of the processor's clock */
	kClockFromPll = 2,
	kClockMask = 3 << 2,
	kClockIsPll = 2 << 2,
	kFlashFast = 7 << 8 | 5, /* prefetch, caches, 5 wait states for 168 MHz */

	kHsiMegahertz = 16,
	/* Turns of a loop: crystals start within some milliseconds. */
	kStartTurns = 50 * 1000,
};

static bool waitFor(Register *address, uint32_t mask, uint32_t value)
{
	for (uint32_t turns = 0; turns < kStartTurns; turns++)
		if (value == (readRegister(address) & mask))
			return true;
	return false;
}

uint32_t clocksStart(uint32_t crystal)
{
	const uint32_t before = readRegister(RCC_CR);
	uint32_t source = crystal | kPllFromHse, on = before | kHseOn;
	if (0 == before) /* on a chip the internal oscillator runs at start */
		return kFullSpeed;
	writeRegister(RCC_CR, on);
	if (!waitFor(RCC_CR, kHseReady, kHseReady)) {
		writeRegister(RCC_CR, on = before);
		source = kHsiMegahertz;
	}
	writeRegister(RCC_PLLCFGR, source | kPllMultiply | kPllDivide | kPllUsb);
	writeRegister(RCC_CR, on | kPllOn);
	if (!waitFor(RCC_CR, kPllReady, kPllReady))
		return kHsiMegahertz;
	writeRegister(FLASH_ACR, kFlashFast);
	writeRegister(RCC_CFGR, kBusses | kClockFromPll);
	return waitFor(RCC_CFGR, kClockMask, kClockIsPll) ? kFullSpeed : kHsiMegahertz;
}
