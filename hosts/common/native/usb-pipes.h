/* SPDX-License-Identifier: Apache-2.0 */
/* The two bulk endpoints of a device between the interrupts of its USB hardware and the machine: packets in rings, transfers on the bus. The same for every board. */
#ifndef MCTP_XS_USB_PIPES_H
#define MCTP_XS_USB_PIPES_H

#include "frames.h"
#include "usb-transfer.h"

enum { kUsbInputSize = 2048, kUsbOutputSize = 1024, kUsbLongestPacket = kUsbLargestPacket - kUsbHeadSize };

typedef struct {
	Frames input, output;
	UsbUnpacker unpacker;
	UsbTransfer transfer;
	/* Odd: the USB host has configured the device. Another number: it has done so anew, or no longer. Packets in the rings belong to one of them. */
	_Atomic uint32_t session;
	/* Packets that were put into `input` and taken from it, each counted by its side. */
	_Atomic uint32_t arrived, taken;
	/* Called from interrupts when there is something that the machine does not know of. */
	void (*notify)(void *context);
	void *context;
	/* What it was told of: packets and session; and whether it wants to know when there is room. */
	uint32_t toldArrived, toldSession;
	_Atomic bool wanting;
	uint8_t inputBytes[kUsbInputSize], outputBytes[kUsbOutputSize];
} UsbPipes;

/* Before anything else. `packetSize`: of the endpoints. */
void usbPipesStart(UsbPipes *pipes, uint32_t packetSize, void (*notify)(void *context), void *context);

/* For the interrupts. */

/* The USB host has configured the device, or has taken that back; what is under way is forgotten. */
void usbPipesLink(UsbPipes *pipes, bool up);
/* Whether a whole transfer can be taken. Until then the USB host is told to wait. */
bool usbPipesReady(const UsbPipes *pipes);
/* Takes a packet of the bus, or as many as came in one go. */
void usbPipesArrived(UsbPipes *pipes, const uint8_t *bytes, uint32_t length);
/* Fills `transfer` with the packets that wait; false: there are none. */
bool usbPipesGather(UsbPipes *pipes);
/* At the end of an interrupt: notifies, if there is something new. */
void usbPipesTell(UsbPipes *pipes);

/* For the machine, which names the session that it knows of. */

static inline uint32_t usbPipesSession(const UsbPipes *pipes)
{
	return atomic_load_explicit(&pipes->session, memory_order_acquire);
}

static inline bool usbSessionUp(uint32_t session)
{
	return session & 1;
}

/* Packets that can be read at most. */
uint32_t usbPipesReadable(const UsbPipes *pipes);
/* Bytes of the oldest packet of this session, those of earlier ones are dropped; 0: there is none. */
uint32_t usbPipesNext(UsbPipes *pipes, uint32_t session);
/* Takes it. 0: there is none of `most` bytes or fewer. */
uint32_t usbPipesRead(UsbPipes *pipes, uint32_t session, uint8_t *bytes, uint32_t most);
/* Whether a packet of any length can be written. If not, the machine is notified when it can. */
bool usbPipesWritable(UsbPipes *pipes);
/* Puts a packet. False: there is no room. */
bool usbPipesWrite(UsbPipes *pipes, uint32_t session, const uint8_t *bytes, uint32_t length);

#endif
