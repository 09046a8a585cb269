/* SPDX-License-Identifier: Apache-2.0 */
/* What the class I2CTarget wants of a board. */
#ifndef MCTP_XS_I2C_BOARD_H
#define MCTP_XS_I2C_BOARD_H

#include "i2c.h"

typedef struct {
	/* Pins, as the board numbers them, and the hertz of the bus. */
	int32_t data, clock, hz;
} I2cOptions;

/* Whether the board can do this, and nobody has it; else `reason` tells. Touches no hardware. */
bool i2cBoardCan(const I2cOptions *options, const char **reason);
/* Takes the bus, after i2cBoardCan; i2cClose gives it back. */
I2c *i2cBoardOpen(const I2cOptions *options, I2cNotify notify, void *context);

#endif
