/* SPDX-License-Identifier: Apache-2.0 */
/* The bus goes on while the driver is in its interrupt: the USB host does something at each single access to a register. */
#include <string.h>

#include "check.h"
#include "support/usb-bench.h"

enum { kAccesses = 400 };

static UsbBench gBench;
static uint8_t gBytes[1024];
/* What the USB host has got of transfers, by its own account, and what answered it last. */
static uint32_t gGot, gTransfers;
static Handshake gAnswer;

static UsbBench *configured(void)
{
	benchStart(&gBench);
	benchEnumerate(&gBench);
	gGot = gTransfers = 0;
	return &gBench;
}

/* A token for a packet. */
static void takeOne(UsbBench *bench)
{
	uint8_t bytes[kOtgPacketSize];
	uint32_t length;
	bool toggle;
	gAnswer = otgModelIn(&bench->model, bench->address, 1, bytes, &length, &toggle);
	if (kAck != gAnswer)
		return;
	EQUAL(toggle, bench->inToggle);
	bench->inToggle = !bench->inToggle;
	CHECK(!memcmp(bytes, gBytes + gGot, length));
	otgModelInTaken(&bench->model, 1);
	gGot += length;
	if (length == kOtgPacketSize)
		return;
	gTransfers++;
	gGot = 0;
}

static void clear(UsbBench *bench, uint32_t endpoint)
{
	uint8_t none[1];
	EQUAL(benchControl(bench, 0x02, 1, 0, endpoint, 0, none), 0);
}

/* The endpoint is halted, and what the USB host had of a transfer is nothing; it takes one packet more meanwhile, when the driver has made so many accesses. */
static bool haltWhileTaking(uint32_t accesses, uint32_t length, uint32_t before)
{
	UsbBench *bench = configured();
	uint8_t packet[kUsbLongestPacket], none[1];
	bool happened;
	benchHeaded(gBytes, length, 1);
	CHECK(benchWrite(bench, packet, benchPacket(packet, length, 1)));
	for (; before; before--) {
		takeOne(bench);
		benchSettle(bench);
	}
	benchAt(bench, accesses, takeOne);
	EQUAL(benchControl(bench, 0x02, 3, 0, 0x81, 0, none), 0);
	happened = benchHappened(bench);
	gGot = 0;
	bench->inToggle = false;
	clear(bench, 0x81);
	do {
		takeOne(bench);
		benchSettle(bench);
	} while (kAck == gAnswer);
	EQUAL(gAnswer, kNak);
	EQUAL(gTransfers, 1);
	EQUAL(gGot, 0);
	EQUAL(bench->otg.counters[kOtgRestarts], 0);
	benchWorks(bench);
	return happened;
}

TEST("halted while the USB host takes the last packet: the transfer is sent once")
{
	uint32_t access = 0;
	while (haltWhileTaking(access, 20, 0))
		CHECK(++access < kAccesses);
	CHECK(access > 40);
}

TEST("halted while the USB host takes the first packet of two, or the last")
{
	for (uint32_t before = 0; before < 2; before++)
		for (uint32_t access = 0; haltWhileTaking(access, 100, before); access++)
			CHECK(access < kAccesses);
}

TEST("halted while the USB host takes a full packet, or the empty one behind it")
{
	for (uint32_t before = 0; before < 2; before++)
		for (uint32_t access = 0; haltWhileTaking(access, 60, before); access++)
			CHECK(access < kAccesses);
}

/* A transfer of one packet, to the end, and in which session. */
static uint32_t gSession;

static void giveOne(UsbBench *bench)
{
	uint8_t bytes[kOtgPacketSize];
	gAnswer = otgModelOut(&bench->model, bench->address, 1, bench->outToggle, bytes, benchHeaded(bytes, 20, 3));
	if (kAck == gAnswer)
		bench->outToggle = !bench->outToggle;
	gSession = usbPipesSession(&bench->pipes);
}

TEST("halted while the USB host sends: what has been acknowledged is there, the rest is stalled")
{
	bool happened = true;
	for (uint32_t access = 0; happened; access++) {
		UsbBench *bench = configured();
		uint8_t bytes[kUsbLongestPacket];
		CHECK(access < kAccesses);
		benchAt(bench, access, giveOne);
		EQUAL(benchControl(bench, 0x02, 3, 0, 0x01, 0, bytes), 0);
		happened = benchHappened(bench);
		EQUAL(usbPipesReadable(&bench->pipes), happened && (kAck == gAnswer));
		clear(bench, 0x01);
		bench->outToggle = false;
		while (benchRead(bench, bytes))
			;
		benchWorks(bench);
		EQUAL(bench->otg.counters[kOtgRestarts], 0);
	}
}

TEST("configured anew while the USB host sends and takes: nothing of before is left")
{
	void (*const does[])(UsbBench *bench) = { giveOne, takeOne };
	for (uint32_t what = 0; what < 2; what++) {
		bool happened = true;
		for (uint32_t access = 0; happened; access++) {
			UsbBench *bench = configured();
			uint8_t packet[kUsbLongestPacket];
			CHECK(access < kAccesses);
			benchHeaded(gBytes, 20, 1);
			CHECK(benchWrite(bench, packet, benchPacket(packet, 20, 1)));
			benchAt(bench, access, does[what]);
			EQUAL(benchControl(bench, 0x00, 9, 1, 0, 0, packet), 0);
			happened = benchHappened(bench);
			/* What came behind the configuration stays. */
			bench->outToggle = (giveOne == does[what]) && happened && (kAck == gAnswer) && (gSession == usbPipesSession(&bench->pipes));
			bench->inToggle = false;
			EQUAL(benchRead(bench, packet), bench->outToggle ? 20 : 0);
			benchWorks(bench);
			EQUAL(bench->otg.counters[kOtgRestarts], 0);
		}
	}
}

static void asksAnew(UsbBench *bench)
{
	EQUAL(otgModelSetup(&bench->model, bench->address, (const uint8_t[]){ 0x80, 8, 0, 0, 0, 0, 1, 0 }), kAck);
}

/* Not behind one that cannot be answered: what comes before the endpoint is stalled, and unseen, is stalled too. A USB host would only repeat the same so soon. */
TEST("a request instead of the one that is being answered: it gets its own answer")
{
	static const uint8_t requests[][8] = {
		{ 0x80, 6, 0, 2, 0, 0, 255, 0 },
		{ 0x02, 3, 0, 0, 0x81, 0, 0, 0 },
		{ 0x02, 3, 0, 0, 0x01, 0, 0, 0 },
		{ 0x00, 9, 1, 0, 0, 0, 0, 0 },
	};
	for (int late = 0; late < 2; late++)
		for (uint32_t index = 0; index < sizeof(requests) / sizeof(requests[0]); index++) {
			bool happened = true;
			for (uint32_t access = 0; happened; access++) {
				UsbBench *bench = configured();
				uint8_t answer[kUsbLongestPacket] = { 0xEE };
				CHECK(access < kAccesses);
				bench->model.tellsSetupLate = late;
				EQUAL(otgModelSetup(&bench->model, bench->address, requests[index]), kAck);
				benchAt(bench, access, asksAnew);
				benchSettle(bench);
				happened = benchHappened(bench);
				if (!happened)
					continue;
				EQUAL(benchAnswer(bench, 1, answer), 1);
				EQUAL(answer[0], 1);
				EQUAL(bench->otg.counters[kOtgRestarts], 0);
			}
		}
}

static void resets(UsbBench *bench)
{
	otgModelReset(&bench->model, true);
}

TEST("a reset while anything is under way: it enumerates and works again")
{
	static const uint8_t requests[][8] = { { 0x80, 6, 0, 2, 0, 0, 255, 0 }, { 0x02, 3, 0, 0, 0x81, 0, 0, 0 }, { 0x02, 3, 0, 0, 0x01, 0, 0, 0 }, { 0x00, 9, 1, 0, 0, 0, 0, 0 } };
	for (uint32_t index = 0; index < sizeof(requests) / sizeof(requests[0]); index++) {
		bool happened = true;
		for (uint32_t access = 0; happened; access++) {
			UsbBench *bench = configured();
			uint8_t packet[kUsbLongestPacket];
			CHECK(access < kAccesses);
			CHECK(benchWrite(bench, packet, benchPacket(packet, 200, 1)));
			giveOne(bench);
			EQUAL(otgModelSetup(&bench->model, bench->address, requests[index]), kAck);
			benchAt(bench, access, resets);
			benchSettle(bench);
			happened = benchHappened(bench);
			benchEnumerate(bench);
			EQUAL(benchRead(bench, packet), 0);
			benchWorks(bench);
			EQUAL(bench->otg.counters[kOtgRestarts], 0);
		}
	}
}
