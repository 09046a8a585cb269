/* SPDX-License-Identifier: Apache-2.0 */
/* I2C over Zephyr's drivers: the address is a target (i2c_target_register, byte by byte), transfers run from the system's work queue (i2c_transfer blocks).
 *
 * Reads of the address get FF: a target callback has to have its byte at once, so there is no time to ask the machine. Of a transfer that failed Zephyr tells -EIO, whatever it
 * was: it counts as an address that was not acknowledged. Guards, because of what drivers for STM32 do: no transfer begins while a frame is being received or read, which it would lose;
 * what is left of a frame that began just before one is dropped; after a transfer that failed the target is registered anew, because the peripheral may be off (Zephyr 4.4, i2c_ll_stm32_v2.c). Where the driver is busy with a transfer of somebody
 * else's, it does not do that (-EBUSY), and is asked until it does. */
#ifndef MCTP_XS_ZEPHYR_I2C_H
#define MCTP_XS_ZEPHYR_I2C_H

#include <zephyr/drivers/i2c.h>
#include <zephyr/kernel.h>

#include "../common/native/i2c-head.h"

struct I2c {
	I2cHead head;
	const struct device *device;
	struct i2c_target_config config;
	struct k_work_delayable work;
	/* Between a transfer and what registers. */
	struct k_mutex busy;
	/* The address that is wanted; whether the driver has the target; whether it has yet to be registered anew. */
	uint8_t wanted;
	bool registered;
	_Atomic bool anew;
	/* A frame, or a read, has begun and not ended; milliseconds for which the work has waited for that. */
	_Atomic bool receiving;
	/* It is a read. Of the interrupts. */
	bool read;
	_Atomic uint8_t waited;
	/* Transfers begun and ended, and how many that were when the frame began. */
	_Atomic uint32_t turns;
	uint32_t turn;
};

/* `notify` is called from interrupts and from the work queue. `i2c` begins as zeros, with I2C_HEAD. */
void i2cOpen(I2c *i2c, const struct device *device, I2cNotify notify, void *context);

#endif
