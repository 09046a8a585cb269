/* SPDX-License-Identifier: Apache-2.0 */
/* The controllers of the device tree, by their labels, for the class I2CTarget. */
#include <string.h>

#include "xsmc.h"
#include "mc.devicetree.h"
#include "xsHost.h"

#include "../common/native/i2c-board.h"
#include "i2c.h"

enum { kBuses = 2, kRing = 1024, kSlow = 100 * 1000, kFast = 400 * 1000, kFastPlus = 1000 * 1000 };

static uint8_t gRings[kBuses][kRing];
static I2c gBuses[kBuses] = { { .head = I2C_HEAD(gRings[0]) }, { .head = I2C_HEAD(gRings[1]) } };

static const struct device *deviceOf(const I2cOptions *options)
{
	const struct modZephyrI2C *port = options->device[0] ? modZephyrGetI2C(options->device) : NULL;
	return port ? port->device : NULL;
}

static uint32_t speedOf(const I2cOptions *options)
{
	switch (options->hz) {
	case kSlow: return I2C_SPEED_STANDARD;
	case kFast: return I2C_SPEED_FAST;
	case kFastPlus: return I2C_SPEED_FAST_PLUS;
	default: return 0;
	}
}

static I2c *freeBus(void)
{
	for (int index = 0; index < kBuses; index++)
		if (!gBuses[index].head.open)
			return gBuses + index;
	return NULL;
}

bool i2cBoardCan(const I2cOptions *options, const char **reason)
{
	const struct device *device = deviceOf(options);
	*reason = "the device of an I2C port is the label of a controller in the device tree, such as i2c1";
	if (!device || !device_is_ready(device))
		return false;
	*reason = "I2C runs at 100000, 400000 or 1000000 Hz";
	if (!speedOf(options))
		return false;
	*reason = "I2C is in use";
	for (int index = 0; index < kBuses; index++)
		if (gBuses[index].head.open && (device == gBuses[index].device))
			return false;
	return NULL != freeBus();
}

I2c *i2cBoardOpen(const I2cOptions *options, I2cNotify notify, void *context)
{
	const struct device *device = deviceOf(options);
	I2c *i2c = freeBus();
	if (i2c_configure(device, I2C_MODE_CONTROLLER | I2C_SPEED_SET(speedOf(options))))
		return NULL;
	i2cOpen(i2c, device, notify, context);
	return i2c;
}
