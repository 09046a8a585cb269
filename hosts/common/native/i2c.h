/* SPDX-License-Identifier: Apache-2.0 */
/* Target and controller on one I2C bus, as modules/binding/i2c/driver.ts wants them: what the driver of every board offers. The main program calls these; interrupts
 * are the driver's own matter. */
#ifndef MCTP_XS_I2C_H
#define MCTP_XS_I2C_H

#include "i2c-target.h"

typedef struct I2c I2c;

/* Outcome of driver.ts. */
typedef enum {
	kI2cDone,
	kI2cNoAddress,
	kI2cRefused,
	kI2cArbitrationLost,
	kI2cTimeout,
} I2cOutcome;

/* Counted since the start; each wraps. */
typedef struct {
	uint32_t interrupts, busErrors, overruns, resets, recoveries;
} I2cCounts;

/* Called from interrupts: there is a frame, or a transfer has ended. Any number of times. */
typedef void (*I2cNotify)(void *context);

/* Answers to this 7-bit address; 0: to none. */
void i2cListen(I2c *i2c, uint8_t address);
/* The oldest frame, into kI2cLongest bytes; returns its length, 0: there is none. */
uint32_t i2cTake(I2c *i2c, uint8_t *bytes);
/* Its length, without taking it. */
uint32_t i2cNext(const I2c *i2c);
/* Whether the frame last taken waits for `i2cAnswer`. */
bool i2cReading(const I2c *i2c);
void i2cAnswer(I2c *i2c, const uint8_t *bytes, uint32_t length);

/* Begins a transfer: `length` bytes, 0 or with the address byte first; then `count` bytes are read from `address`; each at most kI2cLongest. False: one is under way. */
bool i2cTransfer(I2c *i2c, uint8_t address, const uint8_t *bytes, uint32_t length, uint32_t count);
/* Whether the transfer has ended, and nobody has been told. */
bool i2cIsOver(const I2c *i2c);
/* The same, and tells how; once for each. `count`: bytes that were read, at i2cBytes until the next transfer. */
bool i2cEnded(I2c *i2c, I2cOutcome *outcome, uint32_t *count);
const uint8_t *i2cBytes(const I2c *i2c);

const I2cCounts *i2cCounts(const I2c *i2c);
/* Frames whose address was not acknowledged after all. */
uint32_t i2cLost(const I2c *i2c);

/* Leaves the bus, and calls `notify` no more. */
void i2cClose(I2c *i2c);

#endif
