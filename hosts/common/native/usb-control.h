/* SPDX-License-Identifier: Apache-2.0 */
/* Endpoint 0 of a device at full speed, in C because an interrupt answers: the twin of modules/usb/control-pipe.ts, over the descriptors of modules/usb/descriptors.ts. */
#ifndef MCTP_XS_USB_CONTROL_H
#define MCTP_XS_USB_CONTROL_H

#include <stdbool.h>
#include <stdint.h>

enum { kUsbDevice = 1, kUsbConfiguration = 2, kUsbString = 3 }; /* descriptor types */

enum { kUsbSetupSize = 8, kUsbControlPacketSize = 64, kUsbBulkPacketSize = 64, kUsbOut = 0x01, kUsbIn = 0x81 };

/* Requests as bmRequestType and bRequest that change more than an answer. */
enum { kUsbSetAddress = 0x0005, kUsbSetConfiguration = 0x0009, kUsbSetInterface = 0x010B, kUsbClearEndpointFeature = 0x0201, kUsbSetEndpointFeature = 0x0203 };

typedef struct {
	/* All descriptors, one behind the other. */
	const uint8_t *descriptors;
	uint32_t size;
	/* 0: none yet. */
	uint8_t configuration;
	/* The address that the USB host has given; the hardware takes it. */
	uint8_t address;
	bool outHalted, inHalted;
	/* An answer that is no descriptor. */
	uint8_t bytes[2];
} UsbControl;

/* bmRequestType and bRequest. */
static inline uint32_t usbRequest(const uint8_t *setup)
{
	return (uint32_t)setup[0] << 8 | setup[1];
}

static inline uint32_t usbWord(const uint8_t *bytes)
{
	return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8;
}

/* One of the descriptors, which begin with that of the device: the configuration with all that belongs to it, or the string with this number. NULL: there is none. */
const uint8_t *usbDescriptor(const uint8_t *descriptors, uint32_t size, uint32_t type, uint32_t number, uint32_t *length);

/* A string as printable ASCII, which is what device stacks take, with '?' for other characters, at most `most` of them and a 0; returns how many. */
uint32_t usbText(const uint8_t *descriptors, uint32_t size, uint32_t number, char *text, uint32_t most);

/* Whether the descriptors are those of a device of full speed with an MCTP interface and the endpoints above. */
bool usbDescriptorsGood(const uint8_t *descriptors, uint32_t size);

/* As after a reset of the bus. */
void usbControlReset(UsbControl *control);

/* Answers a request. Returns the bytes at `answer`, good until the next request, or -1: it cannot be answered. */
int32_t usbControlRespond(UsbControl *control, const uint8_t setup[kUsbSetupSize], const uint8_t **answer);

#endif
