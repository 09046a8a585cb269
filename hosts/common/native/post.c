/* SPDX-License-Identifier: Apache-2.0 */
/* For platforms whose main program looks by itself: nothing is queued, so nothing can be dropped. */
#include "post.h"

static Post *gFirst;

void postAdd(Post *post, void *machine)
{
	(void)machine; /* is told with each delivery */
	atomic_store(&post->pending, false);
	post->next = gFirst;
	gFirst = post;
}

void postRemove(Post *post)
{
	for (Post **address = &gFirst; *address; address = &(*address)->next)
		if (*address == post) {
			*address = post->next;
			return;
		}
}

void postSend(Post *post)
{
	atomic_store_explicit(&post->pending, true, memory_order_release);
}

int postsDue(void)
{
	for (const Post *post = gFirst; post; post = post->next)
		if (atomic_load_explicit(&post->pending, memory_order_acquire))
			return 1;
	return 0;
}

void postsDeliver(void *machine)
{
	for (Post *post = gFirst; post; post = post->next)
		if (atomic_exchange_explicit(&post->pending, false, memory_order_acq_rel)) {
			post->deliver(machine, post->context);
			return;
		}
}
