/* SPDX-License-Identifier: Apache-2.0 */
/* Endpoint 0 of the OTG_FS driver, on the model of its core. */
#include <string.h>

#include "check.h"
#include "hosts/stm32f405/peripherals/otg-fs-registers.h"
#include "support/usb-bench.h"

static UsbBench gBench;
static uint8_t gBytes[1024];

static UsbBench *configured(void)
{
	benchStart(&gBench);
	benchEnumerate(&gBench);
	CHECK(usbSessionUp(usbPipesSession(&gBench.pipes)));
	return &gBench;
}

TEST("descriptors are answered as they are asked for")
{
	UsbBench *bench = &gBench;
	benchStart(bench);
	benchReset(bench);
	EQUAL(benchControl(bench, 0x80, 6, 0x0100, 0, 8, gBytes), 8);
	CHECK(!memcmp(gBytes, gDescriptors, 8));
	EQUAL(benchControl(bench, 0x80, 6, 0x0100, 0, 64, gBytes), 18);
	CHECK(!memcmp(gBytes, gDescriptors, 18));
	EQUAL(benchControl(bench, 0x80, 6, 0x0200, 0, 9, gBytes), 9);
	EQUAL(benchControl(bench, 0x80, 6, 0x0200, 0, 255, gBytes), 32);
	CHECK(!memcmp(gBytes, gDescriptors + 18, 32));
	EQUAL(benchControl(bench, 0x80, 6, 0x0300, 0, 255, gBytes), 4);
	EQUAL(benchControl(bench, 0x80, 6, 0x0302, 0x0409, 255, gBytes), 28);
	EQUAL(benchControl(bench, 0x80, 6, 0x0303, 0x0409, 255, gBytes), 4);
	BYTES(gBytes, 4, 0x04, 0x03, '7', 0);
	EQUAL(benchControl(bench, 0x80, 6, 0x0304, 0x0409, 255, gBytes), kStalled);
	EQUAL(benchControl(bench, 0x80, 6, 0x0600, 0, 10, gBytes), kStalled);
	EQUAL(benchControl(bench, 0x80, 6, 0x0100, 0, 18, gBytes), 18);
	EQUAL(benchControl(bench, 0x80, 6, 0x0100, 0, 0, gBytes), 0);
	EQUAL(bench->otg.counters[kOtgStalls], 2);
}

TEST("an answer that fills its packets but not the request ends with an empty packet")
{
	static uint8_t descriptors[sizeof(gDescriptors) + 60];
	UsbBench *bench = &gBench;
	memcpy(descriptors, gDescriptors, 98);
	descriptors[98] = 64;
	descriptors[99] = 0x03;
	for (int at = 100; at < 162; at++)
		descriptors[at] = (uint8_t)at;
	benchStart(bench);
	bench->otg.control.descriptors = descriptors;
	bench->otg.control.size = sizeof(descriptors);
	CHECK(usbDescriptorsGood(descriptors, sizeof(descriptors)));
	benchReset(bench);
	EQUAL(benchControl(bench, 0x80, 6, 0x0303, 0x0409, 255, gBytes), 64);
	EQUAL(gBytes[63], 161);
	EQUAL(benchControl(bench, 0x80, 6, 0x0303, 0x0409, 64, gBytes), 64);
}

TEST("the address counts after the status stage; at another one nobody answers")
{
	UsbBench *bench = configured();
	EQUAL(benchControl(bench, 0x80, 8, 0, 0, 1, gBytes), 1);
	EQUAL(gBytes[0], 1);
	bench->address = 0;
	EQUAL(benchControl(bench, 0x80, 8, 0, 0, 1, gBytes), kTimedOut);
	bench->address = 5;
	benchWorks(bench);
}

TEST("a request that the USB host gives up for another")
{
	UsbBench *bench = configured();
	uint8_t bytes[64];
	uint32_t length;
	bool toggle;
	for (int late = 0; late < 2; late++) {
		bench->model.tellsSetupLate = late;
		/* Without waiting, before the first packet of the answer, and behind it. */
		for (int stage = 0; stage < 4; stage++) {
			otgModelSetup(&bench->model, 5, (const uint8_t[]){ 0x80, 6, 0, 2, 0, 0, 255, 0 });
			if (stage > 0)
				benchSettle(bench);
			if (stage > 1)
				otgModelIn(&bench->model, 5, 0, bytes, &length, &toggle);
			if (stage > 2)
				benchSettle(bench);
			EQUAL(benchControl(bench, 0x80, 0, 0, 0, 2, gBytes), 2);
			BYTES(gBytes, 2, 0, 0);
			EQUAL(benchControl(bench, 0x80, 6, 0x0100, 0, 18, gBytes), 18);
		}
		benchWorks(bench);
	}
}

/* The answer has been sent, and endpoint 0 OUT waits for the status stage. */
static UsbBench *awaitingStatus(void)
{
	UsbBench *bench = configured();
	uint8_t bytes[64];
	uint32_t length;
	bool toggle;
	EQUAL(otgModelSetup(&bench->model, 5, (const uint8_t[]){ 0x80, 0, 0, 0, 0, 0, 2, 0 }), kAck);
	benchSettle(bench);
	EQUAL(otgModelIn(&bench->model, 5, 0, bytes, &length, &toggle), kAck);
	EQUAL(length, 2);
	otgModelInTaken(&bench->model, 0);
	benchSettle(bench);
	CHECK(registerRead(OTG_MODEL, DOEPCTL(0)) & EPENA);
	return bench;
}

TEST("a reset instead of a status stage: the size of the enabled endpoint 0 is left as it is")
{
	UsbBench *bench = awaitingStatus();
	benchReset(bench);
	EQUAL(registerRead(OTG_MODEL, DOEPTSIZ(0)), STUPCNT(3) | PKTCNT(1) | XFRSIZ(64));
	CHECK(registerRead(OTG_MODEL, DOEPCTL(0)) & NAKSTS);
	benchEnumerate(bench);
	benchWorks(bench);
}

TEST("a reset that is seen with the packet of a status stage")
{
	UsbBench *bench = awaitingStatus();
	EQUAL(otgModelOut(&bench->model, 5, 0, true, NULL, 0), kAck);
	benchReset(bench);
	EQUAL(registerRead(OTG_MODEL, DOEPTSIZ(0)), STUPCNT(3) | PKTCNT(1) | XFRSIZ(64));
	CHECK(!(registerRead(OTG_MODEL, DOEPCTL(0)) & EPENA));
	benchEnumerate(bench);
	benchWorks(bench);
}

TEST("a request that is seen with the reset behind it is nobody's")
{
	UsbBench *bench = &gBench;
	benchStart(bench);
	benchEnumerate(bench);
	EQUAL(otgModelSetup(&bench->model, bench->address, (const uint8_t[]){ 0, 9, 1, 0, 0, 0, 0, 0 }), kAck);
	otgModelReset(&bench->model, true);
	benchSettle(bench);
	CHECK(!usbSessionUp(usbPipesSession(&bench->pipes)));
	EQUAL(bench->otg.control.configuration, 0);
	benchEnumerate(bench);
	benchWorks(bench);
}

TEST("a request instead of a status stage")
{
	UsbBench *bench = awaitingStatus();
	EQUAL(benchControl(bench, 0x80, 6, 0x0100, 0, 18, gBytes), 18);
	benchWorks(bench);
}

TEST("a request that is seen with the end of the answer before it")
{
	for (int late = 0; late < 2; late++) {
		UsbBench *bench = configured();
		uint8_t bytes[64];
		uint32_t length;
		bool toggle;
		bench->model.tellsSetupLate = late;
		otgModelSetup(&bench->model, 5, (const uint8_t[]){ 0x80, 6, 0, 1, 0, 0, 18, 0 });
		benchSettle(bench);
		otgModelIn(&bench->model, 5, 0, bytes, &length, &toggle);
		benchSettle(bench);
		EQUAL(otgModelIn(&bench->model, 5, 0, bytes, &length, &toggle), kAck);
		otgModelInTaken(&bench->model, 0);
		EQUAL(benchControl(bench, 0x80, 8, 0, 0, 1, gBytes), 1);
		EQUAL(gBytes[0], 1);
		benchWorks(bench);
	}
}

TEST("more SETUP packets than the core counts, without a token between them: the last one is answered")
{
	UsbBench *bench = awaitingStatus();
	bench->model.tellsSetupLate = true;
	for (int turn = 0; turn < 5; turn++) {
		otgModelSetup(&bench->model, 5, (const uint8_t[]){ 0x80, 6, 0, 2, 0, 0, 255, 0 });
		benchSettle(bench);
	}
	EQUAL(benchControl(bench, 0x80, 8, 0, 0, 1, gBytes), 1);
	EQUAL(gBytes[0], 1);
	benchWorks(bench);
}

TEST("requests that cannot be answered stall, and the next one is answered")
{
	UsbBench *bench = configured();
	EQUAL(benchControl(bench, 0xC0, 0x51, 0, 0, 16, gBytes), kStalled);
	EQUAL(benchControl(bench, 0x00, 9, 1, 0, 8, gBytes), kStalled); /* with data: no request of this device has any */
	EQUAL(benchControl(bench, 0x02, 3, 0, 0x80, 0, gBytes), kStalled);
	EQUAL(benchControl(bench, 0x02, 3, 1, 0x81, 0, gBytes), kStalled);
	EQUAL(benchControl(bench, 0x00, 5, 7, 0, 0, gBytes), kStalled); /* when it is configured */
	EQUAL(benchControl(bench, 0x81, 10, 0, 0, 1, gBytes), 1);
	benchWorks(bench);
}
