/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MCTP_XS_STRIP_H
#define MCTP_XS_STRIP_H

#include "xsAll.h"

/* Removes from a new machine what no code of the image names. */
void strip(txMachine *the);

#endif
