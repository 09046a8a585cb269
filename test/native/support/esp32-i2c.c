/* SPDX-License-Identifier: Apache-2.0 */
/* ESP-IDF's I2C drivers (6.0) on one bus, with a controller elsewhere and a station at 0x10. A controller of the chip has one driver at a time; a second one is refused, and takes
 * the pins of the first with it. The master driver clears a bus that is busy, tells of whatever failed the same error, and may cling to a device. */
#include <driver/gpio.h>
#include <driver/i2c_master.h>
#include <esp_heap_caps.h>
#include <esp_timer.h>
#include <freertos/task.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>

#include "test/native/check.h"

enum { kPorts = 2, kPeer = 0x10 };

struct FakeSlave {
	i2c_slave_config_t config;
	i2c_slave_event_callbacks_t callbacks;
	void *context;
	bool unplugged;
};
struct FakeBus {
	int port;
	uint32_t devices;
};
struct FakeDevice {
	struct FakeBus *bus;
	uint16_t address;
	bool clings;
};

/* Its interrupt runs under this lock, as nothing interrupts it. */
static pthread_mutex_t gInterrupt = PTHREAD_MUTEX_INITIALIZER;
static struct FakeSlave *gSlave;
static void *gPorts[kPorts];
static uint8_t gBuffer[600];
/* Whom a frame under way is for: the slave that has acknowledged it, and is still there; whether it still is a frame. */
static struct FakeSlave *gReceiver;
static bool gUnderWay, gForeign, gCleared;
static _Atomic uint32_t gToggles;
FakeI2c gFakeI2c;
uint8_t gFakeSent[300];
uint32_t gFakeSentLength;

static bool takeOne(_Atomic uint32_t *count)
{
	const bool some = *count > 0;
	*count -= some;
	return some;
}

int gpio_get_level(gpio_num_t pin)
{
	int level;
	pthread_mutex_lock(&gInterrupt);
	level = gUnderWay ? gToggles++ % 3 > 0 : 1;
	pthread_mutex_unlock(&gInterrupt);
	if (gFakeI2c.slow)
		fakePutOff(60);
	return (gFakeI2c.held && (pin % 2 == 0)) ? 0 : level; /* tests have SDA at even pins */
}

/* The port for a driver; if another one has it, that one is disconnected from its pins. */
static esp_err_t acquire(int port, void *driver)
{
	CHECK((port >= 0) && (port < kPorts));
	if (gPorts[port]) {
		if (gSlave == gPorts[port])
			gSlave->unplugged = true;
		return ESP_ERR_INVALID_STATE;
	}
	gPorts[port] = driver;
	return ESP_OK;
}

size_t heap_caps_get_largest_free_block(uint32_t caps)
{
	return gFakeI2c.poor ? 1000 : 100000;
}

/* Slave */

esp_err_t i2c_new_slave_device(const i2c_slave_config_t *config, i2c_slave_dev_handle_t *slave)
{
	struct FakeSlave *made;
	esp_err_t error;
	fakeTaskGoesOn();
	CHECK(!gFakeI2c.poor);
	if (takeOne(&gFakeI2c.refusedSlaves))
		return ESP_ERR_NO_MEM;
	made = calloc(1, sizeof(*made));
	made->config = *config;
	pthread_mutex_lock(&gInterrupt);
	error = acquire(config->i2c_port, made);
	if (!error)
		gSlave = *slave = made;
	pthread_mutex_unlock(&gInterrupt);
	if (error)
		free(made);
	return error;
}

esp_err_t i2c_del_slave_device(i2c_slave_dev_handle_t slave)
{
	fakeTaskGoesOn();
	pthread_mutex_lock(&gInterrupt);
	gPorts[slave->config.i2c_port] = NULL;
	gSlave = gReceiver = NULL;
	pthread_mutex_unlock(&gInterrupt);
	free(slave);
	return ESP_OK;
}

esp_err_t i2c_slave_register_event_callbacks(i2c_slave_dev_handle_t slave, const i2c_slave_event_callbacks_t *callbacks, void *context)
{
	if (takeOne(&gFakeI2c.refusedCallbacks))
		return ESP_ERR_INVALID_STATE;
	pthread_mutex_lock(&gInterrupt);
	slave->callbacks = *callbacks;
	slave->context = context;
	pthread_mutex_unlock(&gInterrupt);
	return ESP_OK;
}

/* The controller elsewhere */

bool fakeSlaveBegin(uint8_t address)
{
	bool acknowledged;
	pthread_mutex_lock(&gInterrupt);
	gReceiver = (gSlave && !gSlave->unplugged && (gSlave->config.slave_addr == address)) ? gSlave : NULL;
	gForeign = kPeer == address;
	acknowledged = gUnderWay = gReceiver || gForeign; /* else there is a STOP at once */
	gCleared = false;
	pthread_mutex_unlock(&gInterrupt);
	return acknowledged;
}

bool fakeSlaveEnd(const uint8_t *bytes, uint32_t length)
{
	struct FakeSlave *receiver;
	bool whole;
	pthread_mutex_lock(&gInterrupt);
	receiver = gReceiver;
	whole = (receiver || gForeign) && !gCleared;
	gUnderWay = false;
	gReceiver = NULL;
	if (whole && receiver && receiver->callbacks.on_receive) {
		const uint32_t kept = (length < receiver->config.receive_buf_depth) ? length : receiver->config.receive_buf_depth;
		i2c_slave_rx_done_event_data_t event = { gBuffer, kept };
		memcpy(gBuffer, bytes, kept);
		receiver->callbacks.on_receive(receiver, &event, receiver->context);
		memset(gBuffer, 0xEE, sizeof(gBuffer));
	}
	else if (whole && receiver)
		gFakeI2c.unheard++;
	pthread_mutex_unlock(&gInterrupt);
	return whole;
}

bool fakeSlaveWrite(uint8_t address, const uint8_t *bytes, uint32_t length)
{
	if (!fakeSlaveBegin(address))
		return false;
	sched_yield();
	return fakeSlaveEnd(bytes, length);
}

/* Master */

esp_err_t i2c_new_master_bus(const i2c_master_bus_config_t *config, i2c_master_bus_handle_t *bus)
{
	struct FakeBus *made;
	esp_err_t error;
	if (takeOne(&gFakeI2c.refusedMasters))
		return ESP_ERR_NO_MEM;
	made = calloc(1, sizeof(*made));
	made->port = config->i2c_port;
	pthread_mutex_lock(&gInterrupt);
	error = acquire(config->i2c_port, made);
	pthread_mutex_unlock(&gInterrupt);
	if (error)
		free(made);
	else
		*bus = made;
	if (!error && gFakeI2c.started)
		gFakeI2c.started();
	return error;
}

esp_err_t i2c_del_master_bus(i2c_master_bus_handle_t bus)
{
	fakeTaskGoesOn();
	if (bus->devices)
		return ESP_ERR_INVALID_STATE;
	pthread_mutex_lock(&gInterrupt);
	gPorts[bus->port] = NULL;
	pthread_mutex_unlock(&gInterrupt);
	free(bus);
	return ESP_OK;
}

static void clearBus(void)
{
	pthread_mutex_lock(&gInterrupt);
	gFakeI2c.cleared += gUnderWay;
	gCleared |= gUnderWay;
	pthread_mutex_unlock(&gInterrupt);
	gFakeI2c.held = gFakeI2c.held && gFakeI2c.stays;
}

esp_err_t i2c_master_bus_reset(i2c_master_bus_handle_t bus)
{
	gFakeI2c.resets++;
	gFakeI2c.clings = false;
	clearBus();
	return ESP_OK;
}

esp_err_t i2c_master_bus_add_device(i2c_master_bus_handle_t bus, const i2c_device_config_t *config, i2c_master_dev_handle_t *device)
{
	*device = calloc(1, sizeof(**device));
	(*device)->bus = bus;
	(*device)->address = config->device_address;
	bus->devices++;
	gFakeI2c.devices++;
	return ESP_OK;
}

esp_err_t i2c_master_bus_rm_device(i2c_master_dev_handle_t device)
{
	fakeTaskGoesOn();
	if (gFakeI2c.clings)
		return ESP_ERR_INVALID_STATE;
	device->bus->devices--;
	gFakeI2c.devices--;
	free(device);
	return ESP_OK;
}

static esp_err_t reach(uint16_t address)
{
	return (gFakeI2c.held || (kPeer != address)) ? ESP_ERR_INVALID_RESPONSE : ESP_OK;
}

esp_err_t i2c_master_probe(i2c_master_bus_handle_t bus, uint16_t address, int timeout)
{
	return gFakeI2c.held ? ESP_ERR_TIMEOUT : reach(address) ? ESP_ERR_NOT_FOUND : ESP_OK;
}

esp_err_t i2c_master_transmit(i2c_master_dev_handle_t device, const uint8_t *bytes, size_t length, int timeout)
{
	clearBus();
	if (reach(device->address))
		return reach(device->address);
	if (gFakeI2c.meanwhile)
		gFakeI2c.meanwhile();
	memcpy(gFakeSent, bytes, length);
	gFakeSentLength = (uint32_t)length;
	return ESP_OK;
}

esp_err_t i2c_master_receive(i2c_master_dev_handle_t device, uint8_t *bytes, size_t length, int timeout)
{
	clearBus();
	if (!reach(device->address))
		memset(bytes, 0xA5, length);
	return reach(device->address);
}

esp_err_t i2c_master_transmit_receive(i2c_master_dev_handle_t device, const uint8_t *bytes, size_t length, uint8_t *read, size_t count, int timeout)
{
	const esp_err_t error = i2c_master_transmit(device, bytes, length, timeout);
	return error ? error : i2c_master_receive(device, read, count, timeout);
}
