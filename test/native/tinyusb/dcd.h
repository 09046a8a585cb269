/* SPDX-License-Identifier: Apache-2.0 */
/* A device controller for TinyUSB, on a wire: what its driver for the DesignWare core (dcd_dwc2.c) and that core do, as far as the stack and the USB host can tell. */
#ifndef MCTP_XS_TINYUSB_DCD_H
#define MCTP_XS_TINYUSB_DCD_H

#include <stdbool.h>
#include <stdint.h>

enum { kWirePacketSize = 64 };
typedef enum { kWireAck, kWireNak, kWireStall, kWireSilence } WireAnswer;

/* Whether the pull-up is on. */
bool wireConnected(void);
/* Of the bus. */
void wireReset(void);
void wireSuspend(void);
void wireResume(void);
/* VBUS is gone, where it is sensed. */
void wireUnplug(void);

/* Transactions. A packet with the toggle of the one before is acknowledged and dropped; `toggle` and `length` are what came. */
WireAnswer wireSetup(uint8_t address, const uint8_t *request);
WireAnswer wireOut(uint8_t address, uint8_t endpoint, bool toggle, const uint8_t *bytes, uint32_t length);
WireAnswer wireIn(uint8_t address, uint8_t endpoint, bool *toggle, uint8_t *bytes, uint32_t *length);

/* The controller refuses transfers of the bulk endpoints, or tells that they have failed, so many times. */
void wireRefuse(uint32_t times);
void wireFail(uint32_t times);
/* Interrupts wait until this is false again. */
void wireHoldInterrupts(bool on);
/* Transfers that the bulk endpoints have. */
uint32_t wireHeld(void);

#endif
