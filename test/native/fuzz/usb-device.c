/* SPDX-License-Identifier: Apache-2.0 */
/* A USB host that says anything at any time: the driver does nothing that the manual forbids, no interrupt goes on for ever, and afterwards the device enumerates and works. */
#include <stdlib.h>
#include <string.h>

#include "test/native/check.h"
#include "test/native/support/usb-bench.h"

static UsbBench gBench;

static void step(UsbBench *bench, uint8_t what, uint8_t value, const uint8_t *bytes, size_t left)
{
	OtgModel *model = &bench->model;
	uint8_t packet[kUsbLongestPacket] = { 0 };
	uint32_t length;
	bool toggle;
	switch (what % 16) {
	case 0:
		otgModelReset(model, value & 1);
		benchSettle(bench); /* a reset takes 10 ms, and leaves the device as many */
		break;
	case 1: otgModelSuspend(model, value & 1); break;
	case 2:
		if (left >= 8)
			otgModelSetup(model, bench->address, bytes);
		break;
	case 3: otgModelOut(model, bench->address, value % 2, value & 0x80, bytes, (left < 64) ? left : 64); break;
	case 4:
	case 5:
		if (kAck == otgModelIn(model, bench->address, value % 2, packet, &length, &toggle))
			if (value & 0x80)
				otgModelInTaken(model, value % 2);
		break;
	case 6: bench->address = value; break;
	case 7: usbPipesWrite(&bench->pipes, usbPipesSession(&bench->pipes), packet, 4 + value % 248); break;
	case 8: usbPipesRead(&bench->pipes, usbPipesSession(&bench->pipes), packet, sizeof(packet)); break;
	case 9: otgInterrupt(&bench->otg); break;
	case 10: benchControl(bench, value & 0x80, 9, value & 3, 0, 0, packet); break;
	case 11: benchControl(bench, 0x02, value & 1 ? 3 : 1, 0, value & 2 ? 0x81 : 0x01, 0, packet); break;
	case 12: model->tellsSetupLate = value & 1; break;
	case 13: model->late = value; break;
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
