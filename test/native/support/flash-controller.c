/* SPDX-License-Identifier: Apache-2.0 */
#include "flash-controller.h"

#include <string.h>

#include "hosts/stm32f405/model/model.h"
#include "test/native/check.h"

enum {
	kAccess,
	kKey,
	kStatus = 3,
	kControl = 4,
	kRegisters = 5,
	kWords = 0x4000 / 4,
	kDataCache = 1 << 10,
	kForgetData = 1 << 12,
	kBusy = 1 << 16,
	kStart = 1 << 16,
	kProgram = 1,
	kErase = 2,
	kByWords = 2 << 8,
	kBusyReads = 3,
};
static const uint32_t kLocked = 0x80000000;

uint32_t gModelFlash[2 * kWords];
static uint32_t gRegisters[kRegisters], gKeys, gBusy, gErrors, gStale;

static void begin(void)
{
	EQUAL(gBusy, 0);
	gBusy = kBusyReads;
	gRegisters[kStatus] |= gErrors ? gErrors : 1;
	gErrors = 0;
}

static void erase(uint32_t control)
{
	const uint32_t number = (control >> 3) & 0xF;
	CHECK((1 == number) || (2 == number)); /* the others are the program's */
	if (!gErrors)
		memset(gModelFlash + (number - 1) * kWords, 0xFF, 4 * kWords);
	gStale++;
	begin();
}

static uint32_t readController(ModelDevice *device, uint32_t number)
{
	CHECK(number < kRegisters);
	if ((kStatus == number) && gBusy) {
		gBusy--;
		return gRegisters[kStatus] | kBusy;
	}
	return gRegisters[number];
}

static void writeController(ModelDevice *device, uint32_t number, uint32_t value)
{
	EQUAL(gBusy, 0);
	switch (number) {
	case kAccess:
		if (value & kForgetData) {
			CHECK(!(value & kDataCache));
			gStale = 0;
		}
		gRegisters[kAccess] = value;
		break;
	case kKey:
		EQUAL(value, gKeys ? 0xCDEF89AB : 0x45670123);
		if (gKeys++)
			gRegisters[kControl] &= ~kLocked;
		break;
	case kStatus:
		gRegisters[kStatus] &= ~value;
		break;
	case kControl:
		CHECK(!(gRegisters[kControl] & kLocked));
		gRegisters[kControl] = value;
		if (value & kLocked)
			gKeys = 0;
		else
			EQUAL(value & (3 << 8), kByWords);
		if (value & kStart) {
			EQUAL(value & (kProgram | kErase), kErase);
			erase(value);
		}
		break;
	default:
		CHECK(!"a register of the flash controller that nobody knows");
	}
}

static uint32_t readMemory(ModelDevice *device, uint32_t number)
{
	return gModelFlash[number];
}

static void writeMemory(ModelDevice *device, uint32_t number, uint32_t value)
{
	EQUAL(gRegisters[kControl], kByWords | kProgram);
	if (!gErrors)
		gModelFlash[number] &= value;
	begin();
}

void flashControllerNew(void)
{
	static ModelDevice controller = { .base = (Register *)0x40023C00, .count = kRegisters, .read = readController, .write = writeController };
	static ModelDevice memory = { .base = gModelFlash, .count = 2 * kWords, .read = readMemory, .write = writeMemory };
	memset(gModelFlash, 0xFF, sizeof(gModelFlash));
	memset(gRegisters, 0, sizeof(gRegisters));
	gRegisters[kAccess] = 0x705;
	gRegisters[kControl] = kLocked;
	gKeys = gBusy = gErrors = gStale = 0;
	modelForgetAll();
	modelAdd(&controller);
	modelAdd(&memory);
}

void flashControllerFail(uint32_t errors)
{
	gErrors = errors;
}

uint32_t flashControllerStale(void)
{
	return gStale;
}
