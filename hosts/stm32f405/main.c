/* SPDX-License-Identifier: Apache-2.0 */
/* Starts board and machine, and then does what main.ts has set up, whenever bytes or a deadline come. */
#include "../xs/archive.h"
#include "../xs/heap.h"
#include "board.h"
#include "cortex-m.h"
#include "crash.h"
#include "engine.h"
#include "line.h"
#include "loop.h"
#include "strip.h"

enum { kOtherKeys = 32 }; /* names that the image does not know: those of modules, symbols */

static const xsCreation gCreation = {
	.initialChunkSize = MCTP_XS_CHUNK_BYTES,
	.initialHeapCount = MCTP_XS_SLOT_COUNT,
	.incrementalChunkSize = 0,
	.incrementalHeapCount = 0,
	.stackCount = MCTP_XS_SCRIPT_STACK_COUNT,
	.initialKeyCount = kOtherKeys,
	.incrementalKeyCount = 0,
	.nameModulo = kNameModulo,
	.symbolModulo = 7,
	.parserBufferSize = 0,
	.parserTableModulo = 1,
};

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
			strip(the);
			installNatives(the);
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
	gMachine = machine = xsCreateMachine((xsCreation *)&gCreation, "mctp-xs", NULL);
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
