/* SPDX-License-Identifier: Apache-2.0 */
/* The target half of modules/binding/i2c/driver.ts, byte by byte, as every board's interrupt has it. Knows no hardware. */
#ifndef MCTP_XS_I2C_TARGET_H
#define MCTP_XS_I2C_TARGET_H

#include "frames.h"

enum {
	/* longestFrame of modules/binding/i2c/format.ts */
	kI2cLongest = 259,
	/* SMBus 3.2, tTIMEOUT */
	kI2cPatience = 25,
	/* What a bus reads that nobody drives. */
	kI2cNothing = 0xFF,
};

typedef struct {
	Frames frames;
	/* Of the interrupt: a read is being served, and how many bytes of the answer have gone. */
	bool sending;
	uint16_t told;
	/* Reads so far, and the one that the main program has answered: a late answer is nobody's. */
	_Atomic uint8_t asked, answered;
	/* Of the main program: the read that the frame last taken waits for; 0: none. */
	uint8_t reading;
	uint16_t length;
	uint8_t answer[kI2cLongest];
} I2cTarget;

#define I2C_TARGET(BYTES) { .frames = FRAMES(BYTES, kI2cLongest) }

/* For the interrupt. Each returns whether the byte is acknowledged. */

/* START or repeated START, and our address with the direction in bit 0. A write is not acknowledged where there is no room for the longest frame, nor is a read. */
bool targetAddressed(I2cTarget *target, uint8_t byte);
bool targetWritten(I2cTarget *target, uint8_t byte);
/* Whether the next frame will be acknowledged, for hardware that has to know before. */
bool targetReady(const I2cTarget *target);
/* The next byte for the reader, or -1: there is no answer yet, the clock has to be stretched. */
int targetNext(I2cTarget *target);
/* The clock has been stretched for kI2cPatience: the reader gets kI2cNothing. */
void targetExpire(I2cTarget *target);
/* STOP, or a repeated START that is not for us. */
void targetEnded(I2cTarget *target);
/* Bus error, bytes lost: what came is no frame. */
void targetBroken(I2cTarget *target);

/* For the main program. */

/* Takes the oldest frame into `bytes`, kI2cLongest of them; returns its length, 0: there is none. */
uint32_t targetTake(I2cTarget *target, uint8_t *bytes);
/* Whether the frame last taken waits for `targetAnswer`. */
bool targetReading(const I2cTarget *target);
/* What the reader gets. Afterwards the hardware has to be told to go on. */
void targetAnswer(I2cTarget *target, const uint8_t *bytes, uint32_t length);

#endif
