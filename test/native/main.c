/* SPDX-License-Identifier: Apache-2.0 */
/* The tests of an image. Without arguments: lists them, number, file and title. With a number: runs that test; files behind it are the corpus of an entry for fuzzing. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

enum { kLongest = 4096, kChanges = 2000 };

static TestCase *gFirst, **gLast = &gFirst;

void addTest(TestCase *test)
{
	*gLast = test;
	gLast = &test->next;
}

static size_t readFile(const char *path, uint8_t *bytes)
{
	FILE *file = fopen(path, "rb");
	size_t size;
	if (!file) {
		perror(path);
		exit(1);
	}
	size = fread(bytes, 1, kLongest, file);
	fclose(file);
	return size;
}

static struct {
	const uint8_t *bytes;
	size_t size;
} gPlayed;

/* For the corpus, by xxd -r -p. */
static void printPlayed(void)
{
	if (!gPlayed.bytes)
		return;
	fprintf(stderr, "input: ");
	for (size_t at = 0; at < gPlayed.size; at++)
		fprintf(stderr, "%02x", gPlayed.bytes[at]);
	fprintf(stderr, "\n");
}

/* A copy of exactly its size, so that a sanitizer sees who reads on. */
static void play(const TestCase *test, const uint8_t *bytes, size_t size)
{
	uint8_t *copy = malloc(size ? size : 1);
	memcpy(copy, bytes, size);
	gPlayed.bytes = copy;
	gPlayed.size = size;
	test->fuzz(copy, size);
	gPlayed.bytes = NULL;
	free(copy);
}

static void change(uint8_t *bytes, size_t *size, uint32_t *random)
{
	for (uint32_t count = 1 + nextRandom(random) % 8; count; count--) {
		const size_t at = *size ? nextRandom(random) % *size : 0;
		switch (nextRandom(random) % 4) {
		case 0:
			if (*size)
				bytes[at] = (uint8_t)nextRandom(random);
			break;
		case 1:
			if (*size)
				bytes[at] ^= (uint8_t)(1 << nextRandom(random) % 8);
			break;
		case 2:
			if (*size < kLongest) {
				memmove(bytes + at + 1, bytes + at, *size - at);
				bytes[at] = (uint8_t)nextRandom(random);
				++*size;
			}
			break;
		default:
			if (*size) {
				memmove(bytes + at, bytes + at + 1, *size - at - 1);
				--*size;
			}
		}
	}
}

static void replay(const TestCase *test, int count, char **paths)
{
	static uint8_t bytes[kLongest], changed[kLongest];
	printf("%d inputs, each changed %d times\n", count, TURNS(kChanges));
	atexit(printPlayed);
	for (int index = 0; index < count; index++) {
		const size_t size = readFile(paths[index], bytes);
		uint32_t random = 1; /* what becomes of an input does not hang on the others */
		play(test, bytes, size);
		for (int turn = 0; turn < TURNS(kChanges); turn++) {
			size_t changedSize = size;
			memcpy(changed, bytes, size);
			change(changed, &changedSize, &random);
			play(test, changed, changedSize);
		}
	}
}

int main(int argc, char **argv)
{
	int number = 0;
	for (TestCase *test = gFirst; test; test = test->next, number++) {
		if (argc < 2)
			printf("%d\t%s\t%s\t%s\n", number, test->file, test->title, test->fuzz ? "fuzz" : "");
		else if (number == atoi(argv[1])) {
			if (test->fuzz)
				replay(test, argc - 2, argv + 2);
			else
				test->run();
			return 0;
		}
	}
	return (argc < 2) ? 0 : 2;
}
