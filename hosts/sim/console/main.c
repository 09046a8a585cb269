/* SPDX-License-Identifier: Apache-2.0 */
/* Runs the firmware as a program on the desktop. */
#include "xsAll.h"
#include "xs.h"
#include "mc.xs.h"

int main(void)
{
	int status = 0;
	xsMachine *machine = xsPrepareMachine(NULL, xsPreparation(), "mctp-xs", NULL, NULL);
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
			status = 1;
		}
	}
	xsEndHost(machine);
	while (g_main_context_iteration(NULL, FALSE))
		;
	xsDeleteMachine(machine);
	return status;
}

/* Called by the engine when it cannot go on. */
void fxAbort(xsMachine *the, int status)
{
	(void)the;
	exit(status ? status : 1);
}
