/* SPDX-License-Identifier: Apache-2.0 */
/* Runs the firmware as a program on the desktop. */
#include "xsAll.h"
#include "xs.h"
#include "mc.xs.h"
#include "machine.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

enum { kFirstOwnFile = 3, kMostFiles = 256 };
/* Bytes of memory: a board has an end of it too. */
static const struct rlimit gMemory = { 64 << 20, 64 << 20 };

static char **gArguments;
static GMainLoop *gLoop;

static void stop(int signal)
{
	(void)signal;
	_exit(0);
}

/* The same program with the same arguments, in place of this one. */
void restartMachine(xsMachine *the)
{
	int file;
	(void)the;
	fflush(stdout);
	for (file = kFirstOwnFile; file < kMostFiles; file++)
		close(file);
	execv("/proc/self/exe", gArguments);
	_exit(1);
}

void xs_console_argument(xsMachine *the)
{
	if (gArguments[1])
		xsResult = xsString(gArguments[1]);
}

int main(int argc, char **argv)
{
	xsMachine *machine;
	(void)argc;
	gArguments = argv;
	setrlimit(RLIMIT_DATA, &gMemory);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGTERM, stop);
	signal(SIGINT, stop);
	setvbuf(stdout, NULL, _IOLBF, 0);
	machine = xsPrepareMachine(NULL, xsPreparation(), "mctp-xs", NULL, NULL);
	if (!machine) {
		fprintf(stderr, "mctp-xs: not enough memory\n");
		return 1;
	}
	xsBeginHost(machine);
	{
		xsVars(1);
		xsTry {
			xsVar(0) = xsAwaitImport("main", XS_IMPORT_DEFAULT);
		}
		xsCatch {
			fprintf(stderr, "mctp-xs: %s\n", xsToString(xsException));
			return 1;
		}
	}
	xsEndHost(machine);
	gLoop = g_main_loop_new(NULL, FALSE);
	g_main_loop_run(gLoop);
	return 0;
}

/* Called by the engine when it cannot go on. */
void fxAbort(xsMachine *the, int status)
{
	keepAbort(status, fxAbortString(status));
	restartMachine(the);
}
