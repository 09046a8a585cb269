/* SPDX-License-Identifier: Apache-2.0 */
/* Messages on a line between a model and what stands outside: a length of two bytes, high byte first, and so many bytes; in both directions. */
#ifndef MCTP_XS_MODEL_WIRE_H
#define MCTP_XS_MODEL_WIRE_H

#include <stdint.h>

enum { kWireLongest = 128 };

typedef struct {
	/* Told of each message. */
	void (*take)(const uint8_t *message, uint32_t length);
	/* Sends a byte. */
	void (*put)(uint8_t byte);
	uint32_t held;
	uint8_t bytes[2 + kWireLongest];
} Wire;

void wireArrived(Wire *wire, uint8_t byte);
void wireSend(Wire *wire, const uint8_t *message, uint32_t length);

#endif
