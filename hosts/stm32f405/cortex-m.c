/* SPDX-License-Identifier: Apache-2.0 */
#include "cortex-m.h"

#include <string.h>

#include "board.h"
#include "crash.h"

extern char _sidata[], _sdata[], _edata[], _sbss[], _ebss[], _stack_limit[], __stack[];

enum {
	SYST_CSR = 0xE000E010,
	SYST_RVR = 0xE000E014,
	SYST_CVR = 0xE000E018,
	ICSR = 0xE000ED04,
	AIRCR = 0xE000ED0C,
	CPACR = 0xE000ED88,
	kPendingTick = 1 << 26,
	kSystemReset = 0x05FA0004,
	kPaint = 0xA5A5A5A5,
	kHangMilliseconds = 2000,
	kStackMargin = 1024, /* for C below the last check that XS makes, and interrupts */
};

int main(void);

static volatile uint32_t gMilliseconds, gFed;

/* Tick */

void tickStart(void)
{
	REGISTER(SYST_RVR) = gTicksPerMillisecond - 1;
	REGISTER(SYST_CVR) = 0;
	REGISTER(SYST_CSR) = 7; /* processor clock, interrupt, enable */
}

uint32_t tickMilliseconds(void)
{
	return gMilliseconds;
}

uint32_t tickMicroseconds(void)
{
	uint32_t milliseconds, value, pending;
	do {
		milliseconds = gMilliseconds;
		pending = REGISTER(ICSR) & kPendingTick;
		value = REGISTER(SYST_CVR);
	} while ((milliseconds != gMilliseconds) || (pending != (REGISTER(ICSR) & kPendingTick)));
	return (milliseconds + (pending ? 1 : 0)) * 1000 + (gTicksPerMillisecond - 1 - value) * 1000 / gTicksPerMillisecond;
}

void tickFeed(void)
{
	gFed = gMilliseconds;
	boardFeed();
}

/* `frame` is what the processor has put onto the stack: r0-r3, r12, lr, pc, xpsr. */
void tick(const uint32_t *frame)
{
	gMilliseconds++;
	boardTick();
	if (gMilliseconds - gFed > kHangMilliseconds)
		crash(kFaultWatchdog, frame[6], "");
}

__attribute__((naked)) void tickHandler(void)
{
	__asm__ volatile("mrs r0, msp\n b tick");
}

/* Sleep and reset */

void processorSleep(int (*ready)(void))
{
	__asm__ volatile("cpsid i" ::: "memory");
	if (!ready())
		__asm__ volatile("dsb\n wfi" ::: "memory"); /* also wakes for interrupts that wait */
	__asm__ volatile("cpsie i" ::: "memory");
}

void processorReset(void)
{
	__asm__ volatile("dsb" ::: "memory");
	REGISTER(AIRCR) = kSystemReset;
	for (;;)
		;
}

/* Stack: at the low end of RAM, so that beyond it there is a fault and no variable. */

char *stackLimit(void)
{
	return _stack_limit + kStackMargin;
}

uint32_t stackPeak(void)
{
	const uint32_t *word = (uint32_t *)_stack_limit;
	while (kPaint == *word)
		word++;
	return __stack - (char *)word;
}

uint32_t stackSize(void)
{
	return __stack - _stack_limit;
}

/* Start and faults */

void reset(void)
{
	for (uint32_t *word = (uint32_t *)_stack_limit; word < (uint32_t *)__builtin_frame_address(0) - 16; word++)
		*word = kPaint;
	REGISTER(CPACR) |= 0xF << 20; /* floating point unit on */
	__asm__ volatile("dsb\n isb");
	memcpy(_sdata, _sidata, _edata - _sdata);
	memset(_sbss, 0, _ebss - _sbss);
	main();
	crash(kFaultOther, 0, "the main program ended");
}

void faultReport(const uint32_t *frame)
{
	const int readable = ((char *)frame >= _stack_limit) && ((char *)(frame + 8) <= __stack);
	crash(readable ? kFaultHardware : kFaultStack, readable ? frame[6] : 0, "");
}

/* The stack may be used up: it starts anew at its top. */
__attribute__((naked)) void faultHandler(void)
{
	__asm__ volatile("mrs r0, msp\n ldr r1, =__stack\n msr msp, r1\n b faultReport");
}

/* For boards whose watchdog first asks by an interrupt that cannot be masked. */
void watchdogReport(const uint32_t *frame)
{
	crash(kFaultWatchdog, frame[6], "");
}

__attribute__((naked)) void watchdogHandler(void)
{
	__asm__ volatile("mrs r0, msp\n b watchdogReport");
}
