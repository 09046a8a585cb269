/* SPDX-License-Identifier: Apache-2.0 */
#include <pthread.h>

#include "check.h"
#include "hosts/common/native/frames.h"

TEST("frames come out whole, with their notes, in their order")
{
	uint8_t bytes[32], out[8], note;
	Frames frames = FRAMES(bytes, 8);
	for (int turn = 0; turn < 50; turn++) {
		CHECK(framesBegin(&frames));
		framesAddAll(&frames, (const uint8_t[]){ 1, 2, 3 }, 3);
		EQUAL(framesNext(&frames), 0);
		framesEnd(&frames, 7);
		CHECK(framesBegin(&frames));
		framesAdd(&frames, 4);
		framesEnd(&frames, 0);
		EQUAL(framesNext(&frames), 3);
		EQUAL(framesTake(&frames, out, 8, &note), 3);
		BYTES(out, 3, 1, 2, 3);
		EQUAL(note, 7);
		EQUAL(framesTake(&frames, out, 8, &note), 1);
		EQUAL(out[0], 4);
		EQUAL(note, 0);
		EQUAL(framesTake(&frames, out, 8, &note), 0);
	}
}

TEST("a longer frame is kept with the longest length")
{
	uint8_t bytes[16], out[8], note;
	Frames frames = FRAMES(bytes, 4);
	CHECK(framesBegin(&frames));
	framesAddAll(&frames, (const uint8_t[]){ 1, 2, 3, 4, 5, 6 }, 6);
	framesEnd(&frames, 0);
	EQUAL(framesTake(&frames, out, 8, &note), 4);
	BYTES(out, 4, 1, 2, 3, 4);
}

TEST("a frame begins where there is room for the longest; else it is counted")
{
	uint8_t bytes[16], out[8], note;
	Frames frames = FRAMES(bytes, 8);
	CHECK(framesBegin(&frames));
	framesAddAll(&frames, (const uint8_t[]){ 1, 2, 3 }, 3);
	framesEnd(&frames, 0);
	CHECK(!framesRoom(&frames));
	CHECK(!framesBegin(&frames));
	framesAdd(&frames, 9);
	framesEnd(&frames, 0);
	EQUAL(frames.ring.lost, 1);
	EQUAL(framesTake(&frames, out, 8, &note), 3);
	CHECK(framesRoom(&frames));
	EQUAL(framesTake(&frames, out, 8, &note), 0);
}

TEST("a frame that is dropped, or has no bytes, is none")
{
	uint8_t bytes[16], out[8], note;
	Frames frames = FRAMES(bytes, 8);
	CHECK(framesBegin(&frames));
	framesAdd(&frames, 1);
	framesDrop(&frames);
	framesEnd(&frames, 0);
	CHECK(framesBegin(&frames));
	framesEnd(&frames, 0);
	EQUAL(ringUsed(&frames.ring), 0);
	EQUAL(framesTake(&frames, out, 8, &note), 0);
}

TEST("a frame stays where less is asked for")
{
	uint8_t bytes[16], out[8], note;
	Frames frames = FRAMES(bytes, 8);
	framesBegin(&frames);
	framesAddAll(&frames, (const uint8_t[]){ 1, 2, 3 }, 3);
	framesEnd(&frames, 0);
	EQUAL(framesTake(&frames, out, 2, &note), 0);
	EQUAL(framesTake(&frames, out, 3, &note), 3);
}

static uint8_t gBytes[256];
static Frames gFrames = FRAMES(gBytes, 40);
enum { kFrames = 100000 };

static void *put(void *unused)
{
	for (uint32_t frame = 0; frame < TURNS(kFrames);) {
		if (!framesBegin(&gFrames))
			continue;
		for (uint32_t byte = 0; byte < 1 + frame % 40; byte++)
			framesAdd(&gFrames, (uint8_t)(frame + byte));
		framesEnd(&gFrames, (uint8_t)frame);
		frame++;
	}
	return NULL;
}

TEST("one thread puts frames while another takes them")
{
	pthread_t thread;
	uint8_t out[40], note;
	pthread_create(&thread, NULL, put, NULL);
	for (uint32_t frame = 0; frame < TURNS(kFrames);) {
		const uint32_t length = framesTake(&gFrames, out, sizeof(out), &note);
		if (!length)
			continue;
		EQUAL(length, 1 + frame % 40);
		EQUAL(note, (uint8_t)frame);
		for (uint32_t byte = 0; byte < length; byte++)
			EQUAL(out[byte], (uint8_t)(frame + byte));
		frame++;
	}
	pthread_join(thread, NULL);
}
