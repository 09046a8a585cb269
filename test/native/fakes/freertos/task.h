/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FAKE_FREERTOS_TASK_H
#define FAKE_FREERTOS_TASK_H

#include <stdbool.h>

#include "FreeRTOS.h"

typedef struct FakeTask *TaskHandle_t;

typedef enum { eRunning, eReady, eBlocked, eSuspended, eDeleted } eTaskState;

BaseType_t xTaskCreate(void (*code)(void *), const char *name, uint32_t stack, void *parameter, UBaseType_t priority, TaskHandle_t *task);
void vTaskDelete(TaskHandle_t task);
void vTaskSuspend(TaskHandle_t task);
/* A tick is a millisecond. */
void vTaskDelay(TickType_t ticks);
TaskHandle_t xTaskGetCurrentTaskHandle(void);
/* Here: whether it is suspended, or else. */
eTaskState eTaskGetState(TaskHandle_t task);
BaseType_t xTaskNotifyGive(TaskHandle_t task);
uint32_t ulTaskNotifyTake(BaseType_t clear, TickType_t wait);

/* For fakes: stops the test where a task goes on that has been deleted. */
void fakeTaskGoesOn(void);

/* For tests: how many ticks may pass, -1: any number; and how many somebody has begun to wait for. */
extern _Atomic int gFakeTicksLeft;
extern _Atomic uint32_t gFakeTicks;
/* Who notifies another is put off behind that, so that the other comes first. */
extern _Atomic bool gFakePutsOff;
/* Until the task waits for a notification that nobody has given. */
void fakeTaskSettle(TaskHandle_t task);

#endif
