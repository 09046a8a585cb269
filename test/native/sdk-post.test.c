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
static _Atomic int gNow;
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

int modMilliseconds(void)
{
	return gNow;
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
	gNow += kLate;
	postSend(&sender.post); /* the next interrupt */
	while (serve())
		;
	EQUAL(sender.delivered, 1);
}

TEST("a message that the queue drops is sent again by the next interrupt, where the queue says so")
{
	dropped(false);
}

TEST("and where it does not, once it is late")
{
	dropped(true);
}

TEST("a message that is late and was not dropped does no harm")
{
	Sender sender = { 0 };
	add(&sender);
	postSend(&sender.post);
	gNow += kLate;
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
	while (sender.seen < TURNS(kPosts))
		if (!serve())
			sched_yield();
	pthread_join(thread, NULL);
	EQUAL(sender.seen, TURNS(kPosts));
}
