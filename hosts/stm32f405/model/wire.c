/* SPDX-License-Identifier: Apache-2.0 */
#include "wire.h"

enum { kHead = 2 };

/* A message that is too long is taken and dropped. */
void wireArrived(Wire *wire, uint8_t byte)
{
	uint32_t length;
	if (wire->held < sizeof(wire->bytes))
		wire->bytes[wire->held] = byte;
	wire->held++;
	if (wire->held < kHead)
		return;
	length = (uint32_t)wire->bytes[0] << 8 | (uint32_t)wire->bytes[1];
	if (wire->held < kHead + length)
		return;
	wire->held = 0;
	if (length <= kWireLongest)
		wire->take(wire->bytes + kHead, length);
}

void wireSend(Wire *wire, const uint8_t *message, uint32_t length)
{
	wire->put((uint8_t)(length >> 8));
	wire->put((uint8_t)length);
	for (uint32_t index = 0; index < length; index++)
		wire->put(message[index]);
}
