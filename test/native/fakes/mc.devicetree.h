/* SPDX-License-Identifier: Apache-2.0 */
/* As mcconfig makes it of a device tree with two controllers. */
#ifndef FAKE_DEVICETREE_H
#define FAKE_DEVICETREE_H

#include <zephyr/drivers/i2c.h>

struct modZephyrI2C {
	const struct device *device;
};
const struct modZephyrI2C *modZephyrGetI2C(const char *label);

#endif
