/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is tested stops a test by this too. */
static void fail(const char *file, int line)
{
	fprintf(stderr, "\n\tat %s:%d\n", file, line);
	exit(1);
}

void checkTrue(int value, const char *file, int line, const char *text)
{
	if (value)
		return;
	fprintf(stderr, "not true: %s", text);
	fail(file, line);
}

void checkEqual(long long actual, long long wanted, const char *file, int line, const char *text)
{
	if (actual == wanted)
		return;
	fprintf(stderr, "%s is %lld (0x%llx), wanted: %lld (0x%llx)", text, actual, actual, wanted, wanted);
	fail(file, line);
}

static void printBytes(const char *name, const uint8_t *bytes, size_t size)
{
	fprintf(stderr, "\n\t%s", name);
	for (size_t index = 0; index < size; index++)
		fprintf(stderr, " %02x", bytes[index]);
}

void checkBytes(const void *actual, size_t size, const uint8_t *wanted, size_t wantedSize, const char *file, int line, const char *text)
{
	if ((size == wantedSize) && !memcmp(actual, wanted, size))
		return;
	fprintf(stderr, "%s", text);
	printBytes("is    ", actual, size);
	printBytes("wanted", wanted, wantedSize);
	fail(file, line);
}

uint32_t nextRandom(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}
