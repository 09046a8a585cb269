/* SPDX-License-Identifier: Apache-2.0 */
#include "otg-fs-wire.h"

#include <string.h>

static void tell(OtgWire *wire, uint8_t what, uint8_t first)
{
	const uint8_t message[] = { what, first };
	wire->send(message, sizeof(message));
}

static void out(OtgWire *wire, const uint8_t *message, uint32_t length)
{
	const uint8_t endpoint = message[2] % kOtgEndpoints;
	const Handshake answer = otgModelOut(wire->model, message[1], endpoint, message[3], message + 4, length - 4);
	wire->out = (uint8_t)((wire->out & ~(1 << endpoint)) | (kNak == answer) << endpoint);
	tell(wire, kBusOut, (uint8_t)answer);
}

/* The line loses nothing: what has been sent has been taken. */
static void in(OtgWire *wire, const uint8_t *message)
{
	const uint8_t endpoint = message[2] % kOtgEndpoints;
	uint8_t answer[3 + kOtgPacketSize] = { kBusIn };
	uint32_t length = 0;
	bool toggle = false;
	const Handshake handshake = otgModelIn(wire->model, message[1], endpoint, answer + 3, &length, &toggle);
	answer[1] = (uint8_t)handshake;
	answer[2] = toggle;
	if (kAck == handshake)
		otgModelInTaken(wire->model, endpoint);
	wire->in = (uint8_t)((wire->in & ~(1 << endpoint)) | (kNak == handshake) << endpoint);
	wire->send(answer, 3 + length);
}

void otgWireTake(OtgWire *wire, const uint8_t *message, uint32_t length)
{
	const uint8_t what = length ? message[0] : 0xFF;
	if (kBusConnected == what)
		tell(wire, what, wire->connected = otgModelConnected(wire->model));
	else if ((kBusReset == what) && (2 == length)) {
		otgModelReset(wire->model, message[1]);
		wire->out = wire->in = 0;
		tell(wire, what, message[1]);
	}
	else if ((kBusSuspend == what) && (2 == length)) {
		otgModelSuspend(wire->model, message[1]);
		tell(wire, what, message[1]);
	}
	else if ((kBusSetup == what) && (10 == length))
		tell(wire, what, (uint8_t)otgModelSetup(wire->model, message[1], message + 2));
	else if ((kBusOut == what) && (length >= 4))
		out(wire, message, length);
	else if ((kBusIn == what) && (3 == length))
		in(wire, message);
}

void otgWireChanged(OtgWire *wire)
{
	uint8_t ready[] = { kBusReady, 0, 0 };
	for (uint32_t endpoint = 0; endpoint < kOtgEndpoints; endpoint++) {
		const uint8_t bit = (uint8_t)(1 << endpoint);
		if ((wire->out & bit) && otgModelTakes(wire->model, endpoint))
			ready[1] |= bit;
		if ((wire->in & bit) && otgModelBrings(wire->model, endpoint))
			ready[2] |= bit;
	}
	wire->out &= (uint8_t)~ready[1];
	wire->in &= (uint8_t)~ready[2];
	if (ready[1] | ready[2])
		wire->send(ready, sizeof(ready));
	if (wire->connected != otgModelConnected(wire->model))
		tell(wire, kBusConnected, wire->connected = !wire->connected);
}
