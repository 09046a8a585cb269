/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FAKE_FREERTOS_SEMPHR_H
#define FAKE_FREERTOS_SEMPHR_H

#include "queue.h"

/* As in FreeRTOS: a queue of items without bytes. */
typedef QueueHandle_t SemaphoreHandle_t;
SemaphoreHandle_t xSemaphoreCreateMutex(void);
#define xSemaphoreCreateBinary() xQueueCreate(1, 0)
#define vSemaphoreDelete(SEMAPHORE) vQueueDelete(SEMAPHORE)
#define xSemaphoreGive(SEMAPHORE) xQueueSendToBack((SEMAPHORE), NULL, 0)
#define xSemaphoreGiveFromISR(SEMAPHORE, WOKEN) xQueueSendToBackFromISR((SEMAPHORE), NULL, (WOKEN))
#define xSemaphoreTake(SEMAPHORE, WAIT) xQueueReceive((SEMAPHORE), NULL, (WAIT))

#endif
