/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FAKE_ESP_TIMER_H
#define FAKE_ESP_TIMER_H

#include <stdint.h>

/* Microseconds: one passes with each call. */
int64_t esp_timer_get_time(void);

/* For tests: who asks is put off. */
void fakePutOff(int microseconds);

#endif
