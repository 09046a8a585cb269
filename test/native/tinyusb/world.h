/* SPDX-License-Identifier: Apache-2.0 */
/* A USB host in front of TinyUSB itself. */
#ifndef MCTP_XS_TINYUSB_WORLD_H
#define MCTP_XS_TINYUSB_WORLD_H

#include "dcd.h"
#include "test/native/support/usb-world.h"

enum { kRefusedByDevice = -1, kNoAnswerInTime = -2 };

/* Requests without OUT data. Returns bytes of the answer at `answer`, or one of the above. */
int hostRequest(uint8_t type, uint8_t request, uint16_t value, uint16_t index, uint16_t length, uint8_t *answer);
/* The first packet of a request, and what follows it. */
WireAnswer hostBegin(uint8_t type, uint8_t request, uint16_t value, uint16_t index, uint16_t length);
int hostFinish(uint16_t length, uint8_t *answer);
/* Reset, all that Linux reads of a new device, and an address. */
void hostEnumerate(void);
int hostOut(const uint8_t *bytes, uint32_t length);
int hostIn(uint8_t *bytes);

#endif
