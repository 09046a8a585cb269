/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FAKE_FREERTOS_TASK_MORE_H
#define FAKE_FREERTOS_TASK_MORE_H

#include "FreeRTOS.h"
#include "test/native/fakes/freertos/task.h"

#define xTaskCreatePinnedToCore(CODE, NAME, STACK, PARAMETER, PRIORITY, TASK, CORE) xTaskCreate((CODE), (NAME), (STACK), (PARAMETER), (PRIORITY), (TASK))
#define xTaskGetTickCount() ((TickType_t)0)

#endif
