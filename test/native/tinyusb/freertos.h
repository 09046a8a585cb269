/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MCTP_XS_TINYUSB_FREERTOS_H
#define MCTP_XS_TINYUSB_FREERTOS_H

/* Until TinyUSB's task waits for an event, and there is none; at once where there is no queue of events. */
void fakeEventsSettle(void);

#endif
