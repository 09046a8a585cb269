/* SPDX-License-Identifier: Apache-2.0 */
#include <pthread.h>

#include "check.h"
#include "hosts/common/native/post.h"

typedef struct {
	Post post;
	int delivered;
	void *machine;
} Sender;

static void deliver(void *machine, void *context)
{
	Sender *sender = context;
	sender->delivered++;
	sender->machine = machine;
}

static void add(Sender *sender)
{
	sender->post.deliver = deliver;
	sender->post.context = sender;
	postAdd(&sender->post, NULL);
}

TEST("however often it is posted, one message is under way, and is delivered once")
{
	Sender sender = { 0 };
	int machine;
	add(&sender);
	EQUAL(postsDue(), 0);
	for (int turn = 0; turn < 5; turn++)
		postSend(&sender.post);
	EQUAL(postsDue(), 1);
	postsDeliver(&machine);
	EQUAL(sender.delivered, 1);
	CHECK(&machine == sender.machine);
	EQUAL(postsDue(), 0);
	postsDeliver(&machine);
	EQUAL(sender.delivered, 1);
}

TEST("each sender has its own message, one is delivered at a time")
{
	Sender one = { 0 }, other = { 0 };
	add(&one);
	add(&other);
	postSend(&one.post);
	postSend(&other.post);
	postsDeliver(NULL);
	EQUAL(one.delivered + other.delivered, 1);
	postsDeliver(NULL);
	EQUAL(one.delivered, 1);
	EQUAL(other.delivered, 1);
}

TEST("a message whose sender has gone is not delivered; one that was never there can be removed")
{
	Sender one = { 0 }, other = { 0 };
	add(&one);
	postSend(&one.post);
	postRemove(&other.post);
	postRemove(&one.post);
	EQUAL(postsDue(), 0);
	postsDeliver(NULL);
	EQUAL(one.delivered, 0);
	add(&one);
	EQUAL(postsDue(), 0); /* what was under way before is forgotten */
}

static void removeAll(void *machine, void *context)
{
	postRemove(&((Sender *)context)->post);
}

TEST("a sender may go while its message is delivered")
{
	Sender one = { 0 }, other = { 0 };
	add(&other);
	add(&one);
	one.post.deliver = removeAll;
	postSend(&one.post);
	postSend(&other.post);
	postsDeliver(NULL);
	postsDeliver(NULL);
	EQUAL(other.delivered, 1);
	EQUAL(postsDue(), 0);
}

enum { kPosts = 200000 };
static Sender gSender;
static _Atomic uint32_t gPosted;

static void *post(void *unused)
{
	for (uint32_t count = 0; count < TURNS(kPosts); count++) {
		gPosted++;
		postSend(&gSender.post);
	}
	return NULL;
}

TEST("what was posted last is always delivered")
{
	pthread_t thread;
	uint32_t seen = 0;
	add(&gSender);
	pthread_create(&thread, NULL, post, NULL);
	while (seen < TURNS(kPosts)) {
		if (!postsDue())
			continue;
		postsDeliver(NULL);
		seen = gPosted;
	}
	pthread_join(thread, NULL);
	CHECK(gSender.delivered >= 1);
	CHECK(gSender.delivered <= TURNS(kPosts));
}
