/* SPDX-License-Identifier: Apache-2.0 */
/* A USB host that says anything at any time: also between two accesses of the driver: it does nothing that the manual forbids, no interrupt goes on for ever, and afterwards the device enumerates and works. */
#include <stdlib.h>
#include <string.h>

#include "test/native/check.h"
#include "test/native/support/usb-bench.h"

static UsbBench gBench;

/* What the bus does; false: this is nothing of the bus. */
static bool token(UsbBench *bench, uint8_t what, uint8_t value, const uint8_t *bytes, size_t left)
{
	OtgModel *model = &bench->model;
	uint8_t packet[kOtgPacketSize];
	uint32_t length;
	bool toggle;
	switch (what % 16) {
	case 0: otgModelReset(model, value & 1); return true;
	case 1: otgModelSuspend(model, value & 1); return true;
	case 2:
		if (left >= 8)
			otgModelSetup(model, bench->address, bytes);
		return true;
	case 3: otgModelOut(model, bench->address, value % 2, value & 0x40, bytes, (left < 64) ? left : 64); return true;
	case 4:
	case 5:
		if (kAck == otgModelIn(model, bench->address, value % 2, packet, &length, &toggle))
			if (value & 0x40)
				otgModelInTaken(model, value % 2);
		return true;
	}
	return false;
}

/* What the bus does in the midst of the driver's interrupt. */
static struct {
	uint8_t what, value;
	const uint8_t *bytes;
	size_t left;
} gLater;

static void later(UsbBench *bench)
{
	/* A fourth SETUP packet before the driver could look at three: no USB host is so fast. */
	if ((2 == gLater.what) && !(bench->model.out[0].size >> 29))
		return;
	token(bench, gLater.what, gLater.value, gLater.bytes, gLater.left);
}

static void step(UsbBench *bench, uint8_t what, uint8_t value, const uint8_t *bytes, size_t left)
{
	uint8_t packet[kUsbLongestPacket] = { 0 };
	if (token(bench, what, value, bytes, left)) {
		if (0 == what % 16)
			benchSettle(bench); /* a reset takes 10 ms, and leaves the device as many */
		return;
	}
	switch (what % 16) {
	case 6: bench->address = value; break;
	case 7: usbPipesWrite(&bench->pipes, usbPipesSession(&bench->pipes), packet, 4 + value % 248); break;
	case 8: usbPipesRead(&bench->pipes, usbPipesSession(&bench->pipes), packet, sizeof(packet)); break;
	case 9: otgInterrupt(&bench->otg); break;
	case 10: benchControl(bench, value & 0x80, 9, value & 3, 0, 0, packet); break;
	case 11: benchControl(bench, 0x02, value & 1 ? 3 : 1, 0, value & 2 ? 0x81 : 0x01, 0, packet); break;
	case 12: bench->model.tellsSetupLate = value & 1; break;
	case 13: bench->model.late = value; break;
	case 14:
		if (left < 2)
			break;
		gLater.what = bytes[0] % 6;
		gLater.value = bytes[1] | (gLater.what ? 0 : 1); /* a reset takes longer than an interrupt */
		gLater.bytes = bytes + 2;
		gLater.left = left - 2;
		benchAt(bench, value, later);
		break;
	default: benchSettle(bench); break;
	}
}

FUZZ("usb-device")
{
	UsbBench *bench = &gBench;
	uint8_t packet[] = { 0x1A, 0xB4, 0x00, 0x0B, 0x01, 0x08, 0x09, 0xC8, 0x00, 0x80, 0x02 }, got[kUsbLongestPacket];
	benchStart(bench);
	if (size && (bytes[0] & 1))
		benchEnumerate(bench);
	for (size_t at = 1; at + 1 < size; at += 2) {
		step(bench, bytes[at], bytes[at + 1], bytes + at + 2, size - at - 2);
		if (bytes[at] & 0x80)
			benchSettle(bench);
	}
	benchHappened(bench);
	benchSettle(bench);
	otgModelSuspend(&bench->model, false);
	benchEnumerate(bench);
	while (benchRead(bench, got))
		;
	EQUAL(benchOut(bench, packet, sizeof(packet)), kAck);
	EQUAL(benchRead(bench, got), 7);
	CHECK(benchWrite(bench, got, 7));
	EQUAL(benchIn(bench, got), 11);
	EQUAL(bench->otg.counters[kOtgRestarts], 0);
	return 0;
}
