/* SPDX-License-Identifier: Apache-2.0 */
/* Packets in bulk transfers (DSP0283 1.0), several in one: the twin of modules/binding/usb/usb.ts, which tells what ends a transfer and what is done about damage. */
#ifndef MCTP_XS_USB_TRANSFER_H
#define MCTP_XS_USB_TRANSFER_H

#include <stdbool.h>
#include <stdint.h>

enum {
	kUsbHeadSize = 4,
	kUsbLargestPacket = 0xFF, /* with its head, whose length is one byte */
	kUsbLargestTransfer = 512,
	kMctpHeaderSize = 4,
};

/* As UsbCounter. */
enum { kUsbReceived, kUsbIdentifier, kUsbReserved, kUsbLength, kUsbTruncated, kUsbSkipped, kUsbCounters };

/* Takes transfers apart. */
typedef struct {
	/* Told of each packet, without its head; the bytes are good until it returns. */
	void (*packet)(void *context, const uint8_t *packet, uint32_t length);
	void *context;
	uint32_t packetSize; /* of the endpoint: 64 or 512 */
	uint32_t counters[kUsbCounters];
	uint32_t arrived; /* bytes of this transfer so far, as far as they are known to belong together */
	uint32_t held; /* bytes of an unfinished packet */
	bool skipping; /* a bad head has come */
	uint8_t bytes[kUsbLargestPacket];
} UsbUnpacker;

/* Takes a packet of the bus, or as many as came in one go: at most kUsbLargestTransfer bytes. What is not a multiple of the endpoint's packet size ends a transfer. */
void usbUnpack(UsbUnpacker *unpacker, const uint8_t *bytes, uint32_t length);

/* Forgets what is under way. */
void usbUnpackerReset(UsbUnpacker *unpacker);

/* A transfer in the making. */
typedef struct {
	uint32_t length;
	uint8_t bytes[kUsbLargestTransfer];
} UsbTransfer;

/* Adds a packet of `length` bytes, which the caller puts to where this returns. NULL: it does not fit, and the transfer is as before. */
uint8_t *usbPack(UsbTransfer *transfer, uint32_t length);

/* Whether an empty packet of the bus has to end the transfer. */
bool usbEndsEmpty(const UsbTransfer *transfer, uint32_t packetSize);

#endif
