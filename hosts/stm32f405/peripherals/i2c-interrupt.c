/* SPDX-License-Identifier: Apache-2.0 */
/* What the peripheral's events mean (RM0090 27.3.2 and 27.3.3, whose numbers EV1 to EV8 stand beside what they ask for). */
#include "i2c-registers.h"
#include "i2c.h"

enum { kAll = kEventInterrupt | kBufferInterrupt };

void i2cFinish(I2c *i2c, I2cOutcome outcome)
{
	i2c->head.outcome = outcome;
	i2c->head.stage = kOver;
	i2c->head.notify(i2c->head.context);
}

/* We are no target any more, and may do what waited for that. */
static void disengage(I2c *i2c)
{
	i2c->engaged = i2c->sends = i2c->stretches = false;
	i2cListenFor(i2c, kEventInterrupt);
	i2cRefresh(i2c);
	if (kWaiting == i2c->head.stage)
		i2cBegin(i2c);
}

/* Target */

static void addressed(I2c *i2c)
{
	const bool sends = i2cGet(i2c, SR2) & kTransmits; /* clears ADDR: EV1 */
	const bool frame = i2c->head.target.frames.open;
	i2c->engaged = targetAddressed(&i2c->head.target, (uint8_t)(i2c->address << 1 | sends)) || sends;
	i2c->sends = sends;
	i2c->stretches = false;
	if (!i2c->engaged)
		i2cRefresh(i2c); /* no room: no byte is acknowledged */
	i2cListenFor(i2c, kAll);
	if (frame || sends)
		i2c->head.notify(i2c->head.context);
}

/* EV3: the clock is stretched while there is nothing to be sent. */
static void send(I2c *i2c)
{
	const int byte = targetNext(&i2c->head.target);
	if (byte >= 0)
		return i2cPut(i2c, DR, (uint32_t)byte);
	i2c->stretches = true;
	i2c->stretched = 0;
	i2cListenFor(i2c, 0);
}

/* In the order in which it was on the bus, where we come late: the last byte, STOP, the next address. */
static void asTarget(I2c *i2c, uint32_t status)
{
	if (status & kReceived)
		targetWritten(&i2c->head.target, (uint8_t)i2cGet(i2c, DR)); /* EV2 */
	if (status & kStopped) {
		targetEnded(&i2c->head.target);
		disengage(i2c); /* writes CR1, which clears STOPF: EV4 */
		i2c->head.notify(i2c->head.context);
	}
	if (status & kAddressed)
		return addressed(i2c);
	if (i2c->sends && (status & kSpace))
		send(i2c);
}

/* Controller */

/* EV5 */
static void started(I2c *i2c, uint32_t status)
{
	if (i2c->engaged) { /* the last controller went on to somebody else: there was no STOP for us */
		targetEnded(&i2c->head.target);
		i2c->engaged = i2c->sends = i2c->stretches = false;
		i2c->head.notify(i2c->head.context);
	}
	if (status & kReceived)
		i2cGet(i2c, DR); /* nobody's: it was not acknowledged */
	i2c->head.stage = kAddressing;
	i2cPut(i2c, DR, i2c->reads ? (uint32_t)i2c->head.peer << 1 | 1 : i2c->head.bytes[0]);
}

static void stop(I2c *i2c)
{
	i2cListenFor(i2c, kEventInterrupt);
	i2cControl(i2c, kStop);
	i2cFinish(i2c, kI2cDone);
}

/* EV8_2: all bytes have gone and were acknowledged. */
static void written(I2c *i2c)
{
	if (!i2c->head.count)
		return stop(i2c);
	i2c->reads = true;
	i2c->head.stage = kRestarting;
	i2cListenFor(i2c, kEventInterrupt);
	i2cControl(i2c, kStart);
}

/* EV6. How the last byte is not acknowledged depends on how many there are (27.3.3, "Closing the communication"). */
static void acknowledged(I2c *i2c)
{
	i2c->at = i2c->reads ? 0 : 1;
	i2c->head.stage = i2c->reads ? kReading : kWriting;
	if (!i2c->reads) {
		i2cGet(i2c, SR2);
		if (1 == i2c->head.length)
			return written(i2c);
		return i2cListenFor(i2c, kAll);
	}
	i2cPut(i2c, CR1, kEnable | ((1 == i2c->head.count) ? 0 : (2 == i2c->head.count) ? kPosition : kAcknowledge));
	i2cGet(i2c, SR2);
	if (1 == i2c->head.count)
		i2cPut(i2c, CR1, kEnable | kStop);
	i2cListenFor(i2c, ((1 == i2c->head.count) || (i2c->head.count > 3)) ? kAll : kEventInterrupt);
}

/* EV8 */
static void write(I2c *i2c, uint32_t status)
{
	if ((status & kSpace) && (i2c->at < i2c->head.length)) {
		i2cPut(i2c, DR, i2c->head.bytes[i2c->at++]);
		if (i2c->at == i2c->head.length)
			i2cListenFor(i2c, kEventInterrupt);
	} else if (status & kFinished)
		written(i2c);
}

static void keep(I2c *i2c)
{
	i2c->head.bytes[i2c->at++] = (uint8_t)i2cGet(i2c, DR);
}

/* EV7: with two or three bytes to go the clock is stretched until both, or the first two, have come. */
static void read(I2c *i2c, uint32_t status)
{
	const int rest = i2c->head.count - i2c->at;
	if ((rest > 3) || (1 == rest)) {
		if (!(status & kReceived))
			return;
		keep(i2c);
		if (1 == rest) {
			i2cListenFor(i2c, kEventInterrupt);
			i2cFinish(i2c, kI2cDone);
			return i2cAcknowledge(i2c); /* or i2cTick, where STOP is still under way */
		}
		if (4 == rest)
			i2cListenFor(i2c, kEventInterrupt);
		return;
	}
	if (!(status & kFinished))
		return;
	if (3 == rest) {
		i2cPut(i2c, CR1, kEnable);
		keep(i2c);
		i2cPut(i2c, CR1, kEnable | kStop);
		keep(i2c);
		return i2cListenFor(i2c, kAll);
	}
	i2cControl(i2c, kStop);
	keep(i2c);
	keep(i2c);
	i2cListenFor(i2c, kEventInterrupt);
	i2cFinish(i2c, kI2cDone);
}

static bool isController(const I2c *i2c)
{
	return (kAddressing <= i2c->head.stage) && (i2c->head.stage <= kReading);
}

static void asController(I2c *i2c, uint32_t status)
{
	if (status & kStarted)
		started(i2c, status);
	else if (kAddressing == i2c->head.stage) {
		if (status & kAddressed)
			acknowledged(i2c);
	} else if (kWriting == i2c->head.stage)
		write(i2c, status);
	else if (kReading == i2c->head.stage)
		read(i2c, status);
}

/* Errors */

static void failed(I2c *i2c, uint32_t status)
{
	i2cPut(i2c, SR1, ~(status & kErrors) & 0xFFFF);
	if (status & kBusError)
		i2c->head.counts.busErrors++;
	if (status & kOverrun)
		i2c->head.counts.overruns++;
	if (!isController(i2c)) {
		if (status & (kBusError | kOverrun))
			targetBroken(&i2c->head.target);
		else if (status & kNotAcknowledged) { /* EV3_2: the reader has enough */
			targetEnded(&i2c->head.target);
			disengage(i2c);
		}
	} else if (status & kArbitrationLost) {
		i2cListenFor(i2c, kEventInterrupt);
		i2cControl(i2c, 0);
		i2cFinish(i2c, kI2cArbitrationLost);
	} else if (status & kBusError) {
		i2c->head.counts.resets++;
		i2cRestart(i2c);
		i2cFinish(i2c, kI2cTimeout);
	} else if (status & kNotAcknowledged) {
		i2cListenFor(i2c, kEventInterrupt);
		i2cControl(i2c, kStop);
		i2cFinish(i2c, (kAddressing == i2c->head.stage) ? kI2cNoAddress : kI2cRefused);
	}
}

void i2cInterrupt(I2c *i2c)
{
	const uint32_t status = i2cGet(i2c, SR1);
	i2c->head.counts.interrupts++;
	i2c->idle = 0;
	if (status & kErrors)
		failed(i2c, status);
	else if ((i2c->engaged && (status & (kReceived | kStopped | kAddressed))) || !((status & kStarted) || isController(i2c)))
		asTarget(i2c, status);
	else
		asController(i2c, status);
}
