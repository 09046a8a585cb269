/* SPDX-License-Identifier: Apache-2.0 */
#include "emulated.h"

#include "cortex-m.h"
#include "model/otg-fs-wire.h"
#include "model/wire.h"

enum {
	RCC_APB1ENR = 0x40023840,
	kUsart2Clock = 1 << 17,
	USART2_SR = 0x40004400,
	USART2_DR = 0x40004404,
	USART2_BRR = 0x40004408,
	USART2_CR1 = 0x4000440C,
	kReceived = 1 << 5,
	kSpace = 1 << 7,
	kOn = 1 << 13 | 1 << 5 | 1 << 3 | 1 << 2, /* USART, interrupt when bytes come, transmitter, receiver */
	kUsart2Number = 38,
	kOtgNumber = 67,
};

static OtgModel gOtgModel;
static OtgWire gUsb = { .model = &gOtgModel };
static Wire gWire;

static void put(uint8_t byte)
{
	while (!(REGISTER(USART2_SR) & kSpace))
		;
	REGISTER(USART2_DR) = byte;
}

static void usbSend(const uint8_t *message, uint32_t length)
{
	wireSend(&gWire, kWireUsb, message, length);
}

static void usbTake(const uint8_t *message, uint32_t length)
{
	otgWireTake(&gUsb, message, length);
	if (otgModelInterrupts(&gOtgModel))
		INTERRUPT_PEND(kOtgNumber);
}

static void startWire(void)
{
	gWire.put = put;
	REGISTER(RCC_APB1ENR) |= kUsart2Clock;
	REGISTER(USART2_BRR) = 16;
	REGISTER(USART2_CR1) = kOn;
	INTERRUPT_ENABLE(kUsart2Number);
}

Registers *emulatedUsb(void)
{
	otgModelStart(&gOtgModel);
	gUsb.send = usbSend;
	gWire.handlers[kWireUsb] = usbTake;
	startWire();
	return &gOtgModel.registers;
}

bool emulatedUsbServed(void)
{
	otgWireChanged(&gUsb);
	return otgModelInterrupts(&gOtgModel);
}

void usart2Handler(void)
{
	while (REGISTER(USART2_SR) & kReceived)
		wireArrived(&gWire, (uint8_t)REGISTER(USART2_DR));
}
