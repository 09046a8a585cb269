/* SPDX-License-Identifier: Apache-2.0 */
#include <linux/perf_event.h>
#include <sys/syscall.h>
#include <sys/time.h>

#include "host.h"

enum { kInterruptMicroseconds = 50 };

static int gCounter = -1;
static void (*_Atomic gHandler)(void);

void boardStart(void)
{
	struct perf_event_attr attributes = {
		.type = PERF_TYPE_HARDWARE,
		.size = sizeof(attributes),
		.config = PERF_COUNT_HW_INSTRUCTIONS,
		.exclude_kernel = 1,
		.exclude_hv = 1,
	};
	setvbuf(stdout, NULL, _IOLBF, 0);
	gCounter = (int)syscall(SYS_perf_event_open, &attributes, 0, -1, -1, 0);
}

const char *boardProgram(int argc, char **argv)
{
	return (argc > 1) ? argv[1] : NULL;
}

void boardExit(int status)
{
	exit(status);
}

/* 0 where the kernel or the virtual machine has no counter. */
double boardInstructions(void)
{
	uint64_t count = 0;
	if ((gCounter < 0) || (sizeof(count) != read(gCounter, &count, sizeof(count))))
		return 0;
	return (double)count;
}

#ifdef MCTP_XS_THREADS

/* Fakes of platforms take locks, which the handler of a signal cannot. */
static pthread_t gThread;

static void *interrupt(void *unused)
{
	for (void (*handler)(void); (handler = gHandler); usleep(kInterruptMicroseconds))
		handler();
	return NULL;
}

void boardInterrupts(void (*handler)(void))
{
	const bool running = NULL != gHandler;
	gHandler = handler;
	if (running && !handler)
		pthread_join(gThread, NULL);
	if (!running && handler && pthread_create(&gThread, NULL, interrupt, NULL))
		abort();
}

#else

static void interrupted(int signal)
{
	if (gHandler)
		gHandler();
}

void boardInterrupts(void (*handler)(void))
{
	const struct sigaction action = { .sa_handler = interrupted, .sa_flags = SA_RESTART };
	const struct timeval interval = { .tv_usec = handler ? kInterruptMicroseconds : 0 };
	const struct itimerval timer = { .it_interval = interval, .it_value = interval };
	gHandler = handler;
	sigaction(SIGALRM, &action, NULL);
	setitimer(ITIMER_REAL, &timer, NULL);
}

#endif

double boardMemory(int part)
{
	return 0;
}
