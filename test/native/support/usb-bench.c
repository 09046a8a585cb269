/* SPDX-License-Identifier: Apache-2.0 */
#include "usb-bench.h"

#include <string.h>

#include "test/native/check.h"

enum { kStorm = 50, kPatience = 20, kAddress = 5 };

const uint8_t gDescriptors[102] = {
	0x12, 0x01, 0x00, 0x02, 0x00, 0x00, 0x00, 0x40, 0x09, 0x12, 0x01, 0x00, 0x00, 0x01, 0x01, 0x02, 0x03, 0x01,
	0x09, 0x02, 0x20, 0x00, 0x01, 0x01, 0x00, 0x80, 0x32, 0x09, 0x04, 0x00, 0x00, 0x02, 0x14, 0x00, 0x01, 0x00,
	0x07, 0x05, 0x01, 0x02, 0x40, 0x00, 0x00, 0x07, 0x05, 0x81, 0x02, 0x40, 0x00, 0x00,
	0x04, 0x03, 0x09, 0x04,
	0x10, 0x03, 'm', 0, 'c', 0, 't', 0, 'p', 0, '-', 0, 'x', 0, 's', 0,
	0x1C, 0x03, 'M', 0, 'C', 0, 'T', 0, 'P', 0, ' ', 0, 'e', 0, 'n', 0, 'd', 0, 'p', 0, 'o', 0, 'i', 0, 'n', 0, 't', 0,
	0x04, 0x03, '7', 0,
};

/* The model's registers, between whose accesses the bus goes on. */
static void access(UsbBench *bench)
{
	void (*const happens)(UsbBench *bench) = bench->happens;
	const bool connected = otgModelConnected(&bench->model);
	bench->arrivals += connected && !bench->connected;
	bench->connected = connected;
	if (!happens || bench->accesses--)
		return;
	bench->happens = NULL;
	happens(bench);
}

static uint32_t readAndAccess(ModelDevice *device, uint32_t number)
{
	UsbBench *bench = (UsbBench *)device;
	access(bench);
	return bench->read(device, number);
}

static void writeAndAccess(ModelDevice *device, uint32_t number, uint32_t value)
{
	UsbBench *bench = (UsbBench *)device;
	access(bench);
	bench->write(device, number, value);
}

void benchAt(UsbBench *bench, uint32_t access, void (*happens)(UsbBench *bench))
{
	bench->happens = happens;
	bench->accesses = access;
}

bool benchHappened(UsbBench *bench)
{
	const bool happened = !bench->happens;
	bench->happens = NULL;
	return happened;
}

void benchStart(UsbBench *bench)
{
	memset(bench, 0, sizeof(*bench));
	modelForgetAll();
	otgModelStart(&bench->model);
	bench->read = bench->model.device.read;
	bench->write = bench->model.device.write;
	bench->model.device.read = readAndAccess;
	bench->model.device.write = writeAndAccess;
	usbPipesStart(&bench->pipes, kUsbBulkPacketSize, NULL, NULL);
	bench->otg.registers = OTG_MODEL;
	bench->otg.pipes = &bench->pipes;
	bench->otg.control.descriptors = gDescriptors;
	bench->otg.control.size = sizeof(gDescriptors);
	CHECK(usbDescriptorsGood(gDescriptors, sizeof(gDescriptors)));
	otgStart(&bench->otg);
	benchPass(bench, kOtgHidden);
	CHECK(otgModelConnected(&bench->model));
}

void benchSettle(UsbBench *bench)
{
	for (int turns = 0; otgModelInterrupts(&bench->model); turns++) {
		CHECK(turns < kStorm);
		otgInterrupt(&bench->otg);
		bench->interrupts++;
	}
	if (bench->model.misuses)
		FAIL(bench->model.misuse);
}

void benchPass(UsbBench *bench, uint32_t milliseconds)
{
	for (; milliseconds; milliseconds--)
		if (otgTick(&bench->otg))
			otgInterrupt(&bench->otg);
	access(bench);
	benchSettle(bench);
}

void benchReset(UsbBench *bench)
{
	bench->address = 0;
	otgModelReset(&bench->model, true);
	benchSettle(bench);
	otgModelReset(&bench->model, false);
	benchSettle(bench);
}

static Handshake in(UsbBench *bench, uint32_t endpoint, bool wanted, uint8_t *bytes, uint32_t *length)
{
	bool toggle;
	const Handshake answer = otgModelIn(&bench->model, bench->address, endpoint, bytes, length, &toggle);
	if (kAck == answer) {
		EQUAL(toggle, wanted);
		otgModelInTaken(&bench->model, endpoint);
	}
	benchSettle(bench);
	return answer;
}

/* A token that is answered NAK comes again. */
static Handshake patientIn(UsbBench *bench, bool toggle, uint8_t *bytes, uint32_t *length)
{
	Handshake answer = kNak;
	for (int turns = 0; (kNak == answer) && (turns < kPatience); turns++)
		answer = in(bench, 0, toggle, bytes, length);
	return answer;
}

static Handshake patientOut(UsbBench *bench)
{
	Handshake answer = kNak;
	for (int turns = 0; (kNak == answer) && (turns < kPatience); turns++) {
		answer = otgModelOut(&bench->model, bench->address, 0, true, NULL, 0);
		benchSettle(bench);
	}
	return answer;
}

static int outcome(Handshake answer, int length)
{
	if (kAck == answer)
		return length;
	return (kStall == answer) ? kStalled : kTimedOut;
}

int benchControl(UsbBench *bench, uint32_t type, uint32_t request, uint32_t value, uint32_t index, uint32_t length, uint8_t *answer)
{
	const uint8_t setup[8] = { type, request, value, value >> 8, index, index >> 8, length, length >> 8 };
	if (kAck != otgModelSetup(&bench->model, bench->address, setup))
		return kTimedOut;
	benchSettle(bench);
	return benchAnswer(bench, (type & 0x80) ? length : 0, answer);
}

int benchAnswer(UsbBench *bench, uint32_t length, uint8_t *answer)
{
	uint8_t packet[kOtgPacketSize];
	uint32_t count, got = 0;
	bool toggle = true;
	Handshake handshake;
	if (!length)
		return outcome(patientIn(bench, true, packet, &count), 0);
	do {
		handshake = patientIn(bench, toggle, packet, &count);
		if (kAck != handshake)
			return outcome(handshake, 0);
		CHECK(got + count <= length);
		memcpy(answer + got, packet, count);
		got += count;
		toggle = !toggle;
	} while ((got < length) && (kOtgPacketSize == count));
	return outcome(patientOut(bench), (int)got);
}

void benchEnumerate(UsbBench *bench)
{
	uint8_t bytes[255];
	benchReset(bench);
	EQUAL(benchControl(bench, 0x80, 6, 0x0100, 0, 64, bytes), 18);
	EQUAL(benchControl(bench, 0x00, 5, kAddress, 0, 0, bytes), 0);
	bench->address = kAddress;
	EQUAL(benchControl(bench, 0x80, 6, 0x0200, 0, 255, bytes), 32);
	EQUAL(benchControl(bench, 0x00, 9, 1, 0, 0, bytes), 0);
	bench->outToggle = bench->inToggle = false;
}

Handshake benchOut(UsbBench *bench, const uint8_t *bytes, uint32_t length)
{
	const Handshake answer = otgModelOut(&bench->model, bench->address, 1, bench->outToggle, bytes, length);
	if (kAck == answer)
		bench->outToggle = !bench->outToggle;
	benchSettle(bench);
	return answer;
}

int benchIn(UsbBench *bench, uint8_t *bytes)
{
	uint32_t length = 0;
	const Handshake answer = in(bench, 1, bench->inToggle, bytes, &length);
	if (kAck != answer)
		return -(int)answer;
	bench->inToggle = !bench->inToggle;
	return (int)length;
}

Handshake benchTransfer(UsbBench *bench, const uint8_t *bytes, uint32_t length)
{
	for (uint32_t at = 0; at < length; at += kOtgPacketSize) {
		const uint32_t left = length - at;
		const Handshake answer = benchOut(bench, bytes + at, (left < kOtgPacketSize) ? left : kOtgPacketSize);
		if (kAck != answer)
			return answer;
	}
	return kAck;
}

uint32_t benchRead(UsbBench *bench, uint8_t *bytes)
{
	const uint32_t length = usbPipesRead(&bench->pipes, usbPipesSession(&bench->pipes), bytes, kUsbLongestPacket);
	otgInterrupt(&bench->otg);
	benchSettle(bench);
	return length;
}

bool benchWrite(UsbBench *bench, const uint8_t *bytes, uint32_t length)
{
	const bool put = usbPipesWrite(&bench->pipes, usbPipesSession(&bench->pipes), bytes, length);
	otgInterrupt(&bench->otg);
	benchSettle(bench);
	return put;
}

uint32_t benchPacket(uint8_t *bytes, uint32_t length, uint8_t first)
{
	bytes[0] = 0x01;
	bytes[1] = 0x09;
	bytes[2] = 0x08;
	bytes[3] = 0xC8;
	for (uint32_t at = 4; at < length; at++)
		bytes[at] = (uint8_t)(first + at);
	return length;
}

uint32_t benchHeaded(uint8_t *bytes, uint32_t length, uint8_t first)
{
	bytes[0] = 0x1A;
	bytes[1] = 0xB4;
	bytes[2] = 0x00;
	bytes[3] = (uint8_t)(length + 4);
	return 4 + benchPacket(bytes + 4, length, first);
}

void benchWorks(UsbBench *bench)
{
	uint8_t wanted[64], got[kUsbLongestPacket], piece[64];
	const uint32_t length = benchPacket(wanted, 20, 0x40);
	EQUAL(benchTransfer(bench, piece, benchHeaded(piece, 20, 0x40)), kAck);
	EQUAL(benchRead(bench, got), length);
	CHECK(!memcmp(got, wanted, length));
	CHECK(benchWrite(bench, wanted, length));
	EQUAL(benchIn(bench, piece), length + 4);
	BYTES(piece, 8, 0x1A, 0xB4, 0x00, 24, 0x01, 0x09, 0x08, 0xC8);
	EQUAL(benchIn(bench, piece), -kNak);
}
