/* SPDX-License-Identifier: Apache-2.0 */
/* The model of OTG_FS by itself: registers as RM0090 34.16 and 34.17 describe them, touched by hand. */
#include <string.h>

#include "check.h"
#include "hosts/stm32f405/model/otg-fs-wire.h"
#include "hosts/stm32f405/peripherals/otg-fs-registers.h"

static OtgModel gModel;

static uint32_t get(uint32_t offset)
{
	return readRegister(OTG_MODEL + offset / 4);
}

static void set(uint32_t offset, uint32_t value)
{
	writeRegister(OTG_MODEL + offset / 4, value);
}

/* A device that has been reset, with room in its FIFOs. */
static void started(void)
{
	modelForgetAll();
	otgModelStart(&gModel);
	set(GUSBCFG, FDMOD);
	set(GCCFG, PWRDWN | NOVBUSSENS);
	set(GRXFSIZ, 64);
	set(DIEPTXF0, 16 << 16);
	set(DIEPTXF1, 32 << 16);
	set(GAHBCFG, GINT);
	otgModelReset(&gModel, true);
	EQUAL(get(GINTSTS), USBRST);
	set(GINTSTS, USBRST);
	otgModelReset(&gModel, false);
	EQUAL(get(GINTSTS), ENUMDNE);
	set(GINTSTS, ENUMDNE);
	EQUAL(get(GINTSTS), 0);
	set(DOEPTSIZ(0), STUPCNT(3));
}

static const uint8_t gSetup[8] = { 0x80, 6, 0, 1, 0, 0, 18, 0 };

TEST("a SETUP packet: its status and bytes, then the end of its stage, are popped; only then the endpoint tells")
{
	started();
	set(DOEPMSK, STUP);
	set(DAINTMSK, DAINT_OUT(0));
	EQUAL(otgModelSetup(&gModel, 0, gSetup), kAck);
	EQUAL(get(GINTSTS), RXFLVL);
	EQUAL(get(GRXSTSR), RXSTS(kRxSetupData, 0, 8, 0));
	EQUAL(get(GRXSTSP), RXSTS(kRxSetupData, 0, 8, 0));
	EQUAL(get(OTG_FIFO(0)), 0x01000680);
	EQUAL(get(OTG_FIFO(0)), 0x00120000);
	EQUAL(get(DOEPINT(0)), 0);
	EQUAL(get(GRXSTSP), RXSTS(kRxSetupDone, 0, 0, 0));
	EQUAL(get(DOEPINT(0)), STUP);
	EQUAL(get(DAINT), DAINT_OUT(0));
	EQUAL(get(GINTSTS), OEPINT);
	set(DOEPINT(0), STUP);
	EQUAL(get(GINTSTS), 0);
	CHECK(get(DIEPCTL(0)) & NAKSTS);
	EQUAL(get(DOEPTSIZ(0)), STUPCNT(2));
}

TEST("endpoint 0 OUT is enabled until the end of a SETUP stage is popped, and its size cannot be written until then")
{
	started();
	set(DOEPTSIZ(0), STUPCNT(3) | PKTCNT(1) | XFRSIZ(64));
	set(DOEPCTL(0), CNAK | EPENA);
	EQUAL(otgModelSetup(&gModel, 0, gSetup), kAck);
	CHECK(get(DOEPCTL(0)) & NAKSTS);
	CHECK(get(DOEPCTL(0)) & EPENA);
	EQUAL(get(GRXSTSP), RXSTS(kRxSetupData, 0, 8, 0));
	get(OTG_FIFO(0));
	get(OTG_FIFO(0));
	CHECK(get(DOEPCTL(0)) & EPENA);
	EQUAL(gModel.misuses, 0);
	set(DOEPTSIZ(0), STUPCNT(3));
	EQUAL(gModel.misuses, 1);
	EQUAL(get(GRXSTSP), RXSTS(kRxSetupDone, 0, 0, 0));
	CHECK(!(get(DOEPCTL(0)) & EPENA));
	set(DOEPTSIZ(0), STUPCNT(3));
	EQUAL(gModel.misuses, 1);
}

TEST("the line to the interrupt controller has two masks")
{
	started();
	otgModelSuspend(&gModel, true);
	CHECK(!otgModelInterrupts(&gModel));
	set(GINTMSK, USBSUSP);
	CHECK(otgModelInterrupts(&gModel));
	set(GAHBCFG, 0);
	CHECK(!otgModelInterrupts(&gModel));
	EQUAL(get(GINTSTS), USBSUSP);
	otgModelSuspend(&gModel, false);
	EQUAL(get(GINTSTS), USBSUSP | WKUPINT);
}

TEST("OUT: NAK until it is enabled and NAK is cleared; toggles; the transfer ends with a short packet")
{
	uint8_t bytes[64] = { 1, 2, 3, 4, 5 };
	started();
	EQUAL(otgModelOut(&gModel, 0, 1, false, bytes, 64), kNoAnswer);
	set(DOEPCTL(1), USBAEP | EPTYP_BULK | SD0PID | SNAK | 64);
	EQUAL(otgModelOut(&gModel, 0, 1, false, bytes, 64), kNak);
	set(DOEPTSIZ(1), PKTCNT(3) | XFRSIZ(192));
	set(DOEPCTL(1), USBAEP | EPTYP_BULK | 64 | EPENA);
	EQUAL(otgModelOut(&gModel, 0, 1, false, bytes, 64), kNak);
	set(DOEPCTL(1), USBAEP | EPTYP_BULK | 64 | CNAK);
	EQUAL(otgModelOut(&gModel, 0, 1, false, bytes, 64), kAck);
	EQUAL(otgModelOut(&gModel, 0, 1, false, bytes, 64), kAck); /* the same again */
	EQUAL(get(DOEPTSIZ(1)), PKTCNT(2) | XFRSIZ(128));
	EQUAL(otgModelOut(&gModel, 0, 1, true, bytes, 5), kAck);
	EQUAL(otgModelOut(&gModel, 0, 1, false, bytes, 5), kNak);
	EQUAL(get(GRXSTSP), RXSTS(kRxOutData, 0, 64, 1));
	for (int word = 0; word < 16; word++)
		get(OTG_FIFO(0));
	EQUAL(get(GRXSTSP), RXSTS(kRxOutData, 2, 5, 1));
	EQUAL(get(OTG_FIFO(0)), 0x04030201);
	EQUAL(get(OTG_FIFO(0)), 0x00000005);
	CHECK(get(DOEPCTL(1)) & EPENA);
	EQUAL(get(GRXSTSP), RXSTS(kRxOutDone, 0, 0, 1));
	CHECK(!(get(DOEPCTL(1)) & EPENA));
	EQUAL(get(DOEPINT(1)), XFRC);
	EQUAL(gModel.misuses, 0);
}

TEST("OUT: a FIFO without room for the packet, and for what SETUP packets want, answers NAK")
{
	uint8_t bytes[64] = { 0 };
	started();
	set(DOEPCTL(1), USBAEP | EPTYP_BULK | SD0PID | 64);
	set(DOEPTSIZ(1), PKTCNT(8) | XFRSIZ(512));
	set(DOEPCTL(1), USBAEP | EPTYP_BULK | 64 | CNAK | EPENA);
	EQUAL(otgModelOut(&gModel, 0, 1, false, bytes, 64), kAck);
	EQUAL(otgModelOut(&gModel, 0, 1, true, bytes, 64), kAck);
	EQUAL(otgModelOut(&gModel, 0, 1, false, bytes, 64), kAck);
	EQUAL(otgModelOut(&gModel, 0, 1, true, bytes, 64), kNak);
	EQUAL(otgModelSetup(&gModel, 0, gSetup), kAck);
}

TEST("IN: NAK until the packet is in the FIFO; it comes again until it is taken; room and emptiness are told")
{
	uint8_t bytes[64];
	uint32_t length;
	bool toggle;
	started();
	set(DIEPCTL(1), USBAEP | EPTYP_BULK | TXFNUM(1) | SD0PID | 64);
	set(DIEPTSIZ(1), PKTCNT(1) | XFRSIZ(6));
	EQUAL(otgModelIn(&gModel, 0, 1, bytes, &length, &toggle), kNak);
	set(DIEPCTL(1), USBAEP | EPTYP_BULK | TXFNUM(1) | 64 | CNAK | EPENA);
	EQUAL(otgModelIn(&gModel, 0, 1, bytes, &length, &toggle), kNak);
	CHECK(get(DIEPINT(1)) & ITTXFE);
	CHECK(get(DIEPINT(1)) & TXFE);
	EQUAL(get(DTXFSTS(1)), 32);
	set(OTG_FIFO(1), 0x44332211);
	set(OTG_FIFO(1), 0x00006655);
	EQUAL(get(DTXFSTS(1)), 30);
	for (int turn = 0; turn < 2; turn++) {
		EQUAL(otgModelIn(&gModel, 0, 1, bytes, &length, &toggle), kAck);
		BYTES(bytes, length, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66);
		EQUAL(toggle, false);
	}
	otgModelInTaken(&gModel, 1);
	CHECK(get(DIEPINT(1)) & XFRC);
	CHECK(!(get(DIEPCTL(1)) & EPENA));
	CHECK(get(DIEPCTL(1)) & DPID);
	EQUAL(otgModelIn(&gModel, 0, 1, bytes, &length, &toggle), kNak);
	EQUAL(gModel.misuses, 0);
}

TEST("IN: bytes of a transfer count down as its packets are in the FIFO, packets as they leave")
{
	uint8_t bytes[64];
	uint32_t length;
	bool toggle;
	started();
	set(DIEPCTL(1), USBAEP | EPTYP_BULK | TXFNUM(1) | SD0PID | 64);
	set(DIEPTSIZ(1), PKTCNT(2) | XFRSIZ(70));
	set(DIEPCTL(1), USBAEP | EPTYP_BULK | TXFNUM(1) | 64 | CNAK | EPENA);
	for (int word = 0; word < 15; word++)
		set(OTG_FIFO(1), 0);
	EQUAL(get(DIEPTSIZ(1)), PKTCNT(2) | XFRSIZ(70));
	set(OTG_FIFO(1), 0);
	EQUAL(get(DIEPTSIZ(1)), PKTCNT(2) | XFRSIZ(6));
	set(OTG_FIFO(1), 0);
	set(OTG_FIFO(1), 0);
	EQUAL(get(DIEPTSIZ(1)), PKTCNT(2) | XFRSIZ(0));
	EQUAL(otgModelIn(&gModel, 0, 1, bytes, &length, &toggle), kAck);
	EQUAL(length, 64);
	otgModelInTaken(&gModel, 1);
	EQUAL(get(DIEPTSIZ(1)), PKTCNT(1) | XFRSIZ(0));
	EQUAL(otgModelIn(&gModel, 0, 1, bytes, &length, &toggle), kAck);
	EQUAL(length, 6);
	EQUAL(gModel.misuses, 0);
}

TEST("global NAK is told through the FIFO, and then an OUT endpoint can be disabled")
{
	uint8_t bytes[8] = { 0 };
	started();
	set(DOEPCTL(1), USBAEP | EPTYP_BULK | SD0PID | 64);
	set(DOEPTSIZ(1), PKTCNT(1) | XFRSIZ(64));
	set(DOEPCTL(1), USBAEP | EPTYP_BULK | 64 | CNAK | EPENA);
	set(DCTL, SGONAK);
	EQUAL(otgModelOut(&gModel, 0, 1, false, bytes, 8), kNak);
	EQUAL(get(GINTSTS), RXFLVL);
	EQUAL(get(GRXSTSP), RXSTS(kRxGlobalNak, 0, 0, 0));
	EQUAL(get(GINTSTS), GONAKEFF);
	set(DOEPCTL(1), USBAEP | EPTYP_BULK | 64 | EPDIS | SNAK);
	EQUAL(get(DOEPINT(1)), EPDISD);
	CHECK(!(get(DOEPCTL(1)) & EPENA));
	set(DCTL, CGONAK);
	EQUAL(get(GINTSTS), 0);
	EQUAL(gModel.misuses, 0);
}

TEST("what the manual forbids is counted")
{
	static const struct {
		uint32_t offset, value;
	} wrong[] = {
		{ DOEPCTL(1), USBAEP | EPDIS }, /* not enabled */
		{ DIEPCTL(1), EPENA }, /* not active */
		{ OTG_FIFO(1), 0 }, /* not enabled */
		{ 0xF00, 0 }, /* no such register */
	};
	for (uint32_t index = 0; index < sizeof(wrong) / sizeof(*wrong); index++) {
		started();
		EQUAL(gModel.misuses, 0);
		set(wrong[index].offset, wrong[index].value);
		CHECK(gModel.misuses > 0);
	}
	started();
	get(GRXSTSP);
	EQUAL(gModel.misuses, 1);
}

static uint8_t gSent[256];
static uint32_t gLength;

static void sent(const uint8_t *message, uint32_t length)
{
	memcpy(gSent + gLength, message, length);
	gLength += length;
}

#define TAKE(WIRE, ...) otgWireTake(WIRE, (const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ }))

TEST("tokens on a line, and the word that an endpoint is ready")
{
	OtgWire wire = { .model = &gModel, .send = sent };
	started();
	set(DIEPCTL(1), USBAEP | EPTYP_BULK | TXFNUM(1) | SD0PID | 64);
	TAKE(&wire, kBusConnected);
	TAKE(&wire, kBusIn, 0, 1);
	otgWireChanged(&wire);
	BYTES(gSent, gLength, kBusConnected, 1, kBusIn, kNak, 0);
	gLength = 0;
	set(DIEPTSIZ(1), PKTCNT(1) | XFRSIZ(2));
	set(DIEPCTL(1), USBAEP | EPTYP_BULK | TXFNUM(1) | 64 | CNAK | EPENA);
	otgWireChanged(&wire);
	EQUAL(gLength, 0);
	set(OTG_FIFO(1), 0x2211);
	otgWireChanged(&wire);
	otgWireChanged(&wire);
	TAKE(&wire, kBusIn, 0, 1);
	BYTES(gSent, gLength, kBusReady, 0, 2, kBusIn, kAck, 0, 0x11, 0x22);
	gLength = 0;
	set(DCTL, SDIS);
	otgWireChanged(&wire);
	TAKE(&wire, kBusSetup, 0, 0x80, 6, 0, 1, 0, 0, 18, 0);
	TAKE(&wire, kBusSetup, 0);
	TAKE(&wire, 0x55);
	BYTES(gSent, gLength, kBusConnected, 0, kBusSetup, kNoAnswer);
}
