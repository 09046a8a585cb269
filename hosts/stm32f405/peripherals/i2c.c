/* SPDX-License-Identifier: Apache-2.0 */
/* Set-up, and what the main program calls. */
#include "i2c.h"


#include "i2c-registers.h"

enum {
	kMega = 1000 * 1000,
	kFastFrom = 100 * 1000, /* hertz: above is fast mode */
	kFastRise = 300, /* ns, of fast mode; slow mode has 1000 */
};

void i2cControl(I2c *i2c, uint32_t bits)
{
	i2cPut(i2c, CR1, kEnable | (i2c->address && targetReady(&i2c->head.target) ? kAcknowledge : 0) | bits);
}

void i2cRefresh(I2c *i2c)
{
	i2cControl(i2c, 0);
	if ((kStarting == i2c->head.stage) && !(i2cGet(i2c, SR1) & kStarted))
		i2cControl(i2c, kStart);
}

void i2cListenFor(I2c *i2c, uint32_t interrupts)
{
	i2cPut(i2c, CR2, i2c->hardware.frequency / kMega | kErrorInterrupt | interrupts);
}

void i2cRestart(I2c *i2c)
{
	const uint32_t frequency = i2c->hardware.frequency, hz = i2c->hardware.hz;
	const bool fast = hz > kFastFrom;
	i2cPut(i2c, CR1, kReset);
	i2cPut(i2c, CR1, 0);
	i2cPut(i2c, CR2, frequency / kMega);
	i2cPut(i2c, CCR, fast ? kFast | (frequency + 3 * hz - 1) / (3 * hz) : (frequency + 2 * hz - 1) / (2 * hz));
	i2cPut(i2c, TRISE, fast ? frequency / kMega * kFastRise / 1000 + 1 : frequency / kMega + 1);
	i2cPut(i2c, OAR1, kKept | (uint32_t)i2c->address << 1);
	targetBroken(&i2c->head.target);
	i2c->engaged = i2c->sends = i2c->stretches = false;
	i2c->idle = i2c->high = i2c->clockLow = i2c->dataLow = 0;
	i2cPut(i2c, CR1, kEnable);
	i2cControl(i2c, 0); /* ACK can be set only now */
	i2cListenFor(i2c, kEventInterrupt);
}

static void modify(Register *address, uint32_t clear, uint32_t set)
{
	writeRegister(address, (readRegister(address) & ~clear) | set);
}

static void usePin(const I2cHardware *hardware, uint32_t pin)
{
	Register *port = hardware->port;
	writeRegister(port + BSRR, 1u << pin);
	modify(port + OTYPER, 0, 1u << pin); /* open drain */
	modify(port + PUPDR, 3u << (2 * pin), 0); /* pull-ups are the bus's */
	modify(port + AFRL + pin / 8, 0xFu << (4 * (pin % 8)), (uint32_t)hardware->function << (4 * (pin % 8)));
	modify(port + MODER, 3u << (2 * pin), 2u << (2 * pin));
}

void i2cOpen(I2c *i2c, const I2cHardware *hardware, I2cNotify notify, void *context)
{
	uint32_t mask;
	i2c->hardware = *hardware;
	i2c->address = 0;
	i2c->recovery = 0;
	i2cHeadBegin(&i2c->head, notify, context);
	usePin(hardware, hardware->clockPin);
	usePin(hardware, hardware->dataPin);
	mask = maskInterrupts();
	i2c->head.open = true;
	i2cRestart(i2c);
	restoreInterrupts(mask);
}

void i2cClose(I2c *i2c)
{
	const uint32_t mask = maskInterrupts();
	if (i2c->head.open) {
		i2c->head.open = false;
		i2cPut(i2c, CR2, 0);
		i2cPut(i2c, CR1, 0);
		targetBroken(&i2c->head.target);
		/* Inputs: what is half said is left to the others' time limits. */
		modify(i2c->hardware.port + MODER, 3u << (2 * i2c->hardware.clockPin) | 3u << (2 * i2c->hardware.dataPin), 0);
	}
	restoreInterrupts(mask);
}

/* From address 0 on nothing is acknowledged: general calls are not for us. */
void i2cListen(I2c *i2c, uint8_t address)
{
	const uint32_t mask = maskInterrupts();
	i2c->address = address;
	i2cRestart(i2c);
	if (i2c->head.stage != kNoTransfer && i2c->head.stage != kOver)
		i2cFinish(i2c, kI2cTimeout);
	restoreInterrupts(mask);
}

/* Whether nothing is under way that a write of CR1 might disturb. */
static bool isQuiet(const I2c *i2c)
{
	const uint8_t stage = i2c->head.stage;
	return !i2c->recovery && ((kNoTransfer == stage) || (kOver == stage) || (kWaiting == stage)) && !(i2cGet(i2c, CR1) & (kStart | kStop));
}

/* The address is acknowledged again where there was no room for a frame. In the midst of a transfer its end does this, and i2cTick behind a STOP. */
void i2cAcknowledge(I2c *i2c)
{
	if (i2c->address && !i2c->engaged && isQuiet(i2c) && !(i2cGet(i2c, CR1) & kAcknowledge) && targetReady(&i2c->head.target))
		i2cControl(i2c, 0);
}

uint32_t i2cTake(I2c *i2c, uint8_t *bytes)
{
	const uint32_t length = targetTake(&i2c->head.target, bytes);
	if (length && i2c->head.open) {
		const uint32_t mask = maskInterrupts();
		i2cAcknowledge(i2c);
		restoreInterrupts(mask);
	}
	return length;
}

void i2cAnswer(I2c *i2c, const uint8_t *bytes, uint32_t length)
{
	uint32_t mask;
	targetAnswer(&i2c->head.target, bytes, length);
	mask = maskInterrupts();
	if (i2c->stretches) {
		i2c->stretches = false;
		i2cListenFor(i2c, kEventInterrupt | kBufferInterrupt);
	}
	restoreInterrupts(mask);
}

void i2cBegin(I2c *i2c)
{
	i2c->head.stage = kStarting;
	i2c->idle = 0;
	i2cControl(i2c, kStart);
}

bool i2cTransfer(I2c *i2c, uint8_t address, const uint8_t *bytes, uint32_t length, uint32_t count)
{
	uint32_t mask;
	if (!i2cAccept(&i2c->head, address, bytes, length, count))
		return false;
	i2c->at = 0;
	i2c->reads = 0 == length;
	mask = maskInterrupts();
	if (!i2c->engaged && isQuiet(i2c))
		i2cBegin(i2c);
	else
		i2c->head.stage = kWaiting;
	restoreInterrupts(mask);
	return true;
}
