/* SPDX-License-Identifier: Apache-2.0 */
/* Sectors 1 and 2 of an STM32F405's flash memory (RM0090 3). While one is erased, up to half a second, or a word is programmed, the processor waits for its next instruction:
 * bytes that come meanwhile may be lost, and are counted. Needs 2.7 V or more. Written by the manual, never run on a chip; QEMU has no flash controller. */
#include "../board.h"
#include "../cortex-m.h"

enum {
	FLASH_ACR = 0x40023C00,
	FLASH_KEYR = 0x40023C04,
	FLASH_SR = 0x40023C0C,
	FLASH_CR = 0x40023C10,
	kDataCache = 1 << 10,
	kForgetData = 1 << 12,
	kFirstKey = 0x45670123,
	kEnd = 1 << 0,
	kErrors = 0xF << 4 | 1 << 1,
	kBusy = 1 << 16,
	kProgram = 1 << 0,
	kErase = 1 << 1,
	kSectorNumber = 3, /* place of the number */
	kByWords = 2 << 8,
	kStart = 1 << 16,

	kFirst = 0x08004000,
	kSize = 0x4000,
	kFirstNumber = 1,
};
#define SECOND_KEY 0xCDEF89ABu
#define LOCKED 0x80000000u

static bool finish(void)
{
	uint32_t state;
	while ((state = REGISTER(FLASH_SR)) & kBusy)
		;
	REGISTER(FLASH_CR) = LOCKED;
	return !(state & kErrors);
}

static void begin(uint32_t control)
{
	REGISTER(FLASH_KEYR) = kFirstKey;
	REGISTER(FLASH_KEYR) = SECOND_KEY;
	REGISTER(FLASH_SR) = kEnd | kErrors; /* each is cleared by a 1 */
	REGISTER(FLASH_CR) = kByWords | control;
}

static bool erase(uint32_t sector)
{
	const uint32_t control = kErase | (kFirstNumber + sector) << kSectorNumber, cache = REGISTER(FLASH_ACR);
	bool done;
	boardFeed();
	begin(control);
	REGISTER(FLASH_CR) = kByWords | control | kStart;
	done = finish();
	REGISTER(FLASH_ACR) = cache & ~kDataCache;
	REGISTER(FLASH_ACR) = (cache & ~kDataCache) | kForgetData;
	REGISTER(FLASH_ACR) = cache;
	return done;
}

static bool program(uint32_t sector, uint32_t offset, uint32_t word)
{
	begin(kProgram);
	REGISTER(kFirst + sector * kSize + offset) = word;
	__asm__ volatile("dsb" ::: "memory");
	return finish();
}

static const Flash gFlash = { .size = kSize, .sectors = { (const uint8_t *)kFirst, (const uint8_t *)kFirst + kSize }, .erase = erase, .program = program };

/* On a chip the controller is locked after a reset. */
const Flash *boardFlash(void)
{
	return (REGISTER(FLASH_CR) & LOCKED) ? &gFlash : NULL;
}
