/* SPDX-License-Identifier: Apache-2.0 */
/* A serial line's board file, compiled for this computer: to be included before hosts/stm32f405/line.c and a file of hosts/stm32f405/boards, with BOARD as prefix of their names.
 * Each access to a register of theirs comes here first: something happens on the line at one of them, and interrupts come between any two. */
#ifndef MCTP_XS_LINE_BOARD_H
#define MCTP_XS_LINE_BOARD_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "test/native/check.h"

#define OURS(NAME) TEST_NAME(BOARD, NAME)
#define lineArrived OURS(LineArrived)
#define lineLost OURS(LineLost)
#define lineSpace OURS(LineSpace)
#define lineTake OURS(LineTake)
#define lineRoom OURS(LineRoom)
#define linePut OURS(LinePut)
#define lineLosses OURS(LineLosses)
#define lineReady OURS(LineReady)
#define boardStart OURS(Start)
#define boardUnique OURS(Unique)
#define boardResetReason OURS(ResetReason)
#define boardTick OURS(Tick)
#define boardFeed OURS(Feed)
#define boardLed OURS(Led)
#define boardFlash OURS(Flash)
#define boardSend OURS(Send)
#define boardWantSpace OURS(WantSpace)
#define boardListen OURS(Listen)
#define gTicksPerMillisecond OURS(Ticks)

/* In place of cortex-m.h, and of the few instructions that boards have. */
#define MCTP_XS_CORTEX_M_H
#define REGISTER(ADDRESS) (*lineRegister(ADDRESS))
#define INTERRUPT_ENABLE(NUMBER) lineEnable(NUMBER, true)
#define INTERRUPT_DISABLE(NUMBER) lineEnable(NUMBER, false)
#define INTERRUPT_PEND(NUMBER) linePend(NUMBER)
#define __asm__
#define volatile(...) lineMask(#__VA_ARGS__)

static void noHandler(void) {}
#define __stack noHandler
#define reset noHandler
#define faultHandler noHandler
#define watchdogHandler noHandler
#define tickHandler noHandler
static void tickStart(void) {}

/* What the model of a UART is asked: what a register reads as, what becomes of a read or a write, and the handler whose line asks for it, enabled or pended; NULL: none. */
static uint32_t uartShows(uint32_t address);
static void uartRead(uint32_t address);
static void uartWritten(uint32_t address, uint32_t value);
static void (*uartHandler(void))(void);

/* At which access something happens, and what; accesses so far. */
static int gWhen, gAccesses;
static void (*gHappens)(void);
static bool gMasked, gHandling;
static uint64_t gEnabled[2], gPended[2];

/* The last access: it was a write if the register is not as it was shown. */
static volatile uint32_t gCell;
static uint32_t gAddress, gShown;

static void lineEffect(void)
{
	const uint32_t address = gAddress;
	gAddress = 0;
	if (address && (gCell != gShown))
		uartWritten(address, gCell);
	else if (address)
		uartRead(address);
}

static void lineInterrupts(void)
{
	void (*handler)(void);
	if (gMasked || gHandling)
		return;
	for (int turns = 0; (handler = uartHandler()); turns++) {
		CHECK(turns < 10000); /* one that never ends */
		gHandling = true;
		handler();
		lineEffect();
		gHandling = false;
	}
}

static volatile uint32_t *lineRegister(uint32_t address)
{
	lineEffect();
	if (gHappens && (gAccesses++ == gWhen))
		gHappens();
	lineInterrupts();
	gAddress = address;
	gCell = gShown = uartShows(address);
	return &gCell;
}

static void lineMask(const char *instruction)
{
	lineEffect();
	gMasked = NULL != strstr(instruction, "cpsid");
	lineInterrupts();
}

static void lineEnable(int number, bool on)
{
	const uint64_t bit = 1ull << number % 64;
	lineEffect();
	gEnabled[number / 64] = on ? gEnabled[number / 64] | bit : gEnabled[number / 64] & ~bit;
	lineInterrupts();
}

__attribute__((unused)) static void linePend(int number)
{
	lineEffect();
	gPended[number / 64] |= 1ull << number % 64;
	lineInterrupts();
}

/* Whether it is enabled, and its line asks for it, or it was pended: which is over then. */
static bool lineServes(int number, bool asks)
{
	const uint64_t bit = 1ull << number % 64;
	if (!(gEnabled[number / 64] & bit) || !(asks || (gPended[number / 64] & bit)))
		return false;
	gPended[number / 64] &= ~bit;
	return true;
}

#endif
