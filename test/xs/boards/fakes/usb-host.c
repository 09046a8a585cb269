/* SPDX-License-Identifier: Apache-2.0 */
/* Natives of programs/fixtures/usb-host.ts over the fake of a device stack. What the machine asks the stack for waits until a program serves interrupts, or these come by
 * themselves. */
#include <stdatomic.h>

#include "xsmc.h"

#include "fakes.h"
#include "hosts/common/native/usb-driver.h"
#include "test/xs/programs/fixtures/deliver.h"
#include "test/xs/programs/fixtures/interrupts.h"

enum { kPacketSize = 64, kSessionTurns = 200, kSetConfiguration = 9 };
/* Handshake of usb-host.ts. */
enum { kAck = 1, kNak, kStall };

static _Atomic bool gConnected, gServe, gByThemselves;

bool usbDriverStart(UsbPipes *pipes, const uint8_t *descriptors, uint32_t size)
{
	gConnected = gFakeUsb->start(pipes, descriptors, size);
	return gConnected;
}

void usbDriverStop(void)
{
	gConnected = gServe = false;
	gFakeUsb->stop();
}

void usbDriverServe(void)
{
	if (gByThemselves)
		gFakeUsb->serve();
	else
		gServe = true;
}

/* A USB host that enumerates, sends packet after packet, a number and what it is not, and takes what there is; now and then it begins anew. */
void usbHostInterrupt(void)
{
	static uint8_t packet[] = { 0x1A, 0xB4, 0x00, 0x0B, 0x01, 0x09, 0x08, 0xC8, 0x00, 0, 0xFF };
	static uint32_t stage = 0;
	uint8_t bytes[kPacketSize];
	gByThemselves = true;
	if (!gConnected || (stage > kSessionTurns))
		stage = 0;
	if (!gConnected)
		return;
	switch (stage++) {
	case 0: gFakeUsb->reset(); break;
	case 1: gFakeUsb->configure(1); break;
	default:
		if ((stage & 1) && (kFakeAck == gFakeUsb->out(packet, sizeof(packet)))) {
			packet[9]++;
			packet[10] = (uint8_t)~packet[9];
		}
		else
			gFakeUsb->in(bytes);
	}
}

void xs_usb_host_interrupt(xsMachine *the)
{
	if (atomic_exchange(&gServe, false))
		gFakeUsb->serve();
	gFakeUsb->settle();
}

void xs_usb_host_deliver(xsMachine *the)
{
	xsmcSetBoolean(xsResult, deliver(the));
}

void xs_usb_host_connected(xsMachine *the)
{
	xsmcSetBoolean(xsResult, gConnected);
}

/* The fakes stop the program there. */
void xs_usb_host_misuses(xsMachine *the)
{
	xsmcSetInteger(xsResult, 0);
}

void xs_usb_host_reset(xsMachine *the)
{
	if (xsmcToBoolean(xsArg(0)))
		gFakeUsb->reset();
}

static uint8_t *bytesOf(xsMachine *the, xsSlot *slot, bool writable)
{
	void *bytes;
	xsUnsignedValue size;
	if (writable)
		xsmcGetBufferWritable(*slot, &bytes, &size);
	else
		xsmcGetBufferReadable(*slot, &bytes, &size);
	return bytes;
}

/* Endpoint 0 is the stack's. */
void xs_usb_host_setup(xsMachine *the)
{
	const uint8_t *bytes = bytesOf(the, &xsArg(1), false);
	if (kSetConfiguration == bytes[1])
		gFakeUsb->configure(bytes[2]);
	xsmcSetInteger(xsResult, kAck);
}

static xsIntegerValue handshake(int answer)
{
	return (kFakeAck == answer) ? kAck : (kFakeNak == answer) ? kNak : kStall;
}

void xs_usb_host_out(xsMachine *the)
{
	const uint32_t offset = (uint32_t)xsmcToInteger(xsArg(4)), length = (uint32_t)xsmcToInteger(xsArg(5));
	xsmcSetInteger(xsResult, handshake(gFakeUsb->out(bytesOf(the, &xsArg(3), false) + offset, length)));
}

void xs_usb_host_in(xsMachine *the)
{
	const xsIntegerValue endpoint = xsmcToInteger(xsArg(1)), offset = xsmcToInteger(xsArg(3));
	const int count = endpoint ? gFakeUsb->in(bytesOf(the, &xsArg(2), true) + offset) : 0;
	xsmcSetInteger(xsResult, (count < 0) ? -handshake(count) : count);
}
