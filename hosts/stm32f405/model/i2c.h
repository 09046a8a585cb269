/* SPDX-License-Identifier: Apache-2.0 */
/* The I2C peripheral of the STM32F405 and its two pins, as the flags of RM0090 27.3 and 27.6 come and go. 7-bit addresses; no DMA, SMBus or PEC of its own. */
#ifndef MCTP_XS_MODEL_I2C_H
#define MCTP_XS_MODEL_I2C_H

#include "../peripherals/i2c-registers.h"
#include "bus.h"
#include "model.h"

typedef enum { kRoleNone, kRoleTarget, kRoleController } ModelRole;

typedef struct {
	ModelDevice device, pins; /* first: the model is found by it */
	ModelStation station;
	ModelBus *bus;
	/* Bits of the port that the pins are. */
	uint8_t clockPin, dataPin;
	Register registers[kI2cRegisters], port[kGpioRegisters];
	/* Roles and directions; the byte on the wires is in `shift`. */
	ModelRole role;
	bool transmits, addressSent, addressAcknowledged, lostHere, acknowledging, nextAcknowledge;
	bool shiftFull, dataFull, acknowledgedLast;
	uint8_t shift, data, address;
	/* Flags that the last read of SR1 has shown: the first half of clearing them. */
	uint32_t shown;
	uint32_t flags; /* SR1 */
	/* Believes the bus busy until a reset, as chips do behind a spike on the wires. */
	bool deluded;
	/* What the reference manual forbids a driver, and did not happen. */
	uint32_t misuses;
	const char *misuse;
} I2cModel;

/* `model` begins as zeros. Its registers are at model->registers and model->port. */
void i2cModelAdd(I2cModel *model, ModelBus *bus, uint8_t clockPin, uint8_t dataPin);
/* Whether an interrupt is asked for: event or error. */
bool i2cModelInterrupt(const I2cModel *model);
/* A START or STOP in the midst of a byte. */
void i2cModelBusError(I2cModel *model);

/* Shared by the parts of the model. */

extern const ModelStation gI2cModelStation;
void i2cModelMisused(I2cModel *model, const char *what);
/* DR to the shift register, as soon as that is empty: EV3_1, EV8_1. */
void i2cModelFeed(I2cModel *model);
/* Is neither controller nor target any more. */
void i2cModelForget(I2cModel *model);

#endif
