/* SPDX-License-Identifier: Apache-2.0 */
/* The side of the registers, and the pins. */
#include "i2c.h"

#include <stddef.h>

#define OF(MEMBER, POINTER) ((I2cModel *)((char *)(POINTER) - offsetof(I2cModel, MEMBER)))

void i2cModelMisused(I2cModel *model, const char *what)
{
	model->misuses++;
	model->misuse = what;
}

void i2cModelFeed(I2cModel *model)
{
	if (model->dataFull && !model->shiftFull) {
		model->shift = model->data;
		model->shiftFull = true;
		model->dataFull = false;
	}
	if (!model->dataFull)
		model->flags |= kSpace;
}

void i2cModelForget(I2cModel *model)
{
	model->role = kRoleNone;
	model->transmits = model->addressSent = model->shiftFull = model->dataFull = model->acknowledging = false;
	model->flags &= ~(uint32_t)(kSpace | kFinished);
}

static uint32_t readStatus2(I2cModel *model)
{
	const uint32_t role = (kRoleController == model->role) ? kController : 0;
	const bool transmits = (kRoleController == model->role) ? !(model->address & 1) : model->transmits;
	const uint32_t status = role | ((model->bus->busy || model->deluded) ? kBusy : 0) | (((kRoleNone != model->role) && transmits) ? kTransmits : 0);
	if (model->shown & kAddressed) {
		model->flags &= ~(uint32_t)kAddressed;
		model->shown &= ~(uint32_t)kAddressed;
		model->nextAcknowledge = true;
		if ((kRoleNone != model->role) && transmits)
			i2cModelFeed(model);
	}
	return status;
}

static uint32_t readData(I2cModel *model)
{
	const uint8_t byte = model->data;
	model->flags &= ~(uint32_t)(kReceived | kFinished);
	if (!model->transmits && model->shiftFull) {
		model->shiftFull = false;
		model->data = model->shift;
		model->flags |= kReceived;
	}
	return byte;
}

static void writeData(I2cModel *model, uint8_t byte)
{
	if (model->flags & kStarted) {
		if (!(model->shown & kStarted))
			return i2cModelMisused(model, "DR written before SR1 has shown SB");
		model->flags &= ~(uint32_t)kStarted;
		model->shown &= ~(uint32_t)kStarted;
		model->address = byte;
		model->addressSent = true;
		return;
	}
	if ((kRoleNone == model->role) || !model->transmits || model->dataFull)
		return i2cModelMisused(model, "DR written where there is no room");
	model->data = byte;
	model->dataFull = true;
	model->flags &= ~(uint32_t)(kSpace | kFinished);
	i2cModelFeed(model);
}

static void reset(I2cModel *model)
{
	i2cModelForget(model);
	model->flags = model->shown = 0;
}

static void writeControl(I2cModel *model, uint32_t value)
{
	const uint32_t before = model->registers[CR1];
	if (value & kReset) {
		for (int number = CR1; number < kI2cRegisters; number++)
			model->registers[number] = 0;
		model->registers[CR1] = kReset;
		model->deluded = false; /* by this alone (27.6.1) */
		return reset(model);
	}
	if (before & value & (kStart | kStop))
		i2cModelMisused(model, "CR1 written with START or STOP still set: they may be taken for another");
	if (!(value & kEnable)) {
		value &= ~(uint32_t)(kStart | kStop | kAcknowledge);
		reset(model);
	}
	if (!(before & kEnable))
		value &= ~(uint32_t)kAcknowledge; /* cleared by hardware while PE is 0 */
	if (model->shown & kStopped)
		model->flags &= ~(uint32_t)kStopped;
	model->shown &= ~(uint32_t)kStopped;
	model->registers[CR1] = value;
}

static uint32_t readRegisters(ModelDevice *device, uint32_t number)
{
	I2cModel *model = OF(device, device);
	switch (number) {
	case SR1: model->shown |= model->flags; return model->flags;
	case SR2: return readStatus2(model);
	case DR: return readData(model);
	default: return model->registers[number];
	}
}

static void writeRegisters(ModelDevice *device, uint32_t number, uint32_t value)
{
	I2cModel *model = OF(device, device);
	switch (number) {
	case CR1: writeControl(model, value); break;
	case DR: writeData(model, (uint8_t)value); break;
	case SR1: model->flags &= value | ~(uint32_t)kErrors; break; /* only errors can be cleared, by 0 */
	case SR2: break;
	case OAR1:
		if (!(value & kKept))
			i2cModelMisused(model, "bit 14 of OAR1 is 0");
		model->registers[OAR1] = value;
		break;
	default: model->registers[number] = value;
	}
}

bool i2cModelInterrupt(const I2cModel *model)
{
	const uint32_t wanted = model->registers[CR2], flags = model->flags;
	if ((wanted & kErrorInterrupt) && (flags & kErrors))
		return true;
	if (!(wanted & kEventInterrupt))
		return false;
	return (flags & (kStarted | kAddressed | kFinished | kStopped)) || ((wanted & kBufferInterrupt) && (flags & (kReceived | kSpace)));
}

void i2cModelBusError(I2cModel *model)
{
	model->flags |= kBusError;
}

/* Pins */

static bool isOutput(const I2cModel *model, uint8_t pin)
{
	return 1 == (model->port[MODER] >> (2 * pin) & 3);
}

static bool isDriven(const I2cModel *model, uint8_t pin)
{
	return isOutput(model, pin) && !(model->port[ODR] >> pin & 1);
}

/* While bytes are under way the wires toggle. */
static uint32_t readPins(ModelDevice *device, uint32_t number)
{
	I2cModel *model = OF(pins, device);
	const ModelBus *bus = model->bus;
	bool clock, data;
	if (IDR != number)
		return model->port[number];
	clock = !bus->clockHeld && !isDriven(model, model->clockPin) && !busStretched(bus);
	data = !bus->dataHeld && !isDriven(model, model->dataPin);
	if (bus->busy && !bus->dataHeld && !bus->clockHeld && !busStretched(bus)) {
		const uint32_t scattered = (uint32_t)bus->bits * 2654435761u;
		clock = scattered >> 30 & 1;
		data = scattered >> 31;
	}
	return (uint32_t)clock << model->clockPin | (uint32_t)data << model->dataPin;
}

static void writePins(ModelDevice *device, uint32_t number, uint32_t value)
{
	I2cModel *model = OF(pins, device);
	const bool low = isDriven(model, model->clockPin);
	if (BSRR == number)
		model->port[ODR] = (model->port[ODR] | (value & 0xFFFF)) & ~(value >> 16 & ~value);
	else
		model->port[number] = value;
	if (low && !isDriven(model, model->clockPin))
		busClock(model->bus);
}

void i2cModelAdd(I2cModel *model, ModelBus *bus, uint8_t clockPin, uint8_t dataPin)
{
	model->bus = bus;
	model->clockPin = clockPin;
	model->dataPin = dataPin;
	model->device = (ModelDevice){ model->registers, kI2cRegisters, readRegisters, writeRegisters, NULL };
	model->pins = (ModelDevice){ model->port, kGpioRegisters, readPins, writePins, NULL };
	model->station = gI2cModelStation;
	modelAdd(&model->device);
	modelAdd(&model->pins);
	busAdd(bus, &model->station);
}
