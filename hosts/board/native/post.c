/* SPDX-License-Identifier: Apache-2.0 */
/* By the queue of the SDK's machine (ESP32, Zephyr), which holds 10 messages of all senders, and drops what it has no room for: Zephyr's without saying so. So a message that has
 * been under way for kLate is sent again by whoever posts next: to be delivered twice does no harm. What a message leads to stays where it is when its sender is gone. */
#include "xsmc.h"
#include "xsHost.h"

#include "../../common/native/post.h"

enum { kLines = 4, kLate = 100 };

typedef struct {
	Post *_Atomic post;
	xsMachine *machine;
	/* A message is in the queue, since when. */
	_Atomic bool queued;
	_Atomic uint32_t since;
} Line;

static Line gLines[kLines];

static Line *lineOf(const Post *post)
{
	for (int index = 0; index < kLines; index++)
		if (post == atomic_load(&gLines[index].post))
			return gLines + index;
	return NULL;
}

void postAdd(Post *post, void *machine)
{
	Line *line = lineOf(NULL);
	atomic_store(&post->pending, false);
	if (!line)
		return;
	line->machine = machine;
	atomic_store(&line->queued, false); /* the queue of an earlier machine went with it */
	atomic_store(&line->post, post);
}

void postRemove(Post *post)
{
	Line *line = lineOf(post);
	if (line)
		atomic_store(&line->post, NULL);
}

static void deliver(void *machine, void *context, uint8_t *message, uint16_t length)
{
	xsMachine *the = machine;
	Line *line = context;
	Post *post = atomic_load(&line->post);
	(void)message;
	(void)length;
	atomic_store(&line->queued, false);
	if (!post || !atomic_exchange(&post->pending, false))
		return;
	xsBeginHost(the);
	post->deliver(the, post->context);
	xsEndHost(the);
}

void postSend(Post *post)
{
	Line *line = lineOf(post);
	const uint32_t now = (uint32_t)modMilliseconds();
	if (!line)
		return;
	atomic_store(&post->pending, true);
	if (atomic_exchange(&line->queued, true) && (now - atomic_load(&line->since) < kLate))
		return;
	atomic_store(&line->since, now);
	if (modMessagePostToMachineFromISR(line->machine, deliver, line))
		atomic_store(&line->queued, false);
}
