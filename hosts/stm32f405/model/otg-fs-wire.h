/* SPDX-License-Identifier: Apache-2.0 */
/* The bus of a model for a USB host at the other end of a line. Each message is a token; each is answered by one with the same first byte. */
#ifndef MCTP_XS_MODEL_OTG_FS_WIRE_H
#define MCTP_XS_MODEL_OTG_FS_WIRE_H

#include "otg-fs.h"

enum {
	kBusConnected = 0x00, /* -> connected; also comes unasked when that changes */
	kBusReset = 0x01, /* driven */
	kBusSuspend = 0x02, /* suspended */
	kBusSetup = 0x10, /* address, 8 bytes -> handshake */
	kBusOut = 0x11, /* address, endpoint, toggle, bytes -> handshake */
	kBusIn = 0x12, /* address, endpoint -> handshake, toggle, bytes */
	kBusReady = 0x80, /* comes unasked: endpoints that have answered NAK and will not now; bits of OUT, bits of IN */
};

typedef struct {
	OtgModel *model;
	void (*send)(const uint8_t *message, uint32_t length);
	bool connected;
	/* Endpoints whose last answer was NAK. */
	uint8_t out, in;
} OtgWire;

void otgWireTake(OtgWire *wire, const uint8_t *message, uint32_t length);
/* Registers may have changed: tells what is to be told. */
void otgWireChanged(OtgWire *wire);

#endif
