/* SPDX-License-Identifier: Apache-2.0 */
#include "hosts/zephyr/i2c-board.c"

#include "test/xs/boards/fakes/fakes.h"

const UsbWorld *const gFakeUsb = &gZephyrFull;

const struct modZephyrI2C *modZephyrGetI2C(const char *label)
{
	static const struct device devices[] = { { "i2c1" }, { "broken" } };
	static const struct modZephyrI2C controllers[] = { { devices }, { devices + 1 } };
	for (int index = 0; index < 2; index++)
		if (!strcmp(label, devices[index].name))
			return controllers + index;
	return NULL;
}

bool fakeOpen(void)
{
	return gBuses[0].head.open || gBuses[1].head.open;
}

void fakeSettle(void)
{
	fakeWorkSettle();
}

bool fakePeerWrites(const uint8_t *bytes, uint32_t length)
{
	bool lost;
	return fakeWrite(bytes, length, &lost);
}

uint32_t fakePeerTakes(uint8_t *bytes)
{
	const uint32_t length = gFakeLength;
	memcpy(bytes, gFakeWritten, length);
	gFakeLength = 0;
	return length;
}
