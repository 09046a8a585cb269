/* SPDX-License-Identifier: Apache-2.0 */
/* Of Zephyr's I2C interface what hosts/zephyr calls, and the bus behind it (support/zephyr.c), which does what drivers for STM32 are known to do wrong. */
#ifndef FAKE_ZEPHYR_I2C_H
#define FAKE_ZEPHYR_I2C_H

#include <stdbool.h>
#include <stdint.h>

struct i2c_target_config;
enum i2c_error_reason { I2C_ERROR_TIMEOUT, I2C_ERROR_ARBITRATION, I2C_ERROR_SIZE, I2C_ERROR_DMA, I2C_ERROR_GENERIC };
struct i2c_target_callbacks {
	int (*write_requested)(struct i2c_target_config *config);
	int (*read_requested)(struct i2c_target_config *config, uint8_t *val);
	int (*write_received)(struct i2c_target_config *config, uint8_t val);
	int (*read_processed)(struct i2c_target_config *config, uint8_t *val);
	int (*stop)(struct i2c_target_config *config);
	void (*error)(struct i2c_target_config *config, enum i2c_error_reason error_code);
};
struct i2c_target_config {
	uint8_t flags;
	uint16_t address;
	const struct i2c_target_callbacks *callbacks;
};

#define I2C_MSG_WRITE 0
#define I2C_MSG_READ 1
#define I2C_MSG_STOP 2
#define I2C_MSG_RESTART 4
struct i2c_msg {
	uint8_t *buf;
	uint32_t len;
	uint8_t flags;
};

struct device {
	const char *name;
};
bool device_is_ready(const struct device *device);
#define I2C_SPEED_STANDARD 1
#define I2C_SPEED_FAST 2
#define I2C_SPEED_FAST_PLUS 3
#define I2C_SPEED_SET(SPEED) ((SPEED) << 1)
#define I2C_MODE_CONTROLLER 0x10
/* A controller named "broken" is not ready; one named "slow" has no speed but the lowest. */
int i2c_configure(const struct device *device, uint32_t configuration);
int i2c_target_register(const struct device *device, struct i2c_target_config *config);
int i2c_target_unregister(const struct device *device, struct i2c_target_config *config);
int i2c_transfer(const struct device *device, struct i2c_msg *messages, uint8_t count, uint16_t address);

/* For tests: a controller elsewhere writes, or reads. False: not acknowledged. `lost`: the frame was cut off by a transfer of the device, and nobody is told. */
bool fakeWrite(const uint8_t *bytes, uint32_t length, bool *lost);
bool fakeRead(uint8_t address, uint8_t *bytes, uint32_t length);
/* The driver is that for STM32F4 (i2c_stm32_v1): the byte that is not acknowledged, which ends every read, is an error to it, and then there is no stop. */
extern bool gFakeReadsEndInError;
/* It begins to write, and has not ended. */
bool fakeBegin(const uint8_t *bytes, uint32_t length);
/* Called as a transfer begins, before it takes the bus. */
extern void (*gFakeTransferBegins)(void), (*gFakeTransferEnds)(void);
/* Calls that find a transfer of somebody else's on the same controller under way: they are refused. */
extern _Atomic uint32_t gFakeForeign;
/* Somebody is there at 0x10 and acknowledges; this is what was last written to it, and how often. At 0x45 somebody holds the clock. */
enum { kFakePeer = 0x10, kFakeSlow = 0x45 };
extern uint8_t gFakeWritten[300];
extern uint32_t gFakeLength, gFakeWrites;

#endif
