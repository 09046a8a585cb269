/* SPDX-License-Identifier: Apache-2.0 */
/* A host of hosts/ over the fake of a device stack, and a USB host in front of it. Whoever calls is the bus and its interrupts; the stack has a thread of its own. */
#ifndef MCTP_XS_USB_WORLD_H
#define MCTP_XS_USB_WORLD_H

#include "hosts/common/native/usb-pipes.h"

enum { kFakeAck = 0, kFakeNak = -1, kFakeStall = -2 };

typedef struct {
	const char *name;
	/* Of the bulk endpoints. */
	uint32_t packetSize;
	/* Whether the host tries again by itself what the stack has refused. */
	bool retries;
	/* As usb-driver.h has them. */
	bool (*start)(UsbPipes *pipes, const uint8_t *descriptors, uint32_t size);
	void (*stop)(void);
	void (*serve)(void);
	/* The USB host. Requests return when they have been answered. */
	void (*reset)(void);
	void (*configure)(uint8_t value);
	void (*halt)(uint8_t endpoint, bool on);
	/* SET_INTERFACE, of the one setting there is: endpoints begin anew. */
	void (*interface)(void);
	/* One packet of the bus: kFakeAck or another of these; `in` returns its length. */
	int (*out)(const uint8_t *bytes, uint32_t length);
	int (*in)(uint8_t *bytes);
	/* The stack does not take what it is given, so many times. */
	void (*refuse)(uint32_t times);
	/* What it has done comes back as failed, so many times. */
	void (*fail)(uint32_t times);
	/* Until the stack, and whoever works for the host, has nothing to do. */
	void (*settle)(void);
	/* Buffers that the stack has of the host. */
	uint32_t (*held)(void);
	/* A string of the device as the USB host reads it, in ASCII. */
	const char *(*string)(uint32_t number);
} UsbWorld;

/* Of gTinyUsb: the USB host sets or clears a feature of an endpoint. */
void fakeUsbFeature(uint16_t index, uint16_t feature, bool on);

extern const UsbWorld gTinyUsb, gZephyrFull, gZephyrHigh;

#endif
