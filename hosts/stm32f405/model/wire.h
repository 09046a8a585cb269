/* SPDX-License-Identifier: Apache-2.0 */
/* A line between models and what stands outside: messages of a channel, a length of two bytes, low byte first, and so many bytes; in both directions. */
#ifndef MCTP_XS_MODEL_WIRE_H
#define MCTP_XS_MODEL_WIRE_H

#include <stdint.h>

enum { kWireI2c = 1, kWireUsb = 2, kWireChannels, kWireLongest = 1024 };

typedef struct {
	/* Told of each message, by channel; NULL: nobody is. */
	void (*handlers[kWireChannels])(const uint8_t *message, uint32_t length);
	/* Sends a byte. */
	void (*put)(uint8_t byte);
	uint32_t held;
	uint8_t bytes[3 + kWireLongest];
} Wire;

void wireArrived(Wire *wire, uint8_t byte);
void wireSend(Wire *wire, uint8_t channel, const uint8_t *message, uint32_t length);

#endif
