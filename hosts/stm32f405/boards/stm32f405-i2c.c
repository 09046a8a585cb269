/* SPDX-License-Identifier: Apache-2.0 */
/* I2C1 of the STM32F405, on PB6 (SCL) and PB7 (SDA), or PB8 and PB9. With MCTP_XS_MODEL the peripheral is a model, because QEMU has none: see stm32f405-model.c. */
#include "../../common/native/i2c-board.h"
#include "../cortex-m.h"
#include "../board.h"
#include "../peripherals/i2c.h"

enum {
	RCC_AHB1ENR = 0x40023830,
	RCC_APB1ENR = 0x40023840,
	kGpiobClock = 1 << 1,
	kI2c1Clock = 1 << 21,
	GPIOB = 0x40020400,
	I2C1 = 0x40005400,
	kEventNumber = 31,
	kErrorNumber = 32,
	kFunction = 4,
	kPortB = 16, /* pins are numbered port * 16 + pin */
	kSlowHertz = 100 * 1000,
	kFastHertz = 400 * 1000,
	kFullSpeed = 168 * 1000, /* ticks per millisecond, when APB1 has a quarter of the processor's clock */
	kRing = 1024,
};

static uint8_t gRing[kRing];
I2c gI2c1 = { .head = I2C_HEAD(gRing) };

#ifdef MCTP_XS_MODEL
void modelI2c(Register **registers, Register **port, uint8_t clockPin, uint8_t dataPin);
#endif

void i2cHandler(void)
{
	i2cInterrupt(&gI2c1);
}

void i2cTicked(void)
{
	i2cTick(&gI2c1);
}

bool i2cBoardCan(const I2cOptions *options, const char **reason)
{
	const int32_t clock = options->clock - kPortB, data = options->data - kPortB;
	*reason = "I2C1 is on B6 (clock) and B7 (data), or B8 and B9";
	if (((6 != clock) && (8 != clock)) || (data != clock + 1))
		return false;
	*reason = "I2C1 runs at 100000 or 400000 Hz";
	if ((kSlowHertz != options->hz) && (kFastHertz != options->hz))
		return false;
	*reason = "I2C1 is in use";
	return !gI2c1.head.open;
}

I2c *i2cBoardOpen(const I2cOptions *options, I2cNotify notify, void *context)
{
	const uint32_t frequency = gTicksPerMillisecond * 1000;
	I2cHardware hardware = {
		.registers = (Register *)I2C1,
		.port = (Register *)GPIOB,
		.clockPin = (uint8_t)(options->clock - kPortB),
		.dataPin = (uint8_t)(options->data - kPortB),
		.function = kFunction,
		.frequency = (kFullSpeed == gTicksPerMillisecond) ? frequency / 4 : frequency,
		.hz = (uint32_t)options->hz,
	};
#ifdef MCTP_XS_MODEL
	modelI2c(&hardware.registers, &hardware.port, hardware.clockPin, hardware.dataPin);
#endif
	REGISTER(RCC_AHB1ENR) |= kGpiobClock;
	REGISTER(RCC_APB1ENR) |= kI2c1Clock;
	i2cOpen(&gI2c1, &hardware, notify, context);
	INTERRUPT_ENABLE(kEventNumber);
	INTERRUPT_ENABLE(kErrorNumber);
	return &gI2c1;
}
