/* SPDX-License-Identifier: Apache-2.0 */
/* Interrupts in one thread, the machine in another. */
#include <pthread.h>
#include <string.h>

#include "check.h"
#include "hosts/common/native/usb-control.h"
#include "hosts/common/native/usb-pipes.h"

enum { kPackets = 50000, kPacket = 20 };

static UsbPipes gPipes;
static _Atomic bool gOver;
/* Packets that the machine has read, and notifications. */
static _Atomic uint32_t gRead, gNotified;

static void notified(void *context)
{
	atomic_fetch_add((_Atomic uint32_t *)context, 1);
}

/* What leaves belongs to this session: its packets carry the number. */
static void checkTransfer(const UsbPipes *pipes)
{
	const UsbTransfer *transfer = &pipes->transfer;
	uint32_t at = 0;
	while (at < transfer->length) {
		EQUAL(transfer->bytes[at + 3], kPacket + kUsbHeadSize);
		for (uint32_t index = 0; index < kPacket; index++)
			EQUAL(transfer->bytes[at + kUsbHeadSize + index], (uint8_t)usbPipesSession(pipes));
		at += transfer->bytes[at + 3];
	}
	EQUAL(at, transfer->length);
}

static void *interrupts(void *none)
{
	uint8_t bytes[2 * (kUsbHeadSize + kPacket)];
	uint32_t random = 7, seen = 0;
	while (!gOver) {
		/* A session lasts for some packets; while there is none, the next one may begin. */
		if ((gRead - seen > 20) || (!usbSessionUp(usbPipesSession(&gPipes)))) {
			seen = gRead;
			usbPipesLink(&gPipes, nextRandom(&random) % 4);
		}
		if (usbPipesReady(&gPipes)) {
			const uint8_t session = (uint8_t)usbPipesSession(&gPipes);
			for (uint32_t half = 0; half < 2; half++) {
				uint8_t *head = bytes + half * (kUsbHeadSize + kPacket);
				memset(head, session, kUsbHeadSize + kPacket);
				memcpy(head, (const uint8_t[]){ 0x1A, 0xB4, 0x00, kUsbHeadSize + kPacket }, kUsbHeadSize);
			}
			usbPipesArrived(&gPipes, bytes, sizeof(bytes));
		}
		if (usbPipesGather(&gPipes))
			checkTransfer(&gPipes);
		usbPipesTell(&gPipes);
	}
	return NULL;
}

TEST("packets of a session are read in it, and none of it is sent in another, whatever comes between")
{
	pthread_t thread;
	uint8_t bytes[kUsbLongestPacket];
	uint32_t written = 0;
	usbPipesStart(&gPipes, kUsbBulkPacketSize, notified, (void *)&gNotified);
	usbPipesLink(&gPipes, true);
	pthread_create(&thread, NULL, interrupts, NULL);
	while (gRead < TURNS(kPackets)) {
		const uint32_t session = usbPipesSession(&gPipes);
		for (int count = 0; count < 20; count++) {
			const uint32_t length = usbPipesRead(&gPipes, session, bytes, sizeof(bytes));
			if (length) {
				EQUAL(length, kPacket);
				for (uint32_t index = 0; index < kPacket; index++)
					EQUAL(bytes[index], (uint8_t)session);
				gRead++;
			}
			memset(bytes, (uint8_t)session, kPacket);
			if (usbPipesWritable(&gPipes))
				written += usbPipesWrite(&gPipes, session, bytes, kPacket);
		}
	}
	gOver = true;
	pthread_join(thread, NULL);
	CHECK(written > 0);
	CHECK(gNotified > 0);
	EQUAL(gPipes.input.ring.lost, 0);
}
