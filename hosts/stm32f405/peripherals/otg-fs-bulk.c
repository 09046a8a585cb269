/* SPDX-License-Identifier: Apache-2.0 */
/* The bulk endpoints, 1 in each direction. */
#include "otg-fs-registers.h"
#include "otg-fs.h"

enum { kEndpoint = 1, kArmedPackets = kUsbLargestTransfer / kUsbBulkPacketSize };

#define ACTIVE (USBAEP | EPTYP_BULK | SD0PID | SNAK | (uint32_t)kUsbBulkPacketSize)

/* An OUT endpoint can be disabled while the core takes no OUT packet at all (RM0090 34.17.6). */
static void disableOut(Otg *otg)
{
	Register *registers = otg->registers;
	otg->outArmed = false;
	if (!(registerRead(registers, DOEPCTL(kEndpoint)) & EPENA))
		return;
	registerModify(registers, DCTL, 0, SGONAK);
	/* The core tells by way of the FIFO, behind what has come before. */
	for (int turns = 0; (turns < 8) && !(registerRead(registers, GINTSTS) & GONAKEFF); turns++) {
		otgAwait(otg, GINTSTS, RXFLVL | GONAKEFF, true);
		otgReceive(otg);
	}
	otgAwait(otg, GINTSTS, GONAKEFF, true);
	if (registerRead(registers, DOEPCTL(kEndpoint)) & EPENA) {
		otgEndpoint(otg, DOEPCTL(kEndpoint), 0, EPDIS | SNAK);
		otgAwait(otg, DOEPINT(kEndpoint), EPDISD, true);
	}
	registerWrite(registers, DOEPINT(kEndpoint), EPDISD | XFRC);
	registerModify(registers, DCTL, 0, CGONAK);
}

void otgBulkConfigure(Otg *otg)
{
	Register *registers = otg->registers;
	const bool up = 0 != otg->control.configuration;
	disableOut(otg);
	otgAbortIn(otg, kEndpoint);
	otg->inBusy = false;
	registerModify(registers, DIEPEMPMSK, DAINT_IN(kEndpoint), 0);
	registerWrite(registers, DIEPCTL(kEndpoint), up ? ACTIVE | TXFNUM(kEndpoint) : SNAK);
	registerWrite(registers, DOEPCTL(kEndpoint), up ? ACTIVE : SNAK);
	registerModify(registers, DAINTMSK, 0, DAINT_IN(kEndpoint) | DAINT_OUT(kEndpoint));
	usbPipesLink(otg->pipes, up);
}

static void send(Otg *otg)
{
	const uint32_t length = otg->pipes->transfer.length, packets = (length + kUsbBulkPacketSize - 1) / kUsbBulkPacketSize;
	otg->filled = 0;
	otg->inEndsEmpty = usbEndsEmpty(&otg->pipes->transfer, kUsbBulkPacketSize);
	registerWrite(otg->registers, DIEPTSIZ(kEndpoint), PKTCNT(packets) | XFRSIZ(length));
	otgEndpoint(otg, DIEPCTL(kEndpoint), 0, CNAK | EPENA);
}

/* Whole packets go into the FIFO; for the others it asks when it has become empty. */
static void fill(Otg *otg)
{
	const UsbTransfer *transfer = &otg->pipes->transfer;
	while (otg->filled < transfer->length) {
		const uint32_t left = transfer->length - otg->filled, count = (left < kUsbBulkPacketSize) ? left : kUsbBulkPacketSize;
		if ((registerRead(otg->registers, DTXFSTS(kEndpoint)) & 0xFFFF) < (count + 3) / 4) {
			registerModify(otg->registers, DIEPEMPMSK, 0, DAINT_IN(kEndpoint));
			return;
		}
		otgFifoWrite(otg, kEndpoint, transfer->bytes + otg->filled, count);
		otg->filled += count;
	}
	registerModify(otg->registers, DIEPEMPMSK, DAINT_IN(kEndpoint), 0);
}

static void sent(Otg *otg)
{
	if (!otg->inEndsEmpty) {
		otg->inBusy = false;
		return;
	}
	otg->inEndsEmpty = false;
	registerWrite(otg->registers, DIEPTSIZ(kEndpoint), PKTCNT(1));
	otgEndpoint(otg, DIEPCTL(kEndpoint), 0, CNAK | EPENA);
}

/* A transfer that was under way goes again from its beginning: the USB host has dropped what it had of it. One that has been sent to its end does not. */
void otgBulkHalt(Otg *otg, uint32_t endpoint, bool on)
{
	if (kUsbIn == endpoint) {
		if (otgAbortIn(otg, kEndpoint) && !otg->inEndsEmpty)
			otg->inBusy = false;
		otgEndpoint(otg, DIEPCTL(kEndpoint), on ? 0 : STALL, on ? STALL : SD0PID);
		if (on || !otg->inBusy)
			return;
		send(otg);
		fill(otg);
	}
	if (kUsbOut == endpoint) {
		disableOut(otg);
		usbUnpackerReset(&otg->pipes->unpacker);
		otgEndpoint(otg, DOEPCTL(kEndpoint), on ? 0 : STALL, on ? STALL : SD0PID);
	}
}

void otgBulkInterrupts(Otg *otg, uint32_t all)
{
	Register *registers = otg->registers;
	if (all & DAINT_IN(kEndpoint)) {
		const uint32_t pending = registerRead(registers, DIEPINT(kEndpoint));
		registerWrite(registers, DIEPINT(kEndpoint), pending);
		if ((pending & XFRC) && otg->inBusy)
			sent(otg);
		else if ((pending & TXFE) && otg->inBusy)
			fill(otg);
	}
	if (all & DAINT_OUT(kEndpoint)) {
		const uint32_t pending = registerRead(registers, DOEPINT(kEndpoint));
		registerWrite(registers, DOEPINT(kEndpoint), pending);
		if (pending & XFRC)
			otg->outArmed = false;
	}
}

void otgBulkPump(Otg *otg)
{
	Register *registers = otg->registers;
	if (!otg->control.configuration)
		return;
	if (!otg->outArmed && !otg->control.outHalted && usbPipesReady(otg->pipes)) {
		otg->outArmed = true;
		registerWrite(registers, DOEPTSIZ(kEndpoint), PKTCNT(kArmedPackets) | XFRSIZ(kUsbLargestTransfer));
		otgEndpoint(otg, DOEPCTL(kEndpoint), 0, CNAK | EPENA);
	}
	if (!otg->inBusy && !otg->control.inHalted && usbPipesGather(otg->pipes)) {
		otg->inBusy = true;
		send(otg);
		fill(otg);
	}
}
