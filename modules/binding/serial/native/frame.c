/* SPDX-License-Identifier: Apache-2.0 */
/* Frames of a serial line (DSP0253), as in ../frame.ts. */
#include <stdbool.h>
#include <string.h>
#include "xsmc.h"

enum { kFlag = 0x7E, kEscape = 0x7D, kInvert = 0x20, kRevision = 0x01, kStart = 0xFFFF };
enum { kBefore = 3, kBehind = 3, kHeaderLength = 4 };
/* As in ../counter.ts. */
enum { kWrongRevision = 1, kByteCount, kTruncated, kCheckSequence, kNoise };

/* The remainders of all halves of a byte for the polynomial 8408. */
static const uint16_t gRemainders[16] = {
	0x0000, 0x1081, 0x2102, 0x3183, 0x4204, 0x5285, 0x6306, 0x7387,
	0x8408, 0x9489, 0xA50A, 0xB58B, 0xC60C, 0xD68D, 0xE70E, 0xF78F,
};

static uint16_t next(uint16_t sequence, uint8_t byte)
{
	sequence ^= byte;
	sequence = (sequence >> 4) ^ gRemainders[sequence & 0x0F];
	return (sequence >> 4) ^ gRemainders[sequence & 0x0F];
}

static bool isSpecial(uint8_t byte)
{
	return (kFlag == byte) || (kEscape == byte);
}

/* The whole memory, which has to hold `length` bytes at `offset`. The address is good until XS allocates. */
static uint8_t *range(xsMachine *the, xsIntegerValue offset, xsIntegerValue length)
{
	void *bytes;
	xsUnsignedValue size;
	xsmcGetBufferWritable(xsArg(0), &bytes, &size);
	if ((offset < 0) || (length < 0) || ((xsUnsignedValue)offset > size) || ((xsUnsignedValue)length > size - (xsUnsignedValue)offset))
		xsRangeError("range outside memory");
	return bytes;
}

void xs_serial_encode(xsMachine *the)
{
	const xsIntegerValue offset = xsmcToInteger(xsArg(1)), count = xsmcToInteger(xsArg(2));
	const bool good = (0 <= count) && (count <= 0xFF);
	uint8_t *frame = range(the, offset, good ? kBefore + 2 * count + 4 + 1 : -1) + offset;
	uint16_t sequence = next(next(kStart, kRevision), (uint8_t)count);
	xsIntegerValue escapes = 0;
	uint8_t *from, *to;
	for (from = frame + kBefore; from < frame + kBefore + count; from++) {
		sequence = next(sequence, *from);
		escapes += isSpecial(*from);
	}
	to = from + escapes;
	to[0] = (uint8_t)(sequence >> 8);
	to[1] = (uint8_t)sequence;
	to[2] = kFlag;
	while (from < to) {
		const uint8_t byte = *--from;
		*--to = isSpecial(byte) ? byte ^ kInvert : byte;
		if (isSpecial(byte))
			*--to = kEscape;
	}
	frame[0] = kFlag;
	frame[1] = kRevision;
	frame[2] = (uint8_t)count;
	xsmcSetInteger(xsResult, kBefore + count + escapes + kBehind);
}

/* Place behind one byte of a check sequence that may be escaped; `end`: it may still come; NULL: it is another. */
static uint8_t *escaped(uint8_t value, uint8_t *at, uint8_t *end)
{
	if (!isSpecial(value))
		return (*at == value) ? at + 1 : NULL;
	if (*at != kEscape)
		return NULL;
	if (at + 1 == end)
		return end;
	return (at[1] == (value ^ kInvert)) ? at + 2 : NULL;
}

/* Place of the closing flag behind a check sequence, raw or escaped; `end`: it may still come; NULL: it is wrong. */
static uint8_t *closing(uint16_t sequence, uint8_t *at, uint8_t *end)
{
	const uint8_t high = (uint8_t)(sequence >> 8), low = (uint8_t)sequence;
	if ((at[0] == high) && (at[1] == low) && (at[2] == kFlag))
		return at + 2;
	at = escaped(high, at, end);
	if (at && (at < end))
		at = escaped(low, at, end);
	return (!at || (at >= end) || (*at == kFlag)) ? at : NULL;
}

/* Returns the closing flag, `frame` if the frame is not all there, or NULL and the counter of what is wrong. */
static uint8_t *decode(uint8_t *frame, uint8_t *end, xsIntegerValue largest, int *wrong)
{
	uint16_t sequence = kStart;
	uint8_t *at = frame + 1, *last, *to;
	int left;
	if (frame == end)
		return frame;
	*wrong = kNoise;
	if (*frame != kFlag)
		return NULL;
	if ((at < end) && (*at == kFlag))
		return at;
	if (end - frame < kBefore)
		return frame;
	*wrong = kWrongRevision;
	if (*at != kRevision)
		return NULL;
	*wrong = kByteCount;
	if ((frame[2] <= kHeaderLength) || (frame[2] > largest))
		return NULL;
	sequence = next(next(sequence, *at), frame[2]);
	*wrong = kTruncated;
	for (at = frame + kBefore, left = frame[2]; left; left--) {
		uint8_t byte;
		if (at == end)
			return frame;
		byte = *at++;
		if (kFlag == byte)
			return NULL;
		if (kEscape == byte) {
			if (at == end)
				return frame;
			byte = *at++;
			if (kFlag == byte)
				return NULL;
			byte ^= kInvert;
		}
		sequence = next(sequence, byte);
	}
	if (end - at < kBehind)
		return frame;
	*wrong = kCheckSequence;
	last = closing(sequence, at, end);
	if (!last)
		return NULL;
	if (last == end)
		return frame;
	for (at = to = frame + kBefore, left = frame[2]; left; left--) {
		*to = *at++;
		if (kEscape == *to)
			*to = *at++ ^ kInvert;
		to++;
	}
	return last;
}

void xs_serial_decode(xsMachine *the)
{
	const xsIntegerValue at = xsmcToInteger(xsArg(1)), end = xsmcToInteger(xsArg(2)), largest = xsmcToInteger(xsArg(3));
	uint8_t *memory = range(the, at, ((at < 0) || (end < at)) ? -1 : end - at);
	int wrong = 0;
	const uint8_t *place = decode(memory + at, memory + end, largest, &wrong);
	xsmcSetInteger(xsResult, place ? (xsIntegerValue)(place - memory) : -wrong);
}
