/* SPDX-License-Identifier: Apache-2.0 */
#include "hosts/esp32/i2c-board.c"

#include <string.h>

#include "test/xs/boards/fakes/fakes.h"

const UsbWorld *const gFakeUsb = &gTinyUsb;

bool fakeOpen(void)
{
	return gI2c.head.open;
}

void fakeSettle(void)
{
	if (gI2c.head.open)
		fakeTaskSettle(gI2c.task);
}

bool fakePeerWrites(const uint8_t *bytes, uint32_t length)
{
	return fakeSlaveWrite(bytes[0] >> 1, bytes + 1, length - 1);
}

uint32_t fakePeerTakes(uint8_t *bytes)
{
	const uint32_t length = gFakeSentLength;
	memcpy(bytes, gFakeSent, length);
	gFakeSentLength = 0;
	return length;
}
