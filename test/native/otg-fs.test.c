/* SPDX-License-Identifier: Apache-2.0 */
/* The driver of OTG_FS on the model of its core; endpoint 0 has its own file, and so has what happens in the midst of an interrupt. */
#include <string.h>

#include "check.h"
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

TEST("packets go in both directions")
{
	benchWorks(configured());
}

TEST("several packets in a transfer, and packets across those of the bus")
{
	UsbBench *bench = configured();
	uint8_t got[kUsbLongestPacket], wanted[kUsbLongestPacket];
	static const uint8_t lengths[] = { 4, 5, 60, 61, 100, 251 };
	uint32_t length = 0;
	for (uint32_t index = 0; index < sizeof(lengths); index++)
		length += benchHeaded(gBytes + length, lengths[index], (uint8_t)index);
	EQUAL(length, 505);
	EQUAL(benchTransfer(bench, gBytes, length), kAck);
	EQUAL(usbPipesReadable(&bench->pipes), sizeof(lengths));
	for (uint32_t index = 0; index < sizeof(lengths); index++) {
		benchPacket(wanted, lengths[index], (uint8_t)index);
		EQUAL(benchRead(bench, got), lengths[index]);
		CHECK(!memcmp(got, wanted, lengths[index]));
	}
	EQUAL(benchRead(bench, got), 0);
	EQUAL(bench->pipes.unpacker.counters[kUsbReceived], sizeof(lengths));
	EQUAL(bench->pipes.unpacker.counters[kUsbSkipped], 0);
}

TEST("a transfer of whole packets of the bus arrives without an empty one behind it")
{
	UsbBench *bench = configured();
	uint8_t got[kUsbLongestPacket];
	for (int turn = 0; turn < 20; turn++) {
		EQUAL(benchTransfer(bench, gBytes, benchHeaded(gBytes, 124, 1)), kAck);
		EQUAL(benchRead(bench, got), 124);
	}
}

TEST("packets that wait leave together; what fills the last packet is followed by an empty one")
{
	UsbBench *bench = configured();
	uint8_t bytes[kUsbLongestPacket];
	uint32_t at = 0;
	int count;
	/* The first leaves alone. */
	CHECK(benchWrite(bench, bytes, benchPacket(bytes, 60, 1)));
	for (uint8_t index = 0; index < 3; index++)
		CHECK(benchWrite(bench, bytes, benchPacket(bytes, 60, index)));
	EQUAL(benchIn(bench, gBytes), 64);
	EQUAL(benchIn(bench, gBytes), 0);
	while ((count = benchIn(bench, gBytes + at)) == 64)
		at += 64;
	EQUAL(at, 192);
	EQUAL(count, 0);
	for (uint8_t index = 0; index < 3; index++) {
		benchHeaded(bytes, 60, index);
		CHECK(!memcmp(gBytes + 64 * index, bytes, 64));
	}
	EQUAL(benchIn(bench, gBytes), -kNak);
}

TEST("a transfer of 512 bytes ends by itself; what does not fit goes with the next one")
{
	UsbBench *bench = configured();
	uint8_t bytes[kUsbLongestPacket];
	CHECK(benchWrite(bench, bytes, benchPacket(bytes, 4, 0)));
	for (uint8_t index = 0; index < 4; index++)
		CHECK(benchWrite(bench, bytes, benchPacket(bytes, 124, index)));
	CHECK(benchWrite(bench, bytes, benchPacket(bytes, 251, 9)));
	EQUAL(benchIn(bench, gBytes), 8);
	for (int piece = 0; piece < 8; piece++)
		EQUAL(benchIn(bench, gBytes), 64);
	for (int piece = 0; piece < 3; piece++)
		EQUAL(benchIn(bench, gBytes), 64);
	EQUAL(benchIn(bench, gBytes), 63);
	EQUAL(benchIn(bench, gBytes), -kNak);
}

TEST("two packets of the longest length do not make room for a third")
{
	UsbBench *bench = configured();
	uint8_t bytes[kUsbLongestPacket];
	for (uint8_t index = 0; index < 4; index++)
		CHECK(benchWrite(bench, bytes, benchPacket(bytes, index ? 251 : 4, index)));
	EQUAL(benchIn(bench, gBytes), 8);
	for (int piece = 0; piece < 7; piece++)
		EQUAL(benchIn(bench, gBytes), 64);
	EQUAL(benchIn(bench, gBytes), 62);
	EQUAL(benchIn(bench, gBytes), 64);
}

TEST("a USB host that sends faster than the machine reads is told to wait, and nothing is lost")
{
	UsbBench *bench = configured();
	uint8_t got[kUsbLongestPacket];
	uint32_t sent = 0, read = 0, naks = 0;
	while (read < 5000) {
		const uint32_t length = benchHeaded(gBytes, 40, (uint8_t)sent);
		const Handshake answer = benchOut(bench, gBytes, length);
		if (kAck == answer)
			sent++;
		else {
			EQUAL(answer, kNak);
			naks++;
		}
		if ((kNak == answer) || (0 == sent % 7)) {
			EQUAL(benchRead(bench, got), 40);
			EQUAL(got[4], (uint8_t)(read + 4));
			read++;
		}
	}
	CHECK(naks > 0);
	EQUAL(bench->pipes.input.ring.lost, 0);
	CHECK(sent >= read);
}

TEST("damage is counted, and the next transfer is good")
{
	UsbBench *bench = configured();
	uint8_t bad[64];
	memset(bad, 0x55, sizeof(bad));
	EQUAL(benchOut(bench, bad, 64), kAck);
	EQUAL(benchOut(bench, bad, 10), kAck);
	EQUAL(bench->pipes.unpacker.counters[kUsbIdentifier], 1);
	EQUAL(bench->pipes.unpacker.counters[kUsbSkipped], 74);
	benchWorks(bench);
	benchHeaded(gBytes, 30, 0);
	EQUAL(benchOut(bench, gBytes, 20), kAck);
	EQUAL(bench->pipes.unpacker.counters[kUsbTruncated], 1);
	EQUAL(benchOut(bench, gBytes, 0), kAck);
	benchWorks(bench);
}

TEST("a packet that the USB host sends again, because it has not heard the answer, is taken once")
{
	UsbBench *bench = configured();
	const uint32_t length = benchHeaded(gBytes, 20, 0);
	EQUAL(benchOut(bench, gBytes, length), kAck);
	bench->outToggle = !bench->outToggle;
	EQUAL(benchOut(bench, gBytes, length), kAck);
	EQUAL(usbPipesReadable(&bench->pipes), 1);
}

TEST("a packet that the USB host has not heard comes again")
{
	UsbBench *bench = configured();
	uint8_t bytes[64], again[64];
	uint32_t length;
	bool toggle;
	CHECK(benchWrite(bench, bytes, benchPacket(bytes, 20, 9)));
	EQUAL(otgModelIn(&bench->model, 5, 1, again, &length, &toggle), kAck);
	EQUAL(length, 24);
	EQUAL(benchIn(bench, bytes), 24);
	CHECK(!memcmp(bytes, again, 24));
	EQUAL(benchIn(bench, bytes), -kNak);
}

TEST("halted endpoints stall until they are asked to go on, with the first toggle")
{
	UsbBench *bench = configured();
	uint8_t bytes[64];
	EQUAL(benchControl(bench, 0x02, 3, 0, 0x81, 0, gBytes), 0);
	EQUAL(benchControl(bench, 0x02, 3, 0, 0x01, 0, gBytes), 0);
	EQUAL(benchControl(bench, 0x82, 0, 0, 0x81, 2, gBytes), 2);
	BYTES(gBytes, 2, 1, 0);
	EQUAL(benchOut(bench, bytes, 8), kStall);
	CHECK(benchWrite(bench, bytes, benchPacket(bytes, 20, 1)));
	EQUAL(benchIn(bench, bytes), -kStall);
	EQUAL(benchControl(bench, 0x02, 1, 0, 0x81, 0, gBytes), 0);
	EQUAL(benchControl(bench, 0x02, 1, 0, 0x01, 0, gBytes), 0);
	bench->outToggle = bench->inToggle = false;
	EQUAL(benchIn(bench, bytes), 24);
	benchWorks(bench);
}

TEST("a packet that the USB host has begun before a halt is forgotten")
{
	UsbBench *bench = configured();
	uint8_t bytes[64] = { 0x1A, 0xB4, 0x00, 0x80 };
	EQUAL(benchOut(bench, bytes, sizeof(bytes)), kAck);
	EQUAL(benchControl(bench, 0x02, 3, 0, 0x01, 0, gBytes), 0);
	EQUAL(benchControl(bench, 0x02, 1, 0, 0x01, 0, gBytes), 0);
	bench->outToggle = false;
	benchWorks(bench);
	EQUAL(benchRead(bench, bytes), 0);
}

TEST("a transfer that a halt has cut goes again from its beginning")
{
	UsbBench *bench = configured();
	uint8_t bytes[kUsbLongestPacket];
	CHECK(benchWrite(bench, bytes, benchPacket(bytes, 200, 1)));
	EQUAL(benchIn(bench, gBytes), 64);
	EQUAL(benchControl(bench, 0x02, 3, 0, 0x81, 0, gBytes), 0);
	EQUAL(benchIn(bench, gBytes), -kStall);
	EQUAL(benchControl(bench, 0x02, 1, 0, 0x81, 0, gBytes), 0);
	bench->inToggle = false;
	EQUAL(benchIn(bench, gBytes), 64);
	BYTES(gBytes, 4, 0x1A, 0xB4, 0x00, 204);
	EQUAL(benchIn(bench, gBytes), 64);
	EQUAL(benchIn(bench, gBytes), 64);
	EQUAL(benchIn(bench, gBytes), 12);
}

TEST("a new configuration forgets what was under way")
{
	UsbBench *bench = configured();
	uint8_t bytes[kUsbLongestPacket];
	const uint32_t session = usbPipesSession(&bench->pipes);
	benchHeaded(gBytes, 100, 0);
	EQUAL(benchOut(bench, gBytes, 64), kAck);
	CHECK(benchWrite(bench, bytes, benchPacket(bytes, 200, 1)));
	EQUAL(benchIn(bench, gBytes), 64);
	EQUAL(benchControl(bench, 0x00, 9, 1, 0, 0, gBytes), 0);
	CHECK(session != usbPipesSession(&bench->pipes));
	bench->outToggle = bench->inToggle = false;
	EQUAL(benchIn(bench, gBytes), -kNak);
	benchWorks(bench);
	EQUAL(benchControl(bench, 0x00, 9, 0, 0, 0, gBytes), 0);
	CHECK(!usbSessionUp(usbPipesSession(&bench->pipes)));
	EQUAL(benchIn(bench, gBytes), -kNoAnswer);
	EQUAL(benchControl(bench, 0x00, 9, 1, 0, 0, gBytes), 0);
	bench->outToggle = bench->inToggle = false;
	benchWorks(bench);
	EQUAL(benchControl(bench, 0x00, 9, 2, 0, 0, gBytes), kStalled);
	benchWorks(bench);
}

TEST("a packet that the machine wrote for the USB host before is not sent to the next one")
{
	UsbBench *bench = configured();
	uint8_t bytes[64];
	const uint32_t session = usbPipesSession(&bench->pipes);
	benchHeaded(gBytes, 20, 0);
	EQUAL(benchOut(bench, gBytes, 24), kAck);
	benchEnumerate(bench);
	CHECK(usbPipesWrite(&bench->pipes, session, bytes, benchPacket(bytes, 20, 1)));
	otgInterrupt(&bench->otg);
	EQUAL(benchIn(bench, bytes), -kNak);
	EQUAL(benchRead(bench, bytes), 0);
	benchWorks(bench);
}

TEST("a packet of a session that the machine has yet to learn of waits")
{
	UsbBench *bench = configured();
	uint8_t bytes[kUsbLongestPacket];
	const uint32_t session = usbPipesSession(&bench->pipes);
	benchEnumerate(bench);
	EQUAL(benchTransfer(bench, gBytes, benchHeaded(gBytes, 20, 0)), kAck);
	EQUAL(usbPipesRead(&bench->pipes, session, bytes, sizeof(bytes)), 0);
	EQUAL(benchRead(bench, bytes), 20);
}

TEST("reset at any token: it enumerates and works again")
{
	for (int tokens = 0; tokens < 40; tokens++) {
		UsbBench *bench = configured();
		uint8_t bytes[kUsbLongestPacket];
		int left = tokens;
		benchHeaded(gBytes, 200, 0);
		benchWrite(bench, bytes, benchPacket(bytes, 250, 1));
		for (uint32_t at = 0; left && (at < 204); at += 64, left--)
			benchOut(bench, gBytes + at, (204 - at < 64) ? 204 - at : 64);
		for (int piece = 0; left && (piece < 3); piece++, left--)
			benchIn(bench, bytes);
		for (; left; left--) {
			otgModelSetup(&bench->model, 5, (const uint8_t[]){ 0x80, 6, 0, 2, 0, 0, 255, 0 });
			if (left & 1)
				benchSettle(bench);
		}
		benchEnumerate(bench);
		benchWorks(bench);
		EQUAL(bench->otg.counters[kOtgRestarts], 0);
	}
}

TEST("reset, end of reset and a request that are seen in one interrupt")
{
	UsbBench *bench = configured();
	otgModelReset(&bench->model, true);
	otgModelReset(&bench->model, false);
	benchSettle(bench);
	bench->address = 0;
	EQUAL(benchControl(bench, 0x80, 6, 0x0100, 0, 18, gBytes), 18);
	benchEnumerate(bench);
	benchWorks(bench);
}

TEST("suspended and resumed it goes on")
{
	UsbBench *bench = configured();
	const uint32_t session = usbPipesSession(&bench->pipes);
	for (int turn = 0; turn < 3; turn++) {
		otgModelSuspend(&bench->model, true);
		benchSettle(bench);
		EQUAL(benchOut(bench, gBytes, 8), kNoAnswer);
		otgModelSuspend(&bench->model, false);
		benchSettle(bench);
		benchWorks(bench);
	}
	EQUAL(usbPipesSession(&bench->pipes), session);
	EQUAL(bench->otg.counters[kOtgSuspends], 3);
}

TEST("unplugged and plugged in again, with VBUS sensed: the session ends at once")
{
	UsbBench *bench = &gBench;
	benchStart(bench);
	bench->otg.sensesVbus = true;
	otgStart(&bench->otg);
	benchPass(bench, kOtgHidden);
	benchEnumerate(bench);
	otgModelVbusLost(&bench->model);
	benchSettle(bench);
	CHECK(!usbSessionUp(usbPipesSession(&bench->pipes)));
	benchEnumerate(bench);
	benchWorks(bench);
}

TEST("a core that does not follow is started anew, and the USB host finds the device again")
{
	UsbBench *bench = configured();
	uint8_t bytes[kUsbLongestPacket];
	CHECK(benchWrite(bench, bytes, benchPacket(bytes, 250, 1)));
	bench->model.stuck = true;
	bench->address = 0;
	otgModelReset(&bench->model, true);
	otgInterrupt(&bench->otg);
	CHECK(bench->otg.counters[kOtgRestarts] > 0);
	CHECK(!usbSessionUp(usbPipesSession(&bench->pipes)));
	bench->model.stuck = false;
	bench->model.misuses = 0;
	benchPass(bench, 2 * kOtgHidden);
	CHECK(otgModelConnected(&bench->model));
	benchEnumerate(bench);
	benchWorks(bench);
}

TEST("bits that take their time to follow")
{
	UsbBench *bench = &gBench;
	benchStart(bench);
	bench->model.late = 500;
	benchEnumerate(bench);
	benchWorks(bench);
	benchEnumerate(bench);
	benchWorks(bench);
	EQUAL(bench->otg.counters[kOtgRestarts], 0);
}

TEST("stopped it is gone; started again it is there")
{
	UsbBench *bench = configured();
	otgStop(&bench->otg);
	CHECK(!otgModelConnected(&bench->model));
	CHECK(!otgModelInterrupts(&bench->model));
	otgStart(&bench->otg);
	benchPass(bench, kOtgHidden);
	benchEnumerate(bench);
	benchWorks(bench);
}

TEST("stopped and started at once, or started anew, it is off the bus for 25 ms, so that the USB host sees it go; meanwhile nobody waits")
{
	for (int anew = 0; anew < 2; anew++) {
		UsbBench *bench = configured();
		if (anew) {
			bench->otg.due = kOtgRestart;
			otgInterrupt(&bench->otg);
			EQUAL(bench->otg.counters[kOtgRestarts], 1);
		} else {
			otgStop(&bench->otg);
			otgStart(&bench->otg);
		}
		bench->arrivals = 0;
		for (int turn = 0; turn < 25; turn++) {
			otgInterrupt(&bench->otg); /* the machine has it come */
			benchPass(bench, 1);
			EQUAL(bench->arrivals, 0);
			CHECK(!bench->otg.outArmed);
		}
		CHECK(!otgModelConnected(&bench->model));
		benchPass(bench, 1);
		EQUAL(bench->arrivals, 1);
		CHECK(otgModelConnected(&bench->model));
		benchEnumerate(bench);
		benchWorks(bench);
	}
}

TEST("a core that takes its time to become a device: it is asked again, and only then connects")
{
	UsbBench *bench = configured();
	otgStop(&bench->otg);
	bench->model.isHost = true;
	otgStart(&bench->otg);
	benchPass(bench, 3 * kOtgHidden);
	EQUAL(bench->otg.counters[kOtgRestarts], 3);
	CHECK(!otgModelConnected(&bench->model));
	bench->model.isHost = false;
	benchPass(bench, kOtgHidden);
	benchEnumerate(bench);
	benchWorks(bench);
}

TEST("stopped before it has come to the bus, it does not come")
{
	UsbBench *bench = configured();
	otgStop(&bench->otg);
	otgStart(&bench->otg);
	benchPass(bench, kOtgHidden - 1);
	CHECK(otgTick(&bench->otg));
	otgStop(&bench->otg);
	benchPass(bench, 2 * kOtgHidden);
	otgInterrupt(&bench->otg);
	CHECK(!otgModelConnected(&bench->model));
}
