/* SPDX-License-Identifier: Apache-2.0 */
/* Registers of endpoints, and their FIFOs. */
#include "../peripherals/otg-fs-registers.h"
#include "otg-fs.h"

#define XFRSIZ_MASK(INDEX) ((INDEX) ? 0x7FFFFu : 0x7Fu)
#define STROBES (CNAK | SNAK | SD0PID | EPDIS | EPENA)

static uint32_t capacity(const OtgModel *model, uint32_t endpoint)
{
	return model->dieptxf[endpoint] >> 16;
}

uint32_t otgModelInInterrupts(const OtgModel *model, uint32_t endpoint)
{
	const uint32_t used = fifoUsed(&model->transmit[endpoint]), most = (model->gahbcfg & TXFELVL) ? 0 : capacity(model, endpoint) / 2;
	return model->in[endpoint].interrupts | ((used <= most) ? TXFE : 0);
}

uint32_t otgModelReadEndpoint(OtgModel *model, uint32_t offset)
{
	const bool out = offset >= DOEPCTL(0);
	const uint32_t index = (offset - (out ? DOEPCTL(0) : DIEPCTL(0))) / 0x20;
	const ModelEndpoint *endpoint = out ? &model->out[index] : &model->in[index];
	switch (offset & 0x1F) {
	case 0x00: return endpoint->control;
	case 0x08: return out ? endpoint->interrupts : otgModelInInterrupts(model, index);
	case 0x10: return endpoint->size;
	case 0x18: return out ? 0 : capacity(model, index) - fifoUsed(&model->transmit[index]);
	}
	return 0;
}

/* Disabling: an IN endpoint has to answer NAK by then, for an OUT endpoint the whole device. */
static void disable(OtgModel *model, ModelEndpoint *endpoint, bool out, uint32_t index)
{
	if (!(endpoint->control & EPENA))
		otgModelMisused(model, "an endpoint was disabled that is not enabled");
	if (out ? !model->nakEffective : !(endpoint->control & NAKSTS))
		otgModelMisused(model, out ? "an OUT endpoint was disabled without global NAK" : "an IN endpoint was disabled without NAK");
	if (out && !index)
		otgModelMisused(model, "endpoint 0 OUT was disabled");
	if (model->stuck)
		return;
	endpoint->control = (endpoint->control & ~EPENA) | NAKSTS;
	endpoint->interrupts |= EPDISD;
}

static void writeControl(OtgModel *model, ModelEndpoint *endpoint, bool out, uint32_t index, uint32_t value)
{
	const uint32_t kept = endpoint->control & (EPENA | NAKSTS | DPID);
	endpoint->control = kept | (value & ~(STROBES | NAKSTS | DPID));
	if (!index)
		endpoint->control |= USBAEP;
	if (value & SNAK) {
		endpoint->control |= NAKSTS;
		endpoint->interrupts |= out ? 0 : INEPNE;
	}
	if (value & CNAK) {
		endpoint->control &= ~NAKSTS;
		endpoint->interrupts &= ~(out ? 0 : INEPNE);
	}
	if (value & SD0PID)
		endpoint->control &= ~DPID;
	if ((value & EPENA) && (kept & EPENA) && !(value & EPDIS))
		otgModelMisused(model, "an endpoint was enabled that may have just come to its end");
	if ((value & EPENA) && !(endpoint->control & USBAEP) && !(model->gintsts & USBRST)) /* no driver can know of a reset at once */
		otgModelMisused(model, "an endpoint was enabled that is not active");
	if (value & EPDIS)
		disable(model, endpoint, out, index);
	else if (value & EPENA)
		endpoint->control |= EPENA;
}

void otgModelWriteEndpoint(OtgModel *model, uint32_t offset, uint32_t value)
{
	const bool out = offset >= DOEPCTL(0);
	const uint32_t index = (offset - (out ? DOEPCTL(0) : DIEPCTL(0))) / 0x20;
	ModelEndpoint *endpoint = out ? &model->out[index] : &model->in[index];
	switch (offset & 0x1F) {
	case 0x00: writeControl(model, endpoint, out, index, value); return;
	case 0x08: endpoint->interrupts &= ~(value & ~(out ? 0 : INEPNE | TXFE)); return;
	case 0x10:
		if (endpoint->control & EPENA)
			otgModelMisused(model, "the size of a transfer was written while its endpoint is enabled");
		endpoint->size = value;
		endpoint->unsent = value & XFRSIZ_MASK(index);
		endpoint->put = 0;
		return;
	}
	otgModelMisused(model, "a register of an endpoint was written that cannot be");
}

/* The size counts down as packets are in the FIFO (34.16.4, XFRSIZ of DIEPTSIZ). */
static void countWord(ModelEndpoint *in, uint32_t index)
{
	const uint32_t most = otgModelPacketSize(in, index), left = in->size & XFRSIZ_MASK(index), packet = (left < most) ? left : most;
	in->put += sizeof(uint32_t);
	if (in->put < packet)
		return;
	in->size -= packet;
	in->put = 0;
}

void otgModelWriteFifo(OtgModel *model, uint32_t endpoint, uint32_t word)
{
	ModelFifo *fifo = &model->transmit[endpoint];
	countWord(&model->in[endpoint], endpoint);
	if (!(model->in[endpoint].control & EPENA))
		otgModelMisused(model, "a FIFO was filled whose endpoint is not enabled");
	if (fifoUsed(fifo) >= capacity(model, endpoint))
		otgModelMisused(model, "a FIFO was filled beyond its size");
	else
		fifoPut(fifo, word);
}
