/* SPDX-License-Identifier: Apache-2.0 */
#include "flash.h"

#include "registers.h"

#define FLASH_ACR ((Register *)0x40023C00)
#define FLASH_KEYR ((Register *)0x40023C04)
#define FLASH_SR ((Register *)0x40023C0C)
#define FLASH_CR ((Register *)0x40023C10)

enum {
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

	kSize = 0x4000,
	kFirstNumber = 1,
};
static const uint32_t kSecondKey = 0xCDEF89AB, kLocked = 0x80000000;

#ifdef MCTP_XS_MODEL
extern uint32_t gModelFlash[];
	#define FIRST gModelFlash
#else
	#define FIRST ((uint32_t *)0x08004000)
#endif

static void begin(uint32_t control)
{
	writeRegister(FLASH_KEYR, kFirstKey);
	writeRegister(FLASH_KEYR, kSecondKey);
	writeRegister(FLASH_SR, kEnd | kErrors); /* each is cleared by a 1 */
	writeRegister(FLASH_CR, kByWords | control);
}

static bool finish(void)
{
	uint32_t state;
	while ((state = readRegister(FLASH_SR)) & kBusy)
		;
	writeRegister(FLASH_CR, kLocked);
	return !(state & kErrors);
}

static bool erase(uint32_t sector)
{
	const uint32_t control = kErase | (kFirstNumber + sector) << kSectorNumber, cache = readRegister(FLASH_ACR);
	bool done;
	begin(control);
	writeRegister(FLASH_CR, kByWords | control | kStart);
	done = finish();
	writeRegister(FLASH_ACR, cache & ~(uint32_t)kDataCache); /* it can forget only while it is off */
	writeRegister(FLASH_ACR, (cache & ~(uint32_t)kDataCache) | kForgetData);
	writeRegister(FLASH_ACR, cache);
	return done;
}

static bool program(uint32_t sector, uint32_t offset, uint32_t word)
{
	begin(kProgram);
	writeRegister((Register *)FIRST + (sector * kSize + offset) / 4, word);
	return finish();
}

const Flash gStm32Flash = { .size = kSize, .sectors = { (const uint8_t *)FIRST, (const uint8_t *)FIRST + kSize }, .erase = erase, .program = program };

bool stm32HasFlash(void)
{
	return 0 != (readRegister(FLASH_CR) & kLocked);
}
