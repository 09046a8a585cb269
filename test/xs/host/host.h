/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MCTP_XS_HOST_H
#define MCTP_XS_HOST_H

#include "xsAll.h"
#include "xsScript.h"
#include "xs.h"

/* sources.c, written by bundle.js: every compiled module and program, and every C function that native("name") and Native("name") may ask for. */
typedef struct {
	const char *name;
	const char *text;
	bool scriptTwins; /* a program that wants modules/x/y itself where modules/x/native/y exists */
} Source;
typedef struct {
	const char *name;
	void *function;
} NativeEntry;
extern const Source gSources[];
extern const NativeEntry gNatives[];

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
enum { kBoardText, kBoardData, kBoardBss, kBoardHeap, kBoardStack };
double boardMemory(int part);

void installNatives(xsMachine *the);
void startFigures(xsMachine *the);
void petrifyHeap(xsMachine *the);

#endif
