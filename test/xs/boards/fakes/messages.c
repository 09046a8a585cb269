/* SPDX-License-Identifier: Apache-2.0 */
/* hosts/board/native/post.c over a queue of messages as the SDK's machine has it, and postsDue and postsDeliver of hosts/common/native/post.h for programs, which look by
 * themselves. */
#include <pthread.h>
#include <stdint.h>

#include "natives.h"

typedef void (*modMessageDeliver)(void *the, void *context, uint8_t *message, uint16_t length);
int modMessagePostToMachineFromISR(xsMachine *the, modMessageDeliver callback, void *context);

#include "hosts/board/native/post.c"

enum { kQueue = 10 };

static pthread_mutex_t gMutex = PTHREAD_MUTEX_INITIALIZER;
static struct {
	xsMachine *machine;
	modMessageDeliver callback;
	void *context;
} gQueue[kQueue];
static uint32_t gPut, gTaken;

int modMessagePostToMachineFromISR(xsMachine *the, modMessageDeliver callback, void *context)
{
	bool room;
	pthread_mutex_lock(&gMutex);
	room = gPut - gTaken < kQueue;
	if (room) {
		gQueue[gPut % kQueue].machine = the;
		gQueue[gPut % kQueue].callback = callback;
		gQueue[gPut++ % kQueue].context = context;
	}
	pthread_mutex_unlock(&gMutex);
	return room ? 0 : -1;
}

static bool take(xsMachine *the, modMessageDeliver *callback, void **context)
{
	bool taken = false;
	pthread_mutex_lock(&gMutex);
	for (; !taken && (gPut != gTaken); gTaken++) {
		taken = the == gQueue[gTaken % kQueue].machine; /* a machine's queue ends with it */
		*callback = gQueue[gTaken % kQueue].callback;
		*context = gQueue[gTaken % kQueue].context;
	}
	pthread_mutex_unlock(&gMutex);
	return taken;
}

/* Whether anybody waits for what is in the queue: what their senders left there, and what was sent twice, leads to nothing. */
int postsDue(void)
{
	for (int index = 0; index < kLines; index++) {
		Post *post = atomic_load(&gLines[index].post);
		if (post && atomic_load(&post->pending) && atomic_load(&gLines[index].queued))
			return 1;
	}
	return 0;
}

/* Up to the first message that leads to something. */
void postsDeliver(void *machine)
{
	modMessageDeliver callback;
	void *context;
	while (take(machine, &callback, &context)) {
		Line *line = context;
		Post *post = atomic_load(&line->post);
		const bool leads = post && atomic_load(&post->pending);
		callback(machine, context, NULL, 0);
		if (leads)
			return;
	}
}
