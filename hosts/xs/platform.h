/* SPDX-License-Identifier: Apache-2.0 */
/* What XS 13.3, or 17, asks of a platform. Like devices: 16-bit identifiers, no metering, and in the tests on Cortex-M4 no checks of the script stack. */
#ifndef MCTP_XS_PLATFORM_H
#define MCTP_XS_PLATFORM_H

#include <ctype.h>
#include <float.h>
#include <limits.h>
#include <math.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#ifdef __linux__
	#include <pthread.h>
	#undef mxLinux
	#define mxLinux 1
	#define mxBoundsCheck 1
#else
	#define C_PATH_MAX 128
	#define mxUseDefaultCStackLimit 0
#endif

#define XS_FUNCTION_NORETURN __attribute__((noreturn))

/* The machine type is not known yet here, hence plain pointers. */
#define mxMachinePlatform \
	void *waiterCondition; \
	void *waiterData; \
	void *waiterLink; \
	int promiseJobs; \
	void *host;

/* Firmware has fixed pools, and byte code in place of texts; from npm alone, also names. */
#ifdef MCTP_XS_FIRMWARE
	#define mxUseDefaultChunkAllocation 0
	#define mxUseDefaultSlotAllocation 0
	#define mxUseDefaultParseScript 0
	#define mxBoundsCheck 1
#else
	#define mxUseDefaultChunkAllocation 1
	#define mxUseDefaultSlotAllocation 1
	#define mxUseDefaultParseScript 1
#endif
#if XS_ARCHIVE
	/* XS 17, modules in flash */
	#define mxUseDefaultFindModule 1
	#define mxUseDefaultLoadModule 1
	#define mxUseDefaultBuildKeys 1
	#define XS_STACK_OVERFLOW_EXIT XS_JAVASCRIPT_STACK_OVERFLOW_EXIT
#else
	#define mxUseDefaultFindModule 0
	#define mxUseDefaultLoadModule 0
	#ifdef MCTP_XS_FIRMWARE
		#define mxUseDefaultBuildKeys 0
	#else
		#define mxUseDefaultBuildKeys 1
	#endif
	/* Arrays grow by exactly what they need. XS 13.3 does not clear the room it would add, and a collection that compacts takes what lies there for items where the
	 * array has holes. */
	#define mxNoArrayOverallocation 1
#endif
#define mxUseDefaultMachinePlatform 1
#define mxUseDefaultQueuePromiseJobs 0
#define mxUseDefaultSharedChunks 1
#define mxUseDefaultAbort 0
#define mxUseDefaultDebug 1

#endif
