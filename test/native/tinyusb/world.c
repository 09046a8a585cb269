/* SPDX-License-Identifier: Apache-2.0 */
#include "world.h"

#include <sched.h>
#include <string.h>
#include <tusb.h>
#include <unistd.h>

#include "freertos.h"
#include "hosts/common/native/usb-driver.h"
#include "test/native/check.h"
#include "test/native/support/usb-bench.h"

enum { kAddress = 5, kPatience = 20000, kEnglish = 0x0409, kDeviceSize = 18, kHeadSize = 9, kConfigurationSize = 32 };

static uint8_t gAddress;
static bool gToggles[2];

/* Requests. What is answered NAK comes again, for some seconds. */

static WireAnswer patientIn(bool wanted, uint8_t *bytes, uint32_t *length)
{
	WireAnswer answer = kWireNak;
	bool toggle = wanted;
	for (int turn = 0; (kWireNak == answer) && (turn < kPatience); turn++) {
		answer = wireIn(gAddress, 0, &toggle, bytes, length);
		if (kWireNak == answer)
			usleep(turn < 100 ? 0 : 500);
	}
	EQUAL(toggle, wanted);
	return answer;
}

static WireAnswer patientOut(void)
{
	WireAnswer answer = kWireNak;
	for (int turn = 0; (kWireNak == answer) && (turn < kPatience); turn++) {
		answer = wireOut(gAddress, 0, true, NULL, 0);
		if (kWireNak == answer)
			usleep(turn < 100 ? 0 : 500);
	}
	return answer;
}

static int outcome(WireAnswer answer, int length)
{
	if (kWireAck == answer)
		return length;
	return (kWireStall == answer) ? kRefusedByDevice : kNoAnswerInTime;
}

WireAnswer hostBegin(uint8_t type, uint8_t request, uint16_t value, uint16_t index, uint16_t length)
{
	const uint8_t setup[] = { type, request, (uint8_t)value, (uint8_t)(value >> 8), (uint8_t)index, (uint8_t)(index >> 8), (uint8_t)length, (uint8_t)(length >> 8) };
	return wireSetup(gAddress, setup);
}

int hostFinish(uint16_t length, uint8_t *answer)
{
	uint8_t packet[kWirePacketSize];
	uint32_t count = 0, got = 0;
	bool toggle = true;
	if (!length)
		return outcome(patientIn(true, packet, &count), 0);
	do {
		const WireAnswer is = patientIn(toggle, packet, &count);
		if (kWireAck != is)
			return outcome(is, 0);
		CHECK(got + count <= length);
		memcpy(answer + got, packet, count);
		got += count;
		toggle = !toggle;
	} while ((got < length) && (kWirePacketSize == count));
	return outcome(patientOut(), (int)got);
}

int hostRequest(uint8_t type, uint8_t request, uint16_t value, uint16_t index, uint16_t length, uint8_t *answer)
{
	int got;
	if (kWireAck != hostBegin(type, request, value, index, length))
		return kNoAnswerInTime;
	got = hostFinish((type & 0x80) ? length : 0, answer);
	fakeEventsSettle();
	return got;
}

static const char *string(uint32_t number)
{
	static char text[128];
	uint8_t bytes[255];
	const int size = hostRequest(0x80, TUSB_REQ_GET_DESCRIPTOR, (uint16_t)(TUSB_DESC_STRING << 8 | number), kEnglish, sizeof(bytes), bytes);
	CHECK((size >= 2) && (size == bytes[0]) && (TUSB_DESC_STRING == bytes[1]));
	for (int at = 2; at < size; at += 2)
		text[at / 2 - 1] = (char)bytes[at];
	text[size / 2 - 1] = 0;
	return text;
}

void hostEnumerate(void)
{
	const uint8_t *const configuration = gDescriptors + kDeviceSize;
	uint8_t bytes[255];
	gAddress = 0;
	wireReset();
	fakeEventsSettle();
	EQUAL(hostRequest(0x80, TUSB_REQ_GET_DESCRIPTOR, TUSB_DESC_DEVICE << 8, 0, 64, bytes), kDeviceSize);
	EQUAL(hostRequest(0x00, TUSB_REQ_SET_ADDRESS, kAddress, 0, 0, NULL), 0);
	gAddress = kAddress;
	EQUAL(hostRequest(0x80, TUSB_REQ_GET_DESCRIPTOR, TUSB_DESC_DEVICE << 8, 0, kDeviceSize, bytes), kDeviceSize);
	CHECK(!memcmp(bytes, gDescriptors, kDeviceSize));
	EQUAL(hostRequest(0x80, TUSB_REQ_GET_DESCRIPTOR, TUSB_DESC_DEVICE_QUALIFIER << 8, 0, 10, bytes), kRefusedByDevice);
	EQUAL(hostRequest(0x80, TUSB_REQ_GET_DESCRIPTOR, TUSB_DESC_CONFIGURATION << 8, 0, kHeadSize, bytes), kHeadSize);
	CHECK(!memcmp(bytes, configuration, kHeadSize));
	EQUAL(hostRequest(0x80, TUSB_REQ_GET_DESCRIPTOR, TUSB_DESC_CONFIGURATION << 8, 0, kConfigurationSize, bytes), kConfigurationSize);
	CHECK(!memcmp(bytes, configuration, kConfigurationSize));
	EQUAL(hostRequest(0x80, TUSB_REQ_GET_DESCRIPTOR, TUSB_DESC_STRING << 8, 0, 255, bytes), 4);
	BYTES(bytes, 4, 4, TUSB_DESC_STRING, 0x09, 0x04);
}

static void enumerate(void)
{
	if (wireConnected())
		hostEnumerate();
}

static void configure(uint8_t value)
{
	if (!wireConnected())
		return;
	EQUAL(hostRequest(0x00, TUSB_REQ_SET_CONFIGURATION, value, 0, 0, NULL), 0);
	gToggles[0] = gToggles[1] = false;
}

void fakeUsbFeature(uint16_t index, uint16_t feature, bool on)
{
	hostRequest(0x02, on ? TUSB_REQ_SET_FEATURE : TUSB_REQ_CLEAR_FEATURE, feature, index, 0, NULL);
	if (!on && (TUSB_REQ_FEATURE_EDPT_HALT == feature))
		gToggles[(index & 0x80) > 0] = false;
}

static void halt(uint8_t endpoint, bool on)
{
	fakeUsbFeature(endpoint, TUSB_REQ_FEATURE_EDPT_HALT, on);
}

static void interface(void)
{
	if (!wireConnected())
		return;
	EQUAL(hostRequest(0x01, TUSB_REQ_SET_INTERFACE, 0, 0, 0, NULL), 0);
	gToggles[0] = gToggles[1] = false;
}

/* Bulk */

static int handshake(WireAnswer answer)
{
	return (kWireStall == answer) ? kFakeStall : kFakeNak;
}

int hostOut(const uint8_t *bytes, uint32_t length)
{
	const WireAnswer answer = wireOut(gAddress, 1, gToggles[0], bytes, length);
	if (kWireAck != answer)
		return handshake(answer);
	gToggles[0] = !gToggles[0];
	return kFakeAck;
}

int hostIn(uint8_t *bytes)
{
	uint32_t length = 0;
	bool toggle = false;
	const WireAnswer answer = wireIn(gAddress, 1, &toggle, bytes, &length);
	if (kWireAck != answer)
		return handshake(answer);
	EQUAL(toggle, gToggles[1]);
	gToggles[1] = !gToggles[1];
	return (int)length;
}

const UsbWorld gTinyUsb = {
	.name = "TinyUSB itself",
	.packetSize = kWirePacketSize,
	.start = usbDriverStart,
	.stop = usbDriverStop,
	.serve = usbDriverServe,
	.reset = enumerate,
	.configure = configure,
	.halt = halt,
	.interface = interface,
	.out = hostOut,
	.in = hostIn,
	.refuse = wireRefuse,
	.fail = wireFail,
	.settle = fakeEventsSettle,
	.held = wireHeld,
	.string = string,
};
