/* SPDX-License-Identifier: Apache-2.0 */
#include "i2c-target.h"

#include <string.h>

enum { kReads = 1 }; /* bit 0 of an address byte */

/* Reads are numbered from 1 to 255, over and over: 0 is none. */
static uint8_t after(uint8_t read)
{
	return (uint8_t)(read % 255 + 1);
}

bool targetReady(const I2cTarget *target)
{
	return framesRoom(&target->frames);
}

static bool ask(I2cTarget *target, uint8_t byte)
{
	const uint8_t read = after(atomic_load_explicit(&target->asked, memory_order_relaxed));
	if (!target->frames.open && framesBegin(&target->frames))
		framesAdd(&target->frames, byte);
	if (!target->frames.open)
		return false;
	atomic_store_explicit(&target->asked, read, memory_order_release);
	target->sending = true;
	target->told = 0;
	framesEnd(&target->frames, read);
	return true;
}

bool targetAddressed(I2cTarget *target, uint8_t byte)
{
	target->sending = false;
	if (byte & kReads)
		return ask(target, byte);
	framesEnd(&target->frames, 0);
	if (!framesBegin(&target->frames))
		return false;
	framesAdd(&target->frames, byte);
	return true;
}

bool targetWritten(I2cTarget *target, uint8_t byte)
{
	framesAdd(&target->frames, byte);
	return target->frames.open;
}

int targetNext(I2cTarget *target)
{
	const uint8_t answered = atomic_load_explicit(&target->answered, memory_order_acquire);
	if (!target->sending)
		return kI2cNothing;
	if (answered != atomic_load_explicit(&target->asked, memory_order_relaxed))
		return -1;
	return (target->told < target->length) ? target->answer[target->told++] : kI2cNothing;
}

void targetExpire(I2cTarget *target)
{
	target->sending = false;
}

void targetEnded(I2cTarget *target)
{
	target->sending = false;
	framesEnd(&target->frames, 0);
}

void targetBroken(I2cTarget *target)
{
	target->sending = false;
	framesDrop(&target->frames);
}

uint32_t targetTake(I2cTarget *target, uint8_t *bytes)
{
	uint8_t note = 0;
	const uint32_t length = framesTake(&target->frames, bytes, kI2cLongest, &note);
	target->reading = note;
	return length;
}

bool targetReading(const I2cTarget *target)
{
	return 0 != target->reading;
}

void targetAnswer(I2cTarget *target, const uint8_t *bytes, uint32_t length)
{
	const uint8_t reading = target->reading;
	target->reading = 0;
	if (!reading || (reading != atomic_load_explicit(&target->asked, memory_order_acquire)))
		return;
	if (reading == atomic_load_explicit(&target->answered, memory_order_relaxed))
		return;
	target->length = (uint16_t)((length < kI2cLongest) ? length : kI2cLongest);
	memcpy(target->answer, bytes, target->length);
	atomic_store_explicit(&target->answered, reading, memory_order_release);
}
