/* SPDX-License-Identifier: Apache-2.0 */
/* How a run ends on the desktop. */
#ifndef MCTP_XS_MACHINE_H
#define MCTP_XS_MACHINE_H

/* Keeps what the engine ended with, as the status of fxAbort says it, in the environment: the next run in this process finds it there. */
void keepAbort(int status, const char *text);

/* Begins the next run, as a reset does. Does not return. */
void restartMachine(xsMachine *the);

#endif
