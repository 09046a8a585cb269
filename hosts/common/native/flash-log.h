/* SPDX-License-Identifier: Apache-2.0 */
/* Regions of bytes in flash memory. Every change is a record behind those before; when a sector is full, what the regions then hold is written to the other one. A record
 * counts with the last of its words, a sector with the last of its head: so power that goes at any moment leaves what was before a change, or what is after it. */
#ifndef MCTP_XS_FLASH_LOG_H
#define MCTP_XS_FLASH_LOG_H

#include "flash.h"

enum { kFlashLogRegions = 8, kFlashLogHead = 12 };

typedef struct {
	const Flash *flash;
	/* The sector that counts, its number in the row of all, and where its next record goes. */
	uint32_t active, generation, end;
	/* Nothing can stand there: what is behind the last record is not blank. */
	bool torn;
	/* A bit for each region that is erased with its next write. */
	uint32_t erasing;
} FlashLog;

/* Takes what is there, whatever it is. The regions of a new one are FF. Together they may have a sector, without kFlashLogHead for it and for each of them. */
void flashLogOpen(FlashLog *log, const Flash *flash);

void flashLogRead(const FlashLog *log, uint32_t region, uint32_t offset, uint8_t *to, uint32_t length);

/* The region will be FF but for what the next write brings, and with it: both count, or neither. */
void flashLogErase(FlashLog *log, uint32_t region);

/* False: it could not be stored, and nothing has changed. */
bool flashLogWrite(FlashLog *log, uint32_t region, uint32_t offset, const uint8_t *from, uint32_t length);

#endif
