/* SPDX-License-Identifier: Apache-2.0 */
#include "usb-control.h"

#include <stddef.h>

enum {
	kDeviceStatus = 0x8000,
	kInterfaceStatus = 0x8100,
	kEndpointStatus = 0x8200,
	kGetDescriptor = 0x8006,
	kGetConfiguration = 0x8008,
	kGetInterface = 0x810A,

	kFromDevice = 0x80,
	kStall = -1,
	kHalt = 0,
	kConfigurationValue = 1,

	kInterface = 4,
	kEndpoint = 5,
	kDeviceSize = 18,
	kFirstString = 14, /* in the device descriptor: numbers of its three strings */
	kStrings = 3,
	kBulk = 2,
};

/* Bytes of a descriptor with all that belongs to it; 0: it is none, or not all there. */
static uint32_t wholeSize(const uint8_t *at, uint32_t left)
{
	uint32_t size = (left >= 2) ? at[0] : 0;
	if (size < 2)
		return 0;
	if (kUsbConfiguration == at[1])
		size = (left >= 4) ? usbWord(at + 2) : 0;
	return (size <= left) ? size : 0;
}

/* The string with this number is the how manyth of those that there are? 0: the languages. */
static int32_t stringPlace(const uint8_t *device, uint32_t number)
{
	int32_t place = 0;
	if (!number)
		return 0;
	for (int index = 0; index < kStrings; index++) {
		place += 0 != device[kFirstString + index];
		if (number == device[kFirstString + index])
			return place;
	}
	return -1;
}

/* Strings stand in the order of their numbers. */
const uint8_t *usbDescriptor(const uint8_t *descriptors, uint32_t size, uint32_t type, uint32_t number, uint32_t *length)
{
	int32_t place = (kUsbString == type) ? stringPlace(descriptors, number) : (int32_t)number;
	for (uint32_t at = 0; at < size; at += *length) {
		*length = wholeSize(descriptors + at, size - at);
		if (!*length)
			break;
		if ((type == descriptors[at + 1]) && (0 == place--))
			return descriptors + at;
	}
	return NULL;
}

uint32_t usbText(const uint8_t *descriptors, uint32_t size, uint32_t number, char *text, uint32_t most)
{
	uint32_t length = 0, count = 0;
	const uint8_t *descriptor = usbDescriptor(descriptors, size, kUsbString, number, &length);
	for (uint32_t from = 2; descriptor && (from + 1 < length) && (count < most); from += 2) {
		const uint32_t character = usbWord(descriptor + from);
		text[count++] = ((character < ' ') || (character > '~')) ? '?' : (char)character;
	}
	text[count] = 0;
	return count;
}

bool usbDescriptorsGood(const uint8_t *descriptors, uint32_t size)
{
	const uint8_t *configuration;
	uint32_t whole, at;
	bool mctp = false, out = false, in = false;
	for (at = 0; at < size; at += whole)
		if (!(whole = wholeSize(descriptors + at, size - at)))
			return false;
	if ((size < kDeviceSize) || (kDeviceSize != descriptors[0]) || (kUsbDevice != descriptors[1]) || (kUsbControlPacketSize != descriptors[7]))
		return false;
	configuration = usbDescriptor(descriptors, size, kUsbConfiguration, 0, &whole);
	if (!configuration || (whole < 9) || (kConfigurationValue != configuration[5]))
		return false;
	for (at = 0; (at + 2 <= whole) && (configuration[at] >= 2) && (at + configuration[at] <= whole); at += configuration[at]) {
		const uint8_t *part = configuration + at;
		if ((kInterface == part[1]) && (part[0] >= 9))
			mctp = (0x14 == part[5]) && (0x00 == part[6]) && (0x01 == part[7]);
		if ((kEndpoint == part[1]) && (part[0] >= 7) && mctp && (kBulk == part[3]) && (kUsbBulkPacketSize == usbWord(part + 4))) {
			out |= kUsbOut == part[2];
			in |= kUsbIn == part[2];
		}
	}
	return (at == whole) && out && in;
}

void usbControlReset(UsbControl *control)
{
	control->configuration = control->address = 0;
	control->outHalted = control->inHalted = false;
}

static bool has(const UsbControl *control, uint32_t endpoint)
{
	return control->configuration && ((kUsbOut == endpoint) || (kUsbIn == endpoint));
}

static int32_t configure(UsbControl *control, uint32_t value)
{
	if (value > kConfigurationValue)
		return kStall;
	control->configuration = (uint8_t)value;
	control->outHalted = control->inHalted = false;
	return 0;
}

/* Endpoint 0 cannot be halted, and forgives being asked to go on. */
static int32_t halt(UsbControl *control, uint32_t feature, uint32_t endpoint, bool on)
{
	if (kHalt != feature)
		return kStall;
	if (0 == (endpoint & 0x7F))
		return on ? kStall : 0;
	if (!has(control, endpoint))
		return kStall;
	if (kUsbIn == endpoint)
		control->inHalted = on;
	else
		control->outHalted = on;
	return 0;
}

static int32_t number(UsbControl *control, uint32_t value, int32_t size, const uint8_t **answer)
{
	control->bytes[0] = (uint8_t)value;
	control->bytes[1] = 0;
	*answer = control->bytes;
	return size;
}

static int32_t respond(UsbControl *control, const uint8_t *setup, const uint8_t **answer)
{
	const uint32_t value = usbWord(setup + 2), index = usbWord(setup + 4);
	const bool ours = control->configuration && (0 == index);
	uint32_t size;
	switch (usbRequest(setup)) {
	case kDeviceStatus: return number(control, 0, 2, answer);
	case kInterfaceStatus: return ours ? number(control, 0, 2, answer) : kStall;
	case kEndpointStatus:
		if ((index & 0x7F) && !has(control, index))
			return kStall;
		return number(control, ((kUsbOut == index) && control->outHalted) || ((kUsbIn == index) && control->inHalted), 2, answer);
	case kUsbClearEndpointFeature: return halt(control, value, index, false);
	case kUsbSetEndpointFeature: return halt(control, value, index, true);
	case kUsbSetAddress:
		if ((value > 0x7F) || control->configuration)
			return kStall;
		control->address = (uint8_t)value;
		return 0;
	case kGetDescriptor:
		*answer = usbDescriptor(control->descriptors, control->size, value >> 8, value & 0xFF, &size);
		return *answer ? (int32_t)size : kStall;
	case kGetConfiguration: return number(control, control->configuration, 1, answer);
	case kUsbSetConfiguration: return configure(control, value);
	case kGetInterface: return ours ? number(control, 0, 1, answer) : kStall;
	case kUsbSetInterface: return (ours && (0 == value)) ? 0 : kStall;
	}
	return kStall;
}

int32_t usbControlRespond(UsbControl *control, const uint8_t setup[kUsbSetupSize], const uint8_t **answer)
{
	const int32_t wanted = (int32_t)usbWord(setup + 6);
	int32_t length;
	/* No request has data from the USB host. */
	if (!(setup[0] & kFromDevice) && wanted)
		return kStall;
	length = respond(control, setup, answer);
	return (length > wanted) ? wanted : length;
}
