/* SPDX-License-Identifier: Apache-2.0 */
/* Of FreeRTOS what hosts/esp32 calls: tasks are threads (support/esp32.c). */
#ifndef FAKE_FREERTOS_H
#define FAKE_FREERTOS_H

#include <stdint.h>

typedef int BaseType_t;
typedef unsigned UBaseType_t;
typedef uint32_t TickType_t;
#define pdTRUE 1
#define pdPASS 1
#define portMAX_DELAY 0xFFFFFFFFu

#endif
