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

uint32_t ringUsed(const Ring *ring);
uint32_t ringFree(const Ring *ring);

/* Puts one byte. Where there is no room it is counted as lost. */
bool ringPut(Ring *ring, uint8_t byte);

/* Puts all bytes or, where there is no room for them, none; then nothing is counted. */
bool ringPutAll(Ring *ring, const uint8_t *bytes, uint32_t count);

/* Takes up to `most` bytes; returns how many. */
uint32_t ringTake(Ring *ring, uint8_t *bytes, uint32_t most);

/* Counts what the hardware lost. */
void ringLose(Ring *ring, uint32_t count);

#endif
