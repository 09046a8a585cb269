/* SPDX-License-Identifier: Apache-2.0 */
/* What the class I2CTarget wants of a board. */
#ifndef MCTP_XS_I2C_BOARD_H
#define MCTP_XS_I2C_BOARD_H

#include "i2c.h"

enum { kI2cDeviceName = 32 };

typedef struct {
	/* The controller, where a board has several, by its name; else empty. */
	char device[kI2cDeviceName];
	/* Pins, as the board numbers them, those of a second controller on the same wires, and the hertz of the bus; -1: not told. */
	int32_t data, clock, controllerData, controllerClock, hz;
	/* One controller is target and controller in turn. */
	bool switched;
} I2cOptions;

/* Whether the board can do this, and nobody has it; else `reason` tells. Touches no hardware. */
bool i2cBoardCan(const I2cOptions *options, const char **reason);
/* Takes the bus, after i2cBoardCan; i2cClose gives it back. NULL: the hardware does not start. */
I2c *i2cBoardOpen(const I2cOptions *options, I2cNotify notify, void *context);

#endif
