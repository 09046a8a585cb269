/* SPDX-License-Identifier: Apache-2.0 */
#include "usb-pipes.h"

#include <stddef.h>

/* A packet takes no more of the ring than of a transfer; the last one may have begun in an earlier packet of the bus, and begins only where there is room for the longest. */
enum { kInputRoom = kUsbLargestTransfer + kUsbLargestPacket + kFrameHead + kUsbLongestPacket };

static void putPacket(void *context, const uint8_t *packet, uint32_t length)
{
	UsbPipes *pipes = context;
	if (!framesBegin(&pipes->input))
		return;
	framesAddAll(&pipes->input, packet, length);
	atomic_fetch_add_explicit(&pipes->arrived, 1, memory_order_relaxed);
	framesEnd(&pipes->input, (uint8_t)usbPipesSession(pipes));
}

void usbPipesStart(UsbPipes *pipes, uint32_t packetSize, void (*notify)(void *context), void *context)
{
	pipes->input = (Frames)FRAMES(pipes->inputBytes, kUsbLongestPacket);
	pipes->output = (Frames)FRAMES(pipes->outputBytes, kUsbLongestPacket);
	pipes->unpacker = (UsbUnpacker){ .packet = putPacket, .context = pipes, .packetSize = packetSize };
	pipes->transfer.length = 0;
	pipes->session = pipes->arrived = pipes->taken = pipes->toldArrived = pipes->toldSession = 0;
	pipes->wanting = false;
	pipes->notify = notify;
	pipes->context = context;
}

void usbPipesLink(UsbPipes *pipes, bool up)
{
	const uint32_t session = usbPipesSession(pipes);
	usbUnpackerReset(&pipes->unpacker);
	pipes->transfer.length = 0;
	ringSkip(&pipes->output.ring, ringUsed(&pipes->output.ring));
	if (up || usbSessionUp(session))
		atomic_store_explicit(&pipes->session, session + (usbSessionUp(session) == up ? 2 : 1), memory_order_release);
}

bool usbPipesReady(const UsbPipes *pipes)
{
	return ringFree(&pipes->input.ring) >= kInputRoom;
}

void usbPipesArrived(UsbPipes *pipes, const uint8_t *bytes, uint32_t length)
{
	if (usbSessionUp(usbPipesSession(pipes)))
		usbUnpack(&pipes->unpacker, bytes, length);
}

bool usbPipesGather(UsbPipes *pipes)
{
	const uint8_t session = (uint8_t)usbPipesSession(pipes);
	UsbTransfer *transfer = &pipes->transfer;
	transfer->length = 0;
	for (;;) {
		const uint32_t before = transfer->length, length = framesNext(&pipes->output);
		uint8_t note, *packet = length ? usbPack(transfer, length) : NULL;
		if (!packet)
			return before > 0;
		framesTake(&pipes->output, packet, length, &note);
		if (session != note)
			transfer->length = before;
	}
}

void usbPipesTell(UsbPipes *pipes)
{
	const uint32_t session = usbPipesSession(pipes), arrived = atomic_load_explicit(&pipes->arrived, memory_order_relaxed);
	const bool room = atomic_load(&pipes->wanting) && framesRoom(&pipes->output);
	if (room)
		atomic_store(&pipes->wanting, false);
	if (!room && (session == pipes->toldSession) && (arrived == pipes->toldArrived))
		return;
	pipes->toldSession = session;
	pipes->toldArrived = arrived;
	if (pipes->notify)
		pipes->notify(pipes->context);
}

uint32_t usbPipesReadable(const UsbPipes *pipes)
{
	return atomic_load_explicit(&pipes->arrived, memory_order_relaxed) - atomic_load_explicit(&pipes->taken, memory_order_relaxed);
}

uint32_t usbPipesNext(UsbPipes *pipes, uint32_t session)
{
	for (;;) {
		const uint32_t length = framesNext(&pipes->input);
		const uint8_t of = length ? ringPeek(&pipes->input.ring, 2) : 0;
		if (!length || (of == (uint8_t)session))
			return length;
		if (of == (uint8_t)usbPipesSession(pipes))
			return 0; /* the machine has yet to learn of this session */
		ringSkip(&pipes->input.ring, kFrameHead + length);
		atomic_fetch_add_explicit(&pipes->taken, 1, memory_order_relaxed);
	}
}

uint32_t usbPipesRead(UsbPipes *pipes, uint32_t session, uint8_t *bytes, uint32_t most)
{
	const uint32_t length = usbPipesNext(pipes, session);
	uint8_t note;
	if (!length || (length > most))
		return 0;
	atomic_fetch_add_explicit(&pipes->taken, 1, memory_order_relaxed);
	return framesTake(&pipes->input, bytes, most, &note);
}

bool usbPipesWritable(UsbPipes *pipes)
{
	if (framesRoom(&pipes->output))
		return true;
	atomic_store(&pipes->wanting, true);
	return framesRoom(&pipes->output); /* the interrupt may have made room before it could see that it is wanted */
}

bool usbPipesWrite(UsbPipes *pipes, uint32_t session, const uint8_t *bytes, uint32_t length)
{
	if (!framesBegin(&pipes->output))
		return false;
	framesAddAll(&pipes->output, bytes, length);
	framesEnd(&pipes->output, (uint8_t)session);
	return true;
}
