/* SPDX-License-Identifier: Apache-2.0 */
/* The other end of ../common/native/post.h: what interrupts have posted, for the main program. */
#ifndef MCTP_XS_POST_QUEUE_H
#define MCTP_XS_POST_QUEUE_H

#include <stdbool.h>

bool postPending(void);
/* In a host frame of the machine. */
void postDeliver(void *machine);

#endif
