/* SPDX-License-Identifier: Apache-2.0 */
/* Posts over the queue of the SDK's machine, on a fake of it. */
#define postAdd sdkPostAdd
#define postRemove sdkPostRemove
#define postSend sdkPostSend
#include "hosts/board/native/post.c"

#include <pthread.h>
#include <sched.h>
#include <stdlib.h>

#include "check.h"

enum { kQueue = 10 };

static pthread_mutex_t gMutex = PTHREAD_MUTEX_INITIALIZER;
static struct {
	modMessageDeliver callback;
	void *context;
} gQueue[kQueue];
static uint32_t gPut, gTaken;
/* As Zephyr's. */
static bool gSilent;
static xsMachine gMachine;

int modMessagePostToMachineFromISR(xsMachine *the, modMessageDeliver callback, void *context)
{
	bool room;
	CHECK(&gMachine == the);
	pthread_mutex_lock(&gMutex);
	room = gPut - gTaken < kQueue;
	if (room) {
		gQueue[gPut % kQueue].callback = callback;
		gQueue[gPut++ % kQueue].context = context;
	}
	pthread_mutex_unlock(&gMutex);
	return (room || gSilent) ? 0 : -1;
}

struct modTimerRecord {
	modTimerCallback callback;
	void *context;
	modTimer next;
};
static modTimer gTimers;
static int gTimersEver;

modTimer modTimerAdd(int first, int second, modTimerCallback callback, void *context, int size)
{
	modTimer timer = calloc(1, sizeof(*timer));
	EQUAL(first, kLook);
	EQUAL(second, kLook);
	EQUAL(size, sizeof(timer->context));
	*timer = (struct modTimerRecord){ callback, *(void **)context, gTimers };
	gTimers = timer;
	gTimersEver++;
	return timer;
}

void modTimerRemove(modTimer timer)
{
	modTimer *address = &gTimers;
	for (; *address != timer; address = &(*address)->next)
		CHECK(*address);
	*address = timer->next;
	free(timer);
}

/* The machine's task has time, kLook later. */
static void elapse(void)
{
	for (modTimer timer = gTimers, next; timer; timer = next) {
		void *context = timer->context;
		next = timer->next;
		timer->callback(timer, &context, sizeof(context));
	}
}

static void nothing(void *machine, void *context, uint8_t *message, uint16_t length)
{
}

/* One message, as the machine's task serves it. */
static bool serve(void)
{
	modMessageDeliver callback = NULL;
	void *context = NULL;
	pthread_mutex_lock(&gMutex);
	if (gPut != gTaken) {
		callback = gQueue[gTaken % kQueue].callback;
		context = gQueue[gTaken++ % kQueue].context;
	}
	pthread_mutex_unlock(&gMutex);
	if (callback)
		callback(&gMachine, context, NULL, 0);
	return NULL != callback;
}

static void fill(void)
{
	while (gPut - gTaken < kQueue)
		modMessagePostToMachineFromISR(&gMachine, nothing, NULL);
}

typedef struct {
	Post post;
	_Atomic uint32_t sent, seen;
	uint32_t delivered;
	bool removes;
} Sender;

static void take(void *machine, void *context)
{
	Sender *sender = context;
	EQUAL(((xsMachine *)machine)->depth, 1);
	sender->delivered++;
	sender->seen = sender->sent;
	if (sender->removes)
		postRemove(&sender->post);
}

static void add(Sender *sender)
{
	sender->post.deliver = take;
	sender->post.context = sender;
	postAdd(&sender->post, &gMachine);
}

TEST("however often it is posted, one message is in the queue, and is delivered once, in a frame of the host")
{
	Sender sender = { 0 };
	add(&sender);
	for (int turn = 0; turn < 20; turn++)
		postSend(&sender.post);
	EQUAL(gPut, 1);
	while (serve())
		;
	EQUAL(sender.delivered, 1);
	EQUAL(gMachine.depth, 0);
	postSend(&sender.post);
	CHECK(serve());
	EQUAL(sender.delivered, 2);
}

static void dropped(bool silent)
{
	Sender sender = { 0 };
	gSilent = silent;
	add(&sender);
	fill();
	postSend(&sender.post);
	while (serve())
		;
	EQUAL(sender.delivered, 0);
	elapse(); /* without another interrupt */
	EQUAL(sender.delivered, 1);
	EQUAL(gMachine.depth, 0);
	elapse();
	EQUAL(sender.delivered, 1);
	postSend(&sender.post);
	CHECK(serve());
	EQUAL(sender.delivered, 2);
	fill();
	postSend(&sender.post);
	gTaken = gPut;
	postSend(&sender.post); /* where it is known to be dropped, by the next interrupt, too */
	EQUAL(serve(), !silent);
	elapse();
	EQUAL(sender.delivered, 3);
}

TEST("the machine looks for a message that the queue drops, where the queue says so")
{
	dropped(false);
}

TEST("and where it does not")
{
	dropped(true);
}

TEST("a message that is late and was not dropped does no harm")
{
	Sender sender = { 0 };
	add(&sender);
	postSend(&sender.post);
	elapse();
	EQUAL(sender.delivered, 1);
	CHECK(serve());
	EQUAL(sender.delivered, 1);
	sender.delivered = 0;
	postSend(&sender.post);
	EQUAL(gPut, 2);
	while (serve())
		;
	EQUAL(sender.delivered, 1);
}

TEST("a sender that is gone, collected or with its machine: nothing of it is touched, and the next one is not taken for it")
{
	Sender *gone = calloc(1, sizeof(*gone));
	Sender next = { 0 };
	add(gone);
	postSend(&gone->post);
	postRemove(&gone->post);
	free(gone);
	CHECK(!gTimers);
	add(&next);
	CHECK(serve());
	EQUAL(next.delivered, 0);
	postSend(&next.post);
	CHECK(serve());
	EQUAL(next.delivered, 1);
	gTaken = gPut; /* the machine ends with its queue, and what was in it */
	postSend(&next.post);
	gTaken = gPut;
	postRemove(&next.post);
	add(&next);
	postSend(&next.post);
	CHECK(serve());
	EQUAL(next.delivered, 2);
}

TEST("a sender may go while its message is delivered, twice is once, and more than there is room for are never called")
{
	Sender senders[kLines + 1] = { 0 };
	senders[0].removes = true;
	for (int index = 0; index <= kLines; index++)
		add(senders + index);
	for (int index = 0; index <= kLines; index++)
		postSend(&senders[index].post);
	while (serve())
		;
	for (int index = 0; index <= kLines; index++)
		EQUAL(senders[index].delivered, index < kLines);
	postRemove(&senders[0].post);
	senders[1].removes = true;
	postSend(&senders[1].post);
	elapse();
	EQUAL(senders[1].delivered, 2);
	EQUAL(gTimersEver, kLines);
}

enum { kPosts = 200000 };

static void *interrupts(void *context)
{
	Sender *sender = context;
	for (uint32_t turn = 0; turn < TURNS(kPosts); turn++) {
		sender->sent++;
		postSend(&sender->post);
		if (0 == turn % 64)
			sched_yield();
	}
	return NULL;
}

TEST("interrupts and machine at once: what was posted last is seen")
{
	pthread_t thread;
	Sender sender = { 0 };
	add(&sender);
	pthread_create(&thread, NULL, interrupts, &sender);
	for (uint32_t turn = 0; sender.seen < TURNS(kPosts); turn++) {
		if (!serve())
			sched_yield();
		if (0 == turn % 256)
			elapse();
	}
	pthread_join(thread, NULL);
	EQUAL(sender.seen, TURNS(kPosts));
}
