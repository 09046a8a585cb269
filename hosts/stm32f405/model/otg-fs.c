/* SPDX-License-Identifier: Apache-2.0 */
/* The side of the registers. */
#include "otg-fs.h"

#include <stddef.h>
#include <string.h>

#include "../peripherals/otg-fs-registers.h"

#define CLEARED_BY_ONE (USBSUSP | USBRST | ENUMDNE | SRQINT | WKUPINT | OTG_BIT(1) | OTG_BIT(3) | OTG_BIT(10) | OTG_BIT(28))

void otgModelMisused(OtgModel *model, const char *what)
{
	if (!model->misuses++)
		model->misuse = what;
}

static uint32_t allInterrupts(const OtgModel *model)
{
	uint32_t all = 0;
	for (uint32_t endpoint = 0; endpoint < kOtgEndpoints; endpoint++) {
		const uint32_t mask = model->diepmsk | ((model->diepempmsk & DAINT_IN(endpoint)) ? TXFE : 0);
		if (otgModelInInterrupts(model, endpoint) & mask)
			all |= DAINT_IN(endpoint);
		if (model->out[endpoint].interrupts & model->doepmsk)
			all |= DAINT_OUT(endpoint);
	}
	return all;
}

static uint32_t interrupts(const OtgModel *model)
{
	const uint32_t all = allInterrupts(model) & model->daintmsk;
	uint32_t pending = model->gintsts & CLEARED_BY_ONE;
	if (fifoUsed(&model->receive))
		pending |= RXFLVL;
	if (model->nakEffective)
		pending |= GONAKEFF;
	if (model->gotgint)
		pending |= OTGINT;
	if (all & 0xFFFF)
		pending |= IEPINT;
	if (all >> 16)
		pending |= OEPINT;
	return pending;
}

bool otgModelInterrupts(const OtgModel *model)
{
	return (model->gahbcfg & GINT) && (interrupts(model) & model->gintmsk);
}

/* The oldest entry; its bytes follow in the FIFO. */
static uint32_t pop(OtgModel *model)
{
	uint32_t status;
	ModelEndpoint *endpoint;
	if (!fifoUsed(&model->receive)) {
		otgModelMisused(model, "GRXSTSP was read with nothing received");
		return 0;
	}
	status = fifoTake(&model->receive);
	endpoint = &model->out[RXSTS_ENDPOINT(status)];
	switch (RXSTS_STATUS(status)) {
	case kRxGlobalNak: model->nakEffective = model->nakWanted; break;
	case kRxSetupDone:
		endpoint->interrupts |= STUP;
		endpoint->control &= ~EPENA;
		break;
	case kRxOutDone:
		endpoint->interrupts |= XFRC;
		endpoint->control &= ~EPENA;
		break;
	}
	return status;
}

static bool isEndpoint(uint32_t offset)
{
	return ((DIEPCTL(0) <= offset) && (offset < DIEPCTL(kOtgEndpoints))) || ((DOEPCTL(0) <= offset) && (offset < DOEPCTL(kOtgEndpoints)));
}

static uint32_t read(ModelDevice *device, uint32_t number)
{
	OtgModel *model = (OtgModel *)device;
	const uint32_t offset = number * sizeof(uint32_t);
	if (isEndpoint(offset))
		return otgModelReadEndpoint(model, offset);
	if (offset >= OTG_FIFO(0))
		return fifoUsed(&model->receive) ? fifoTake(&model->receive) : 0;
	switch (offset) {
	case GOTGINT: return model->gotgint;
	case GAHBCFG: return model->gahbcfg;
	case GUSBCFG: return model->gusbcfg;
	case GRSTCTL:
		if (!model->stuck && (model->waited++ >= model->late))
			model->grstctl = 0;
		return model->grstctl | AHBIDL;
	case GINTSTS: return interrupts(model) | ((model->gusbcfg & FDMOD) && !model->isHost ? 0 : CMOD);
	case GINTMSK: return model->gintmsk;
	case GRXSTSR: return fifoUsed(&model->receive) ? model->receive.words[model->receive.taken % kOtgFifoWords] : 0;
	case GRXSTSP: return pop(model);
	case GRXFSIZ: return model->grxfsiz;
	case DIEPTXF0: return model->dieptxf[0];
	case GCCFG: return model->gccfg;
	case DCFG: return model->dcfg;
	case DCTL: return model->dctl | (model->nakWanted ? GONSTS : 0);
	case DSTS: return DSPD_FULL << 1 | (model->suspended ? SUSPSTS : 0);
	case DIEPMSK: return model->diepmsk;
	case DOEPMSK: return model->doepmsk;
	case DAINT: return allInterrupts(model);
	case DAINTMSK: return model->daintmsk;
	case DIEPEMPMSK: return model->diepempmsk;
	case PCGCCTL: return model->pcgcctl;
	}
	otgModelMisused(model, "a register was read that the model does not have");
	return 0;
}

static void flush(OtgModel *model, uint32_t value)
{
	const uint32_t number = TXFNUM_OF(value);
	for (uint32_t endpoint = 0; endpoint < kOtgEndpoints; endpoint++)
		if ((0x10 == number) || (endpoint == number)) {
			if (model->in[endpoint].control & EPENA)
				otgModelMisused(model, "the FIFO of an enabled endpoint was flushed");
			model->transmit[endpoint].taken = model->transmit[endpoint].put;
		}
}

static void resetCore(OtgModel *model)
{
	memset(&model->gotgint, 0, sizeof(*model) - offsetof(OtgModel, gotgint));
	model->in[0].control = model->out[0].control = USBAEP | NAKSTS;
	model->grxfsiz = model->dieptxf[0] = 0x200;
	model->gusbcfg = 0x1440;
}

static void writeReset(OtgModel *model, uint32_t value)
{
	if (value & CSRST)
		resetCore(model);
	if (value & TXFFLSH)
		flush(model, value);
	if (value & RXFFLSH)
		model->receive.taken = model->receive.put;
	model->grstctl = value & (CSRST | TXFFLSH | RXFFLSH);
	model->waited = 0;
}

static void writeDeviceControl(OtgModel *model, uint32_t value)
{
	model->dctl = value & (SDIS | OTG_BIT(0));
	if (value & SGONAK) {
		if (model->nakWanted)
			otgModelMisused(model, "global NAK was set twice");
		model->nakWanted = true;
		fifoPut(&model->receive, RXSTS(kRxGlobalNak, 0, 0, 0));
	}
	if (value & CGONAK)
		model->nakWanted = model->nakEffective = false;
}

static void write(ModelDevice *device, uint32_t number, uint32_t value)
{
	OtgModel *model = (OtgModel *)device;
	const uint32_t offset = number * sizeof(uint32_t);
	if (isEndpoint(offset)) {
		otgModelWriteEndpoint(model, offset, value);
		return;
	}
	if (offset >= OTG_FIFO(0)) {
		otgModelWriteFifo(model, (offset / OTG_FIFO(0) - 1) % kOtgEndpoints, value);
		return;
	}
	if ((DIEPTXF1 <= offset) && (offset < DIEPTXF1 + 4 * (kOtgEndpoints - 1))) {
		model->dieptxf[1 + (offset - DIEPTXF1) / 4] = value;
		return;
	}
	switch (offset) {
	case GOTGINT: model->gotgint &= ~value; return;
	case GAHBCFG: model->gahbcfg = value; return;
	case GUSBCFG: model->gusbcfg = value; return;
	case GRSTCTL: writeReset(model, value); return;
	case GINTSTS: model->gintsts &= ~(value & CLEARED_BY_ONE); return;
	case GINTMSK: model->gintmsk = value; return;
	case GRXFSIZ: model->grxfsiz = value; return;
	case DIEPTXF0: model->dieptxf[0] = value; return;
	case GCCFG: model->gccfg = value; return;
	case DCFG:
		model->dcfg = value;
		if (!model->requestOpen)
			model->address = (value & DAD_MASK) >> 4;
		return;
	case DCTL: writeDeviceControl(model, value); return;
	case DIEPMSK: model->diepmsk = value; return;
	case DOEPMSK: model->doepmsk = value; return;
	case DAINTMSK: model->daintmsk = value; return;
	case DIEPEMPMSK: model->diepempmsk = value; return;
	case PCGCCTL: model->pcgcctl = value; return;
	}
	otgModelMisused(model, "a register was written that the model does not have");
}

void otgModelStart(OtgModel *model)
{
	memset(model, 0, sizeof(*model));
	model->device = (ModelDevice){ .base = OTG_MODEL, .count = kOtgSize / sizeof(uint32_t), .read = read, .write = write };
	resetCore(model);
	modelAdd(&model->device);
}
