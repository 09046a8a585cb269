/* SPDX-License-Identifier: Apache-2.0 */
/* Starts board and machine, and then does what main.ts has set up, whenever bytes or a deadline come. */
#include "../xs/heap.h"
#include "board.h"
#include "cortex-m.h"
#include "crash.h"
#include "engine.h"
#include "line.h"
#include "loop.h"
#include "modules.h"

static void failed(xsMachine *the)
{
	char text[kCrashTextSize];
	engineReport(the, text, sizeof(text));
	crash(kFaultException, 0, text);
}

static void start(xsMachine *machine)
{
	xsBeginHost(machine);
	{
		xsVars(1);
		xsTry {
			heapPaint(the);
			modulesStart(the);
			xsVar(0) = xsAwaitImport("main", XS_IMPORT_DEFAULT);
			while (the->promiseJobs) {
				the->promiseJobs = 0;
				fxRunPromiseJobs(the);
			}
			fxCheckUnhandledRejections(the, 1);
			heapStart(the);
		}
		xsCatch {
			failed(the);
		}
	}
	xsEndHost(machine);
}

xsMachine *volatile gMachine; /* for debuggers */

int main(void)
{
	xsMachine *machine;
	boardStart();
	crashStart();
	gMachine = machine = modulesMachine();
	if (!machine)
		crash(kFaultMemory, 0, "no memory for the machine");
	start(machine);
	xsBeginHost(machine);
	{
		xsTry {
			for (;;) {
				tickFeed();
				if (loopDue())
					loopTurn(the);
				else
					processorSleep(loopDue);
			}
		}
		xsCatch {
			failed(the);
		}
	}
	xsEndHost(machine);
}
