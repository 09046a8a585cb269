/* SPDX-License-Identifier: Apache-2.0 */
/* For QEMU, which has no I2C peripheral: registers in RAM with a model behind them. The rest of its bus is at the other end of USART2, whose interrupt has the model go on, and
 * raises the interrupt of the peripheral, which comes in between as on the chip. */
#include "../cortex-m.h"
#include "../model/i2c.h"
#include "../model/remote.h"

enum {
	RCC_APB1ENR = 0x40023840,
	kUsart2Clock = 1 << 17,
	USART2_SR = 0x40004400,
	USART2_DR = 0x40004404,
	USART2_BRR = 0x40004408,
	USART2_CR1 = 0x4000440C,
	kLineReceived = 1 << 5,
	kLineSpace = 1 << 7,
	kUsartOn = 1 << 13 | 1 << 5 | 1 << 3 | 1 << 2, /* with the interrupt of received bytes */
	kLineNumber = 38,
	kEventNumber = 31,
	kErrorNumber = 32,
	NVIC_IPR = 0xE000E400,
	kLowest = 0xF0,
};

static ModelBus gBus;
static I2cModel gModel;
static ModelRemote gRemote;

static void send(uint8_t byte)
{
	while (!(REGISTER(USART2_SR) & kLineSpace))
		;
	REGISTER(USART2_DR) = byte;
}

static void touched(void)
{
	INTERRUPT_PEND(kLineNumber);
}

void i2cLineHandler(void)
{
	bool moves;
	while (REGISTER(USART2_SR) & kLineReceived)
		remoteByte(&gRemote, (uint8_t)REGISTER(USART2_DR));
	do {
		if (i2cModelInterrupt(&gModel)) {
			INTERRUPT_PEND((gModel.flags & kErrors) ? kErrorNumber : kEventNumber);
			__asm__ volatile("dsb\n isb" ::: "memory");
		}
		__asm__ volatile("cpsid i" ::: "memory"); /* the tick has the driver write registers too */
		moves = busStep(&gBus);
		__asm__ volatile("cpsie i" ::: "memory");
		remoteTurn(&gRemote);
	} while (moves || i2cModelInterrupt(&gModel));
}

void modelI2c(Register **registers, Register **port, uint8_t clockPin, uint8_t dataPin)
{
	*registers = gModel.registers;
	*port = gModel.port;
	if (gModel.bus)
		return;
	i2cModelAdd(&gModel, &gBus, clockPin, dataPin);
	remoteAdd(&gRemote, &gBus, send);
	gModelTouched = touched;
	*(volatile uint8_t *)(NVIC_IPR + kLineNumber) = kLowest;
	REGISTER(RCC_APB1ENR) |= kUsart2Clock;
	REGISTER(USART2_BRR) = 1;
	REGISTER(USART2_CR1) = kUsartOn;
	INTERRUPT_ENABLE(kLineNumber);
}
