/* SPDX-License-Identifier: Apache-2.0 */
#include "crash.h"

#include <string.h>

#include "board.h"
#include "cortex-m.h"

enum { kAlive = 0x6D637470, kEnded = 0x78732121, kHexadecimalDigits = 8 };

/* Not cleared at start: after power is switched on it holds anything, hence the sum. */
static struct {
	uint32_t state;
	Crash crash;
	uint32_t sum;
} gKept __attribute__((section(".noinit")));

static Crash gLast;

static uint32_t sumOfKept(void)
{
	const uint8_t *bytes = (const uint8_t *)&gKept;
	uint32_t sum = 0x811C9DC5;
	for (uint32_t index = 0; index < sizeof(gKept) - sizeof(gKept.sum); index++)
		sum = (sum ^ bytes[index]) * 0x01000193;
	return sum;
}

static void keep(uint32_t state)
{
	gKept.state = state;
	gKept.sum = sumOfKept();
}

/* "at 0800abcd" */
static uint32_t writeAddress(char *text, uint32_t address)
{
	memcpy(text, "at ", 3);
	for (int digit = 0; digit < kHexadecimalDigits; digit++)
		text[3 + digit] = "0123456789abcdef"[(address >> (28 - 4 * digit)) & 0x0F];
	return 3 + kHexadecimalDigits;
}

void crash(Fault fault, uint32_t address, const char *text)
{
	char *to = gKept.crash.text;
	uint32_t at = 0;
	__asm__ volatile("cpsid i" ::: "memory");
	memset(to, 0, sizeof(gKept.crash.text));
	if (address)
		at = writeAddress(to, address);
	if (at && *text)
		to[at++] = ' ';
	for (; *text && (at < kCrashTextSize - 1); text++)
		to[at++] = ((*text >= ' ') && (*text <= '~')) ? *text : '?';
	gKept.crash.fault = fault;
	gKept.crash.reset = (kFaultWatchdog == fault) ? kResetWatchdog : kResetSoftware;
	keep(kEnded);
	processorReset();
}

void crashStart(void)
{
	const bool kept = ((kAlive == gKept.state) || (kEnded == gKept.state)) && (sumOfKept() == gKept.sum);
	memset(&gLast, 0, sizeof(gLast));
	if (kept && (kEnded == gKept.state))
		gLast = gKept.crash;
	else
		gLast.reset = boardResetReason(kept);
	if (kResetWatchdog == gLast.reset)
		gLast.fault = kFaultWatchdog;
	gLast.starts = 1 + (kept ? gKept.crash.starts : 0);
	gKept.crash = (Crash){ .starts = gLast.starts };
	keep(kAlive);
}

const Crash *crashLast(void)
{
	return &gLast;
}
