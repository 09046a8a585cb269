/* SPDX-License-Identifier: Apache-2.0 */
/* Endpoint 0. All of it happens in the interrupt, so that no request waits for the machine. */
#include "otg-fs-registers.h"
#include "otg-fs.h"

enum { kFromDevice = 0x80 };

/* The core takes up to three SETUP packets at any time. An endpoint that is enabled, for a status stage that never came, was given the same:
   its size is not the driver's to write (RM0090 34.16.4), and endpoint 0 OUT cannot be disabled. It takes no packet before the next SETUP packet, which ends it. */
static void awaitSetup(Otg *otg)
{
	if (registerRead(otg->registers, DOEPCTL(0)) & EPENA)
		return;
	registerWrite(otg->registers, DOEPTSIZ(0), STUPCNT(3) | PKTCNT(1) | XFRSIZ(kUsbControlPacketSize));
}

void otgControlReset(Otg *otg)
{
	otg->stage = kControlIdle;
	otg->requested = false;
	otgAbortIn(otg, 0);
	awaitSetup(otg);
}

/* The next packet of the answer; an empty one for the status stage. */
static void send(Otg *otg)
{
	const uint32_t count = (otg->left < kUsbControlPacketSize) ? otg->left : kUsbControlPacketSize;
	registerWrite(otg->registers, DIEPTSIZ(0), PKTCNT(1) | XFRSIZ(count));
	otgEndpoint(otg, DIEPCTL(0), 0, CNAK | EPENA);
	otgFifoWrite(otg, 0, otg->answer, count);
	otg->answer += count;
	otg->left -= count;
	if (count < kUsbControlPacketSize)
		otg->endsEmpty = false;
}

/* Both directions, until the next SETUP packet. */
static void stall(Otg *otg)
{
	otg->counters[kOtgStalls]++;
	otg->stage = kControlIdle;
	otgEndpoint(otg, DIEPCTL(0), 0, STALL);
	otgEndpoint(otg, DOEPCTL(0), 0, STALL);
}

/* What a request changes in the hardware. */
static void apply(Otg *otg)
{
	const uint32_t index = usbWord(otg->setup + 4);
	switch (usbRequest(otg->setup)) {
	case kUsbSetAddress: registerModify(otg->registers, DCFG, DAD_MASK, DAD(otg->control.address)); break; /* counts once the status stage is over */
	case kUsbSetConfiguration:
	case kUsbSetInterface: otgBulkConfigure(otg); break;
	case kUsbSetEndpointFeature: otgBulkHalt(otg, index, true); break;
	case kUsbClearEndpointFeature: otgBulkHalt(otg, index, false); break;
	}
}

static void respond(Otg *otg)
{
	const uint32_t wanted = usbWord(otg->setup + 6);
	const uint8_t *answer = otg->control.bytes;
	int32_t length;
	otg->requested = false;
	otgAbortIn(otg, 0);
	awaitSetup(otg);
	length = usbControlRespond(&otg->control, otg->setup, &answer);
	if (length < 0) {
		stall(otg);
		return;
	}
	apply(otg);
	otg->answer = answer;
	otg->left = (uint32_t)length;
	otg->endsEmpty = otg->left < wanted;
	otg->stage = ((otg->setup[0] & kFromDevice) && wanted) ? kControlData : kControlStatusIn;
	send(otg);
}

static void sent(Otg *otg)
{
	if (kControlData != otg->stage) {
		otg->stage = kControlIdle;
		return;
	}
	if (otg->left || otg->endsEmpty) {
		send(otg);
		return;
	}
	otg->stage = kControlStatusOut;
	awaitSetup(otg);
	otgEndpoint(otg, DOEPCTL(0), 0, CNAK | EPENA);
}

void otgControlInterrupts(Otg *otg, uint32_t all)
{
	Register *registers = otg->registers;
	if (all & DAINT_IN(0)) {
		const uint32_t pending = registerRead(registers, DIEPINT(0));
		registerWrite(registers, DIEPINT(0), pending);
		if (pending & XFRC)
			sent(otg);
	}
	if (all & DAINT_OUT(0)) {
		const uint32_t pending = registerRead(registers, DOEPINT(0));
		registerWrite(registers, DOEPINT(0), pending);
		if ((pending & XFRC) && (kControlStatusOut == otg->stage)) {
			otg->stage = kControlIdle;
			awaitSetup(otg);
		}
	}
	if (otg->requested)
		respond(otg);
}
