/* SPDX-License-Identifier: Apache-2.0 */
/* OTG_FS of STM32F405: PA11 is D-, PA12 is D+. PA9 is the serial line's, so that VBUS is not sensed: the device is there whenever the firmware runs. The core wants 48 MHz from
 * the PLL, within 0.25 %: a crystal. */
#include "../board.h"
#include "../cortex-m.h"
#include "../usb.h"

enum {
	RCC_AHB1ENR = 0x40023830,
	RCC_AHB2ENR = 0x40023834,
	kGpioAClock = 1 << 0,
	kOtgClock = 1 << 7,

	GPIOA_MODER = 0x40020000,
	GPIOA_OSPEEDR = 0x40020008,
	GPIOA_AFRH = 0x40020024,
	kPinsMask = 0xF << 22,
	kAlternate = 0xA << 22,
	kFunctionsMask = 0xFF << 12,
	kFunctions = 0xAA << 12, /* alternate function 10 */

	OTG_FS = 0x50000000,
	kOtgNumber = 67,
};

static void modify(uint32_t address, uint32_t clear, uint32_t set)
{
	REGISTER(address) = (REGISTER(address) & ~clear) | set;
}

#ifdef MCTP_XS_MODEL

/* QEMU has no OTG_FS: a model in RAM, and the bus on USART3. */
#include "stm32f405-usb-model.h"

static Register *registers(void)
{
	return usbModelStart();
}

#else

static Register *registers(void)
{
	return (Register *)OTG_FS;
}

#endif

Register *boardUsbStart(void)
{
	modify(RCC_AHB1ENR, 0, kGpioAClock);
	modify(RCC_AHB2ENR, 0, kOtgClock);
	modify(GPIOA_OSPEEDR, 0, kPinsMask);
	modify(GPIOA_AFRH, kFunctionsMask, kFunctions);
	modify(GPIOA_MODER, kPinsMask, kAlternate);
	return registers();
}

void boardUsbListen(bool wanted)
{
	if (wanted) {
		INTERRUPT_ENABLE(kOtgNumber);
		INTERRUPT_PEND(kOtgNumber);
		return;
	}
	INTERRUPT_DISABLE(kOtgNumber);
	__asm__ volatile("dsb\n isb" ::: "memory");
}

void boardUsbServe(void)
{
	INTERRUPT_PEND(kOtgNumber);
}

void otgHandler(void)
{
	usbInterrupt();
#ifdef MCTP_XS_MODEL
	if (usbModelServed())
		INTERRUPT_PEND(kOtgNumber);
#endif
}
