/* SPDX-License-Identifier: Apache-2.0 */
/* Whole frames between an interrupt and the main program: a ring of bytes, in which each frame stands behind its length and a note. Short frames take little of it. */
#ifndef MCTP_XS_FRAMES_H
#define MCTP_XS_FRAMES_H

#include "ring.h"

/* Length, low byte first, and note. */
enum { kFrameHead = 3 };

typedef struct {
	Ring ring;
	/* Bytes of the longest frame. What is longer is kept with this length. */
	uint16_t longest;
	/* Of the frame that is being put, by the side that puts. */
	uint16_t length;
	bool open;
} Frames;

/* Bytes of a ring, a power of two, with room for frames of `LONGEST` bytes; ring.lost counts frames that had none. */
#define FRAMES(BYTES, LONGEST) { .ring = RING(BYTES), .longest = (LONGEST) }

/* For the side that puts. A frame begins where there is room for the longest; else it is counted as lost. */
bool framesRoom(const Frames *frames);
bool framesBegin(Frames *frames);
void framesAdd(Frames *frames, uint8_t byte);
void framesAddAll(Frames *frames, const uint8_t *bytes, uint32_t count);
/* The frame is whole: it can be taken. `note` goes with it. One without bytes is none. */
void framesEnd(Frames *frames, uint8_t note);
/* There was no such frame. */
void framesDrop(Frames *frames);

/* For the side that takes. Bytes of the oldest frame; 0: there is none. */
uint32_t framesNext(const Frames *frames);
/* Takes the oldest frame, if there is one of `most` bytes or fewer; returns its bytes. */
uint32_t framesTake(Frames *frames, uint8_t *bytes, uint32_t most, uint8_t *note);

#endif
