/* SPDX-License-Identifier: Apache-2.0 */
/* Of FreeRTOS what TinyUSB and esp_tinyusb use besides: a tick is a millisecond, a critical section a lock. */
#ifndef FAKE_FREERTOS_MORE_H
#define FAKE_FREERTOS_MORE_H

#include <assert.h>
#include <esp_heap_caps.h>
#include <pthread.h>
#include <stdlib.h>

#include "test/native/fakes/freertos/FreeRTOS.h"

#define pdFALSE 0
#define pdMS_TO_TICKS(MILLISECONDS) ((TickType_t)(MILLISECONDS))
#define pdTICKS_TO_MS(TICKS) ((uint32_t)(TICKS))
#define portYIELD_FROM_ISR(...) ((void)0)
#define configUSE_MUTEXES 1

typedef pthread_mutex_t portMUX_TYPE;
#define portMUX_INITIALIZER_UNLOCKED PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP
#define spinlock_initialize(LOCK) (*(LOCK) = (portMUX_TYPE)portMUX_INITIALIZER_UNLOCKED)
#define portENTER_CRITICAL(LOCK) pthread_mutex_lock(LOCK)
#define portEXIT_CRITICAL(LOCK) pthread_mutex_unlock(LOCK)

#endif
