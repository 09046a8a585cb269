/* SPDX-License-Identifier: Apache-2.0 */
/* The two I2C controllers of a chip as one bus, for the class I2CTarget. */
#include <soc/soc_caps.h>

#include "../common/native/i2c-board.h"
#include "i2c.h"

enum { kRing = 2048, kSlowest = 10 * 1000, kFastest = 1000 * 1000, kSlavePort = 0, kMasterPort = 1 };

static uint8_t gRing[kRing];
static I2c gI2c = { .head = I2C_HEAD(gRing) };

static bool pins(const I2cOptions *options)
{
	const int32_t all[] = { options->data, options->clock, options->controllerData, options->controllerClock };
	for (int index = 0; index < 4; index++) {
		if ((all[index] < 0) || (all[index] >= SOC_GPIO_PIN_COUNT))
			return false;
		for (int other = 0; other < index; other++)
			if (all[index] == all[other])
				return false;
	}
	return true;
}

bool i2cBoardCan(const I2cOptions *options, const char **reason)
{
	*reason = "I2C wants four pins: data and clock, and controllerData and controllerClock, which are wired to them";
	if (!pins(options))
		return false;
	*reason = "I2C runs at 10000 to 1000000 Hz";
	if ((options->hz < kSlowest) || (options->hz > kFastest))
		return false;
	*reason = "I2C is in use";
	return !gI2c.head.open;
}

I2c *i2cBoardOpen(const I2cOptions *options, I2cNotify notify, void *context)
{
	const I2cPins wired = {
		.slavePort = kSlavePort,
		.slaveData = options->data,
		.slaveClock = options->clock,
		.masterPort = kMasterPort,
		.masterData = options->controllerData,
		.masterClock = options->controllerClock,
		.hz = (uint32_t)options->hz,
	};
	return i2cOpen(&gI2c, &wired, notify, context) ? &gI2c : NULL;
}
