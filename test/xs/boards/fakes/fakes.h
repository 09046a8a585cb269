/* SPDX-License-Identifier: Apache-2.0 */
/* What the buses of programs want of a platform's fakes (test/native/support). */
#ifndef MCTP_XS_FAKES_H
#define MCTP_XS_FAKES_H

#include "test/native/support/usb-world.h"

/* Whether the I2C of the board is open. */
bool fakeOpen(void);
/* Until nothing is under way on it, and everybody has been told. */
void fakeSettle(void);
/* Somebody writes, the address byte first. False: not acknowledged. */
bool fakePeerWrites(const uint8_t *bytes, uint32_t length);
/* What was last written to the peer at 0x10, without its address; nothing is left then. Returns its length, 0: nothing. */
uint32_t fakePeerTakes(uint8_t *bytes);

/* Others fill the queue of messages, so that the next one is dropped. */
void fakeMessagesFill(void);

extern const UsbWorld *const gFakeUsb;

#endif
