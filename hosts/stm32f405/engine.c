/* SPDX-License-Identifier: Apache-2.0 */
/* What the engine asks of its platform: memory from fixed pools, an end that is remembered. */
#include "engine.h"

#include <errno.h>
#include <sys/stat.h>

#include "../xs/heap.h"
#include "cortex-m.h"
#include "crash.h"

extern char _pools[], _pools_end[], _malloc[], _malloc_end[];

/* The rest of RAM: chunks from its low end up, so that they are one block however often they grow, slots from its high end down. */

static char *gChunksEnd = _pools, *gSlots = _pools_end;

static size_t room(void)
{
	return gSlots - gChunksEnd;
}

txSlot *fxAllocateSlots(txMachine *the, txSize count)
{
	const size_t size = count * sizeof(txSlot);
	if (size > room())
		return NULL;
	gSlots -= size;
	return (txSlot *)gSlots;
}

void fxFreeSlots(txMachine *the, void *slots) {}

void *fxAllocateChunks(txMachine *the, txSize size)
{
	char *before = gChunksEnd;
	const size_t whole = ((size_t)size + 15) & ~(size_t)15;
	if (whole > room())
		return NULL;
	gChunksEnd += whole;
	return before;
}

void fxFreeChunks(txMachine *the, void *chunks) {}

/* malloc: tables of the engine, made at start. Conversions of numbers to text take what is left. */

static char *gBreak = _malloc;

void *_sbrk(ptrdiff_t increment)
{
	char *before = gBreak;
	if (increment > _malloc_end - gBreak) {
		errno = ENOMEM;
		return (void *)-1;
	}
	gBreak += increment;
	return before;
}

txScript *fxParseScript(txMachine *the, void *stream, txGetter getter, txUnsigned flags)
{
	return NULL;
}

/* Jobs and ends */

void fxQueuePromiseJobs(txMachine *the)
{
	the->promiseJobs = 1;
}

void engineReport(txMachine *the, char *text, size_t size)
{
	mxTry(the) {
		mxPush(mxException);
		mxException = mxUndefined;
		strncpy(text, fxToString(the, the->stack), size - 1);
		text[size - 1] = 0;
	}
	mxCatch(the) {
		*text = 0;
	}
}

void fxAbort(txMachine *the, int status)
{
	static const uint8_t faults[] = {
		[XS_NOT_ENOUGH_MEMORY_EXIT] = kFaultMemory,
		[XS_STACK_OVERFLOW_EXIT] = kFaultStack,
		[XS_NO_MORE_KEYS_EXIT] = kFaultKeys,
		[XS_DEAD_STRIP_EXIT] = kFaultStrip,
		[XS_FATAL_CHECK_EXIT] = kFaultCheck,
		[XS_UNHANDLED_EXCEPTION_EXIT] = kFaultException,
		[XS_UNHANDLED_REJECTION_EXIT] = kFaultException,
#ifdef XS_ARCHIVE
		[XS_NATIVE_STACK_OVERFLOW_EXIT] = kFaultStack,
#endif
	};
	const int known = (0 <= status) && (status < (int)sizeof(faults)) && faults[status];
	char text[kCrashTextSize] = "";
	if (known && (kFaultException == faults[status]))
		engineReport(the, text, sizeof(text));
	else if (known && (kFaultMemory == faults[status]))
		strcpy(text, !the->freeHeap ? "no free slot" : "no room for a chunk, or malloc");
	crash(known ? faults[status] : kFaultOther, 0, text);
}

char *fxCStackLimit(void)
{
	return stackLimit();
}

/* C library: there are no files. */

int _write(int file, const char *bytes, int length) { return length; }
int _fstat(int file, struct stat *status) { status->st_mode = S_IFCHR; return 0; }
int _isatty(int file) { return 1; }
int _read(int file, char *bytes, int length) { return 0; }
int _lseek(int file, int offset, int from) { return 0; }
int _close(int file) { return -1; }
int _getpid(void) { return 1; }
int _kill(int process, int number) { return -1; }
int _gettimeofday(struct timeval *now, void *zone) { *now = (struct timeval){ 0 }; return 0; }
void _exit(int status) { crash(kFaultOther, (uint32_t)__builtin_return_address(0), "exit"); }
void _init(void) {}
void _fini(void) {}
