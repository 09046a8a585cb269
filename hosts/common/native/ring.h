/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes between an interrupt and the main program, without locks: one side puts, the other takes. */
#ifndef MCTP_XS_RING_H
#define MCTP_XS_RING_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct {
	uint8_t *bytes;
	uint32_t size; /* a power of two */
	/* Bytes put and taken since the start, modulo 2^32; each is written by one side only. */
	_Atomic uint32_t put, taken;
	/* Bytes that had no room, or came broken. Written by the side that puts. */
	_Atomic uint32_t lost;
} Ring;

#define RING(BYTES) { .bytes = (BYTES), .size = sizeof(BYTES) }

/* What interrupts do for each byte stands here, so that it takes no calls. */

static inline uint32_t ringUsed(const Ring *ring)
{
	return atomic_load_explicit(&ring->put, memory_order_acquire) - atomic_load_explicit(&ring->taken, memory_order_acquire);
}

static inline uint32_t ringFree(const Ring *ring)
{
	return ring->size - ringUsed(ring);
}

/* A byte that can be taken, `offset` behind the oldest. */
static inline uint8_t ringPeek(const Ring *ring, uint32_t offset)
{
	return ring->bytes[(atomic_load_explicit(&ring->taken, memory_order_relaxed) + offset) & (ring->size - 1)];
}

/* Takes `count` bytes, which are there, and forgets them. */
static inline void ringSkip(Ring *ring, uint32_t count)
{
	atomic_store_explicit(&ring->taken, atomic_load_explicit(&ring->taken, memory_order_relaxed) + count, memory_order_release);
}

/* What is put in parts: a byte goes `offset` behind what has been put, and there is nothing to take until all are given away. The caller has looked for room. */
void ringDraft(Ring *ring, uint32_t offset, uint8_t byte);
void ringDraftAll(Ring *ring, uint32_t offset, const uint8_t *bytes, uint32_t count);
void ringGive(Ring *ring, uint32_t count);

/* Puts one byte. Where there is no room it is counted as lost. */
bool ringPut(Ring *ring, uint8_t byte);

/* Puts all bytes or, where there is no room for them, none; then nothing is counted. */
bool ringPutAll(Ring *ring, const uint8_t *bytes, uint32_t count);

/* Takes up to `most` bytes; returns how many. */
uint32_t ringTake(Ring *ring, uint8_t *bytes, uint32_t most);

/* Counts what the hardware lost. */
void ringLose(Ring *ring, uint32_t count);

#endif
