/* SPDX-License-Identifier: Apache-2.0 */
/* Cortex-M4 in QEMU: start, C library calls and program name over semihosting, faults that say where, and instructions counted with SysTick. */
#include <errno.h>
#include <sys/stat.h>

#include "host.h"

extern char _sidata[], _sdata[], _edata[], _sbss[], _ebss[], _stext[], _etext[], _heap[], _stack_limit[], __stack[];

#define REGISTER(ADDRESS) (*(volatile uint32_t *)(ADDRESS))
enum {
	SYST_CSR = 0xE000E010,
	SYST_RVR = 0xE000E014,
	SYST_CVR = 0xE000E018,
	CPACR = 0xE000ED88,
	NVIC_ISER0 = 0xE000E100,
	TIMER0_CTRL = 0x40000000,
	TIMER0_RELOAD = 0x40000008,
	TIMER0_INTCLEAR = 0x4000000C,
	kTimerNumber = 8,
	kTimerOn = 1 << 3 | 1 << 0, /* interrupt, enable */
	kTimerTicks = 50 * 25, /* 50 us at the 25 MHz of mps2 */
	kTickMask = 0xFFFFFF,
	kPaint = 0xA5A5A5A5,
	kStackMargin = 4 * 1024, /* for C below the last check XS makes */
	kMessageMaximum = 128,
};

int main(int argc, char **argv);

/* Semihosting */

enum { SYS_WRITE0 = 0x04, SYS_GET_CMDLINE = 0x15, SYS_EXIT_EXTENDED = 0x20, ADP_APPLICATION_EXIT = 0x20026 };

static int semihost(int operation, const void *argument)
{
	register int r0 __asm__("r0") = operation;
	register const void *r1 __asm__("r1") = argument;
	__asm__ volatile("bkpt 0xAB" : "+r"(r0) : "r"(r1) : "memory");
	return r0;
}

void boardExit(int status)
{
	uint32_t block[2] = { ADP_APPLICATION_EXIT, (uint32_t)status };
	fflush(stdout);
	for (;;)
		semihost(SYS_EXIT_EXTENDED, block);
}

/* QEMU's -semihosting-config arg=image,arg=program */
const char *boardProgram(int argc, char **argv)
{
	static char line[kMessageMaximum];
	struct { char *buffer; int length; } block = { line, sizeof(line) };
	char *space;
	if (semihost(SYS_GET_CMDLINE, &block))
		return NULL;
	space = strchr(line, ' ');
	return space ? space + 1 : NULL;
}

/* C library */

static char *gBreak = _heap;

void *_sbrk(ptrdiff_t increment)
{
	char *before = gBreak;
	if ((increment > _stack_limit - gBreak)) {
		errno = ENOMEM;
		return (void *)-1;
	}
	gBreak += increment;
	return before;
}

int _write(int file, const char *bytes, int length)
{
	char text[kMessageMaximum + 1];
	for (int offset = 0; offset < length;) {
		int count = (length - offset < kMessageMaximum) ? length - offset : kMessageMaximum;
		memcpy(text, bytes + offset, count);
		text[count] = 0;
		semihost(SYS_WRITE0, text);
		offset += count;
	}
	return length;
}

int _fstat(int file, struct stat *status)
{
	status->st_mode = S_IFCHR;
	return 0;
}

int _isatty(int file) { return 1; }
int _read(int file, char *bytes, int length) { return 0; }
int _lseek(int file, int offset, int from) { return 0; }
int _close(int file) { return -1; }
int _getpid(void) { return 1; }
int _kill(int process, int number) { return -1; }
int _gettimeofday(struct timeval *now, void *zone) { *now = (struct timeval){ 0 }; return 0; }
void _exit(int status) { boardExit(status); }
void _init(void) {}
void _fini(void) {}

/* Instructions: with -icount shift=0 one instruction takes one nanosecond of virtual time. */

static volatile uint32_t gWraps = 0;
static double gInstructionsPerTick = 0;

static void sysTick(void)
{
	gWraps++;
}

static double ticks(void)
{
	uint32_t wraps, value;
	do {
		wraps = gWraps;
		value = REGISTER(SYST_CVR);
	} while (wraps != gWraps);
	return (double)wraps * (kTickMask + 1.0) + ((0 - value) & kTickMask);
}

/* A loop of known length tells the clock in MHz, and with it how many instructions a tick is: 40 at the 25 MHz of mps2. */
static void calibrate(void)
{
	const uint32_t turns = 1000 * 1000;
	uint32_t count = turns;
	double start;
	REGISTER(SYST_RVR) = kTickMask;
	REGISTER(SYST_CVR) = 0;
	REGISTER(SYST_CSR) = 7; /* processor clock, interrupt, enable */
	start = ticks();
	__asm__ volatile("1: subs %0, %0, #1\n bne 1b" : "+r"(count) : : "cc");
	gInstructionsPerTick = 1000 / round((ticks() - start) / (2.0 * turns) * 1000);
}

double boardInstructions(void)
{
	return ticks() * gInstructionsPerTick;
}

/* A timer of mps2 (CMSDK) for interrupts. */

static void (*gHandler)(void);

static void timer(void)
{
	REGISTER(TIMER0_INTCLEAR) = 1;
	if (gHandler)
		gHandler();
}

void boardInterrupts(void (*handler)(void))
{
	REGISTER(TIMER0_CTRL) = 0;
	gHandler = handler;
	if (!handler)
		return;
	REGISTER(TIMER0_RELOAD) = kTimerTicks;
	REGISTER(NVIC_ISER0) = 1 << kTimerNumber;
	REGISTER(TIMER0_CTRL) = kTimerOn;
}

/* Memory */

char *fxCStackLimit(void)
{
	return _stack_limit + kStackMargin;
}

static double stackUsed(void)
{
	const uint32_t *word = (uint32_t *)_stack_limit;
	while (kPaint == *word)
		word++;
	return __stack - (char *)word;
}

double boardMemory(int part)
{
	switch (part) {
	case kBoardText: return _etext - _stext;
	case kBoardData: return _edata - _sdata;
	case kBoardBss: return _ebss - _sbss;
	case kBoardHeap: return gBreak - _heap;
	case kBoardStack: return stackUsed();
	default: return 0;
	}
}

void boardStart(void)
{
	for (uint32_t *word = (uint32_t *)_stack_limit; word < (uint32_t *)__builtin_frame_address(0) - 16; word++)
		*word = kPaint;
	calibrate();
}

/* Start and faults */

void reset(void)
{
	memcpy(_sdata, _sidata, _edata - _sdata);
	memset(_sbss, 0, _ebss - _sbss);
	REGISTER(CPACR) |= 0xF << 20; /* floating point unit on */
	__asm__ volatile("dsb\n isb");
	exit(main(0, NULL));
}

void faultReport(const uint32_t *frame)
{
	static char text[kMessageMaximum];
	snprintf(text, sizeof(text), "processor fault at %08lx, called from %08lx, stack %08lx\n", (unsigned long)frame[6], (unsigned long)frame[5], (unsigned long)frame);
	semihost(SYS_WRITE0, text);
	boardExit(1);
}

__attribute__((naked)) static void fault(void)
{
	__asm__ volatile("mrs r0, msp\n b faultReport");
}

__attribute__((section(".vectors"), used)) static void (*const vectors[])(void) = {
	(void (*)(void))__stack, reset, fault, fault, fault, fault, fault, 0, 0, 0, 0, fault, fault, 0, fault, sysTick,
	[16 + kTimerNumber] = timer,
};
