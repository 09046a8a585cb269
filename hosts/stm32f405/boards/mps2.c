/* SPDX-License-Identifier: Apache-2.0 */
/* Arm MPS2 as QEMU has it (mps2-an386: Cortex-M4, mps2-an500: Cortex-M7): UART 0, watchdog. */
#include <string.h>

#include "../board.h"
#include "../cortex-m.h"
#include "../line.h"

enum {
	UART_DATA = 0x40004000,
	UART_STATE = 0x40004004,
	UART_CTRL = 0x40004008,
	UART_INT = 0x4000400C,
	UART_BAUDDIV = 0x40004010,
	kTxFull = 1 << 0,
	kRxFull = 1 << 1,
	kTxEnable = 1 << 0,
	kRxEnable = 1 << 1,
	kTxInterrupt = 1 << 2,
	kRxInterrupt = 1 << 3,
	kReceiveNumber = 0,
	kTransmitNumber = 1,

	WDOG_LOAD = 0x40008000,
	WDOG_CONTROL = 0x40008008,
	WDOG_INTCLR = 0x4000800C,
	WDOG_LOCK = 0x40008C00,
	kWatchdogKey = 0x1ACCE551,
	kWatchdogSeconds = 10, /* an emulator stands still where its computer does */
	kWatchdogOn = 3, /* an interrupt that cannot be masked, then reset */

	kFrequency = 25 * 1000 * 1000,
	kBaud = 115200,
};

uint32_t gTicksPerMillisecond = kFrequency / 1000;

extern void __stack(void);
void reset(void);
void faultHandler(void);
void watchdogHandler(void);
void tickHandler(void);

void boardStart(void)
{
	tickStart();
	REGISTER(UART_BAUDDIV) = kFrequency / kBaud;
	REGISTER(UART_CTRL) = kTxEnable | kRxEnable | kRxInterrupt;
	INTERRUPT_ENABLE(kReceiveNumber);
	INTERRUPT_ENABLE(kTransmitNumber);
	REGISTER(WDOG_LOCK) = kWatchdogKey;
	REGISTER(WDOG_LOAD) = kWatchdogSeconds * kFrequency;
	REGISTER(WDOG_CONTROL) = kWatchdogOn;
}

/* The board has no such number: all of them are the same endpoint. */
void boardUnique(uint8_t unique[kUniqueSize])
{
	memcpy(unique, "MPS2 in QEMU", kUniqueSize);
}

/* The board does not tell. */
ResetReason boardResetReason(bool survived)
{
	return survived ? kResetUnknown : kResetPowerOn;
}

void boardFeed(void)
{
	REGISTER(WDOG_INTCLR) = 1;
}

void boardTick(void) {}

void boardLed(bool on)
{
	(void)on;
}

static void receiveHandler(void)
{
	REGISTER(UART_INT) = kRxFull; /* before the bytes are read: one that comes then asks anew */
	while ((REGISTER(UART_STATE) & kRxFull) && (REGISTER(UART_CTRL) & kRxInterrupt))
		lineArrived((uint8_t)REGISTER(UART_DATA));
}

static void transmitHandler(void)
{
	REGISTER(UART_INT) = kTxFull;
	if (REGISTER(UART_CTRL) & kTxInterrupt)
		lineSpace();
}

static void set(uint32_t bits, bool wanted)
{
	__asm__ volatile("cpsid i" ::: "memory");
	REGISTER(UART_CTRL) = wanted ? REGISTER(UART_CTRL) | bits : REGISTER(UART_CTRL) & ~bits;
	__asm__ volatile("cpsie i" ::: "memory");
}

bool boardSend(uint8_t byte)
{
	if (REGISTER(UART_STATE) & kTxFull)
		return false;
	REGISTER(UART_DATA) = byte;
	return true;
}

void boardWantSpace(bool wanted)
{
	set(kTxInterrupt, wanted);
	if (wanted && !(REGISTER(UART_STATE) & kTxFull))
		INTERRUPT_PEND(kTransmitNumber); /* space that came meanwhile does not ask again */
}

void boardListen(bool wanted)
{
	set(kRxInterrupt, wanted);
	if (wanted && (REGISTER(UART_STATE) & kRxFull))
		INTERRUPT_PEND(kReceiveNumber); /* a byte that came meanwhile does not ask again */
}

__attribute__((section(".vectors"), used)) static void (*const vectors[])(void) = {
	__stack, reset, watchdogHandler, faultHandler, faultHandler, faultHandler, faultHandler, 0, 0, 0, 0, faultHandler, faultHandler, 0, faultHandler, tickHandler,
	[16 + kReceiveNumber] = receiveHandler, [16 + kTransmitNumber] = transmitHandler,
};
