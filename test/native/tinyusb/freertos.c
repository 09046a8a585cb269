/* SPDX-License-Identifier: Apache-2.0 */
/* FreeRTOS's queues, for tasks that are threads (support/esp32.c), and what else of ESP-IDF esp_tinyusb calls. */
#include <esp_log.h>
#include <esp_private/usb_phy.h>
#include <freertos/queue.h>
#include <freertos/semphr.h>
#include <freertos/task.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "freertos.h"
#include "test/native/check.h"

struct FakeQueue {
	pthread_mutex_t mutex;
	pthread_cond_t changed;
	UBaseType_t length, size;
	uint32_t put, taken;
	/* Who waits for an item. */
	bool waiting;
	uint8_t items[];
};

/* TinyUSB's, the only one with something in its items. */
static QueueHandle_t gEvents;

QueueHandle_t xQueueCreate(UBaseType_t length, UBaseType_t size)
{
	QueueHandle_t queue = calloc(1, sizeof(*queue) + length * size);
	pthread_mutex_init(&queue->mutex, NULL);
	pthread_cond_init(&queue->changed, NULL);
	queue->length = length;
	queue->size = size;
	if (size)
		gEvents = queue;
	return queue;
}

SemaphoreHandle_t xSemaphoreCreateMutex(void)
{
	SemaphoreHandle_t mutex = xSemaphoreCreateBinary();
	xSemaphoreGive(mutex);
	return mutex;
}

void vQueueDelete(QueueHandle_t queue)
{
	if (gEvents == queue)
		gEvents = NULL;
	free(queue);
}

BaseType_t xQueueReset(QueueHandle_t queue)
{
	pthread_mutex_lock(&queue->mutex);
	queue->taken = queue->put;
	pthread_mutex_unlock(&queue->mutex);
	return pdPASS;
}

UBaseType_t uxQueueMessagesWaiting(QueueHandle_t queue)
{
	UBaseType_t count;
	pthread_mutex_lock(&queue->mutex);
	count = queue->put - queue->taken;
	pthread_mutex_unlock(&queue->mutex);
	return count;
}

/* Waits are for ever or not at all. */
static BaseType_t put(QueueHandle_t queue, const void *item, bool waits)
{
	bool room;
	CHECK(queue); /* as FreeRTOS asserts */
	pthread_mutex_lock(&queue->mutex);
	while (waits && (queue->put - queue->taken == queue->length))
		pthread_cond_wait(&queue->changed, &queue->mutex);
	room = queue->put - queue->taken < queue->length;
	if (room && queue->size)
		memcpy(queue->items + queue->put % queue->length * queue->size, item, queue->size);
	queue->put += room;
	pthread_cond_broadcast(&queue->changed);
	pthread_mutex_unlock(&queue->mutex);
	return room;
}

BaseType_t xQueueSendToBack(QueueHandle_t queue, const void *item, TickType_t wait)
{
	return put(queue, item, wait > 0);
}

BaseType_t xQueueSendToBackFromISR(QueueHandle_t queue, const void *item, BaseType_t *woken)
{
	*woken = pdTRUE;
	return put(queue, item, false);
}

BaseType_t xQueueReceive(QueueHandle_t queue, void *item, TickType_t wait)
{
	bool has;
	CHECK(queue);
	fakeTaskGoesOn();
	pthread_mutex_lock(&queue->mutex);
	queue->waiting = true;
	pthread_cond_broadcast(&queue->changed);
	while (wait && (queue->put == queue->taken))
		pthread_cond_wait(&queue->changed, &queue->mutex);
	queue->waiting = false;
	has = queue->put != queue->taken;
	if (has && queue->size)
		memcpy(item, queue->items + queue->taken % queue->length * queue->size, queue->size);
	queue->taken += has;
	pthread_cond_broadcast(&queue->changed);
	pthread_mutex_unlock(&queue->mutex);
	return has;
}

void fakeEventsSettle(void)
{
	QueueHandle_t queue = gEvents;
	if (!queue)
		return;
	pthread_mutex_lock(&queue->mutex);
	while (!queue->waiting || (queue->put != queue->taken))
		pthread_cond_wait(&queue->changed, &queue->mutex);
	pthread_mutex_unlock(&queue->mutex);
}

static struct FakePhy {
	bool taken;
} gPhy;

esp_err_t usb_new_phy(const usb_phy_config_t *config, usb_phy_handle_t *phy)
{
	CHECK(!gPhy.taken);
	gPhy.taken = true;
	*phy = &gPhy;
	return ESP_OK;
}

esp_err_t usb_del_phy(usb_phy_handle_t phy)
{
	CHECK(phy->taken);
	phy->taken = false;
	return ESP_OK;
}

void fakeLog(const char *tag, const char *format, ...)
{
	va_list values;
	va_start(values, format);
	fprintf(stderr, "%s: ", tag);
	vfprintf(stderr, format, values);
	va_end(values);
	FAIL("esp_tinyusb has something to say");
}

_Atomic bool gFakeMayAssert;

int esp_rom_printf(const char *format, ...)
{
	va_list values;
	va_start(values, format);
	vfprintf(stderr, format, values);
	va_end(values);
	if (!gFakeMayAssert)
		FAIL("TinyUSB has something to say");
	return 0;
}
