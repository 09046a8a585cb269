/* SPDX-License-Identifier: Apache-2.0 */
/* Runs one program on XS: load its modules, call its default export, drain the promise jobs. */
#include "host.h"

/* An error's stack starts with its name and message. */
static void report(txMachine *the, const txSlot *exception)
{
	txSlot *stack = the->stack;
	mxTry(the) {
		mxPushSlot(exception);
		if (mxIsReference(the->stack) && the->stack->value.reference->next && (XS_ERROR_KIND == the->stack->value.reference->next->kind))
			mxGetID(mxID(_stack));
		printf("%s\n", fxToString(the, the->stack));
	}
	mxCatch(the) {
		printf("an exception that has no text\n");
	}
	the->stack = stack;
}

void fxQueuePromiseJobs(txMachine *the)
{
	the->promiseJobs = 1;
}

void fxAbort(txMachine *the, int status)
{
	static const char *const reasons[] = {
		[XS_NOT_ENOUGH_MEMORY_EXIT] = "memory full",
		[XS_STACK_OVERFLOW_EXIT] = "stack overflow",
		[XS_NO_MORE_KEYS_EXIT] = "no more keys",
		[XS_FATAL_CHECK_EXIT] = "fatal check",
		[XS_DEAD_STRIP_EXIT] = "dead strip",
		[XS_UNHANDLED_EXCEPTION_EXIT] = "unhandled exception",
		[XS_UNHANDLED_REJECTION_EXIT] = "unhandled rejection",
		[XS_TOO_MUCH_COMPUTATION_EXIT] = "too much computation",
	};
#ifdef MCTP_XS_THREADS
	/* What ends a frame of the host, in which a message was delivered, is for the program that had it delivered. */
	if ((XS_UNHANDLED_EXCEPTION_EXIT == status) && the->firstJump && the->firstJump->nextJump) {
		the->firstJump = the->firstJump->nextJump;
		fxJump(the);
	}
#endif
	const int known = (0 <= status) && (status < (int)(sizeof(reasons) / sizeof(*reasons)));
	printf("XS aborted: %s\n", known && reasons[status] ? reasons[status] : "for an unknown reason");
	if ((XS_UNHANDLED_EXCEPTION_EXIT == status) || (XS_UNHANDLED_REJECTION_EXIT == status)) {
		xsSlot exception = mxException;
		mxException = mxUndefined;
		report(the, &exception);
	}
	boardExit(1);
}

static void drain(txMachine *the)
{
	while (the->promiseJobs) {
		the->promiseJobs = 0;
		fxRunPromiseJobs(the);
	}
	fxCheckUnhandledRejections(the, 1);
}

/* An async program ends with its promise; a rejected one has been reported by then. */
static bool isPending(xsMachine *the, const xsSlot *result)
{
	return mxIsReference(result) && mxIsPromise(result->value.reference) && (mxPendingStatus == mxPromiseStatus(result->value.reference)->value.integer);
}

static bool run(xsMachine *machine, const char *program)
{
	bool failed = false;
	xsBeginHost(machine);
	{
		xsVars(2);
		xsTry {
			beforeModules(the);
			startFigures(the);
			xsVar(0) = xsAwaitImport(program, XS_IMPORT_DEFAULT);
			if (!xsIsCallable(xsVar(0)))
				xsTypeError("%s must export a default function", program);
			afterModules(the);
			xsVar(1) = xsCallFunction0(xsVar(0), xsUndefined);
			drain(the);
			failed = isPending(the, &xsVar(1));
			if (failed)
				printf("the program waits for something that never happens\n");
		}
		xsCatch {
			failed = true;
			xsVar(0) = xsException;
			xsException = xsUndefined;
			report(the, &xsVar(0));
		}
	}
	xsEndHost(machine);
	return failed;
}

int main(int argc, char **argv)
{
	const char *program = boardProgram(argc, argv);
	xsMachine *machine;
	bool failed;
	boardStart();
	if (!program || !hasModule(program)) {
		printf("the image has no program \"%s\"\n", program ? program : "");
		boardExit(2);
	}
	machine = createMachine();
	if (!machine) {
		printf("no memory for the machine\n");
		boardExit(1);
	}
	failed = run(machine, program);
	xsDeleteMachine(machine);
	boardExit(failed);
}
