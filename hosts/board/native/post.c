/* SPDX-License-Identifier: Apache-2.0 */
/* By the queue of the SDK's machine (ESP32, Zephyr), which holds 10 messages of all senders, and drops what it has no room for: Zephyr's without saying so. There need not be
 * another interrupt, as where a full ring has the peer wait. So every kLook the machine looks by itself for what was posted and has not come. What a message leads to stays where it
 * is when its sender is gone. */
#include "xsmc.h"
#include "xsHost.h"
#include "modTimer.h"

#include "../../common/native/post.h"

enum { kLines = 4, kLook = 100 };

typedef struct {
	Post *_Atomic post;
	xsMachine *machine;
	modTimer timer;
	/* A message is in the queue, or has been dropped since the machine has looked. */
	_Atomic bool queued;
} Line;

static Line gLines[kLines];

static Line *lineOf(const Post *post)
{
	for (int index = 0; index < kLines; index++)
		if (post == atomic_load(&gLines[index].post))
			return gLines + index;
	return NULL;
}

/* In the machine's own task, by a message or by the timer: the second of both finds nothing. */
static void hand(Line *line)
{
	xsMachine *the = line->machine;
	Post *post = atomic_load(&line->post);
	atomic_store(&line->queued, false);
	if (!post || !atomic_exchange(&post->pending, false))
		return;
	xsBeginHost(the);
	post->deliver(the, post->context);
	xsEndHost(the);
}

static void deliver(void *machine, void *context, uint8_t *message, uint16_t length)
{
	(void)machine;
	(void)message;
	(void)length;
	hand(context);
}

static void look(modTimer timer, void *context, int size)
{
	(void)timer;
	(void)size;
	hand(*(Line **)context);
}

void postAdd(Post *post, void *machine)
{
	Line *line = lineOf(NULL);
	atomic_store(&post->pending, false);
	if (!line)
		return;
	line->machine = machine;
	line->timer = modTimerAdd(kLook, kLook, look, &line, sizeof(line));
	atomic_store(&line->queued, false); /* the queue of an earlier machine went with it */
	atomic_store(&line->post, post);
}

void postRemove(Post *post)
{
	Line *line = lineOf(post);
	if (!line)
		return;
	if (line->timer)
		modTimerRemove(line->timer);
	atomic_store(&line->post, NULL);
}

void postSend(Post *post)
{
	Line *line = lineOf(post);
	if (!line)
		return;
	atomic_store(&post->pending, true);
	if (!atomic_exchange(&line->queued, true) && modMessagePostToMachineFromISR(line->machine, deliver, line))
		atomic_store(&line->queued, false);
}
