/* SPDX-License-Identifier: Apache-2.0 */
/* The serial line of MPS2: its UART tells of events, not of what is, so that one that comes while nobody asks is told to nobody. */
#define BOARD mps2
#include "support/line-board.h"

#include "hosts/stm32f405/line.c"
#include "hosts/stm32f405/boards/mps2.c"

#include "support/line-traffic.h"

/* As QEMU's cmsdk-apb-uart has it. */
static uint32_t gControl, gState, gEvents;
static uint8_t gReceived;
/* A byte that waits with whoever sends until there is room for it; -1: none. */
static int gWaits;

static uint32_t uartShows(uint32_t address)
{
	switch (address) {
	case UART_DATA: return 0x100u | gReceived;
	case UART_STATE: return gState;
	case UART_CTRL: return gControl;
	default: return UINT32_MAX;
	}
}

static void uartArrives(uint8_t byte)
{
	if (gState & kRxFull) {
		gWaits = byte;
		return;
	}
	gReceived = byte;
	gState |= kRxFull;
	if (gControl & kRxInterrupt)
		gEvents |= kRxFull;
}

static void uartRead(uint32_t address)
{
	if (UART_DATA != address)
		return;
	gState &= ~(uint32_t)kRxFull;
	if (gWaits >= 0)
		uartArrives((uint8_t)gWaits);
	gWaits = -1;
}

static void uartGoesOn(void)
{
	if (!(gState & kTxFull) || !gUartTakes)
		return;
	gUartTakes--;
	gState &= ~(uint32_t)kTxFull;
	if (gControl & kTxInterrupt)
		gEvents |= kTxFull;
}

static void uartWritten(uint32_t address, uint32_t value)
{
	switch (address) {
	case UART_DATA:
		CHECK(!(gState & kTxFull));
		gSent[gSentCount++] = (uint8_t)value;
		gState |= kTxFull;
		uartGoesOn();
		break;
	case UART_CTRL: gControl = value; break;
	case UART_INT: gEvents &= ~value; break;
	default: FAIL("a register that is only read");
	}
}

static void (*uartHandler(void))(void)
{
	if (lineServes(kReceiveNumber, gEvents & kRxFull))
		return receiveHandler;
	return lineServes(kTransmitNumber, gEvents & kTxFull) ? transmitHandler : NULL;
}

static void uartStart(void)
{
	gControl = kTxEnable | kRxEnable | kRxInterrupt;
	gState = gEvents = 0;
	gWaits = -1;
	gInput.lost = 0;
	lineEnable(kReceiveNumber, true);
	lineEnable(kTransmitNumber, true);
}

TEST("MPS2: room for output that comes at any access: all of it is sent")
{
	sendsWhenever();
}

TEST("MPS2: the main program is told of whole frames, and takes one at a time")
{
	takesFrameByFrame();
}

TEST("MPS2: a byte that comes at any access, while another is received or a full ring is emptied, is taken")
{
	int when = 0;
	while (receives(when))
		when++;
	CHECK(when > 4);
	for (int waits = 0; waits < 2; waits++)
		for (uint32_t first = 1; first <= 3; first++) {
			for (when = 0; hears(when, waits, first); when++)
				EQUAL(lineLosses(), 0);
			CHECK(when > 1);
		}
}
