/* SPDX-License-Identifier: Apache-2.0 */
#include "ring.h"

#include <string.h>

static uint32_t load(const _Atomic uint32_t *value, memory_order order)
{
	return atomic_load_explicit(value, order);
}

void ringDraft(Ring *ring, uint32_t offset, uint8_t byte)
{
	ring->bytes[(load(&ring->put, memory_order_relaxed) + offset) & (ring->size - 1)] = byte;
}

void ringDraftAll(Ring *ring, uint32_t offset, const uint8_t *bytes, uint32_t count)
{
	const uint32_t at = (load(&ring->put, memory_order_relaxed) + offset) & (ring->size - 1);
	const uint32_t first = (count < ring->size - at) ? count : ring->size - at;
	memcpy(ring->bytes + at, bytes, first);
	memcpy(ring->bytes, bytes + first, count - first);
}

void ringGive(Ring *ring, uint32_t count)
{
	atomic_store_explicit(&ring->put, load(&ring->put, memory_order_relaxed) + count, memory_order_release);
}

bool ringPut(Ring *ring, uint8_t byte)
{
	if (ringPutAll(ring, &byte, 1))
		return true;
	ringLose(ring, 1);
	return false;
}

bool ringPutAll(Ring *ring, const uint8_t *bytes, uint32_t count)
{
	if (count > ringFree(ring))
		return false;
	ringDraftAll(ring, 0, bytes, count);
	ringGive(ring, count);
	return true;
}

uint32_t ringTake(Ring *ring, uint8_t *bytes, uint32_t most)
{
	const uint32_t used = ringUsed(ring), taken = load(&ring->taken, memory_order_relaxed);
	const uint32_t at = taken & (ring->size - 1), count = (most < used) ? most : used;
	const uint32_t first = (count < ring->size - at) ? count : ring->size - at;
	memcpy(bytes, ring->bytes + at, first);
	memcpy(bytes + first, ring->bytes, count - first);
	ringSkip(ring, count);
	return count;
}

void ringLose(Ring *ring, uint32_t count)
{
	atomic_store_explicit(&ring->lost, load(&ring->lost, memory_order_relaxed) + count, memory_order_relaxed);
}
