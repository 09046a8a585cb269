/* SPDX-License-Identifier: Apache-2.0 */
/* OTG_FS as a USB device of full speed (RM0090 34, device mode; a DesignWare core): endpoint 0, and one bulk endpoint in each direction. */
#ifndef MCTP_XS_OTG_FS_H
#define MCTP_XS_OTG_FS_H

#include "../../common/native/usb-control.h"
#include "../../common/native/usb-pipes.h"
#include "registers.h"

enum { kOtgResets, kOtgSuspends, kOtgStalls, kOtgRestarts, kOtgCounters };

typedef enum { kControlIdle, kControlData, kControlStatusIn, kControlStatusOut } ControlStage;

typedef struct {
	/* What whoever starts it fills in. `descriptors` stay where they are while it runs. */
	Register *registers;
	UsbPipes *pipes;
	UsbControl control;
	/* Whether pin PA9 is wired to VBUS; else the device is there whenever it runs, and being unplugged is as being suspended. */
	bool sensesVbus;

	uint32_t counters[kOtgCounters];

	/* Endpoint 0: the last SETUP packet, whether it is complete, and what is left of its answer. */
	uint8_t setup[kUsbSetupSize];
	bool requested, endsEmpty;
	ControlStage stage;
	const uint8_t *answer;
	uint32_t left;

	/* Bulk: a transfer under way in each direction, bytes of it that are in the FIFO, whether an empty packet follows. */
	bool inBusy, inEndsEmpty, outArmed;
	uint32_t filled;

	/* Milliseconds for which it is still off the bus, and what the interrupt has to do then. */
	_Atomic uint8_t hidden, due;
} Otg;

/* A core that is forced to be a device is one after 25 ms (FDMOD in RM0090 34.16.2). That is also long enough for a USB host to see it go: 2.5 us, and 1 ms more where it was suspended
 * (USB 2.0 7.1.7.3; RM0090, minimum duration for soft disconnect). The first tick may come at once. */
enum { kOtgHidden = 26 };
/* `due`. The latter: something took too long, the core is started anew. */
enum { kOtgConnect = 1, kOtgRestart = 2 };

/* Starts the core; after kOtgHidden ticks it connects to the bus. Clocks and pins are the board's. */
void otgStart(Otg *otg);
/* Every millisecond, at the interrupt's priority. True: the interrupt has something to do. */
bool otgTick(Otg *otg);
/* Disconnects. */
void otgStop(Otg *otg);
/* For the interrupt; also, when the machine has put or taken packets, with the interrupt pended. */
void otgInterrupt(Otg *otg);

/* Shared by the parts of the driver. */

static inline uint32_t registerRead(Register *registers, uint32_t offset)
{
	return readRegister(registers + offset / sizeof(uint32_t));
}

static inline void registerWrite(Register *registers, uint32_t offset, uint32_t value)
{
	writeRegister(registers + offset / sizeof(uint32_t), value);
}

static inline void registerModify(Register *registers, uint32_t offset, uint32_t clear, uint32_t set)
{
	registerWrite(registers, offset, (registerRead(registers, offset) & ~clear) | set);
}

/* Changes DIEPCTL or DOEPCTL. An endpoint that is enabled stays so, and one that has just come to its end is not enabled again: the bit is not written back. */
static inline void otgEndpoint(Otg *otg, uint32_t offset, uint32_t clear, uint32_t set)
{
	registerModify(otg->registers, offset, clear | 1u << 30 | 1u << 31, set);
}

/* Waits until a bit is as wanted, which takes a few clocks of the bus; else the core is due to be started anew. */
bool otgAwait(Otg *otg, uint32_t offset, uint32_t bit, bool wanted);
void otgReceive(Otg *otg);
void otgFlush(Otg *otg, uint32_t fifo);
void otgFifoWrite(Otg *otg, uint32_t fifo, const uint8_t *bytes, uint32_t length);
/* Ends what an IN endpoint has been asked to send. Returns whether all of it had been sent, and nobody has been told yet. */
bool otgAbortIn(Otg *otg, uint32_t endpoint);

void otgControlReset(Otg *otg);
void otgControlInterrupts(Otg *otg, uint32_t all);

/* Endpoints 1, as the configuration wants them, empty and with the first toggle. */
void otgBulkConfigure(Otg *otg);
void otgBulkHalt(Otg *otg, uint32_t endpoint, bool on);
void otgBulkInterrupts(Otg *otg, uint32_t all);
/* Takes the next transfer in both directions, where there can be one. */
void otgBulkPump(Otg *otg);

#endif
