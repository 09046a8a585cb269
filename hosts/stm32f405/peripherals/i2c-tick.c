/* SPDX-License-Identifier: Apache-2.0 */
/* What takes too long: limits of SMBus (3.2, table 2), and a bus that is stuck (UM10204 3.1.16). */
#include "i2c-registers.h"
#include "i2c.h"

enum {
	/* Ticks that all find both wires high: nobody speaks, whatever the peripheral believes. A frame of FF is high in every other tick or less. */
	kQuiet = 20,
	/* Ticks that all find the clock low: it is held, also if others may just be using it. */
	kHeld = 2 * kI2cPatience,
	/* Half clocks of the nine, and the steps of STOP behind them: SCL low, SDA low, SCL high, SDA high. */
	kStopSteps = 4,
	kHalfClocks = 18,
};

static bool isHigh(const I2c *i2c, uint8_t pin)
{
	return readRegister(i2c->hardware.port + IDR) >> pin & 1;
}

static void set(const I2c *i2c, uint8_t pin, bool high)
{
	writeRegister(i2c->hardware.port + BSRR, 1u << (pin + (high ? 0 : 16)));
}

/* 1: pins are outputs, 2: the peripheral has them. */
static void givePins(const I2c *i2c, uint32_t mode)
{
	const uint8_t clock = i2c->hardware.clockPin, data = i2c->hardware.dataPin;
	Register *moder = i2c->hardware.port + MODER;
	set(i2c, clock, true);
	set(i2c, data, true);
	writeRegister(moder, (readRegister(moder) & ~(3u << (2 * clock) | 3u << (2 * data))) | mode << (2 * clock) | mode << (2 * data));
}

static bool isUnderWay(const I2c *i2c)
{
	return (kNoTransfer != i2c->head.stage) && (kOver != i2c->head.stage);
}

static void restart(I2c *i2c)
{
	i2c->head.counts.resets++;
	i2cRestart(i2c);
}

static void giveUp(I2c *i2c)
{
	restart(i2c);
	if (isUnderWay(i2c))
		i2cFinish(i2c, kI2cTimeout);
}

static void beginRecovery(I2c *i2c)
{
	i2c->head.counts.recoveries++;
	i2c->recovery = kHalfClocks + kStopSteps;
	i2cPut(i2c, CR1, 0);
	givePins(i2c, 1);
}

/* One step a tick. Whoever holds SDA sends on at each clock, until it sends a one. */
static void recover(I2c *i2c)
{
	const uint8_t step = i2c->recovery--, clock = i2c->hardware.clockPin, data = i2c->hardware.dataPin;
	if (step > kStopSteps) {
		set(i2c, clock, step & 1);
		if ((step & 1) && isHigh(i2c, data))
			i2c->recovery = kStopSteps;
		return;
	}
	if (step > 2)
		set(i2c, (4 == step) ? clock : data, false);
	else
		set(i2c, (2 == step) ? clock : data, true);
	if (step > 1)
		return;
	givePins(i2c, 2);
	giveUp(i2c);
}

static void watchWires(I2c *i2c)
{
	const bool clock = isHigh(i2c, i2c->hardware.clockPin), data = isHigh(i2c, i2c->hardware.dataPin);
	i2c->high = (clock && data) ? (uint8_t)(i2c->high + (i2c->high < kQuiet)) : 0;
	i2c->dataLow = (clock && !data) ? (uint8_t)(i2c->dataLow + 1) : 0;
	i2c->clockLow = (clock || i2c->stretches) ? 0 : (uint8_t)(i2c->clockLow + (i2c->clockLow < kHeld));
}

void i2cTick(I2c *i2c)
{
	if (!i2c->head.open)
		return;
	if (i2c->recovery)
		return recover(i2c);
	watchWires(i2c);
	if (i2c->stretches && (++i2c->stretched >= kI2cPatience)) {
		i2c->stretches = false;
		targetExpire(&i2c->head.target);
		i2cListenFor(i2c, kEventInterrupt | kBufferInterrupt);
	}
	if (i2c->dataLow >= kI2cPatience)
		return beginRecovery(i2c);
	if ((i2c->clockLow >= kHeld) || ((i2c->clockLow >= kI2cPatience) && (i2c->idle >= kI2cPatience)))
		return giveUp(i2c);
	i2c->idle = (uint8_t)(i2c->idle + (i2c->idle < kI2cPatience));
	if ((kAddressing <= i2c->head.stage) && (i2c->head.stage <= kReading) && (i2c->idle >= kI2cPatience))
		return giveUp(i2c);
	if ((i2c->high >= kQuiet) && (i2c->idle >= kQuiet)) {
		if (i2c->engaged) { /* the controller went on to somebody else: no STOP of ours was seen */
			targetEnded(&i2c->head.target);
			if (i2c->sends)
				restart(i2c); /* should the reader go on after all, the peripheral would hold the clock for it */
			i2c->engaged = i2c->sends = false;
			i2cListenFor(i2c, kEventInterrupt);
			i2c->head.notify(i2c->head.context);
		}
		if (kStarting == i2c->head.stage) { /* the peripheral believes the bus busy for ever */
			restart(i2c);
			i2c->head.stage = kWaiting;
		}
	}
	if ((kWaiting == i2c->head.stage) && !i2c->engaged && !(i2cGet(i2c, CR1) & (kStart | kStop)))
		return i2cBegin(i2c);
	i2cAcknowledge(i2c);
}
