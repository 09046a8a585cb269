/* SPDX-License-Identifier: Apache-2.0 */
#include "stm32f405-usb-model.h"

#include "../cortex-m.h"
#include "../model/otg-fs-wire.h"
#include "../model/wire.h"

enum {
	RCC_APB1ENR = 0x40023840,
	kUsart3Clock = 1 << 18,
	USART3_SR = 0x40004800,
	USART3_DR = 0x40004804,
	USART3_BRR = 0x40004808,
	USART3_CR1 = 0x4000480C,
	kReceived = 1 << 5,
	kSpace = 1 << 7,
	kOn = 1 << 13 | 1 << 5 | 1 << 3 | 1 << 2, /* USART, interrupt when bytes come, transmitter, receiver */
	kUsart3Number = 39,
	kOtgNumber = 67,
};

static OtgModel gOtgModel;

static void put(uint8_t byte)
{
	while (!(REGISTER(USART3_SR) & kSpace))
		;
	REGISTER(USART3_DR) = byte;
}

static void take(const uint8_t *message, uint32_t length);
static Wire gWire = { .take = take, .put = put };

static void send(const uint8_t *message, uint32_t length)
{
	wireSend(&gWire, message, length);
}

static OtgWire gBus = { .model = &gOtgModel, .send = send };

static void take(const uint8_t *message, uint32_t length)
{
	otgWireTake(&gBus, message, length);
	if (otgModelInterrupts(&gOtgModel))
		INTERRUPT_PEND(kOtgNumber);
}

Register *usbModelStart(void)
{
	modelForgetAll();
	otgModelStart(&gOtgModel);
	REGISTER(RCC_APB1ENR) |= kUsart3Clock;
	REGISTER(USART3_BRR) = 16;
	REGISTER(USART3_CR1) = kOn;
	INTERRUPT_ENABLE(kUsart3Number);
	return OTG_MODEL;
}

bool usbModelServed(void)
{
	otgWireChanged(&gBus);
	return otgModelInterrupts(&gOtgModel);
}

void usart3Handler(void)
{
	while (REGISTER(USART3_SR) & kReceived)
		wireArrived(&gWire, (uint8_t)REGISTER(USART3_DR));
}
