/* SPDX-License-Identifier: Apache-2.0 */
/* The serial line of STM32F405: USART1 (RM0090 30.6). */
#define BOARD stm32f405
#define MCTP_XS_HSE 8
#define MCTP_XS_BAUD 115200
#define MCTP_XS_LED -1
#include "support/line-board.h"

#include "hosts/stm32f405/line.c"
#include "hosts/stm32f405/boards/stm32f405.c"

#include "support/line-traffic.h"

static uint32_t gControl, gStatus;
static uint8_t gReceived;
/* An overrun has been shown, and goes with the next read of data. */
static bool gOverrunShown;

static uint32_t uartShows(uint32_t address)
{
	switch (address) {
	case USART1_SR: return gStatus;
	case USART1_DR: return 0x100u | gReceived;
	case USART1_CR1: return gControl;
	default: FAIL("no register of the line");
	}
	return 0;
}

static void uartRead(uint32_t address)
{
	if (USART1_SR == address)
		gOverrunShown = gStatus & kOverrun;
	if (USART1_DR != address)
		return;
	gStatus &= ~(uint32_t)(kReceived | (gOverrunShown ? kOverrun : 0));
	gOverrunShown = false;
}

static void uartGoesOn(void)
{
	if ((gStatus & kSpace) || !gUartTakes)
		return;
	gUartTakes--;
	gStatus |= kSpace;
}

static void uartWritten(uint32_t address, uint32_t value)
{
	if (USART1_CR1 == address) {
		gControl = value;
		return;
	}
	EQUAL(address, USART1_DR);
	CHECK(gStatus & kSpace);
	gSent[gSentCount++] = (uint8_t)value;
	gStatus &= ~(uint32_t)kSpace;
	uartGoesOn();
}

static void uartArrives(uint8_t byte)
{
	if (gStatus & kReceived)
		gStatus |= kOverrun;
	else
		gReceived = byte;
	gStatus |= kReceived;
}

/* QEMU's goes on asking while a byte waits, wanted or not. */
static bool gAsksOn;

static void (*uartHandler(void))(void)
{
	const bool received = (gAsksOn || (gControl & kReceiveInterrupt)) && (gStatus & (kReceived | kOverrun));
	return lineServes(kUsart1Number, received || ((gControl & kSpaceInterrupt) && (gStatus & kSpace))) ? usartHandler : NULL;
}

static void uartStart(void)
{
	gControl = kUsartOn | kReceiveInterrupt;
	gStatus = kSpace;
	gInput.lost = 0;
	lineEnable(kUsart1Number, true);
}

TEST("STM32F405: room for output that comes at any access: all of it is sent")
{
	sendsWhenever();
}

TEST("STM32F405: a byte that comes at any access, while another is received or a full ring is emptied, is taken, or counted as lost")
{
	for (int variant = 0; variant < 12; variant++) {
		int when = 0;
		gAsksOn = variant & 1;
		while (receives(when))
			when++;
		CHECK(when > 2);
		for (when = 0; hears(when, variant & 2, 1 + (uint32_t)variant / 4);)
			when++;
		CHECK(when > 1);
	}
}

TEST("STM32F405: the main program is told of whole frames, and takes one at a time")
{
	takesFrameByFrame();
}

/* So many bytes back to back, of which the reader takes up to `most` when it has come to its turn, every so many bytes; returns how many it has got, in order. */
static uint32_t flood(uint32_t bytes, uint32_t every, uint32_t most)
{
	uint8_t taken[kInputSize];
	uint32_t got = 0, next = 0;
	begin(0, NULL);
	for (uint32_t sent = 1; sent <= bytes; sent++) {
		uartArrives((uint8_t)sent);
		rest();
		for (uint32_t left = (0 == sent % every) ? most : 0, count = left; left && count; left -= count) {
			count = lineTake(taken, left);
			for (uint32_t at = 0; at < count; at++, got++)
				while ((uint8_t)++next != taken[at])
					CHECK(next <= sent);
		}
		rest();
	}
	return got + ringUsed(&gInput);
}

enum { kFlood = 1000000 };

TEST("STM32F405: a million bytes back to back: none is lost while the reader keeps up; where it does not, losses are counted, and what is taken is in order")
{
	EQUAL(flood(TURNS(kFlood), 200, kInputSize), TURNS(kFlood));
	EQUAL(lineLosses(), 0);
	CHECK(flood(TURNS(kFlood), 2000, kInputSize) < TURNS(kFlood));
	CHECK(lineLosses() >= TURNS(kFlood) / 2000 - 1);
	CHECK(flood(TURNS(kFlood), 200, 100) < TURNS(kFlood));
	CHECK(lineLosses() > 0);
}
