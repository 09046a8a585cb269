/* SPDX-License-Identifier: Apache-2.0 */
#include "i2c-world.h"

#include <stdio.h>
#include <string.h>

#include "test/native/check.h"

enum { kStorm = 1000 };

World gWorld;

static void notify(void *context)
{
	((Chip *)context)->notified++;
}

static Chip *accessed(ModelDevice *device)
{
	Chip *chip = (Chip *)device;
	if (chip->between && (nextRandom(&gWorld.random) % 256 < chip->between))
		busStep(&gWorld.bus);
	return chip;
}

static uint32_t readBetween(ModelDevice *device, uint32_t number)
{
	return accessed(device)->read(device, number);
}

static void writeBetween(ModelDevice *device, uint32_t number, uint32_t value)
{
	accessed(device)->write(device, number, value);
}

void worldStart(int count)
{
	gWorld.random = 1;
	modelForgetAll();
	gWorld.bus = (ModelBus){ 0 };
	for (int index = 0; index < count; index++) {
		Chip *chip = &gWorld.chips[index];
		const I2cHardware hardware = { chip->model.registers, chip->model.port, kClockPin, kDataPin, 4, 42 * 1000 * 1000, 100 * 1000 };
		memset(chip, 0, sizeof(*chip));
		chip->i2c.head.target = (I2cTarget)I2C_TARGET(chip->ring);
		i2cModelAdd(&chip->model, &gWorld.bus, kClockPin, kDataPin);
		chip->read = chip->model.device.read;
		chip->write = chip->model.device.write;
		chip->model.device.read = readBetween;
		chip->model.device.write = writeBetween;
		i2cOpen(&chip->i2c, &hardware, notify, chip);
		i2cListen(&chip->i2c, (uint8_t)(0x1D + index));
	}
	memset(&gWorld.peer, 0, sizeof(gWorld.peer));
	gWorld.peer.own = 0x10;
	peerAdd(&gWorld.peer, &gWorld.bus);
}

bool worldStep(void)
{
	bool interrupted = false;
	for (int index = 0; index < kChips; index++) {
		Chip *chip = &gWorld.chips[index];
		if (!chip->model.bus || !i2cModelInterrupt(&chip->model) || modelMasked())
			continue;
		interrupted = true;
		if (chip->late && (nextRandom(&gWorld.random) % 256 < chip->late))
			continue;
		i2cInterrupt(&chip->i2c);
	}
	return busStep(&gWorld.bus) || interrupted;
}

void worldRun(void)
{
	uint64_t bits = gWorld.bus.bits;
	for (int steps = 0; worldStep(); steps++) {
		if (bits != gWorld.bus.bits)
			steps = 0;
		bits = gWorld.bus.bits;
		CHECK(steps < kStorm); /* interrupts that never end */
	}
}

void worldTick(int milliseconds)
{
	for (; milliseconds; milliseconds--) {
		for (int index = 0; index < kChips; index++)
			if (gWorld.chips[index].model.bus)
				i2cTick(&gWorld.chips[index].i2c);
		worldRun();
	}
}

void worldCheck(void)
{
	for (int index = 0; index < kChips; index++) {
		if (gWorld.chips[index].model.misuses)
			fprintf(stderr, "chip %d: %s\n", index, gWorld.chips[index].model.misuse);
		EQUAL(gWorld.chips[index].model.misuses, 0);
	}
}
