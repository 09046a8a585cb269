/* SPDX-License-Identifier: Apache-2.0 */
#include "i2c-lines.h"

#include <driver/gpio.h>
#include <esp_timer.h>
#include <freertos/FreeRTOS.h>
#include <freertos/task.h>
#include <stdbool.h>

enum {
	kIdle = 50, /* microseconds */
	kLook = 500, /* the same: five periods of the slowest clock */
	kGap = 20, /* the same: who has not looked for longer has seen nothing */
	kHeldTicks = 25,
	kBothHigh = 3,
};

/* Held: not for long yet. */
static Lines look(int data, int clock)
{
	const int64_t start = esp_timer_get_time();
	int64_t since = start, last = start;
	int before = -1;
	bool moved = false;
	for (int64_t now = start; now - start < kLook; now = esp_timer_get_time()) {
		const int levels = gpio_get_level(clock) << 1 | gpio_get_level(data);
		moved |= (before >= 0) && (before != levels);
		before = levels;
		if ((kBothHigh != levels) || (now - last > kGap))
			since = now;
		else if (now - since >= kIdle)
			return kLinesFree;
		last = now;
	}
	return moved ? kLinesBusy : kLinesHeld;
}

Lines linesAwait(int data, int clock, int ticks)
{
	for (int held = 0; ticks; ticks--) {
		const Lines lines = look(data, clock);
		held = (kLinesHeld == lines) ? held + 1 : 0;
		if ((kLinesFree == lines) || (held >= kHeldTicks))
			return lines;
		vTaskDelay(1);
	}
	return kLinesBusy;
}
