/* SPDX-License-Identifier: Apache-2.0 */
/* The I2C peripheral of the STM32F405 (RM0090 27) as target and controller at once, by interrupts.
 *
 * What the hardware cannot do: it does not acknowledge its address in the transfer in which it has lost arbitration (27.3.4), so whoever won tries again; 400 kHz are the most.
 * Behind a read of one, or of three and more bytes its own address may not be acknowledged for up to a millisecond, until STOP has been seen to be over.
 * A write that meets a full ring between two interrupts has its address acknowledged, and no byte behind it. */
#ifndef MCTP_XS_STM32_I2C_H
#define MCTP_XS_STM32_I2C_H

#include "../../common/native/i2c-head.h"
#include "registers.h"

typedef struct {
	Register *registers, *port;
	/* Pins of the port, and their alternate function. */
	uint8_t clockPin, dataPin, function;
	/* Hertz of the peripheral's clock (APB1), and of the bus: 100 000 or 400 000. */
	uint32_t frequency, hz;
} I2cHardware;

/* Stages of a transfer. It waits (kWaiting) for this chip to be no target any more, or for a reset. */
enum {
	kStarting = kDriverStage, /* START is asked for */
	kAddressing,
	kWriting,
	kRestarting,
	kReading,
};

struct I2c {
	I2cHead head;
	I2cHardware hardware;
	uint8_t address;
	/* A target: addressed and not yet ended; sends, and stretches the clock, for this many ticks. */
	bool engaged, sends, stretches;
	uint8_t stretched;
	/* Of the transfer: the byte that is next, of those that are written or read. */
	bool reads;
	uint16_t at;
	/* Ticks since the last interrupt, and with both wires high, the clock low, or the data low under a high clock. */
	uint8_t idle, high, clockLow, dataLow;
	/* Half clocks that are still to be made to free the bus, and one for STOP. */
	uint8_t recovery;
};

/* Takes pins and peripheral, whose clocks are on. `notify` is called from `i2cInterrupt` and `i2cTick`. `i2c` begins as zeros, with I2C_HEAD. */
void i2cOpen(I2c *i2c, const I2cHardware *hardware, I2cNotify notify, void *context);

/* Both interrupts of the peripheral, event and error; nothing else may interrupt them that calls the driver. */
void i2cInterrupt(I2c *i2c);
/* Every millisecond, at the same priority. */
void i2cTick(I2c *i2c);

/* For the parts of the driver. */
static inline uint32_t i2cGet(const I2c *i2c, int number) { return readRegister(i2c->hardware.registers + number); }
static inline void i2cPut(const I2c *i2c, int number, uint32_t value) { writeRegister(i2c->hardware.registers + number, value); }
/* Writes CR1, with ACK as the ring has room. A START that the hardware has not come to yet is never written again: it might take it for another. */
void i2cControl(I2c *i2c, uint32_t bits);
/* The same for a target, for whom a START may be waiting. */
void i2cRefresh(I2c *i2c);
/* Which interrupts are wanted: all, or those of errors alone while the clock is stretched. */
void i2cListenFor(I2c *i2c, uint32_t interrupts);
void i2cAcknowledge(I2c *i2c);
void i2cBegin(I2c *i2c);
void i2cFinish(I2c *i2c, I2cOutcome outcome);
/* The peripheral as after power-up, and listening. */
void i2cRestart(I2c *i2c);

#endif
