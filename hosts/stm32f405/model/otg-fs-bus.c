/* SPDX-License-Identifier: Apache-2.0 */
/* The side of the bus. */
#include <string.h>

#include "../peripherals/otg-fs-registers.h"
#include "otg-fs.h"

/* Words of the receive FIFO that OUT packets leave to SETUP packets and to the ends of transfers. */
enum { kReserved = 10 };

static uint32_t packets(const ModelEndpoint *endpoint)
{
	return endpoint->size >> 19 & 0x3FF;
}

static uint32_t bytesLeft(const ModelEndpoint *endpoint, uint32_t index)
{
	return endpoint->size & (index ? 0x7FFFF : 0x7F);
}

uint32_t otgModelPacketSize(const ModelEndpoint *endpoint, uint32_t index)
{
	return index ? endpoint->control & MPSIZ_MASK : (uint32_t)kOtgPacketSize >> (endpoint->control & 3);
}

static void count(ModelEndpoint *endpoint, uint32_t length)
{
	endpoint->size -= PKTCNT(1) + length;
}

static void store(OtgModel *model, const uint8_t *bytes, uint32_t length)
{
	for (uint32_t at = 0; at < length; at += 4) {
		uint32_t word = 0;
		memcpy(&word, bytes + at, (length - at < 4) ? length - at : 4);
		fifoPut(&model->receive, word);
	}
}

bool otgModelConnected(const OtgModel *model)
{
	return (model->gccfg & PWRDWN) && (model->gusbcfg & FDMOD) && !model->isHost && !(model->dctl & SDIS);
}

void otgModelReset(OtgModel *model, bool driven)
{
	if (!driven && !model->driven)
		return;
	model->driven = driven;
	model->present = !driven && otgModelConnected(model);
	if (!driven) {
		model->gintsts |= ENUMDNE;
		return;
	}
	model->suspended = model->setupOpen = model->requestOpen = false;
	model->gintsts |= USBRST;
	for (uint32_t endpoint = 1; endpoint < kOtgEndpoints; endpoint++) {
		model->in[endpoint].control &= ~USBAEP;
		model->out[endpoint].control &= ~USBAEP;
	}
}

void otgModelSuspend(OtgModel *model, bool suspended)
{
	if (suspended != model->suspended)
		model->gintsts |= suspended ? USBSUSP : WKUPINT;
	model->suspended = suspended;
}

void otgModelVbusLost(OtgModel *model)
{
	if (model->gccfg & VBUSBSEN)
		model->gotgint |= SEDET;
}

/* Whether the token is for this device, and it can hear it. */
static bool heard(const OtgModel *model, uint32_t address, const ModelEndpoint *endpoint)
{
	return model->present && otgModelConnected(model) && !model->suspended && (address == model->address) && (endpoint->control & USBAEP);
}

static void endSetup(OtgModel *model)
{
	if (model->setupOpen)
		fifoPut(&model->receive, RXSTS(kRxSetupDone, 0, 0, 0));
	model->setupOpen = false;
}

Handshake otgModelSetup(OtgModel *model, uint32_t address, const uint8_t bytes[8])
{
	ModelEndpoint *in = &model->in[0], *out = &model->out[0];
	if (!heard(model, address, out) || (fifoUsed(&model->receive) + 4 > model->grxfsiz))
		return kNoAnswer;
	in->control = (in->control & ~STALL) | NAKSTS | DPID;
	out->control = (out->control & ~STALL) | NAKSTS | DPID;
	/* Up to three may come before the driver looks. More are taken too, and are its fault only where it could have asked for them. */
	if (out->size >> 29)
		out->size -= STUPCNT(1);
	else if (!model->setupOpen && !(out->control & EPENA) && !fifoUsed(&model->receive) && !(out->interrupts & STUP))
		otgModelMisused(model, "no SETUP packet was expected");
	fifoPut(&model->receive, RXSTS(kRxSetupData, 0, 8, 0));
	store(model, bytes, 8);
	model->setupOpen = model->requestOpen = true;
	if (!model->tellsSetupLate)
		endSetup(model);
	return kAck;
}

/* Words that a packet takes of the receive FIFO. */
static bool fits(const OtgModel *model, uint32_t length)
{
	return fifoUsed(&model->receive) + 1 + (length + 3) / 4 + kReserved <= model->grxfsiz;
}

bool otgModelTakes(const OtgModel *model, uint32_t endpoint)
{
	const ModelEndpoint *out = &model->out[endpoint];
	if (!(out->control & USBAEP) || (out->control & STALL))
		return true;
	return (out->control & EPENA) && !(out->control & NAKSTS) && !model->nakWanted && fits(model, kOtgPacketSize);
}

/* Bytes of the next packet. */
static uint32_t next(const ModelEndpoint *in, uint32_t endpoint)
{
	const uint32_t most = otgModelPacketSize(in, endpoint);
	return (in->unsent < most) ? in->unsent : most;
}

bool otgModelBrings(const OtgModel *model, uint32_t endpoint)
{
	const ModelEndpoint *in = &model->in[endpoint];
	if (!(in->control & USBAEP) || (in->control & STALL))
		return true;
	return (in->control & EPENA) && !(in->control & NAKSTS) && (fifoUsed(&model->transmit[endpoint]) >= (next(in, endpoint) + 3) / 4);
}

Handshake otgModelOut(OtgModel *model, uint32_t address, uint32_t endpoint, bool toggle, const uint8_t *bytes, uint32_t length)
{
	ModelEndpoint *out = &model->out[endpoint];
	if (!heard(model, address, out) || (length > otgModelPacketSize(out, endpoint)))
		return kNoAnswer;
	if (!endpoint)
		endSetup(model);
	if (out->control & STALL)
		return kStall;
	if (!(out->control & EPENA) || (out->control & NAKSTS) || model->nakWanted)
		return kNak;
	if (!fits(model, length))
		return kNak;
	if (toggle != (0 != (out->control & DPID)))
		return kAck; /* it has come before, and the host has not heard so */
	if (!packets(out) || (length > bytesLeft(out, endpoint))) {
		otgModelMisused(model, "an OUT endpoint is enabled for less than a packet");
		return kNak;
	}
	fifoPut(&model->receive, RXSTS(kRxOutData, toggle ? 2 : 0, length, endpoint));
	store(model, bytes, length);
	out->control ^= DPID;
	count(out, length);
	if (!packets(out) || (length < otgModelPacketSize(out, endpoint))) {
		out->control |= NAKSTS;
		fifoPut(&model->receive, RXSTS(kRxOutDone, 0, 0, endpoint));
	}
	return kAck;
}

Handshake otgModelIn(OtgModel *model, uint32_t address, uint32_t endpoint, uint8_t bytes[kOtgPacketSize], uint32_t *length, bool *toggle)
{
	ModelEndpoint *in = &model->in[endpoint];
	const ModelFifo *fifo = &model->transmit[endpoint];
	const uint32_t size = next(in, endpoint);
	if (!heard(model, address, in))
		return kNoAnswer;
	if (!endpoint)
		endSetup(model);
	if (in->control & STALL)
		return kStall;
	if (!(in->control & EPENA) || (in->control & NAKSTS))
		return kNak;
	if (fifoUsed(fifo) < (size + 3) / 4) {
		in->interrupts |= ITTXFE;
		return kNak;
	}
	for (uint32_t at = 0; at < size; at += 4)
		memcpy(bytes + at, &fifo->words[(fifo->taken + at / 4) % kOtgFifoWords], (size - at < 4) ? size - at : 4);
	*length = size;
	*toggle = 0 != (in->control & DPID);
	return kAck;
}

void otgModelInTaken(OtgModel *model, uint32_t endpoint)
{
	ModelEndpoint *in = &model->in[endpoint];
	const uint32_t size = next(in, endpoint);
	model->transmit[endpoint].taken += (size + 3) / 4;
	in->control ^= DPID;
	in->unsent -= size;
	count(in, 0);
	if (!endpoint && !size) { /* the status stage of a request without data */
		model->requestOpen = false;
		model->address = (model->dcfg & DAD_MASK) >> 4;
	}
	if (packets(in))
		return;
	in->control = (in->control & ~EPENA) | NAKSTS;
	in->interrupts |= XFRC;
}
