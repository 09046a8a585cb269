/* SPDX-License-Identifier: Apache-2.0 */
/* Registers of the I2C peripheral (RM0090 27.6) and of a port of pins (8.4), as numbers of words behind their base. */
#ifndef MCTP_XS_I2C_REGISTERS_H
#define MCTP_XS_I2C_REGISTERS_H

enum { CR1, CR2, OAR1, OAR2, DR, SR1, SR2, CCR, TRISE, FLTR, kI2cRegisters };

enum {
	kEnable = 1 << 0,
	kStart = 1 << 8,
	kStop = 1 << 9,
	kAcknowledge = 1 << 10,
	kPosition = 1 << 11, /* POS: ACK is of the next byte */
	kReset = 1 << 15,

	kErrorInterrupt = 1 << 8,
	kEventInterrupt = 1 << 9,
	kBufferInterrupt = 1 << 10,
	kMegahertz = 0x3F,

	kKept = 1 << 14, /* of OAR1: "should always be kept at 1 by software" */

	kStarted = 1 << 0, /* SB */
	kAddressed = 1 << 1, /* ADDR */
	kFinished = 1 << 2, /* BTF */
	kStopped = 1 << 4, /* STOPF */
	kReceived = 1 << 6, /* RXNE */
	kSpace = 1 << 7, /* TXE */
	kBusError = 1 << 8,
	kArbitrationLost = 1 << 9,
	kNotAcknowledged = 1 << 10, /* AF */
	kOverrun = 1 << 11,
	kErrors = kBusError | kArbitrationLost | kNotAcknowledged | kOverrun,

	kController = 1 << 0, /* MSL */
	kBusy = 1 << 1,
	kTransmits = 1 << 2, /* TRA */

	kFast = 1 << 15, /* of CCR */
};

enum { MODER, OTYPER, OSPEEDR, PUPDR, IDR, ODR, BSRR, LCKR, AFRL, AFRH, kGpioRegisters };

#endif
