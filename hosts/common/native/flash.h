/* SPDX-License-Identifier: Apache-2.0 */
/* Flash memory that outlives the power, as a board has it: two sectors of one size. Programming makes bits 0, erasing a sector makes all of its bits 1. */
#ifndef MCTP_XS_FLASH_H
#define MCTP_XS_FLASH_H

#include <stdbool.h>
#include <stdint.h>

typedef struct {
	/* Bytes of a sector, a multiple of 4, at most 64 KiB. */
	uint32_t size;
	/* Where they are read. */
	const uint8_t *sectors[2];
	/* Both return false where the hardware says that it failed. What has come of it is read back. */
	bool (*erase)(uint32_t sector);
	bool (*program)(uint32_t sector, uint32_t offset, uint32_t word);
} Flash;

#endif
