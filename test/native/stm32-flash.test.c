/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "check.h"
#include "hosts/common/native/flash-log.h"
#include "hosts/stm32f405/model/model.h"
#include "hosts/stm32f405/peripherals/flash.h"
#include "support/flash-controller.h"

enum { kWriteProtected = 1 << 4, kLength = 1000 };

TEST("a word is programmed, a sector erased, with keys and lock")
{
	flashControllerNew();
	CHECK(stm32HasFlash());
	CHECK(gStm32Flash.program(1, 8, 0x04030201));
	BYTES(gStm32Flash.sectors[1] + 8, 5, 1, 2, 3, 4, 0xFF);
	CHECK(gStm32Flash.program(0, 0x3FFC, 0));
	BYTES(gStm32Flash.sectors[0] + 0x3FFC, 4, 0, 0, 0, 0);
	CHECK(gStm32Flash.erase(1));
	BYTES(gStm32Flash.sectors[1] + 8, 1, 0xFF);
	BYTES(gStm32Flash.sectors[0] + 0x3FFC, 1, 0);
	EQUAL(flashControllerStale(), 0);
	CHECK(stm32HasFlash());
}

TEST("errors of the controller are told, and the next operation begins without them")
{
	flashControllerNew();
	flashControllerFail(kWriteProtected);
	CHECK(!gStm32Flash.program(0, 0, 0));
	flashControllerFail(kWriteProtected);
	CHECK(!gStm32Flash.erase(0));
	CHECK(gStm32Flash.erase(0));
	CHECK(gStm32Flash.program(0, 0, 0));
}

static uint32_t readNothing(ModelDevice *device, uint32_t number)
{
	return 0;
}

TEST("an emulator without a flash controller has no flash")
{
	static ModelDevice nothing = { .base = (Register *)0x40023C00, .count = 5, .read = readNothing };
	modelForgetAll();
	modelAdd(&nothing);
	CHECK(!stm32HasFlash());
}

TEST("the log runs on it, over many moves from sector to sector")
{
	static uint8_t bytes[kLength], found[kLength];
	FlashLog log;
	flashControllerNew();
	flashLogOpen(&log, &gStm32Flash);
	for (uint32_t turn = 0; turn < 50; turn++) {
		memset(bytes, (int)turn, sizeof(bytes));
		flashLogErase(&log, 0);
		CHECK(flashLogWrite(&log, 0, 0, bytes, kLength - turn));
		flashLogOpen(&log, &gStm32Flash);
		flashLogRead(&log, 0, 0, found, kLength - turn);
		CHECK(!memcmp(bytes, found, kLength - turn));
	}
	CHECK(log.generation > 3);
}
