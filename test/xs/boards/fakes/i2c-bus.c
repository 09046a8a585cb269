/* SPDX-License-Identifier: Apache-2.0 */
/* Natives of programs/fixtures/i2c-bus.ts over fakes, whose frames come whole. */
#include <string.h>

#include "xsmc.h"

#include "fakes.h"
#include "test/xs/programs/fixtures/deliver.h"
#include "test/xs/programs/fixtures/interrupts.h"

enum { kPeer = 0x10, kBytes = 272, kOwn = 0x1D, kFull = 100 };
enum { kIdle, kPending, kDone, kNobody };

static struct {
	uint8_t bytes[kBytes];
	uint32_t length;
	int state;
} gPeer;

/* Returns whether anything has happened. */
static bool step(void)
{
	fakeSettle();
	if (kPending != gPeer.state)
		return false;
	gPeer.state = fakePeerWrites(gPeer.bytes, gPeer.length) ? kDone : kNobody;
	return true;
}

/* The peer writes frame after frame: a number, and what it is not. At some of them there is no room for a message. */
void i2cBusInterrupt(void)
{
	static uint8_t number = 0;
	const uint8_t frame[] = { kOwn << 1, ++number, (uint8_t)~number };
	if (0 == number % kFull)
		fakeMessagesFill();
	fakePeerWrites(frame, sizeof(frame));
}

void xs_i2c_bus_step(xsMachine *the)
{
	step();
}

void xs_i2c_bus_run_bus(xsMachine *the)
{
	while (step())
		;
}

void xs_i2c_bus_run(xsMachine *the)
{
	xsmcSetInteger(xsResult, deliverAll(the, step));
}

void xs_i2c_bus_tick(xsMachine *the)
{
	xs_i2c_bus_run_bus(the);
}

void xs_i2c_bus_peer(xsMachine *the)
{
	const xsIntegerValue length = xsmcToInteger(xsArg(1)), count = xsmcToInteger(xsArg(2));
	void *bytes;
	xsUnsignedValue size;
	xsmcGetBufferReadable(xsArg(0), &bytes, &size);
	if ((length < 1) || ((xsUnsignedValue)length > size) || (length > kBytes) || count)
		xsRangeError("no such bytes");
	memcpy(gPeer.bytes, bytes, (size_t)length);
	gPeer.length = (uint32_t)length;
	gPeer.state = kPending;
}

void xs_i2c_bus_peer_state(xsMachine *the)
{
	xsmcSetInteger(xsResult, gPeer.state);
}

void xs_i2c_bus_peer_read(xsMachine *the)
{
	xsUnknownError("nobody reads here");
}

void xs_i2c_bus_peer_written(xsMachine *the)
{
	uint8_t written[1 + kBytes] = { kPeer << 1 };
	const uint32_t length = fakePeerTakes(written + 1);
	void *bytes;
	xsUnsignedValue size;
	xsmcGetBufferWritable(xsArg(0), &bytes, &size);
	memcpy(bytes, written, (size < 1 + length) ? size : 1 + length);
	xsmcSetInteger(xsResult, length ? (xsIntegerValue)(1 + length) : 0);
}

void xs_i2c_bus_open(xsMachine *the)
{
	xsmcSetInteger(xsResult, fakeOpen());
}

/* The fakes stop the program there. */
void xs_i2c_bus_misuses(xsMachine *the)
{
	xsmcSetInteger(xsResult, 0);
}
