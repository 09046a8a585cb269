/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FAKE_ESP_TIMER_H
#define FAKE_ESP_TIMER_H

#include <stdint.h>

/* Microseconds. */
int64_t esp_timer_get_time(void);

#endif
