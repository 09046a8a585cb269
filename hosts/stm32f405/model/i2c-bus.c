/* SPDX-License-Identifier: Apache-2.0 */
/* The side of the bus: a station. */
#include <stddef.h>

#include "i2c.h"

static I2cModel *modelOf(ModelStation *station)
{
	return (I2cModel *)((char *)station - offsetof(I2cModel, station));
}

static uint32_t control(const I2cModel *model)
{
	return model->registers[CR1];
}

static void clearControl(I2cModel *model, uint32_t bits)
{
	model->registers[CR1] &= ~bits;
}

static bool holdsAddress(const I2cModel *model)
{
	return model->flags & kAddressed;
}

static void keep(I2cModel *model, uint8_t byte)
{
	if (model->flags & kReceived) {
		model->shift = byte;
		model->shiftFull = true;
		model->flags |= kFinished;
		return;
	}
	model->data = byte;
	model->flags |= kReceived;
}

/* As controller */

static bool wants(ModelStation *station)
{
	const I2cModel *model = modelOf(station);
	return (control(model) & kEnable) && (control(model) & kStart) && !model->deluded;
}

static ModelAct act(ModelStation *station, uint8_t *byte)
{
	const I2cModel *model = modelOf(station);
	if (kRoleController != model->role)
		return kActStop; /* has been reset: both wires are let go */
	if (model->flags & kStarted)
		return (control(model) & kStop) ? kActStop : kActHold;
	if (model->addressSent) {
		*byte = model->address;
		return kActByte;
	}
	if (holdsAddress(model))
		return kActHold;
	/* A byte that is being received is received to its end. */
	if (!model->transmits && model->addressAcknowledged && model->acknowledgedLast)
		return model->shiftFull ? kActHold : kActRead;
	if (control(model) & kStop)
		return kActStop;
	if (control(model) & kStart)
		return kActRestart;
	if ((model->flags & kNotAcknowledged) || !model->transmits || !model->shiftFull)
		return kActHold;
	*byte = model->shift;
	return kActByte;
}

static void answered(ModelStation *station, bool acknowledged)
{
	I2cModel *model = modelOf(station);
	if (model->addressSent) {
		model->addressSent = false;
		model->transmits = !(model->address & 1);
		model->addressAcknowledged = acknowledged;
		model->acknowledgedLast = true;
		model->flags |= acknowledged ? kAddressed : kNotAcknowledged;
		return;
	}
	model->shiftFull = false;
	if (!acknowledged) {
		model->flags |= kNotAcknowledged;
		return;
	}
	if (!model->dataFull)
		model->flags |= kFinished;
	i2cModelFeed(model);
}

/* ACK is of this byte, with POS of the next one (27.6.1). */
static bool received(ModelStation *station, uint8_t byte)
{
	I2cModel *model = modelOf(station);
	const bool now = control(model) & kAcknowledge;
	const bool acknowledges = (control(model) & kPosition) ? model->nextAcknowledge : now;
	model->nextAcknowledge = now;
	model->acknowledgedLast = acknowledges && !(control(model) & kStop);
	if (acknowledges && (control(model) & kStop))
		i2cModelMisused(model, "STOP behind a byte that is acknowledged: the target may hold SDA");
	keep(model, byte);
	return acknowledges;
}

static void lost(ModelStation *station)
{
	I2cModel *model = modelOf(station);
	i2cModelForget(model);
	clearControl(model, kStop);
	model->lostHere = true;
	model->flags |= kArbitrationLost;
}

/* As target */

static bool holds(ModelStation *station)
{
	const I2cModel *model = modelOf(station);
	if (kRoleTarget != model->role)
		return false;
	return holdsAddress(model) || (model->transmits ? !model->shiftFull : model->shiftFull);
}

static bool addressed(ModelStation *station, uint8_t byte)
{
	I2cModel *model = modelOf(station);
	const uint32_t needed = kEnable | kAcknowledge;
	if (model->lostHere || (needed != (control(model) & needed)) || !(byte >> 1) || ((model->registers[OAR1] >> 1 & 0x7F) != byte >> 1))
		return false;
	i2cModelForget(model);
	model->role = kRoleTarget;
	model->transmits = byte & 1;
	model->acknowledging = true;
	model->flags |= kAddressed;
	return true;
}

static bool written(ModelStation *station, uint8_t byte)
{
	I2cModel *model = modelOf(station);
	if (!model->acknowledging)
		return false; /* has dropped out */
	model->acknowledging = control(model) & kAcknowledge;
	keep(model, byte);
	return model->acknowledging;
}

static uint8_t next(ModelStation *station)
{
	I2cModel *model = modelOf(station);
	const uint8_t byte = model->shift;
	if (kRoleTarget != model->role)
		return 0xFF; /* has been reset: SDA is let go */
	model->shiftFull = false;
	if (!model->dataFull)
		model->flags |= kFinished;
	i2cModelFeed(model);
	return byte;
}

static void told(ModelStation *station, bool acknowledged)
{
	I2cModel *model = modelOf(station);
	if (acknowledged || (kRoleTarget != model->role))
		return;
	i2cModelForget(model);
	model->flags |= kNotAcknowledged;
}

/* START and STOP */

static void started(ModelStation *station, bool own)
{
	I2cModel *model = modelOf(station);
	model->lostHere = false;
	if (!(control(model) & kEnable))
		return;
	i2cModelForget(model);
	if (!own)
		return;
	model->role = kRoleController;
	clearControl(model, kStart);
	model->flags |= kStarted;
}

/* STOPF is not set behind a byte that was not acknowledged (27.6.6). */
static void stopped(ModelStation *station, bool own)
{
	I2cModel *model = modelOf(station);
	const bool wasTarget = (kRoleTarget == model->role) && model->acknowledging;
	if (own) {
		if (model->transmits && model->shiftFull && !(model->flags & kNotAcknowledged) && (control(model) & kEnable))
			i2cModelMisused(model, "STOP before the last byte has gone");
		clearControl(model, kStop);
		model->flags &= ~(uint32_t)kStarted;
	}
	i2cModelForget(model);
	if (wasTarget)
		model->flags |= kStopped;
}

const ModelStation gI2cModelStation = {
	.wants = wants,
	.act = act,
	.answered = answered,
	.received = received,
	.lost = lost,
	.holds = holds,
	.addressed = addressed,
	.written = written,
	.next = next,
	.told = told,
	.started = started,
	.stopped = stopped,
};
