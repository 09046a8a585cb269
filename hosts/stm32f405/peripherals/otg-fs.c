/* SPDX-License-Identifier: Apache-2.0 */
#include "otg-fs.h"

#include <string.h>

#include "otg-fs-registers.h"

enum {
	/* Of 320 words: all packets of the longest OUT transfer but the last, what SETUP packets want, status; answers; the longest IN transfer. */
	kReceiveWords = 160,
	kControlWords = 32,
	kBulkWords = 128,
	kAllFifos = 0x10,
	kTurnaround = 6, /* clocks, for a processor of 32 MHz and more */
	kTurns = 4000,
};

#define INTERRUPTS (USBRST | ENUMDNE | RXFLVL | IEPINT | OEPINT | USBSUSP | WKUPINT)
#define VBUS_INTERRUPTS (OTGINT | SRQINT)

bool otgAwait(Otg *otg, uint32_t offset, uint32_t bit, bool wanted)
{
	for (int turns = 0; turns < kTurns; turns++)
		if (wanted == (0 != (registerRead(otg->registers, offset) & bit)))
			return true;
	otg->due = kOtgRestart;
	return false;
}

void otgFlush(Otg *otg, uint32_t fifo)
{
	registerWrite(otg->registers, GRSTCTL, FLUSH(fifo));
	otgAwait(otg, GRSTCTL, TXFFLSH, false);
}

/* By words, the last one filled up. */
void otgFifoWrite(Otg *otg, uint32_t fifo, const uint8_t *bytes, uint32_t length)
{
	uint32_t at, word;
	for (at = 0; at + 4 <= length; at += 4) {
		memcpy(&word, bytes + at, 4);
		registerWrite(otg->registers, OTG_FIFO(fifo), word);
	}
	if (at == length)
		return;
	word = 0;
	memcpy(&word, bytes + at, length - at);
	registerWrite(otg->registers, OTG_FIFO(fifo), word);
}

static void fifoRead(Otg *otg, uint8_t *bytes, uint32_t length)
{
	uint32_t at, word;
	for (at = 0; at + 4 <= length; at += 4) {
		word = registerRead(otg->registers, OTG_FIFO(0));
		memcpy(bytes + at, &word, 4);
	}
	if (at == length)
		return;
	word = registerRead(otg->registers, OTG_FIFO(0));
	memcpy(bytes + at, &word, length - at);
}

bool otgAbortIn(Otg *otg, uint32_t endpoint)
{
	bool ended;
	if (registerRead(otg->registers, DIEPCTL(endpoint)) & EPENA) {
		otgEndpoint(otg, DIEPCTL(endpoint), 0, SNAK);
		otgAwait(otg, DIEPINT(endpoint), INEPNE, true);
	}
	/* The last packet may have left until then. */
	if (registerRead(otg->registers, DIEPCTL(endpoint)) & EPENA) {
		otgEndpoint(otg, DIEPCTL(endpoint), 0, SNAK | EPDIS);
		otgAwait(otg, DIEPINT(endpoint), EPDISD, true);
	}
	ended = registerRead(otg->registers, DIEPINT(endpoint)) & XFRC;
	registerWrite(otg->registers, DIEPINT(endpoint), EPDISD | XFRC);
	otgFlush(otg, endpoint);
	return ended;
}

/* Takes what has been received. A SETUP packet ends the request before it, and counts once its stage is done, unless another one has come. */
void otgReceive(Otg *otg)
{
	uint8_t bytes[kUsbBulkPacketSize];
	while (registerRead(otg->registers, GINTSTS) & RXFLVL) {
		const uint32_t status = registerRead(otg->registers, GRXSTSP);
		const uint32_t count = RXSTS_COUNT(status);
		switch (RXSTS_STATUS(status)) {
		case kRxSetupData:
			fifoRead(otg, otg->setup, kUsbSetupSize);
			otg->requested = false;
			otg->stage = kControlIdle;
			break;
		case kRxSetupDone: otg->requested = true; break;
		case kRxOutData:
			if (count > sizeof(bytes)) { /* never: the core takes no packet that is longer than its endpoint says */
				otg->due = kOtgRestart;
				return;
			}
			fifoRead(otg, bytes, count);
			if (RXSTS_ENDPOINT(status))
				usbPipesArrived(otg->pipes, bytes, count);
			break;
		}
	}
}

static void busReset(Otg *otg)
{
	Register *registers = otg->registers;
	otg->counters[kOtgResets]++;
	otgEndpoint(otg, DOEPCTL(0), 0, SNAK);
	usbControlReset(&otg->control);
	registerModify(registers, DCFG, DAD_MASK, 0);
	otgBulkConfigure(otg);
	otgControlReset(otg);
	registerWrite(registers, DAINTMSK, DAINT_IN(0) | DAINT_OUT(0));
	registerWrite(registers, DOEPMSK, XFRC | STUP);
	registerWrite(registers, DIEPMSK, XFRC);
}

static void enumerated(Otg *otg)
{
	otgEndpoint(otg, DIEPCTL(0), MPSIZ_MASK, 0); /* 64 bytes */
	registerModify(otg->registers, DCTL, 0, CGINAK);
}

static void begin(Otg *otg)
{
	Register *registers = otg->registers;
	otg->due = 0;
	registerModify(registers, GAHBCFG, GINT, 0);
	registerModify(registers, GUSBCFG, 0, PHYSEL);
	otgAwait(otg, GRSTCTL, AHBIDL, true);
	registerWrite(registers, GRSTCTL, CSRST);
	otgAwait(otg, GRSTCTL, CSRST, false);
	registerModify(registers, DCTL, 0, SDIS); /* which the reset has cleared */
	registerWrite(registers, GCCFG, PWRDWN | (otg->sensesVbus ? VBUSBSEN : NOVBUSSENS));
	registerWrite(registers, GUSBCFG, PHYSEL | FDMOD | TRDT(kTurnaround));
	usbControlReset(&otg->control);
	otg->inBusy = otg->outArmed = otg->requested = false;
	otg->stage = kControlIdle;
	otg->hidden = kOtgHidden;
}

/* False: it is still no device. */
static bool appear(Otg *otg)
{
	Register *registers = otg->registers;
	if (registerRead(registers, GINTSTS) & CMOD)
		return false;
	registerModify(registers, DCTL, 0, SDIS);
	registerWrite(registers, PCGCCTL, 0);
	registerModify(registers, DCFG, DAD_MASK, DSPD_FULL | NZLSOHSK);
	registerWrite(registers, GRXFSIZ, kReceiveWords);
	registerWrite(registers, DIEPTXF0, (uint32_t)kControlWords << 16 | kReceiveWords);
	registerWrite(registers, DIEPTXF1, (uint32_t)kBulkWords << 16 | (kReceiveWords + kControlWords));
	otgFlush(otg, kAllFifos);
	registerWrite(registers, GRSTCTL, RXFFLSH);
	otgAwait(otg, GRSTCTL, RXFFLSH, false);
	registerWrite(registers, DIEPEMPMSK, 0);
	registerWrite(registers, DAINTMSK, 0);
	registerWrite(registers, GINTSTS, UINT32_MAX);
	registerWrite(registers, GINTMSK, INTERRUPTS | (otg->sensesVbus ? VBUS_INTERRUPTS : 0));
	registerModify(registers, GAHBCFG, 0, GINT);
	registerModify(registers, DCTL, SDIS, 0);
	return !otg->due;
}

void otgStart(Otg *otg)
{
	begin(otg);
}

bool otgTick(Otg *otg)
{
	if (!otg->hidden || --otg->hidden)
		return false;
	if (!otg->due)
		otg->due = kOtgConnect;
	return true;
}

void otgStop(Otg *otg)
{
	otg->hidden = otg->due = 0;
	registerModify(otg->registers, GAHBCFG, GINT, 0);
	registerModify(otg->registers, DCTL, 0, SDIS);
	registerWrite(otg->registers, GCCFG, 0);
	usbPipesLink(otg->pipes, false);
}

/* Connects, or else starts the core anew: the USB host sees another device, as if this one had been unplugged and plugged in. */
static void attend(Otg *otg)
{
	const uint8_t due = otg->due;
	if (otg->hidden)
		return;
	otg->due = 0;
	if ((kOtgConnect == due) && appear(otg))
		return;
	otg->counters[kOtgRestarts]++;
	registerModify(otg->registers, DCTL, 0, SDIS);
	usbPipesLink(otg->pipes, false);
	begin(otg);
}

static void unplugged(Otg *otg)
{
	const uint32_t why = registerRead(otg->registers, GOTGINT);
	registerWrite(otg->registers, GOTGINT, why);
	if (!(why & SEDET))
		return;
	usbControlReset(&otg->control);
	otgBulkConfigure(otg);
}

void otgInterrupt(Otg *otg)
{
	Register *registers = otg->registers;
	const uint32_t pending = registerRead(registers, GINTSTS) & registerRead(registers, GINTMSK);
	registerWrite(registers, GINTSTS, pending & (USBRST | ENUMDNE | USBSUSP | WKUPINT | SRQINT));
	if (pending & (RXFLVL | USBRST))
		otgReceive(otg);
	if (pending & OTGINT)
		unplugged(otg);
	if (pending & USBRST)
		busReset(otg);
	if (pending & ENUMDNE)
		enumerated(otg);
	if (pending & USBSUSP)
		otg->counters[kOtgSuspends]++;
	/* What has been taken out of the FIFO may have raised one only now. */
	if (pending & (IEPINT | OEPINT | RXFLVL)) {
		const uint32_t all = registerRead(registers, DAINT);
		otgBulkInterrupts(otg, all);
		otgControlInterrupts(otg, all);
	}
	otgBulkPump(otg);
	if (atomic_load_explicit(&otg->due, memory_order_relaxed))
		attend(otg);
	usbPipesTell(otg->pipes);
}
