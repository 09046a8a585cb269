/* SPDX-License-Identifier: Apache-2.0 */
/* FreeRTOS's tasks as threads. */
#include <esp_timer.h>
#include <freertos/FreeRTOS.h>
#include <freertos/task.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "test/native/check.h"

struct FakeTask {
	pthread_mutex_t mutex;
	pthread_cond_t changed;
	pthread_t thread;
	uint32_t notified;
	bool waiting, suspended, deleted;
	void (*code)(void *);
	void *parameter;
};

static _Thread_local struct FakeTask *gCurrent;

/* Nobody is put off but by tests, however slow the machine that they run on. */
static _Atomic int64_t gTime;

int64_t esp_timer_get_time(void)
{
	return gTime++;
}

void fakePutOff(int microseconds)
{
	gTime += microseconds;
}

_Atomic int gFakeTicksLeft = -1;
_Atomic uint32_t gFakeTicks;
_Atomic bool gFakePutsOff;

void vTaskDelay(TickType_t ticks)
{
	gFakeTicks += ticks;
	do
		usleep(1000 * ticks);
	while (!gFakeTicksLeft);
	gFakeTicksLeft -= gFakeTicksLeft > 0;
}

static int64_t realTime(void)
{
	struct timespec time;
	clock_gettime(CLOCK_REALTIME, &time);
	return time.tv_sec * 1000000ll + time.tv_nsec / 1000;
}

static struct FakeTask *newTask(void (*code)(void *), void *parameter)
{
	struct FakeTask *task = calloc(1, sizeof(*task));
	pthread_mutex_init(&task->mutex, NULL);
	pthread_cond_init(&task->changed, NULL);
	task->code = code;
	task->parameter = parameter;
	return task;
}

static void *run(void *task)
{
	gCurrent = task;
	gCurrent->code(gCurrent->parameter);
	abort(); /* a task never returns */
}

BaseType_t xTaskCreate(void (*code)(void *), const char *name, uint32_t stack, void *parameter, UBaseType_t priority, TaskHandle_t *task)
{
	*task = newTask(code, parameter);
	return pthread_create(&(*task)->thread, NULL, run, *task) ? 0 : pdPASS;
}

/* Only others delete a task here, and only one that is suspended, or does nothing more before it is. */
void vTaskDelete(TaskHandle_t task)
{
	pthread_mutex_lock(&task->mutex);
	task->deleted = true;
	pthread_cond_broadcast(&task->changed);
	pthread_mutex_unlock(&task->mutex);
	pthread_join(task->thread, NULL);
	free(task);
}

void fakeTaskGoesOn(void)
{
	bool deleted = false;
	if (!gCurrent)
		return;
	pthread_mutex_lock(&gCurrent->mutex);
	deleted = gCurrent->deleted;
	pthread_mutex_unlock(&gCurrent->mutex);
	CHECK(!deleted);
}

void vTaskSuspend(TaskHandle_t unused)
{
	struct FakeTask *task = gCurrent;
	pthread_mutex_lock(&task->mutex);
	task->suspended = true;
	while (!task->deleted)
		pthread_cond_wait(&task->changed, &task->mutex);
	pthread_mutex_unlock(&task->mutex);
	pthread_exit(NULL);
}

eTaskState eTaskGetState(TaskHandle_t task)
{
	bool suspended;
	pthread_mutex_lock(&task->mutex);
	suspended = task->suspended;
	pthread_mutex_unlock(&task->mutex);
	return suspended ? eSuspended : eRunning;
}

TaskHandle_t xTaskGetCurrentTaskHandle(void)
{
	static struct FakeTask *main;
	if (!gCurrent)
		gCurrent = main ? main : (main = newTask(NULL, NULL));
	return gCurrent;
}

BaseType_t xTaskNotifyGive(TaskHandle_t task)
{
	pthread_mutex_lock(&task->mutex);
	task->notified++;
	pthread_cond_broadcast(&task->changed);
	pthread_mutex_unlock(&task->mutex);
	if (gFakePutsOff)
		usleep(5000);
	return pdPASS;
}

/* False: it is too late. */
static bool waitFor(struct FakeTask *task, int64_t until)
{
	struct timespec time = { .tv_sec = until / 1000000, .tv_nsec = until % 1000000 * 1000 };
	return 0 == (until ? pthread_cond_timedwait(&task->changed, &task->mutex, &time) : pthread_cond_wait(&task->changed, &task->mutex));
}

uint32_t ulTaskNotifyTake(BaseType_t clear, TickType_t wait)
{
	struct FakeTask *task = xTaskGetCurrentTaskHandle();
	const int64_t until = (portMAX_DELAY == wait) ? 0 : realTime() + 1000ll * wait;
	uint32_t notified;
	fakeTaskGoesOn();
	pthread_mutex_lock(&task->mutex);
	task->waiting = true;
	pthread_cond_broadcast(&task->changed);
	while (!task->notified && waitFor(task, until))
		;
	task->waiting = false;
	notified = task->notified;
	task->notified = 0;
	pthread_mutex_unlock(&task->mutex);
	return notified;
}

void fakeTaskSettle(TaskHandle_t task)
{
	pthread_mutex_lock(&task->mutex);
	while (!task->waiting || task->notified)
		pthread_cond_wait(&task->changed, &task->mutex);
	pthread_mutex_unlock(&task->mutex);
}
