/* SPDX-License-Identifier: Apache-2.0 */
/* Messages from interrupts to the machine; a platform's own matter, with few places. */
#ifndef MCTP_XS_POST_H
#define MCTP_XS_POST_H

#include <stdbool.h>

/* Called on the task of the machine, in a host frame of it. */
typedef void (*Deliver)(void *machine, void *record);

/* False: there is no place, and nothing will be delivered. */
bool postToMachine(Deliver deliver, void *record);

#endif
