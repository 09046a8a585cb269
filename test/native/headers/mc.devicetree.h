/* SPDX-License-Identifier: Apache-2.0 */
/* As mcconfig makes it of a device tree, as far as it is used here. */
#include <zephyr/device.h>

struct modZephyrI2C {
	const char *label;
	const struct device *device;
};
extern const struct modZephyrI2C *modZephyrGetI2C(const char *label);
