/* SPDX-License-Identifier: Apache-2.0 */
/* STM32F405 (RM0090): 168 MHz from a crystal, USART1 on PA9 and PA10, independent watchdog. MCTP_XS_HSE: MHz of the crystal; MCTP_XS_BAUD;
 * MCTP_XS_LED: port * 16 + pin, -1: none. In QEMU (netduinoplus2) clocks and watchdog read as 0 and do nothing. */
#include <string.h>

#include "../board.h"
#include "../cortex-m.h"
#include "../line.h"
#include "../peripherals/clocks.h"
#include "../peripherals/flash.h"

enum {
	RCC_CR = 0x40023800,
	RCC_AHB1ENR = 0x40023830,
	RCC_APB2ENR = 0x40023844,
	RCC_CSR = 0x40023874,
	kUsart1Clock = 1 << 4,
	kForgetReset = 1 << 24,
	kBrownOut = 1 << 25,
	kPin = 1 << 26,
	kPowerOn = 1 << 27,
	kSoftware = 1 << 28,
	kWatchdog = 1 << 29,

	GPIOA = 0x40020000,
	kGpioSize = 0x400,
	kMode = 0x00,
	kPull = 0x0C,
	kSetReset = 0x18,
	kAlternateHigh = 0x24,

	USART1_SR = 0x40011000,
	USART1_DR = 0x40011004,
	USART1_BRR = 0x40011008,
	USART1_CR1 = 0x4001100C,
	kI2c1EventNumber = 31,
	kI2c1ErrorNumber = 32,
	kUsart1Number = 37,
	kUsart2Number = 38,
	kUsart3Number = 39,
	kOtgNumber = 67,
	kOverrun = 1 << 3,
	kReceived = 1 << 5,
	kSpace = 1 << 7,
	kUsartOn = 1 << 13 | 1 << 3 | 1 << 2, /* USART, transmitter, receiver */
	kReceiveInterrupt = 1 << 5,
	kSpaceInterrupt = 1 << 7,

	IWDG_KR = 0x40003000,
	IWDG_PR = 0x40003004,
	IWDG_RLR = 0x40003008,
	kWatchdogStart = 0xCCCC,
	kWatchdogWrite = 0x5555,
	kWatchdogFeed = 0xAAAA,
	kWatchdogDivide = 4, /* 32 kHz by 64 */
	kWatchdogCount = 2000, /* 4 s */

	UNIQUE_ID = 0x1FFF7A10,
};

uint32_t gTicksPerMillisecond;

extern void __stack(void);
void reset(void);
void faultHandler(void);
void tickHandler(void);

/* Of boards with an I2C port, and of the model in its place. */
static void nobody(void) {}
void i2cHandler(void) __attribute__((weak, alias("nobody")));
void i2cTicked(void) __attribute__((weak, alias("nobody")));
void i2cLineHandler(void) __attribute__((weak, alias("nobody")));
/* Of boards with a USB device, and of the model in its place. */
void usbTicked(void) __attribute__((weak, alias("nobody")));
void otgHandler(void) __attribute__((weak, alias("nobody")));
void usart3Handler(void) __attribute__((weak, alias("nobody")));

/* On a chip the internal oscillator runs at start. */
static bool isEmulated(void)
{
	return 0 == REGISTER(RCC_CR);
}

static void modify(uint32_t address, uint32_t clear, uint32_t set)
{
	REGISTER(address) = (REGISTER(address) & ~clear) | set;
}

static void startLed(void)
{
#if MCTP_XS_LED >= 0
	const uint32_t port = MCTP_XS_LED / 16, pin = MCTP_XS_LED % 16;
	REGISTER(RCC_AHB1ENR) |= 1 << port;
	modify(GPIOA + port * kGpioSize + kMode, 3 << (2 * pin), 1 << (2 * pin));
#endif
}

static void startLine(uint32_t megahertz)
{
	const uint32_t frequency = ((kFullSpeed == megahertz) ? megahertz / 2 : megahertz) * 1000 * 1000;
	REGISTER(RCC_AHB1ENR) |= 1 << 0;
	REGISTER(RCC_APB2ENR) |= kUsart1Clock;
	modify(GPIOA + kAlternateHigh, 0xFF << 4, 0x77 << 4); /* PA9, PA10: alternate function 7 */
	modify(GPIOA + kPull, 0xF << 18, 4 << 18); /* pull-up on PA10: an open line is silent */
	modify(GPIOA + kMode, 0xF << 18, 0xA << 18);
	REGISTER(USART1_BRR) = (frequency + MCTP_XS_BAUD / 2) / MCTP_XS_BAUD;
	REGISTER(USART1_CR1) = kUsartOn | kReceiveInterrupt;
	INTERRUPT_ENABLE(kUsart1Number);
}

void boardStart(void)
{
	const uint32_t megahertz = clocksStart(MCTP_XS_HSE);
	gTicksPerMillisecond = megahertz * 1000;
	tickStart();
	startLed();
	startLine(megahertz);
	REGISTER(IWDG_KR) = kWatchdogStart;
	REGISTER(IWDG_KR) = kWatchdogWrite;
	REGISTER(IWDG_PR) = kWatchdogDivide;
	REGISTER(IWDG_RLR) = kWatchdogCount;
	boardFeed();
}

void boardFeed(void)
{
	REGISTER(IWDG_KR) = kWatchdogFeed;
}

ResetReason boardResetReason(bool survived)
{
	const uint32_t flags = REGISTER(RCC_CSR);
	REGISTER(RCC_CSR) = flags | kForgetReset;
	if (isEmulated())
		return survived ? kResetPin : kResetPowerOn;
	if (flags & kWatchdog)
		return kResetWatchdog;
	if (flags & kPowerOn)
		return kResetPowerOn;
	if (flags & kBrownOut)
		return kResetBrownOut;
	if (flags & kSoftware)
		return kResetSoftware;
	return (flags & kPin) ? kResetPin : kResetUnknown;
}

void boardUnique(uint8_t unique[kUniqueSize])
{
	memcpy(unique, isEmulated() ? "STM32F405 QE" : (const char *)UNIQUE_ID, kUniqueSize);
}

void boardTick(void)
{
	i2cTicked();
	usbTicked();
}

void boardLed(bool on)
{
#if MCTP_XS_LED >= 0
	REGISTER(GPIOA + MCTP_XS_LED / 16 * kGpioSize + kSetReset) = 1u << (MCTP_XS_LED % 16 + (on ? 0 : 16));
#else
	(void)on;
#endif
}

const Flash *boardFlash(void)
{
	return stm32HasFlash() ? &gStm32Flash : NULL;
}

/* Line. Reading the status and then the data clears an overrun. QEMU goes on asking while a byte waits, whether wanted or not: then the interrupt is switched off
 * until something is wanted again. */

static void usartHandler(void)
{
	const uint32_t status = REGISTER(USART1_SR), control = REGISTER(USART1_CR1);
	const bool received = (control & kReceiveInterrupt) && (status & (kReceived | kOverrun));
	const bool space = (control & kSpaceInterrupt) && (status & kSpace);
	if (received) {
		const uint8_t byte = (uint8_t)REGISTER(USART1_DR);
		if (status & kOverrun)
			lineLost();
		if (status & kReceived)
			lineArrived(byte);
	}
	if (space)
		lineSpace();
	if (!received && !space)
		INTERRUPT_DISABLE(kUsart1Number);
}

static void control(uint32_t bits, bool wanted)
{
	__asm__ volatile("cpsid i" ::: "memory");
	modify(USART1_CR1, wanted ? 0 : bits, wanted ? bits : 0);
	INTERRUPT_ENABLE(kUsart1Number);
	__asm__ volatile("cpsie i" ::: "memory");
}

bool boardSend(uint8_t byte)
{
	if (!(REGISTER(USART1_SR) & kSpace))
		return false;
	REGISTER(USART1_DR) = byte;
	return true;
}

void boardWantSpace(bool wanted)
{
	control(kSpaceInterrupt, wanted);
}

void boardListen(bool wanted)
{
	control(kReceiveInterrupt, wanted);
}

__attribute__((section(".vectors"), used)) static void (*const vectors[])(void) = {
	__stack, reset, faultHandler, faultHandler, faultHandler, faultHandler, faultHandler, 0, 0, 0, 0, faultHandler, faultHandler, 0, faultHandler, tickHandler,
	[16 + kUsart1Number] = usartHandler, [16 + kI2c1EventNumber] = i2cHandler, [16 + kI2c1ErrorNumber] = i2cHandler, [16 + kUsart2Number] = i2cLineHandler,
	[16 + kUsart3Number] = usart3Handler, [16 + kOtgNumber] = otgHandler,
};
