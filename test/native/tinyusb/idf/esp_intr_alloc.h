/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FAKE_ESP_INTR_ALLOC_H
#define FAKE_ESP_INTR_ALLOC_H

#include <esp_err.h>

#define ESP_INTR_FLAG_LOWMED 0x0E
typedef void (*intr_handler_t)(void *context);
typedef struct FakeInterrupt *intr_handle_t;
esp_err_t esp_intr_alloc(int source, int flags, intr_handler_t handler, void *context, intr_handle_t *handle);
esp_err_t esp_intr_free(intr_handle_t handle);

#endif
