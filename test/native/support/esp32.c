/* SPDX-License-Identifier: Apache-2.0 */
/* FreeRTOS's tasks as threads, and ESP-IDF's I2C drivers on a bus of nobody but a station at 0x10. */
#include <driver/i2c_master.h>
#include <freertos/FreeRTOS.h>
#include <freertos/task.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Tasks */

struct FakeTask {
	pthread_mutex_t mutex;
	pthread_cond_t changed;
	pthread_t thread;
	uint32_t notified;
	bool waiting, deleted;
	void (*code)(void *);
	void *parameter;
};

static _Thread_local struct FakeTask *gCurrent;

static struct FakeTask *newTask(void (*code)(void *), void *parameter)
{
	struct FakeTask *task = calloc(1, sizeof(*task));
	pthread_mutex_init(&task->mutex, NULL);
	pthread_cond_init(&task->changed, NULL);
	task->code = code;
	task->parameter = parameter;
	return task;
}

static void *run(void *task)
{
	gCurrent = task;
	gCurrent->code(gCurrent->parameter);
	abort(); /* a task never returns */
}

BaseType_t xTaskCreate(void (*code)(void *), const char *name, uint32_t stack, void *parameter, UBaseType_t priority, TaskHandle_t *task)
{
	*task = newTask(code, parameter);
	return pthread_create(&(*task)->thread, NULL, run, *task) ? 0 : pdPASS;
}

/* Only others delete a task here, and only one that is suspended. */
void vTaskDelete(TaskHandle_t task)
{
	pthread_mutex_lock(&task->mutex);
	task->deleted = true;
	pthread_cond_broadcast(&task->changed);
	pthread_mutex_unlock(&task->mutex);
	pthread_join(task->thread, NULL);
	free(task);
}

void vTaskSuspend(TaskHandle_t unused)
{
	struct FakeTask *task = gCurrent;
	pthread_mutex_lock(&task->mutex);
	while (!task->deleted)
		pthread_cond_wait(&task->changed, &task->mutex);
	pthread_mutex_unlock(&task->mutex);
	pthread_exit(NULL);
}

TaskHandle_t xTaskGetCurrentTaskHandle(void)
{
	static struct FakeTask *main;
	if (!gCurrent)
		gCurrent = main ? main : (main = newTask(NULL, NULL));
	return gCurrent;
}

BaseType_t xTaskNotifyGive(TaskHandle_t task)
{
	pthread_mutex_lock(&task->mutex);
	task->notified++;
	pthread_cond_broadcast(&task->changed);
	pthread_mutex_unlock(&task->mutex);
	return pdPASS;
}

uint32_t ulTaskNotifyTake(BaseType_t clear, TickType_t wait)
{
	struct FakeTask *task = xTaskGetCurrentTaskHandle();
	uint32_t notified;
	pthread_mutex_lock(&task->mutex);
	task->waiting = true;
	pthread_cond_broadcast(&task->changed);
	while (!task->notified)
		pthread_cond_wait(&task->changed, &task->mutex);
	task->waiting = false;
	notified = task->notified;
	task->notified = 0;
	pthread_mutex_unlock(&task->mutex);
	return notified;
}

void fakeTaskSettle(TaskHandle_t task)
{
	pthread_mutex_lock(&task->mutex);
	while (!task->waiting || task->notified)
		pthread_cond_wait(&task->changed, &task->mutex);
	pthread_mutex_unlock(&task->mutex);
}

/* Slave: its interrupt runs under a lock, as nothing interrupts it. */

struct FakeSlave {
	i2c_slave_config_t config;
	i2c_slave_event_callbacks_t callbacks;
	void *context;
};
static pthread_mutex_t gInterrupt = PTHREAD_MUTEX_INITIALIZER;
static struct FakeSlave *gSlave;
static uint8_t gBuffer[600];

esp_err_t i2c_new_slave_device(const i2c_slave_config_t *config, i2c_slave_dev_handle_t *slave)
{
	*slave = calloc(1, sizeof(**slave));
	(*slave)->config = *config;
	pthread_mutex_lock(&gInterrupt);
	gSlave = *slave;
	pthread_mutex_unlock(&gInterrupt);
	return ESP_OK;
}

esp_err_t i2c_del_slave_device(i2c_slave_dev_handle_t slave)
{
	pthread_mutex_lock(&gInterrupt);
	gSlave = NULL;
	free(slave);
	pthread_mutex_unlock(&gInterrupt);
	return ESP_OK;
}

esp_err_t i2c_slave_register_event_callbacks(i2c_slave_dev_handle_t slave, const i2c_slave_event_callbacks_t *callbacks, void *context)
{
	pthread_mutex_lock(&gInterrupt);
	slave->callbacks = *callbacks;
	slave->context = context;
	pthread_mutex_unlock(&gInterrupt);
	return ESP_OK;
}

bool fakeSlaveWrite(uint8_t address, const uint8_t *bytes, uint32_t length)
{
	bool acknowledged;
	pthread_mutex_lock(&gInterrupt);
	acknowledged = gSlave && (gSlave->config.slave_addr == address);
	if (acknowledged && gSlave->callbacks.on_receive) {
		const uint32_t kept = (length < gSlave->config.receive_buf_depth) ? length : gSlave->config.receive_buf_depth;
		i2c_slave_rx_done_event_data_t event = { gBuffer, kept };
		memcpy(gBuffer, bytes, kept);
		gSlave->callbacks.on_receive(gSlave, &event, gSlave->context);
		memset(gBuffer, 0xEE, sizeof(gBuffer));
	}
	pthread_mutex_unlock(&gInterrupt);
	return acknowledged;
}

/* Master */

struct FakeBus {
	int unused;
};
struct FakeDevice {
	uint16_t address;
};
bool gFakeStuck;
uint32_t gFakeResets, gFakeDevices, gFakeSentLength;
uint8_t gFakeSent[300];

esp_err_t i2c_new_master_bus(const i2c_master_bus_config_t *config, i2c_master_bus_handle_t *bus)
{
	*bus = calloc(1, sizeof(**bus));
	return ESP_OK;
}

esp_err_t i2c_del_master_bus(i2c_master_bus_handle_t bus)
{
	free(bus);
	return gFakeDevices ? ESP_ERR_INVALID_STATE : ESP_OK;
}

esp_err_t i2c_master_bus_reset(i2c_master_bus_handle_t bus)
{
	gFakeResets++;
	return ESP_OK;
}

esp_err_t i2c_master_bus_add_device(i2c_master_bus_handle_t bus, const i2c_device_config_t *config, i2c_master_dev_handle_t *device)
{
	*device = calloc(1, sizeof(**device));
	(*device)->address = config->device_address;
	gFakeDevices++;
	return ESP_OK;
}

esp_err_t i2c_master_bus_rm_device(i2c_master_dev_handle_t device)
{
	free(device);
	gFakeDevices--;
	return ESP_OK;
}

static esp_err_t reach(uint16_t address)
{
	return gFakeStuck ? ESP_ERR_TIMEOUT : (0x10 == address) ? ESP_OK : ESP_ERR_INVALID_STATE;
}

esp_err_t i2c_master_probe(i2c_master_bus_handle_t bus, uint16_t address, int timeout)
{
	return reach(address);
}

esp_err_t i2c_master_transmit(i2c_master_dev_handle_t device, const uint8_t *bytes, size_t length, int timeout)
{
	if (reach(device->address))
		return reach(device->address);
	memcpy(gFakeSent, bytes, length);
	gFakeSentLength = (uint32_t)length;
	return ESP_OK;
}

esp_err_t i2c_master_receive(i2c_master_dev_handle_t device, uint8_t *bytes, size_t length, int timeout)
{
	if (!reach(device->address))
		memset(bytes, 0xA5, length);
	return reach(device->address);
}

esp_err_t i2c_master_transmit_receive(i2c_master_dev_handle_t device, const uint8_t *bytes, size_t length, uint8_t *read, size_t count, int timeout)
{
	const esp_err_t error = i2c_master_transmit(device, bytes, length, timeout);
	return error ? error : i2c_master_receive(device, read, count, timeout);
}
