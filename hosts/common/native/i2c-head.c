/* SPDX-License-Identifier: Apache-2.0 */
#include "i2c-head.h"

#include <string.h>

static I2cHead *headOf(I2c *i2c)
{
	return (I2cHead *)i2c;
}

static const I2cHead *constantHeadOf(const I2c *i2c)
{
	return (const I2cHead *)i2c;
}

uint32_t i2cNext(const I2c *i2c)
{
	return framesNext(&constantHeadOf(i2c)->target.frames);
}

bool i2cReading(const I2c *i2c)
{
	return targetReading(&constantHeadOf(i2c)->target);
}

void i2cHeadBegin(I2cHead *head, I2cNotify notify, void *context)
{
	Ring *ring = &head->target.frames.ring;
	head->notify = notify;
	head->context = context;
	head->stage = kNoTransfer;
	memset(&head->counts, 0, sizeof(head->counts));
	targetBroken(&head->target);
	head->target.reading = 0;
	ringSkip(ring, ringUsed(ring));
}

bool i2cAccept(I2cHead *head, uint8_t address, const uint8_t *bytes, uint32_t length, uint32_t count)
{
	if (!head->open || (kNoTransfer != head->stage) || (length > kI2cLongest) || (count > kI2cLongest))
		return false;
	memcpy(head->bytes, bytes, length);
	head->length = (uint16_t)length;
	head->count = (uint16_t)count;
	head->peer = address;
	return true;
}

bool i2cIsOver(const I2c *i2c)
{
	return kOver == constantHeadOf(i2c)->stage;
}

bool i2cEnded(I2c *i2c, I2cOutcome *outcome, uint32_t *count)
{
	I2cHead *head = headOf(i2c);
	if (kOver != head->stage)
		return false;
	*outcome = head->outcome;
	*count = (kI2cDone == head->outcome) ? head->count : 0;
	head->stage = kNoTransfer;
	return true;
}

const uint8_t *i2cBytes(const I2c *i2c)
{
	return constantHeadOf(i2c)->bytes;
}

const I2cCounts *i2cCounts(const I2c *i2c)
{
	return &constantHeadOf(i2c)->counts;
}

uint32_t i2cLost(const I2c *i2c)
{
	return constantHeadOf(i2c)->target.frames.ring.lost;
}
