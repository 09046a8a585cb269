/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MCTP_XS_TINYUSB_FREERTOS_H
#define MCTP_XS_TINYUSB_FREERTOS_H

#include <stdbool.h>

/* Until TinyUSB's task waits for an event, and there is none; at once where there is no queue of events. */
void fakeEventsSettle(void);

/* TinyUSB may tell what it asserts against. */
extern _Atomic bool gFakeMayAssert;

#endif
