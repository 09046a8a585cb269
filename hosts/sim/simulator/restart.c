/* SPDX-License-Identifier: Apache-2.0 */
/* In the simulator the firmware is a library: the engine gives it up, and the simulator loads it anew. */
#include "xsAll.h"
#include "xs.h"
#include "machine.h"

void restartMachine(xsMachine *the)
{
	fxAbort(the, XS_UNHANDLED_EXCEPTION_EXIT);
}
