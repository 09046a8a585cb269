/* SPDX-License-Identifier: Apache-2.0 */
/* hosts/board/native/post.c over a queue of messages as the SDK's machine has it, and postsDue and postsDeliver of hosts/common/native/post.h for programs, which look by
 * themselves. */
#include <pthread.h>
#include <stdint.h>

#include "fakes.h"
#include "natives.h"

typedef void (*modMessageDeliver)(void *the, void *context, uint8_t *message, uint16_t length);
int modMessagePostToMachineFromISR(xsMachine *the, modMessageDeliver callback, void *context);

#include "hosts/board/native/post.c"

enum { kQueue = 10 };

static pthread_mutex_t gMutex = PTHREAD_MUTEX_INITIALIZER;
typedef struct {
	xsMachine *machine;
	modMessageDeliver callback;
	void *context;
} Message;
static Message gQueue[kQueue];
static _Atomic uint32_t gPut, gTaken;

int modMessagePostToMachineFromISR(xsMachine *the, modMessageDeliver callback, void *context)
{
	bool room;
	pthread_mutex_lock(&gMutex);
	room = gPut - gTaken < kQueue;
	if (room)
		gQueue[gPut++ % kQueue] = (Message){ the, callback, context };
	pthread_mutex_unlock(&gMutex);
	return room ? 0 : -1;
}

/* Timers */

struct modTimerRecord {
	void (*callback)(modTimer timer, void *context, int size);
	void *context;
	uint32_t interval, due;
};
static struct modTimerRecord gTimers[kLines];

modTimer modTimerAdd(int first, int second, modTimerCallback callback, void *context, int size)
{
	for (int index = 0; index < kLines; index++)
		if (!gTimers[index].callback) {
			gTimers[index] = (struct modTimerRecord){ callback, *(void **)context, (uint32_t)second, modMilliseconds() + (uint32_t)first };
			return gTimers + index;
		}
	abort();
}

void modTimerRemove(modTimer timer)
{
	timer->callback = NULL;
}

static modTimer dueTimer(void)
{
	for (int index = 0; index < kLines; index++)
		if (gTimers[index].callback && ((int32_t)(modMilliseconds() - gTimers[index].due) >= 0))
			return gTimers + index;
	return NULL;
}

/* For programs */

void fakeMessagesFill(void)
{
	while (!modMessagePostToMachineFromISR(NULL, NULL, NULL))
		;
}

static bool waits(const Line *line)
{
	const Post *post = atomic_load(&line->post);
	return post && atomic_load(&post->pending);
}

static bool leads(uint32_t at)
{
	return gQueue[at % kQueue].machine && waits(gQueue[at % kQueue].context);
}

/* The oldest message, if it leads to something or if not. */
static bool take(bool leading, Message *message)
{
	bool taken;
	pthread_mutex_lock(&gMutex);
	taken = (gPut != gTaken) && (leading == leads(gTaken));
	if (taken)
		*message = gQueue[gTaken++ % kQueue];
	pthread_mutex_unlock(&gMutex);
	return taken;
}

/* Timers that lead to nothing are on their way again. */
static modTimer lateTimer(void)
{
	for (modTimer timer; (timer = dueTimer()); timer->due = modMilliseconds() + timer->interval)
		if (waits(timer->context))
			return timer;
	return NULL;
}

/* Whether anybody waits for what is in the queue, or for a timer. Messages of others, and those that come too late, are gone then. */
int postsDue(void)
{
	Message message;
	while (take(false, &message))
		if (message.machine)
			message.callback(message.machine, message.context, NULL, 0);
	return (gPut != gTaken) || lateTimer();
}

void postsDeliver(void *machine)
{
	modTimer timer = lateTimer();
	Message message;
	if (timer) {
		void *context = timer->context;
		timer->due = modMilliseconds() + timer->interval;
		timer->callback(timer, &context, sizeof(context));
	}
	else if (take(true, &message))
		message.callback(machine, message.context, NULL, 0);
}
