/* SPDX-License-Identifier: Apache-2.0 */
/* The module loop: messages of interrupts, and one function of the scripts, called when bytes came, when there is room for more, and at its deadline. */
#include "loop.h"

#include "../common/native/post.h"
#include "cortex-m.h"
#include "line.h"

static xsSlot gTurn;
static bool gStarted = false, gWoken = false;
static uint32_t gDue, gBusy;

int loopDue(void)
{
	return gStarted && (postsDue() || gWoken || lineReady() || ((int32_t)(tickMilliseconds() - gDue) >= 0));
}

void loopTurn(xsMachine *the)
{
	const uint32_t start = tickMicroseconds(), now = tickMilliseconds();
	xsIntegerValue wait;
	if (postsDue()) {
		postsDeliver(the);
		gBusy += tickMicroseconds() - start;
		return;
	}
	gWoken = false;
	xsResult = xsAccess(gTurn);
	xsResult = xsCallFunction1(xsResult, xsUndefined, xsInteger((xsIntegerValue)now));
	wait = xsToInteger(xsResult);
	gDue = now + ((wait > 0) ? (uint32_t)wait : 0);
	gBusy += tickMicroseconds() - start;
}

uint32_t loopBusy(void)
{
	return gBusy;
}

void xs_loop_run(xsMachine *the)
{
	if (!xsIsCallable(xsArg(0)))
		xsTypeError("a function is wanted");
	gTurn = xsArg(0);
	xsRemember(gTurn);
	gBusy = tickMicroseconds();
	gDue = tickMilliseconds();
	gStarted = true;
}

void xs_loop_clock(xsMachine *the)
{
	xsResult = xsInteger((xsIntegerValue)tickMilliseconds());
}

void xs_loop_wake(xsMachine *the)
{
	gWoken = true;
}
