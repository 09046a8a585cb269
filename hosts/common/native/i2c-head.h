/* SPDX-License-Identifier: Apache-2.0 */
/* What the I2c of every driver begins with, for drivers alone: the functions of i2c.h that only look at it stand in i2c-head.c. */
#ifndef MCTP_XS_I2C_HEAD_H
#define MCTP_XS_I2C_HEAD_H

#include "i2c.h"

/* What a transfer is doing; other stages are the driver's, from kDriverStage on. */
enum { kNoTransfer, kWaiting, kOver, kDriverStage };

typedef struct {
	I2cNotify notify;
	void *context;
	_Atomic bool open;
	I2cTarget target;
	I2cCounts counts;
	/* The transfer, its outcome, the address that is read, bytes to be written and read. */
	_Atomic uint8_t stage;
	uint8_t outcome, peer;
	uint16_t length, count;
	/* What is written, then what has been read. */
	uint8_t bytes[kI2cLongest];
} I2cHead;

/* An I2c as it begins, with a ring whose size is a power of two: struct I2c i2c = { .head = I2C_HEAD(ring) }. */
#define I2C_HEAD(RING_BYTES) { .target = I2C_TARGET(RING_BYTES) }

/* Begins anew, for who opens it, before the hardware does: what an earlier one left is nobody's. It is not open yet. */
void i2cHeadBegin(I2cHead *head, I2cNotify notify, void *context);

/* Takes a transfer, as i2cTransfer does, without telling the hardware of it. */
bool i2cAccept(I2cHead *head, uint8_t address, const uint8_t *bytes, uint32_t length, uint32_t count);

#endif
