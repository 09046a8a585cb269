/* SPDX-License-Identifier: Apache-2.0 */
#include "frames.h"

bool framesRoom(const Frames *frames)
{
	return ringFree(&frames->ring) >= (uint32_t)kFrameHead + frames->longest;
}

bool framesBegin(Frames *frames)
{
	frames->length = 0;
	frames->open = framesRoom(frames);
	if (!frames->open)
		ringLose(&frames->ring, 1);
	return frames->open;
}

void framesAdd(Frames *frames, uint8_t byte)
{
	if (frames->open && (frames->length < frames->longest))
		ringDraft(&frames->ring, (uint32_t)kFrameHead + frames->length++, byte);
}

void framesAddAll(Frames *frames, const uint8_t *bytes, uint32_t count)
{
	const uint32_t room = (uint32_t)frames->longest - frames->length;
	if (!frames->open)
		return;
	if (count > room)
		count = room;
	ringDraftAll(&frames->ring, (uint32_t)kFrameHead + frames->length, bytes, count);
	frames->length = (uint16_t)(frames->length + count);
}

void framesEnd(Frames *frames, uint8_t note)
{
	if (!frames->open || !frames->length)
		return framesDrop(frames);
	frames->open = false;
	ringDraft(&frames->ring, 0, (uint8_t)frames->length);
	ringDraft(&frames->ring, 1, (uint8_t)(frames->length >> 8));
	ringDraft(&frames->ring, 2, note);
	ringGive(&frames->ring, (uint32_t)kFrameHead + frames->length);
}

void framesDrop(Frames *frames)
{
	frames->open = false;
}

uint32_t framesNext(const Frames *frames)
{
	if (!ringUsed(&frames->ring))
		return 0;
	return ringPeek(&frames->ring, 0) | (uint32_t)ringPeek(&frames->ring, 1) << 8;
}

uint32_t framesTake(Frames *frames, uint8_t *bytes, uint32_t most, uint8_t *note)
{
	const uint32_t length = framesNext(frames);
	uint8_t head[kFrameHead];
	if (!length || (length > most))
		return 0;
	*note = ringPeek(&frames->ring, 2);
	ringTake(&frames->ring, head, kFrameHead);
	return ringTake(&frames->ring, bytes, length);
}
