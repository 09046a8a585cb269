/* SPDX-License-Identifier: Apache-2.0 */
/* TinyUSB's device stack as far as a class sees it: events from interrupts, served one after the other by its task. It stops the test where a class does what TinyUSB
 * asserts against: a transfer on an endpoint that is busy or closed, a call from another task; and where its task is deleted while it does something. */
#define usbDriverServe espUsbServe
#define usbDriverStart espUsbStart
#define usbDriverStop espUsbStop
#include "hosts/esp32/usb.c"

#include <pthread.h>
#include <sched.h>
#include <string.h>

#include "test/native/check.h"
#include "usb-world.h"

enum { kQueue = 16, kPacketSize = 64, kOut = 0, kIn = 1 };

typedef enum { kFunction, kReset, kSetConfiguration, kSetInterface, kFeature, kTransferred } EventKind;
typedef struct {
	EventKind kind;
	void (*function)(void *);
	void *parameter;
	uint8_t endpoint, value;
	uint16_t feature;
	uint32_t length;
} Event;

typedef struct {
	bool opened, busy, halted;
	uint8_t *bytes;
	uint32_t length, done;
	/* The hardware has it. */
	bool armed;
} Endpoint;

static pthread_mutex_t gMutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t gChanged = PTHREAD_COND_INITIALIZER;
static Event gQueue[kQueue];
static uint32_t gPut, gTaken;
static bool gServing;
static _Atomic bool gConnected;
static TaskHandle_t gTask, gAwaiting;
static pthread_t gThread;
static const usbd_class_driver_t *gDriver;
static const tinyusb_config_t *gConfig;
static const uint8_t *gConfiguration;
static const char *gTexts[8];
static uint8_t gValue;
static Endpoint gEndpoints[2];
static _Atomic uint32_t gRefusals, gFailures;

static Endpoint *endpointOf(uint8_t address)
{
	CHECK((0x01 == address) || (0x81 == address));
	return gEndpoints + (address >> 7);
}

static void put(Event event)
{
	pthread_mutex_lock(&gMutex);
	while (gTask && (gPut - gTaken >= kQueue))
		pthread_cond_wait(&gChanged, &gMutex);
	if (gTask)
		gQueue[gPut++ % kQueue] = event;
	pthread_cond_broadcast(&gChanged);
	pthread_mutex_unlock(&gMutex);
}

static void closeAll(void)
{
	pthread_mutex_lock(&gMutex);
	memset(gEndpoints, 0, sizeof(gEndpoints));
	pthread_mutex_unlock(&gMutex);
	gDriver->reset(0);
}

static void setConfiguration(uint8_t value)
{
	const uint8_t *configuration = gConfiguration, *interface = configuration + configuration[0];
	const uint16_t left = (uint16_t)(configuration[2] | configuration[3] << 8) - configuration[0];
	if (value == gValue)
		return;
	if (gValue)
		closeAll();
	gValue = value;
	if (value)
		EQUAL(gDriver->open(0, (const tusb_desc_interface_t *)interface, left), left);
}

/* usbd_edpt_stall and usbd_edpt_clear_stall, and the class is told: by some versions of every feature, whatever it is, and with all of the index, of which the low byte counts. */
static void feature(uint16_t index, uint16_t feature, bool on)
{
	const tusb_control_request_t request = { .bmRequestType = TUSB_REQ_RCPT_ENDPOINT, .bRequest = on ? TUSB_REQ_SET_FEATURE : TUSB_REQ_CLEAR_FEATURE, .wValue = feature, .wIndex = index };
	Endpoint *endpoint = endpointOf((uint8_t)index);
	pthread_mutex_lock(&gMutex);
	if ((TUSB_REQ_FEATURE_EDPT_HALT == feature) && on)
		endpoint->armed = false; /* and nobody is told of the transfer */
	if ((TUSB_REQ_FEATURE_EDPT_HALT == feature) && on)
		endpoint->halted = endpoint->busy = true;
	pthread_mutex_unlock(&gMutex);
	if ((TUSB_REQ_FEATURE_EDPT_HALT == feature) && !on)
		usbd_edpt_clear_stall(0, (uint8_t)index);
	gDriver->control_xfer_cb(0, CONTROL_STAGE_SETUP, &request);
}

/* TinyUSB itself does nothing but answer: toggles and halts are the class's matter. */
static void setInterface(void)
{
	const tusb_control_request_t request = { .bmRequestType = TUSB_REQ_RCPT_INTERFACE, .bRequest = TUSB_REQ_SET_INTERFACE };
	if (gValue)
		CHECK(!gDriver->control_xfer_cb(0, CONTROL_STAGE_SETUP, &request));
}

static void serveEvent(const Event *event)
{
	Endpoint *endpoint;
	switch (event->kind) {
	case kFunction: event->function(event->parameter); return;
	case kReset:
		gValue = 0;
		closeAll();
		return;
	case kSetConfiguration: setConfiguration(event->value); return;
	case kSetInterface: setInterface(); return;
	case kFeature: feature((uint16_t)event->length, event->feature, event->value); return;
	case kTransferred:
		endpoint = endpointOf(event->endpoint);
		if (!endpoint->opened)
			return;
		pthread_mutex_lock(&gMutex);
		endpoint->busy = false;
		pthread_mutex_unlock(&gMutex);
		gDriver->xfer_cb(0, event->endpoint, gFailures ? XFER_RESULT_FAILED : XFER_RESULT_SUCCESS, event->length);
		gFailures -= gFailures > 0;
	}
}

static void task(void *unused)
{
	uint8_t count;
	gThread = pthread_self();
	for (int index = 0; index < gConfig->descriptor.string_count; index++)
		gTexts[index] = gConfig->descriptor.string[index];
	gConfiguration = gConfig->descriptor.full_speed_config;
	gDriver = usbd_app_driver_get_cb(&count);
	EQUAL(count, 1);
	gDriver->init();
	gConnected = true;
	xTaskNotifyGive(gAwaiting);
	for (;;) {
		Event event;
		pthread_mutex_lock(&gMutex);
		gServing = false;
		pthread_cond_broadcast(&gChanged);
		while (gPut == gTaken)
			pthread_cond_wait(&gChanged, &gMutex);
		event = gQueue[gTaken++ % kQueue];
		gServing = true;
		pthread_mutex_unlock(&gMutex);
		fakeTaskGoesOn();
		serveEvent(&event);
	}
}

/* What the class calls */

/* The stack is started by its task, from a configuration that is the caller's, who waits until he is notified: if he has been already, he goes on, and nothing is there. */
esp_err_t tinyusb_driver_install(const tinyusb_config_t *config)
{
	CHECK(!gTask);
	gConfig = config;
	gAwaiting = xTaskGetCurrentTaskHandle();
	pthread_mutex_lock(&gMutex);
	gPut = gTaken = gValue = 0;
	CHECK(pdPASS == xTaskCreate(task, "TinyUSB", 4096, NULL, 5, &gTask));
	pthread_mutex_unlock(&gMutex);
	CHECK(ulTaskNotifyTake(pdTRUE, 5000));
	CHECK(gConnected);
	return ESP_OK;
}

/* The task must be where it can be deleted: the fake of vTaskDelete waits for ever for one that is not suspended. */
esp_err_t tinyusb_driver_uninstall(void)
{
	vTaskDelete(gTask);
	pthread_mutex_lock(&gMutex);
	gTask = NULL;
	memset(gEndpoints, 0, sizeof(gEndpoints));
	gServing = false;
	pthread_cond_broadcast(&gChanged); /* whoever waits for it */
	pthread_mutex_unlock(&gMutex);
	gDriver->deinit();
	return ESP_OK;
}

tusb_speed_t tud_speed_get(void)
{
	return TUSB_SPEED_FULL;
}

bool tud_disconnect(void)
{
	gConnected = false;
	return true;
}

bool usbd_open_edpt_pair(uint8_t port, const uint8_t *descriptor, uint8_t count, uint8_t type, uint8_t *out, uint8_t *in)
{
	for (; count; count--, descriptor += descriptor[0]) {
		Endpoint *endpoint = endpointOf(descriptor[2]);
		EQUAL(descriptor[3], type);
		EQUAL(descriptor[4] | descriptor[5] << 8, kPacketSize);
		endpoint->opened = true;
		*((descriptor[2] & 0x80) ? in : out) = descriptor[2];
	}
	return true;
}

bool usbd_edpt_xfer(uint8_t port, uint8_t address, uint8_t *bytes, uint16_t length, bool interrupt)
{
	Endpoint *endpoint = endpointOf(address);
	CHECK(!interrupt && pthread_equal(gThread, pthread_self()));
	CHECK(endpoint->opened && !endpoint->busy && !endpoint->armed && !endpoint->halted);
	if (gRefusals) {
		gRefusals--;
		return false;
	}
	pthread_mutex_lock(&gMutex);
	endpoint->busy = endpoint->armed = true;
	endpoint->bytes = bytes;
	endpoint->length = length;
	endpoint->done = 0;
	pthread_mutex_unlock(&gMutex);
	return true;
}

/* Whoever is under way goes on, but is not busy. */
void usbd_edpt_clear_stall(uint8_t port, uint8_t address)
{
	Endpoint *endpoint = endpointOf(address);
	pthread_mutex_lock(&gMutex);
	endpoint->halted = endpoint->busy = false;
	pthread_mutex_unlock(&gMutex);
}

void usbd_defer_func(void (*function)(void *parameter), void *parameter, bool interrupt)
{
	CHECK(!interrupt);
	put((Event){ .kind = kFunction, .function = function, .parameter = parameter });
}

/* The USB host */

static void settle(void)
{
	pthread_mutex_lock(&gMutex);
	while (gTask && (gServing || (gPut != gTaken)))
		pthread_cond_wait(&gChanged, &gMutex);
	pthread_mutex_unlock(&gMutex);
}

static void request(Event event)
{
	if (!gConnected)
		return;
	put(event);
	settle();
}

static void busReset(void)
{
	request((Event){ .kind = kReset });
}

static void configureDevice(uint8_t value)
{
	request((Event){ .kind = kSetConfiguration, .value = value });
}

void fakeUsbFeature(uint16_t index, uint16_t feature, bool on)
{
	request((Event){ .kind = kFeature, .length = index, .feature = feature, .value = on });
}

static void haltEndpoint(uint8_t address, bool on)
{
	fakeUsbFeature(address, TUSB_REQ_FEATURE_EDPT_HALT, on);
}

static void interface(void)
{
	request((Event){ .kind = kSetInterface });
}

static int out(const uint8_t *bytes, uint32_t length)
{
	Endpoint *endpoint = gEndpoints + kOut;
	int answer = kFakeNak;
	bool over = false;
	uint32_t done = 0;
	pthread_mutex_lock(&gMutex);
	if (gConnected && endpoint->halted)
		answer = kFakeStall;
	else if (gConnected && endpoint->armed) {
		CHECK(endpoint->done + length <= endpoint->length);
		memcpy(endpoint->bytes + endpoint->done, bytes, length);
		done = endpoint->done += length;
		over = (length < kPacketSize) || (done == endpoint->length);
		endpoint->armed = !over;
		answer = kFakeAck;
	}
	pthread_mutex_unlock(&gMutex);
	if (over)
		put((Event){ .kind = kTransferred, .endpoint = 0x01, .length = done });
	return answer;
}

static int in(uint8_t *bytes)
{
	Endpoint *endpoint = gEndpoints + kIn;
	int answer = kFakeNak;
	bool over = false;
	pthread_mutex_lock(&gMutex);
	if (gConnected && endpoint->halted)
		answer = kFakeStall;
	else if (gConnected && endpoint->armed) {
		const uint32_t left = endpoint->length - endpoint->done, count = (left < kPacketSize) ? left : kPacketSize;
		if (count)
			memcpy(bytes, endpoint->bytes + endpoint->done, count);
		endpoint->done += count;
		over = endpoint->done == endpoint->length;
		endpoint->armed = !over;
		answer = (int)count;
	}
	pthread_mutex_unlock(&gMutex);
	if (over)
		put((Event){ .kind = kTransferred, .endpoint = 0x81, .length = endpoint->length });
	return answer;
}

static void refuse(uint32_t times)
{
	gRefusals = times;
}

static void fail(uint32_t times)
{
	gFailures = times;
}

static uint32_t held(void)
{
	return gEndpoints[kOut].busy + gEndpoints[kIn].busy;
}

static const char *string(uint32_t number)
{
	return gTexts[number];
}

const UsbWorld gTinyUsb = {
	.name = "TinyUSB",
	.packetSize = kPacketSize,
	.start = usbDriverStart,
	.stop = usbDriverStop,
	.serve = usbDriverServe,
	.reset = busReset,
	.configure = configureDevice,
	.halt = haltEndpoint,
	.interface = interface,
	.out = out,
	.in = in,
	.refuse = refuse,
	.fail = fail,
	.settle = settle,
	.held = held,
	.string = string,
};
