/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MCTP_XS_HOST_H
#define MCTP_XS_HOST_H

#include "natives.h"
#include "xsScript.h"

/* sources.c, written by bundle.js: every module and program, and what natives.h wants. */
typedef struct {
	const char *name;
	const char *text;
	bool scriptTwins; /* a program that wants modules/x/y itself where modules/x/native/y exists */
} Source;
extern const Source gSources[];

/* Where modules are: texts (modules.c) or flash (rom.c). */
xsMachine *createMachine(void);
bool hasModule(const char *name);
void beforeModules(xsMachine *the);
void afterModules(xsMachine *the);

/* The board the image runs on. */
void boardStart(void);
const char *boardProgram(int argc, char **argv);
void boardExit(int status) XS_FUNCTION_NORETURN;
double boardInstructions(void);
/* Calls this about every 50 us, in the midst of whatever is being done; NULL: no more. */
void boardInterrupts(void (*handler)(void));
enum { kBoardText, kBoardData, kBoardBss, kBoardHeap, kBoardStack };
double boardMemory(int part);

void startFigures(xsMachine *the);
void petrifyHeap(xsMachine *the);

#endif
