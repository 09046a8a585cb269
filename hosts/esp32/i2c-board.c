/* SPDX-License-Identifier: Apache-2.0 */
/* One or two I2C controllers of a chip as one bus, for the class I2CTarget. */
#include <driver/gpio.h>
#include <soc/soc_caps.h>

#include "../common/native/i2c-board.h"
#include "i2c.h"

enum { kRing = 2048, kSlowest = 10 * 1000, kFastest = 1000 * 1000, kSlavePort = 0, kMasterPort = 1 };

static uint8_t gRing[kRing];
static I2c gI2c = { .head = I2C_HEAD(gRing) };

/* Another one sends; none where it is switched. */
static int controllers(const I2cOptions *options)
{
	return options->switched ? 1 : 2;
}

static const char *wanted(const I2cOptions *options)
{
	if (options->switched)
		return "I2C, switched, wants two pins: data and clock";
	if (SOC_HP_I2C_NUM < 2)
		return "this chip has one I2C controller: it has to be switched, with data and clock";
	return "I2C wants four pins: data and clock, and controllerData and controllerClock, which are wired to them";
}

static bool pins(const I2cOptions *options)
{
	const int32_t all[] = { options->data, options->clock, options->controllerData, options->controllerClock };
	const int count = 2 * controllers(options);
	for (int index = 0; index < count; index++) {
		if ((all[index] < 0) || (all[index] >= SOC_GPIO_PIN_COUNT) || !GPIO_IS_VALID_OUTPUT_GPIO(all[index]))
			return false;
		for (int other = 0; other < index; other++)
			if (all[index] == all[other])
				return false;
	}
	return !options->switched || ((options->controllerData < 0) && (options->controllerClock < 0));
}

bool i2cBoardCan(const I2cOptions *options, const char **reason)
{
	*reason = wanted(options);
	if ((controllers(options) > SOC_HP_I2C_NUM) || !pins(options))
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
		.masterPort = options->switched ? kSlavePort : kMasterPort,
		.masterData = options->switched ? options->data : options->controllerData,
		.masterClock = options->switched ? options->clock : options->controllerClock,
		.hz = (uint32_t)options->hz,
	};
	return i2cOpen(&gI2c, &wired, notify, context) ? &gI2c : NULL;
}
