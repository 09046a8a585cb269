/* SPDX-License-Identifier: Apache-2.0 */
#include <pthread.h>
#include <string.h>

#include "check.h"
#include "hosts/common/native/ring.h"

TEST("bytes come out as they went in, over the end of the memory")
{
	uint8_t bytes[8], out[8];
	Ring ring = RING(bytes);
	for (uint8_t turn = 0; turn < 100; turn++) {
		const uint8_t in[5] = { turn, (uint8_t)(turn + 1), (uint8_t)(turn + 2), (uint8_t)(turn + 3), (uint8_t)(turn + 4) };
		CHECK(ringPutAll(&ring, in, 5));
		EQUAL(ringUsed(&ring), 5);
		EQUAL(ringPeek(&ring, 4), turn + 4);
		EQUAL(ringTake(&ring, out, 8), 5);
		CHECK(!memcmp(in, out, 5));
	}
}

TEST("a full ring takes nothing, and counts a byte that was put alone")
{
	uint8_t bytes[4], out[4];
	Ring ring = RING(bytes);
	CHECK(ringPutAll(&ring, (const uint8_t[]){ 1, 2, 3 }, 3));
	CHECK(!ringPutAll(&ring, (const uint8_t[]){ 4, 5 }, 2));
	EQUAL(ring.lost, 0);
	CHECK(ringPut(&ring, 6));
	CHECK(!ringPut(&ring, 7));
	EQUAL(ring.lost, 1);
	EQUAL(ringTake(&ring, out, 4), 4);
	BYTES(out, 4, 1, 2, 3, 6);
}

TEST("the counts of bytes wrap at 2^32")
{
	uint8_t bytes[4], out[4];
	Ring ring = { .bytes = bytes, .size = 4, .put = UINT32_MAX - 1, .taken = UINT32_MAX - 1 };
	CHECK(ringPutAll(&ring, (const uint8_t[]){ 1, 2, 3 }, 3));
	EQUAL(ringFree(&ring), 1);
	EQUAL(ringTake(&ring, out, 4), 3);
	BYTES(out, 3, 1, 2, 3);
}

TEST("what is drafted is not there before it is given")
{
	uint8_t bytes[4], out[4];
	Ring ring = RING(bytes);
	ringDraft(&ring, 1, 2);
	ringDraft(&ring, 0, 1);
	EQUAL(ringUsed(&ring), 0);
	ringGive(&ring, 2);
	EQUAL(ringTake(&ring, out, 4), 2);
	BYTES(out, 2, 1, 2);
}

static uint8_t gBytes[64];
static Ring gRing = RING(gBytes);
enum { kBytes = 500000 };

static void *put(void *unused)
{
	for (uint32_t byte = 0; byte < TURNS(kBytes);)
		byte += ringPutAll(&gRing, (const uint8_t[]){ (uint8_t)byte }, 1);
	return NULL;
}

TEST("one thread puts while another takes")
{
	pthread_t thread;
	uint8_t out[16];
	pthread_create(&thread, NULL, put, NULL);
	for (uint32_t byte = 0; byte < TURNS(kBytes);) {
		const uint32_t count = ringTake(&gRing, out, sizeof(out));
		for (uint32_t index = 0; index < count; index++)
			EQUAL(out[index], (uint8_t)byte++);
	}
	pthread_join(thread, NULL);
	EQUAL(ringUsed(&gRing), 0);
}
