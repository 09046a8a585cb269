/* SPDX-License-Identifier: Apache-2.0 */
/* Of Zephyr's kernel what hosts/zephyr calls: names and signatures are Zephyr's, the work queue is a thread (support/zephyr.c). */
#ifndef FAKE_ZEPHYR_KERNEL_H
#define FAKE_ZEPHYR_KERNEL_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CONTAINER_OF(POINTER, TYPE, MEMBER) ((TYPE *)((char *)(POINTER) - offsetof(TYPE, MEMBER)))

typedef struct {
	int64_t milliseconds;
} k_timeout_t;
#define K_NO_WAIT ((k_timeout_t){ 0 })
#define K_MSEC(COUNT) ((k_timeout_t){ COUNT })
#define K_FOREVER ((k_timeout_t){ -1 })

struct k_mutex {
	pthread_mutex_t mutex;
};
#define K_MUTEX_DEFINE(NAME) struct k_mutex NAME = { PTHREAD_MUTEX_INITIALIZER }
int k_mutex_init(struct k_mutex *mutex);
int k_mutex_lock(struct k_mutex *mutex, k_timeout_t timeout);
int k_mutex_unlock(struct k_mutex *mutex);
int32_t k_sleep(k_timeout_t timeout);

struct k_work {
	void (*handler)(struct k_work *work);
};
struct k_work_delayable {
	struct k_work work;
	int64_t due; /* 0: not queued */
	bool listed, delayed;
	struct k_work_delayable *next;
};
#define K_WORK_DELAYABLE_DEFINE(NAME, HANDLER) struct k_work_delayable NAME = { .work = { HANDLER } }
struct k_work_sync {
	int unused;
};
void k_work_init_delayable(struct k_work_delayable *work, void (*handler)(struct k_work *work));
int k_work_reschedule(struct k_work_delayable *work, k_timeout_t delay);
bool k_work_cancel_delayable_sync(struct k_work_delayable *work, struct k_work_sync *sync);
struct k_work_delayable *k_work_delayable_from_work(struct k_work *work);

/* For tests: until nothing is queued. */
void fakeWorkSettle(void);
/* While it is set, no delay ends. */
extern _Atomic bool gFakeDelaysLast;

#endif
