/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of C that needs no hardware: TEST("what holds") { CHECK(...); }. A test that fails ends its process, so that each runs in one of its own. */
#ifndef MCTP_XS_CHECK_H
#define MCTP_XS_CHECK_H

#include <stddef.h>
#include <stdint.h>

typedef struct TestCase TestCase;
struct TestCase {
	const char *file, *title;
	void (*run)(void);
	/* An entry for fuzzing, with its corpus in corpus/TITLE. */
	int (*fuzz)(const uint8_t *bytes, size_t size);
	TestCase *next;
};

void addTest(TestCase *test);
void checkTrue(int value, const char *file, int line, const char *text);
void checkEqual(long long actual, long long wanted, const char *file, int line, const char *text);
void checkBytes(const void *actual, size_t size, const uint8_t *wanted, size_t wantedSize, const char *file, int line, const char *text);

#define CHECK(VALUE) checkTrue(!!(VALUE), __FILE__, __LINE__, #VALUE)
#define EQUAL(ACTUAL, WANTED) checkEqual((long long)(ACTUAL), (long long)(WANTED), __FILE__, __LINE__, #ACTUAL)
/* BYTES(buffer, count, 0x20, 0x0F, ...) */
#define BYTES(ACTUAL, SIZE, ...) \
	checkBytes((ACTUAL), (SIZE), (const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ }), __FILE__, __LINE__, #ACTUAL)

#define TEST_JOIN(LEFT, RIGHT) LEFT##RIGHT
#define TEST_NAME(LEFT, RIGHT) TEST_JOIN(LEFT, RIGHT)
#define TEST_CASE(TITLE, ...) \
	static TestCase TEST_NAME(gCase, __LINE__) = { .file = __FILE__, .title = TITLE, __VA_ARGS__ }; \
	__attribute__((constructor)) static void TEST_NAME(add, __LINE__)(void) { addTest(&TEST_NAME(gCase, __LINE__)); }

#define TEST(TITLE) \
	static void TEST_NAME(test, __LINE__)(void); \
	TEST_CASE(TITLE, .run = TEST_NAME(test, __LINE__)) \
	static void TEST_NAME(test, __LINE__)(void)

/* FUZZ("name") { use(bytes, size); return 0; }: libFuzzer's entry where that is the compiler, else a test that replays the corpus, and that with small changes. */
#ifdef MCTP_XS_FUZZER
	#define FUZZ(TITLE) int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size); int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
#else
	#define FUZZ(TITLE) \
		static int TEST_NAME(fuzz, __LINE__)(const uint8_t *bytes, size_t size); \
		TEST_CASE(TITLE, .fuzz = TEST_NAME(fuzz, __LINE__)) \
		static int TEST_NAME(fuzz, __LINE__)(const uint8_t *bytes, size_t size)
#endif

/* Repetitions for a test that is slow under a sanitizer: all of them without. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || defined(MCTP_XS_FUZZER)
	#define TURNS(MANY) ((MANY) / 50)
#else
	#define TURNS(MANY) (MANY)
#endif

/* The same numbers on every run: xorshift32. `state` is never 0. */
uint32_t nextRandom(uint32_t *state);

#endif
