/* SPDX-License-Identifier: Apache-2.0 */
#include "flash-log.h"

#include <string.h>

enum {
	kSectorMark = 0x6D637470,
	kRecordMark = 0x4B,
	kBlank = 0xFF,
	kPiece = 64,
	/* Words of both heads: mark, what it is about, sum. */
	kMark = 0,
	kAbout = 4,
	kSum = 8,
};

/* A change of a region: a record, or what shall become one. */
typedef struct {
	uint32_t region, offset, length;
	bool erase;
	const uint8_t *bytes;
} Change;

static uint32_t wordAt(const uint8_t *bytes)
{
	return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

/* CRC-32, without its last step. */
static uint32_t sum(uint32_t crc, const uint8_t *bytes, uint32_t length)
{
	for (; length; length--) {
		crc ^= *bytes++;
		for (int bit = 0; bit < 8; bit++)
			crc = (crc >> 1) ^ (0xEDB88320 & -(crc & 1));
	}
	return crc;
}

static uint32_t sumOfHead(uint32_t mark, uint32_t about)
{
	const uint8_t bytes[8] = { (uint8_t)mark, (uint8_t)(mark >> 8), (uint8_t)(mark >> 16), (uint8_t)(mark >> 24),
		(uint8_t)about, (uint8_t)(about >> 8), (uint8_t)(about >> 16), (uint8_t)(about >> 24) };
	return sum(UINT32_MAX, bytes, sizeof(bytes));
}

static uint32_t markOf(const Change *change)
{
	return (uint32_t)kRecordMark << 24 | change->region << 8 | change->erase;
}

static uint32_t aboutOf(const Change *change)
{
	return change->offset << 16 | (change->length & 0xFFFF);
}

static uint32_t whole(uint32_t length)
{
	return (length + 3) & ~(uint32_t)3;
}

static bool isBlank(const uint8_t *bytes, uint32_t length)
{
	for (; length; length--)
		if (kBlank != *bytes++)
			return false;
	return true;
}

/* Records */

/* The record at `at` of the active sector; returns where the next one is, 0: there is none. */
static uint32_t recordAt(const FlashLog *log, uint32_t at, Change *record)
{
	const uint8_t *head = log->flash->sectors[log->active] + at;
	uint32_t mark, about, next;
	if (at + kFlashLogHead > log->end)
		return 0;
	mark = wordAt(head + kMark);
	about = wordAt(head + kAbout);
	*record = (Change){ .region = (mark >> 8) & 0xFFFF, .erase = mark & 1, .offset = about >> 16, .length = about & 0xFFFF, .bytes = head + kFlashLogHead };
	next = at + kFlashLogHead + whole(record->length);
	if ((markOf(record) != mark) || (record->region >= kFlashLogRegions) || (next > log->end))
		return 0;
	return (sum(sumOfHead(mark, about), record->bytes, record->length) == wordAt(head + kSum)) ? next : 0;
}

/* Puts a change over bytes of its region, those from `offset` on. */
static void apply(const Change *change, uint32_t offset, uint8_t *to, uint32_t length)
{
	const uint32_t from = (change->offset > offset) ? change->offset : offset;
	const uint32_t changeEnd = change->offset + change->length, end = offset + length;
	const uint32_t until = (changeEnd < end) ? changeEnd : end;
	if (change->erase)
		memset(to, kBlank, length);
	if (from < until)
		memcpy(to + (from - offset), change->bytes + (from - change->offset), until - from);
}

static void readAll(const FlashLog *log, uint32_t region, uint32_t offset, uint8_t *to, uint32_t length)
{
	Change record;
	memset(to, kBlank, length);
	for (uint32_t at = kFlashLogHead, next; (next = recordAt(log, at, &record)); at = next)
		if (region == record.region)
			apply(&record, offset, to, length);
}

/* Bytes of a region up to the last that somebody wrote, with a change. */
static uint32_t extent(const FlashLog *log, uint32_t region, const Change *change)
{
	uint32_t extent = 0, at = kFlashLogHead;
	Change record;
	for (;;) {
		const uint32_t next = recordAt(log, at, &record);
		const Change *each = next ? &record : change;
		if (region == each->region) {
			if (each->erase)
				extent = 0;
			if (extent < each->offset + each->length)
				extent = each->offset + each->length;
		}
		if (!next)
			return extent;
		at = next;
	}
}

/* Writing */

static bool program(const Flash *flash, uint32_t sector, uint32_t offset, uint32_t word)
{
	return flash->program(sector, offset, word) && (word == wordAt(flash->sectors[sector] + offset));
}

/* Up to kPiece bytes, the last word filled up with FF. */
static bool programBytes(const Flash *flash, uint32_t sector, uint32_t offset, const uint8_t *bytes, uint32_t length)
{
	uint8_t last[4] = { kBlank, kBlank, kBlank, kBlank };
	for (; length >= 4; length -= 4, bytes += 4, offset += 4)
		if (!program(flash, sector, offset, wordAt(bytes)))
			return false;
	memcpy(last, bytes, length);
	return !length || program(flash, sector, offset, wordAt(last));
}

/* Mark and sum are written first and last: what is between them counts with the sum. */
static bool programHead(const Flash *flash, uint32_t sector, uint32_t offset, uint32_t mark, uint32_t about)
{
	return program(flash, sector, offset + kMark, mark) && program(flash, sector, offset + kAbout, about);
}

static bool append(FlashLog *log, const Change *change)
{
	const Flash *flash = log->flash;
	const uint32_t at = log->end, end = at + kFlashLogHead + whole(change->length);
	const uint32_t check = sum(sumOfHead(markOf(change), aboutOf(change)), change->bytes, change->length);
	if (!log->end || log->torn || (end > flash->size))
		return false;
	if (!programHead(flash, log->active, at, markOf(change), aboutOf(change)) ||
		!programBytes(flash, log->active, at + kFlashLogHead, change->bytes, change->length) || !program(flash, log->active, at + kSum, check)) {
		log->torn = true;
		return false;
	}
	log->end = end;
	return true;
}

/* A region as one record in the other sector, with a change. Returns where the next one goes; 0: it failed. */
static uint32_t copy(const FlashLog *log, uint32_t sector, uint32_t at, uint32_t region, const Change *change)
{
	const Flash *flash = log->flash;
	const Change record = { .region = region, .erase = true, .offset = 0, .length = extent(log, region, change) };
	const uint32_t end = at + kFlashLogHead + whole(record.length);
	uint32_t check = sumOfHead(markOf(&record), aboutOf(&record));
	uint8_t piece[kPiece];
	if (!record.length)
		return at;
	if ((end > flash->size) || !programHead(flash, sector, at, markOf(&record), aboutOf(&record)))
		return 0;
	for (uint32_t offset = 0; offset < record.length; offset += kPiece) {
		const uint32_t length = (record.length - offset < kPiece) ? record.length - offset : kPiece;
		readAll(log, region, offset, piece, length);
		if (region == change->region)
			apply(change, offset, piece, length);
		check = sum(check, piece, length);
		if (!programBytes(flash, sector, at + kFlashLogHead + offset, piece, length))
			return 0;
	}
	return program(flash, sector, at + kSum, check) ? end : 0;
}

/* All regions, with a change, into the other sector, which then is the one that counts. */
static bool move(FlashLog *log, const Change *change)
{
	const Flash *flash = log->flash;
	const uint32_t sector = 1 - log->active, generation = log->generation + 1;
	uint32_t at = kFlashLogHead;
	if (!isBlank(flash->sectors[sector], flash->size) && !(flash->erase(sector) && isBlank(flash->sectors[sector], flash->size)))
		return false;
	for (uint32_t region = 0; at && (region < kFlashLogRegions); region++)
		at = copy(log, sector, at, region, change);
	if (!at || !programHead(flash, sector, 0, kSectorMark, generation) || !program(flash, sector, kSum, sumOfHead(kSectorMark, generation)))
		return false;
	log->active = sector;
	log->generation = generation;
	log->end = at;
	log->torn = false;
	return true;
}

/* For users */

static bool isSector(const Flash *flash, uint32_t sector)
{
	const uint8_t *head = flash->sectors[sector];
	return (kSectorMark == wordAt(head + kMark)) && (sumOfHead(kSectorMark, wordAt(head + kAbout)) == wordAt(head + kSum));
}

void flashLogOpen(FlashLog *log, const Flash *flash)
{
	const bool first = isSector(flash, 0), second = isSector(flash, 1);
	const uint32_t generations[2] = { wordAt(flash->sectors[0] + kAbout), wordAt(flash->sectors[1] + kAbout) };
	Change record;
	uint32_t at = kFlashLogHead;
	*log = (FlashLog){ .flash = flash, .active = 1 };
	if (!first && !second)
		return; /* its end is 0: no records, and the first change goes to the other sector */
	log->active = (first && second) ? ((int32_t)(generations[1] - generations[0]) > 0) : second;
	log->generation = generations[log->active];
	log->end = flash->size;
	for (uint32_t next; (next = recordAt(log, at, &record)); at = next)
		;
	log->end = at;
	/* The last change was cut off: there is no room behind it. */
	log->torn = !isBlank(flash->sectors[log->active] + at, flash->size - at);
}

void flashLogRead(const FlashLog *log, uint32_t region, uint32_t offset, uint8_t *to, uint32_t length)
{
	if (log->erasing & (1u << region))
		memset(to, kBlank, length);
	else
		readAll(log, region, offset, to, length);
}

void flashLogErase(FlashLog *log, uint32_t region)
{
	log->erasing |= 1u << region;
}

bool flashLogWrite(FlashLog *log, uint32_t region, uint32_t offset, const uint8_t *from, uint32_t length)
{
	const Change change = { .region = region, .erase = (log->erasing >> region) & 1, .offset = offset, .length = length, .bytes = from };
	if (!append(log, &change) && !move(log, &change))
		return false;
	log->erasing &= ~(1u << region);
	return true;
}
