/* SPDX-License-Identifier: Apache-2.0 */
/* From an interrupt to the machine: at most one message of each sender is under way, however often it posts. */
#ifndef MCTP_XS_POST_H
#define MCTP_XS_POST_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct Post Post;
struct Post {
	/* Called by the machine's own task, in a frame of the host. It may throw. It may remove its post, and then is not called any more. */
	void (*deliver)(void *machine, void *context);
	void *context;
	_Atomic bool pending;
	/* Of the implementation. */
	Post *next;
};

/* For the machine's task; `machine` is what messages are delivered in. A message under way when its post is removed is not delivered. */
void postAdd(Post *post, void *machine);
void postRemove(Post *post);
/* For main programs that look by themselves: whether any is under way, and delivers one. */
int postsDue(void);
void postsDeliver(void *machine);

/* For interrupts, and everybody else. */
void postSend(Post *post);

#endif
